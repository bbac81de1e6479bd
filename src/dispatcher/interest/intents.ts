/**
 * Which intents the session must ask for, told by what is listened to; and what cannot be listened to once it runs.
 * Intents are fixed at IDENTIFY, so an event that none of them brings will never come, silently. That is said beforehand.
 * https://discord.com/developers/docs/events/gateway#gateway-intents
 */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type EventClass, inferableIntents, intentBits, type IntentName, isBroughtBy } from '../../models';
import { DispatchError } from '../dispatch-error';

/** Somebody who listens. */
export interface Listening {
  /** `Greeter.greet`. */
  readonly label: string;
  readonly events: readonly EventClass[];
  readonly needs?: readonly IntentName[] | undefined;
  readonly place?: SetupPlace | undefined;
}

export interface RequiredIntents {
  readonly intents: IntentName[];
  /** Events that only privileged intents bring, which nobody declared. */
  readonly problems: SetupProblem[];
}

/** @param declared intents that the session has in any case, for instance by the group's options. */
export function inferIntents(listening: readonly Listening[], declared: readonly IntentName[]): RequiredIntents {
  const intents = new Set<IntentName>();
  for (const { events, needs = [] } of listening) {
    for (const intent of needs) intents.add(intent);
    for (const event of events) for (const intent of inferableIntents(event)) intents.add(intent);
  }
  const bits = intentBits([...intents, ...declared]);
  const problems = listening.flatMap(({ label, events, place }) =>
    events.filter((event) => !isBroughtBy(event, bits)).map((event) => missing(label, event, place)),
  );
  return { intents: [...intents], problems };
}

/** Warnings about handlers that a session with intents of the author's own choice never calls. */
export function unheard({ label, events }: Listening, bits: number): string[] {
  return events
    .filter((event) => !isBroughtBy(event, bits))
    .map(
      ({ name, intents }) => `${label} will not be called: ${name} needs ${oneOf(intents)}, which this session lacks.`,
    );
}

/** @throws DispatchError when the running session is not sent one of the events, or lacks one of the needs. */
export function assertBrought({ label, events, needs = [] }: Listening, bits: number): void {
  for (const event of events) {
    if (isBroughtBy(event, bits)) continue;
    throw new DispatchError({
      code: 'DISPATCH_INTENT_MISSING',
      kind: 'subscription',
      message: `${label} asks for ${event.name}, which this session is not sent: it needs ${oneOf(event.intents)}, and intents cannot be added while it runs.`,
      advice: `declare it before the start: @Needs(${event.name}) on a handler class, or intents: { add: [${quoted(event.intents)}] } in the group's options.`,
      missingIntents: event.intents,
      context: { event: event.eventName, handler: label },
    });
  }
  const lacking = needs.filter((intent) => (intentBits([intent]) & bits) === 0);
  if (lacking.length === 0) return;
  throw new DispatchError({
    code: 'DISPATCH_INTENT_MISSING',
    kind: 'subscription',
    message: `${label} needs ${lacking.join(', ')}, which this session does not have, and intents cannot be added while it runs.`,
    advice: `declare it before the start: intents: { add: [${quoted(lacking)}] } in the group's options.`,
    missingIntents: lacking,
    context: { handler: label },
  });
}

function missing(label: string, event: EventClass, place: SetupPlace | undefined): SetupProblem {
  return {
    code: 'DISPATCH_INTENT_MISSING',
    message: `${label} listens to ${event.name}, which only ${oneOf(event.intents)} brings; privileged intents are not inferred.`,
    advice: `say that the handler needs it, { needs: [${quoted(event.intents)}] }, and switch it on in the developer portal.`,
    place,
  };
}

function oneOf(intents: readonly IntentName[]): string {
  return intents.join(' or ');
}

function quoted(intents: readonly IntentName[]): string {
  return intents.map((intent) => `'${intent}'`).join(', ');
}
