/** The errors that requests through the gateway end with. */
import { type GuildId, type IntentName } from '../../models';
import { abortReason } from '../../util';
import { GatewayError } from '../gateway-error';
import { type Ask } from './ask';

export function intentMissing(guildId: GuildId, intent: IntentName, what: string): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_REQUEST_INTENT_MISSING',
    kind: 'intent-missing',
    message: `Discord gives ${what} only to a session with the intent ${intent}, which this one has not.`,
    advice: `add it, intents: { add: ['${intent}'] }, and switch it on in the developer portal; or ask for members by name or by id, without presences.`,
    context: { guildId, intent },
  });
}

/** Why a request ended before its answer was whole. */
export interface Shortfall {
  /** How long was waited. */
  readonly waitedMs: number;
  /** How many parts of the answer came. */
  readonly parts: number;
  /** Until Discord allows the request, when that is what it waited for. */
  readonly heldMs: number | undefined;
}

export function requestTimeout(ask: Ask, { waitedMs, parts, heldMs }: Shortfall): GatewayError {
  const why =
    heldMs !== undefined
      ? 'Discord’s limit held it back'
      : parts > 0
        ? `only ${parts} part(s) of the answer came`
        : 'Discord did not answer';
  return new GatewayError({
    code: 'GATEWAY_REQUEST_TIMEOUT',
    kind: 'deadline',
    message: `The request for ${WHAT[ask.kind]} of guild ${ask.guildId} ended after ${Math.round(waitedMs)} ms: ${why}.`,
    advice:
      heldMs !== undefined
        ? 'ask again after `retryAfterMs`, or with a longer timeoutMs; the whole list is given once in 30 seconds.'
        : 'check that the bot is in that guild (Discord says nothing otherwise), or ask with a longer timeoutMs.',
    context: { guildId: ask.guildId, parts },
    mayRetry: true,
    retryAfterMs: heldMs,
  });
}

export function requestAborted(ask: Ask, signal: AbortSignal): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_ABORTED',
    kind: 'aborted',
    message: `The request for ${WHAT[ask.kind]} of guild ${ask.guildId} was given up.`,
    cause: abortReason(signal),
    mayRetry: true,
  });
}

const WHAT: Readonly<Record<Ask['kind'], string>> = {
  members: 'members',
  sounds: 'soundboard sounds',
  'channel-info': 'channel information',
};
