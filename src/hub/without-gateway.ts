/** What a group without a gateway cannot hear, told before it starts. */
import { type SetupProblem } from '../errors';
import { type EventClass, InteractionCreateEvent, derivedInfo, hasEventClass, webhookEventMap } from '../models';
import { type ClientGroup } from './client-group';

export function hasGateway({ options }: ClientGroup): boolean {
  return options.gateway !== false;
}

/** One for each handler of an event that would never come. */
export function unheardProblems(group: ClientGroup): SetupProblem[] {
  if (hasGateway(group)) return [];
  return group.dispatcher.listening().flatMap(({ label, events, place }) =>
    events.filter(isOfGateway).map((event) => ({
      code: 'SETUP_GATEWAY_OFF',
      message: `${label} listens to ${event.name}, which only the gateway brings, and group "${group.name}" has none.`,
      advice: 'leave out `gateway: false`, or the handler: over HTTP come interactions and webhook events.',
      place,
    })),
  );
}

/** Events of the author's own may come from anywhere. */
function isOfGateway(event: EventClass): boolean {
  if (event.eventName === InteractionCreateEvent.eventName || webhookEventMap.has(event.eventName)) return false;
  return hasEventClass(event.eventName) || derivedInfo(event) !== undefined;
}
