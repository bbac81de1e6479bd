/** From the name of a dispatch to the class of its event. */
import { type ViewContext } from '../view-context';
import * as application from './application';
import * as autoModeration from './auto-moderation';
import * as channel from './channel';
import { type AnyEvent, type EventInfo } from './dispatch';
import * as expression from './expression';
import * as guild from './guild';
import * as integration from './integration';
import * as interaction from './interaction';
import * as invite from './invite';
import * as member from './member';
import * as message from './message';
import * as monetization from './monetization';
import * as poll from './poll';
import * as presence from './presence';
import * as reaction from './reaction';
import * as scheduledEvent from './scheduled-event';
import * as session from './session';
import * as soundboard from './soundboard';
import * as stageInstance from './stage-instance';
import * as thread from './thread';
import { UnknownDispatchEvent } from './unknown';
import * as voice from './voice';

/** A class whose events can be made from a payload. */
// Payloads differ from event to event; the gateway hands each class the one that its name promises.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ConcreteEventClass = (new (raw: any, context?: ViewContext) => AnyEvent) & EventInfo;

const classes: readonly ConcreteEventClass[] = [
  application,
  autoModeration,
  channel,
  expression,
  guild,
  integration,
  interaction,
  invite,
  member,
  message,
  monetization,
  poll,
  presence,
  reaction,
  scheduledEvent,
  session,
  soundboard,
  stageInstance,
  thread,
  voice,
].flatMap((family) => Object.values(family) as ConcreteEventClass[]);

/** Every event that has a class, by the name of its dispatch. */
export const eventMap: ReadonlyMap<string, ConcreteEventClass> = new Map(
  classes.map((event) => [event.eventName, event]),
);

const Unknown: ConcreteEventClass = UnknownDispatchEvent;

/** What a payload-less dispatch is a view of. */
const EMPTY = Object.freeze({});

/**
 * The event of a dispatch. A name without a class, and data that no class can read, make an UnknownDispatchEvent;
 * it never throws. A field of the wrong type shows only where it is read.
 */
export function createEvent(name: string, data: unknown, context?: ViewContext): AnyEvent {
  const Event = eventMap.get(name);
  if (Event !== undefined) {
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return new Event(data, context);
    // RESUMED has nothing to say.
    if (data === null || data === undefined) return new Event(EMPTY, context);
  }
  return new Unknown({ t: name, d: data }, context);
}
