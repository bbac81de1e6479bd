/** `@Catch`: a method hears what the handlers of its class throw. */
import { rawCatches } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type ErrorClass } from '../metadata/records';
import { type EventMethodDecorator } from './on';

/**
 * Calls the method with errors of these classes: `@Catch(RestError) denied(error: RestError)`.
 * Without classes it gets every error.
 */
export function Catch<C extends readonly ErrorClass[]>(
  ...errors: C
): EventMethodDecorator<C extends readonly [] ? Error : InstanceType<C[number]>> {
  const spot = captureSpot(Catch);
  return (target, method) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    rawCatches.add(type, { method, errors, place: placeAt(spot, type.name, method), isStatic });
  };
}
