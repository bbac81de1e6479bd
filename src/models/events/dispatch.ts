/**
 * What makes a view an event: a dispatch name, the intents that bring it, and a brand that the compiler sees,
 * so that two events of the same shape cannot be taken for one another.
 */
import { type IntentName } from '../intents';
import { PayloadView, type ViewClass } from '../view';
import { type ViewContext } from '../view-context';

declare const eventBrand: unique symbol;

/** Carried by the type of every event; holds its dispatch name. Nothing of it exists at run time. */
export interface EventBrand<Name extends string = string> {
  readonly [eventBrand]: Name;
}

/** Any event, for handlers that take all of them. */
export type AnyEvent = PayloadView & EventBrand;

/** What every class of events knows about itself. */
export interface EventInfo {
  readonly name: string;
  /** Name of the dispatch, `MESSAGE_CREATE`. Events that are made inside Corduroy have names of their own. */
  readonly eventName: string;
  /** Any one of these intents brings the event; none at all means that it always comes. */
  readonly intents: readonly IntentName[];
}

/** A class of events: what `@On` and `addHandler` take. */
// Payloads differ from event to event; which one a class takes is checked where the class is declared.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type EventClass<E extends AnyEvent = AnyEvent> = (abstract new (raw: any, context?: ViewContext) => E) &
  EventInfo;

/** The instance type of an event class. */
export type EventOf<C> = C extends EventClass<infer E> ? E : never;

/** Makes a view class an event class: `class MessageCreateEvent extends dispatch('MESSAGE_CREATE', Message, ['GuildMessages']) {}`. */
export function dispatch<const Name extends string, V extends PayloadView>(
  eventName: Name,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Base: abstract new (raw: any, context?: ViewContext) => V,
  intents: readonly IntentName[] = [],
): (new (raw: V['raw'], context?: ViewContext) => V & EventBrand<Name>) & {
  readonly eventName: Name;
  readonly intents: readonly IntentName[];
} {
  const Event = class extends (Base as unknown as ViewClass) {
    static readonly eventName = eventName;
    static readonly intents = intents;
  };
  return Event as never;
}

/**
 * Every event: `@On(GatewayEvent)` hears all of them, and `x instanceof GatewayEvent` tells whether x is one.
 * Listening to it asks for no intent.
 */
export abstract class GatewayEvent extends PayloadView {
  static readonly eventName: string = '*';
  static readonly intents: readonly IntentName[] = [];
  declare readonly [eventBrand]: string;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof PayloadView && typeof eventNameOf(value as PayloadView) === 'string';
  }
}

/** The dispatch name of an event, or `undefined` for a view that is none. */
export function eventNameOf(view: PayloadView): string | undefined {
  return (view.constructor as unknown as Partial<EventInfo>).eventName;
}
