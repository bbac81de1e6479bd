/** What Discord's refusals of answers mean, in the words of this room. */
import { RestError } from '../../rest';
import { InteractionError } from '../interaction-error';

/** Discord's words for an interaction that it has given up, for a token that has run out, and for a second first answer. */
const UNKNOWN_INTERACTION = 10_062;
const RUN_OUT: readonly (number | undefined)[] = [10_015, 50_027];
const ALREADY_ACKNOWLEDGED = 40_060;
const UNKNOWN_MESSAGE = 10_008;

/** The error as it was where nothing better is known. @param what was answered, for the message. */
export function explainRefusal(error: unknown, what: string, ageMs: number): Error & { readonly code?: unknown } {
  if (!(error instanceof RestError)) return error as Error;
  if (error.discordCode === UNKNOWN_INTERACTION) {
    const why = `Discord has given it up; the first answer came after ${Math.round(ageMs)} ms of at most 3 000`;
    return expired(what, why, ageMs, error);
  }
  if (RUN_OUT.includes(error.discordCode)) {
    return expired(what, 'Discord does not know its token any more, which is good for 15 minutes', ageMs, error);
  }
  if (error.discordCode !== ALREADY_ACKNOWLEDGED) return error;
  return new InteractionError({
    code: 'INTERACTION_ANSWERED',
    kind: 'answer',
    message: `${what} was answered by somebody else: Discord takes one first answer.`,
    advice: 'look for another process with the same token, or another handler of the raw event that answers it.',
    cause: error,
  });
}

export function expired(what: string, why: string, ageMs: number, cause?: unknown): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_EXPIRED',
    kind: 'answer',
    message: `${what} cannot be answered any more: ${why}.`,
    advice: 'answer or defer sooner (ctx.defer()); later than that, send a message to the channel or to the user.',
    ageMs: Math.round(ageMs),
    cause,
  });
}

/** Somebody has deleted it, or dismissed what only they saw. */
export function isMessageGone(error: unknown): boolean {
  return error instanceof RestError && error.discordCode === UNKNOWN_MESSAGE;
}
