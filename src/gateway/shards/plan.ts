/** Which shard serves a guild: pure arithmetic. https://discord.com/developers/docs/events/gateway#sharding */
import { type GuildId } from '../../models';
import { GatewayError } from '../gateway-error';

/**
 * The shard of a guild. Guild 0 stands for direct messages and whatever has no guild: shard 0.
 * @throws {GatewayError} GATEWAY_INVALID_GUILD_ID for what is no id.
 */
export function shardIdOf(guildId: GuildId | 0, shardCount: number): number {
  if (guildId === 0) return 0;
  if (!isId(guildId)) {
    throw new GatewayError({
      code: 'GATEWAY_INVALID_GUILD_ID',
      kind: 'invalid-guild-id',
      message: `${showValue(guildId)} is no guild’s id, so no shard serves it.`,
      advice: 'pass the id as the string that Discord sent (a number cannot hold it), or 0 for direct messages.',
    });
  }
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Whether a value can be an id: a string of digits that fits 64 bits. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}

/** A value that is no id, short enough for a message. */
export function showValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
