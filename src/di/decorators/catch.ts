/** `@Catch`: a method hears what handlers throw. */
import { ownerOf } from '../metadata/decorated-member';
import { rawCatches } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type ErrorClass } from '../metadata/records';
import { type EventMethodDecorator } from './on';

/** What a `@Catch` takes beside the classes of errors. */
export interface CatchOptions<M extends string = string> {
  /** Only what this method of the same class throws: `@Catch(RestError, { of: 'ban' })`. */
  readonly of: M;
}

type ErrorClasses = readonly ErrorClass[];
type Caught<C extends ErrorClasses> = C extends readonly [] ? Error : InstanceType<C[number]>;

/** Stands on a method of a class that also has the method `M`. */
export type CatchOfDecorator<E, M extends string> = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (error: E, ...rest: any[]) => unknown,
>(
  target: Readonly<Record<M, (...args: never[]) => unknown>>,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Calls the method with errors of these classes: `@Catch(RestError) denied(error: RestError)`. Without classes it gets every error.
 * The nearest comes first: of the failing method, of its class, of a class of its module, of its group, of the hub; among equals the
 * one with the most specific class of errors. Its other parameters are injected, or by their types: the event, the context, the
 * `Invocation`, the `HandlerFailure`. A text or a message that it returns is told to who acted, alone; where it returns `failure.retry()`, the answer
 * is that of the further run. Throwing the error again leaves it to the `ErrorHandler`.
 */
export function Catch<C extends ErrorClasses>(...errors: C): EventMethodDecorator<Caught<C>>;
export function Catch<C extends ErrorClasses, const M extends string>(
  ...args: [...errors: C, options: CatchOptions<M>]
): CatchOfDecorator<Caught<C>, M>;
export function Catch(...args: readonly (ErrorClass | CatchOptions | null | undefined)[]): EventMethodDecorator<never> {
  const spot = captureSpot(Catch);
  const last = args.at(-1);
  const options = typeof last === 'object' && last !== null ? last : undefined;
  const errors = (options ? args.slice(0, -1) : args) as readonly ErrorClass[];
  return (target, method) => {
    const { type, isStatic } = ownerOf(target, spot);
    rawCatches.add(type, { method, errors, of: options?.of, place: placeAt(spot, type.name, method), isStatic });
  };
}
