/** Which intents an event asks for, and whether a session's intents bring it. */
import { type IntentName, intentBits, isPrivileged } from '../intents';
import { type EventInfo } from './dispatch';

/** Intents that can be asked for because somebody listens: all of the event's but the privileged ones. */
export function inferableIntents(event: Pick<EventInfo, 'intents'>): readonly IntentName[] {
  return event.intents.filter((intent) => !isPrivileged(intent));
}

/** Whether a session with these intents is sent the event. */
export function isBroughtBy(event: Pick<EventInfo, 'intents'>, sessionIntentBits: number): boolean {
  return event.intents.length === 0 || (intentBits(event.intents) & sessionIntentBits) !== 0;
}
