/** The other events that answer requests, read with tolerance. */
import { type APISoundboardSound } from 'discord-api-types/v10';
import { type ChannelInfo } from '../../models';
import { asRecord, list } from './member-part';

/** RATE_LIMITED. https://discord.com/developers/docs/events/gateway-events#rate-limited */
export interface RateLimitNotice {
  readonly opcode: number;
  /** `undefined` when it was not told. */
  readonly retryAfterMs: number | undefined;
  readonly guildId: string | undefined;
  readonly nonce: string | undefined;
}

export function readRateLimit(payload: unknown): RateLimitNotice | undefined {
  const { opcode, retry_after: seconds, meta } = asRecord(payload);
  const { guild_id: guildId, nonce } = asRecord(meta);
  if (typeof opcode !== 'number') return undefined;
  return {
    opcode,
    retryAfterMs: typeof seconds === 'number' && seconds >= 0 ? seconds * 1_000 : undefined,
    guildId: typeof guildId === 'string' ? guildId : undefined,
    nonce: typeof nonce === 'string' ? nonce : undefined,
  };
}

/** SOUNDBOARD_SOUNDS. https://discord.com/developers/docs/events/gateway-events#soundboard-sounds */
export function readSounds(payload: unknown): { guildId: string; sounds: readonly APISoundboardSound[] } | undefined {
  const { guild_id: guildId, soundboard_sounds: sounds } = asRecord(payload);
  return typeof guildId === 'string' ? { guildId, sounds: list(sounds) } : undefined;
}

/** CHANNEL_INFO. https://discord.com/developers/docs/events/gateway-events#channel-info */
export function readChannelInfo(payload: unknown): { guildId: string; channels: readonly ChannelInfo[] } | undefined {
  const { guild_id: guildId, channels } = asRecord(payload);
  if (typeof guildId !== 'string') return undefined;
  return { guildId, channels: list<unknown>(channels).map(infoOf) };
}

function infoOf(channel: unknown): ChannelInfo {
  const { id, status, voice_start_time: seconds } = asRecord(channel);
  return {
    id: String(id),
    status: typeof status === 'string' || status === null ? status : undefined,
    voiceStartTime: typeof seconds === 'number' ? new Date(seconds * 1_000) : seconds === null ? null : undefined,
  };
}
