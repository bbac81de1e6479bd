/** Error codes of the gateway room. */
import { type ErrorCodes } from '../errors';

export const gatewayErrorCodes = {
  GATEWAY_AUTHENTICATION_FAILED: 'Discord refused the bot token at the gateway (close code 4004).',
  GATEWAY_INVALID_SHARD: 'Discord refused the shard number or the number of shards (close code 4010).',
  GATEWAY_SHARDING_REQUIRED: 'The bot is in too many guilds for the number of shards it runs (close code 4011).',
  GATEWAY_INVALID_API_VERSION: 'Discord no longer speaks the API version that was asked for (close code 4012).',
  GATEWAY_INVALID_INTENTS: 'The intents are a number that Discord does not know (close code 4013).',
  GATEWAY_DISALLOWED_INTENTS: 'The intents hold privileged ones that the bot may not use (close code 4014).',
  GATEWAY_PLANS_REFUSED: 'Discord refused one number of shards after the other (close code 4010 or 4011).',
  GATEWAY_IDENTIFY_BUDGET:
    'The bot has used up the sessions it may start today, or all but a reserve; starting more would reset its token.',
  GATEWAY_INFO_UNAVAILABLE: 'The gateway’s address and limits could not be read.',
  GATEWAY_START_TIMEOUT: 'A shard did not become ready within its limit.',
  GATEWAY_START_FAILED: 'The shards could not be started for a reason that is in `cause`.',
  GATEWAY_ALREADY_STARTED: 'A gateway client was started a second time.',
  GATEWAY_NOT_STARTED: 'A gateway client was asked for a shard before it was started.',
  GATEWAY_ABORTED: 'The caller’s signal aborted a wait.',
  GATEWAY_CLOSED: 'The gateway client was closed, so the wait or the command has no purpose any more.',
  GATEWAY_NOT_READY:
    'A command waited for the shard to become ready, or for room under the rate limit, until its limit.',
  GATEWAY_PAYLOAD_TOO_LARGE: 'A command is larger than the 4096 bytes that Discord accepts; it was not sent.',
  GATEWAY_INVALID_COMMAND: 'A command is not one that a bot may send, or cannot be written as JSON.',
  GATEWAY_INVALID_GUILD_ID: 'What was given as a guild’s id is no id.',
  GATEWAY_INVALID_CHANNEL_ID: 'What was given as a channel’s id is no id.',
  GATEWAY_UNKNOWN_SHARD: 'The shard of a guild does not run in this process.',
  GATEWAY_REQUEST_TIMEOUT: 'Discord did not answer a request whole within its limit.',
  GATEWAY_REQUEST_INTENT_MISSING: 'A request takes an intent that the session has not.',
  GATEWAY_INVALID_OPTIONS: 'An option of the gateway client is outside what Discord accepts.',
  GATEWAY_COMPRESSION_UNAVAILABLE: 'This version of Node cannot read the compression that was asked for.',
  GATEWAY_CORRUPT_STREAM: 'The compressed stream of a connection cannot be read.',
} as const satisfies ErrorCodes;

export type GatewayErrorCode = keyof typeof gatewayErrorCodes;
