/**
 * What a close code means for the session, and what to tell the operator when it is the end.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { PRIVILEGED_INTENTS } from '../../models';
import { type GatewayErrorCode } from '../codes';
import { GatewayError } from '../gateway-error';

/** What may follow a close: the same session, a new one, or nothing. */
export type AfterClose = 'resume' | 'new-session' | 'fatal';

/** Codes that this client sends. Any code but 1000 and 1001 leaves the session alive at Discord. */
export const OwnCloseCode = {
  /** Ends the session: the bot goes offline at once. */
  done: 1000,
  /** A heartbeat was not acknowledged. */
  zombie: 4000,
  /** The session will be resumed, now or by the next start. */
  resumable: 4900,
} as const;

interface FatalClose {
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly advice: string;
}

const FATAL: Readonly<Record<number, FatalClose>> = {
  4004: {
    code: 'GATEWAY_AUTHENTICATION_FAILED',
    message: 'Discord refused the bot token',
    advice:
      'copy the token again from the "Bot" page of https://discord.com/developers/applications; a token that was reset or leaked stops working.',
  },
  4010: {
    code: 'GATEWAY_INVALID_SHARD',
    message: 'Discord refused the shard',
    advice:
      'the shard number must be below the number of shards, and a large bot must use a multiple of the number of shards that Discord gives it.',
  },
  4011: {
    code: 'GATEWAY_SHARDING_REQUIRED',
    message: 'the bot is in more guilds than its shards may serve',
    advice:
      'raise the number of shards (`shards` of a group, `shardCount` of a gateway client): a shard serves at most 2500 guilds; GET /gateway/bot tells the recommended number.',
  },
  4012: {
    code: 'GATEWAY_INVALID_API_VERSION',
    message: 'Discord does not speak this version of the gateway any more',
    advice: 'update Corduroy.',
  },
  4013: {
    code: 'GATEWAY_INVALID_INTENTS',
    message: 'the intents are not a number that Discord knows',
    advice: 'build the number from the names of intents instead of writing it by hand.',
  },
  4014: {
    code: 'GATEWAY_DISALLOWED_INTENTS',
    message: 'the bot may not use its privileged intents',
    advice: '',
  },
};

const NEW_SESSION: ReadonlySet<number> = new Set([4003, 4007, 4009]);

/** What may follow this close code. Unknown codes, none at all, and 1000/1001 from Discord are worth a RESUME. */
export function afterClose(code: number | undefined): AfterClose {
  if (code === undefined) return 'resume';
  if (code in FATAL) return 'fatal';
  return NEW_SESSION.has(code) ? 'new-session' : 'resume';
}

/** The error of a fatal close code. For 4014 it names the privileged intents that were asked for. */
export function fatalCloseError(
  closeCode: number,
  about: { readonly intents: number; readonly shardId: number; readonly shardCount: number; readonly reason: string },
): GatewayError {
  const fatal = FATAL[closeCode];
  if (!fatal) throw new RangeError(`close code ${closeCode} is not fatal`);
  const told = about.reason ? ` ("${about.reason}")` : '';
  return new GatewayError({
    code: fatal.code,
    kind: 'fatal-close',
    message: `Shard ${about.shardId} of ${about.shardCount} was closed for good with code ${closeCode}${told}: ${fatal.message}.`,
    advice: closeCode === 4014 ? privilegedAdvice(about.intents) : fatal.advice,
    context: { shardId: about.shardId, shardCount: about.shardCount, intents: about.intents, closeCode },
    closeCode,
  });
}

/** How the developer portal calls the switches of the privileged intents. */
const PORTAL_NAMES: Readonly<Record<string, string>> = {
  GuildMembers: 'Server Members Intent',
  GuildPresences: 'Presence Intent',
  MessageContent: 'Message Content Intent',
};

function privilegedAdvice(intents: number): string {
  const asked = PRIVILEGED_INTENTS.filter((name) => (intents & GatewayIntentBits[name]) !== 0);
  const names = asked.map((name) => `${name} ("${PORTAL_NAMES[name] ?? name}")`).join(', ');
  return (
    `this session asked for ${names || 'no privileged intent that Corduroy knows'}. ` +
    'Switch them on under "Privileged Gateway Intents" on the "Bot" page of https://discord.com/developers/applications, ' +
    'or do not ask for them.'
  );
}
