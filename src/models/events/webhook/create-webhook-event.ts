/** From the type of a webhook event to the class of its event. */
import { type ViewContext } from '../../view-context';
import { type AnyEvent } from '../dispatch';
import { type ConcreteEventClass } from '../event-classes';
import { EntitlementCreateEvent, EntitlementDeleteEvent, EntitlementUpdateEvent } from '../monetization';
import { UnknownDispatchEvent } from '../unknown';
import { ApplicationAuthorizedEvent, ApplicationDeauthorizedEvent, QuestUserEnrollmentEvent } from './application';

const classes: readonly ConcreteEventClass[] = [
  ApplicationAuthorizedEvent,
  ApplicationDeauthorizedEvent,
  EntitlementCreateEvent,
  EntitlementDeleteEvent,
  EntitlementUpdateEvent,
  QuestUserEnrollmentEvent,
];

/** Every webhook event that has a class, by its type. Those of entitlements are the same classes as over the gateway. */
export const webhookEventMap: ReadonlyMap<string, ConcreteEventClass> = new Map(
  classes.map((event) => [event.eventName, event]),
);

const Unknown: ConcreteEventClass = UnknownDispatchEvent;

/** The event of a webhook. Types without a class make an UnknownDispatchEvent; it never throws. */
export function createWebhookEvent(type: string, data: unknown, context?: ViewContext): AnyEvent {
  const Event = webhookEventMap.get(type);
  if (Event && typeof data === 'object' && data !== null && !Array.isArray(data)) return new Event(data, context);
  // Of a quest nothing is told.
  if (Event === QuestUserEnrollmentEvent) return new Event({}, context);
  return new Unknown({ t: type, d: data }, context);
}
