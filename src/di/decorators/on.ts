/** `@On` and `@Once`: a method hears events. The compiler checks that its first parameter fits. */
import { type AnyEvent, type EventClass, type EventOf } from '../../models';
import { ownerOf } from '../metadata/decorated-member';
import { rawSubscriptions } from '../metadata/lists';
import { captureSpot, placeAt } from '../metadata/place';
import { type OnOptions } from '../metadata/records';

/** One event class or more. */
export type EventClasses = readonly [EventClass, ...EventClass[]];

/** Stands on a method whose first parameter takes `E`; the other parameters are injected. */
export type EventMethodDecorator<E> = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (event: E, ...rest: any[]) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/** Stands on a method whose first parameter is an event class; which one is read from the compiler's metadata. */
export type InferredMethodDecorator = <
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  F extends (event: any, ...rest: any[]) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F> & (Parameters<F>[0] extends AnyEvent ? unknown : never),
) => void;

/**
 * Calls the method for each of these events: `@On(MessageCreateEvent)`. With several classes the parameter takes their union.
 * The record is left on the class; nothing is subscribed before the class is registered with a group.
 */
export function On<C extends EventClasses>(...events: C): EventMethodDecorator<EventOf<C[number]>>;
export function On<C extends EventClasses>(...args: [...C, OnOptions]): EventMethodDecorator<EventOf<C[number]>>;
/** The event is the class of parameter 0, as the compiler's metadata tells it. */
export function On(options?: OnOptions): InferredMethodDecorator;
export function On(...args: readonly (EventClass | OnOptions | undefined)[]): EventMethodDecorator<never> {
  return subscription(On, args, false);
}

/** Like {@link On}, but only the first event of a group reaches the method. */
export function Once<C extends EventClasses>(...events: C): EventMethodDecorator<EventOf<C[number]>>;
export function Once<C extends EventClasses>(...args: [...C, OnOptions]): EventMethodDecorator<EventOf<C[number]>>;
/** The event is the class of parameter 0, as the compiler's metadata tells it. */
export function Once(options?: OnOptions): InferredMethodDecorator;
export function Once(...args: readonly (EventClass | OnOptions | undefined)[]): EventMethodDecorator<never> {
  return subscription(Once, args, true);
}

function subscription(
  factory: (...args: never[]) => unknown,
  args: readonly (EventClass | OnOptions | undefined)[],
  once: boolean,
): EventMethodDecorator<never> {
  const spot = captureSpot(factory);
  const last = args.at(-1);
  const options = typeof last === 'object' ? last : {};
  const events = (typeof last === 'object' ? args.slice(0, -1) : args) as readonly (EventClass | undefined)[];
  return (target, method) => {
    const { type, isStatic } = ownerOf(target, spot);
    rawSubscriptions.add(type, {
      method,
      events: events.length > 0 ? events : undefined,
      once,
      options,
      place: placeAt(spot, type.name, method),
      isStatic,
    });
  };
}
