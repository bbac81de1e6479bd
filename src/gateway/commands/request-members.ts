/**
 * Opcode 8: asks for members of a guild, by id, by the beginning of their names, or all.
 * https://discord.com/developers/docs/events/gateway-events#request-guild-members
 */
import { type MembersAsk } from '../requests/ask';
import { Opcode } from '../protocol/opcodes';
import { type GatewayCommand } from './command';

/** @param nonce comes back with every part of the answer; at most 32 bytes, or Discord ignores it. */
export function requestMembersCommand(ask: MembersAsk, nonce: string): GatewayCommand {
  const { guildId, query, userIds, limit, presences } = ask;
  const who = userIds ? { user_ids: userIds } : { query: query ?? '', limit };
  return {
    op: Opcode.requestGuildMembers,
    d: { guild_id: guildId, ...who, ...(presences ? { presences } : {}), nonce },
  };
}
