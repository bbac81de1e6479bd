/** `@Injectable`: a class whose constructor's parameters are injected. */
import { injectables } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type InjectableOptions } from '../metadata/records';
import { type Class } from '../metadata/tokens';

/**
 * Every provider with constructor parameters needs it. `{ scope: 'hub' }` shares one instance between all groups;
 * `{ scope: 'invocation' }` makes one for each call of a handler that asks for it.
 */
export function Injectable(options: InjectableOptions = {}): (type: Class) => void {
  const spot = captureSpot(Injectable);
  return (type) => {
    injectables.add(type, { ...options, place: placeAt(spot, type.name) });
  };
}
