/** All classes of events, for whoever goes through them. Who looks for one asks event-classes.ts, which does not load them all. */
import * as application from './application';
import * as autoModeration from './auto-moderation';
import * as channel from './channel';
import { type ConcreteEventClass } from './event-classes';
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
import * as voice from './voice';

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
