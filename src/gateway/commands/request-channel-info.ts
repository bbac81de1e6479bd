/**
 * Opcode 43: asks what the voice channels of a guild are about, and since when somebody is in them.
 * https://discord.com/developers/docs/events/gateway-events#request-channel-info
 */
import { type GuildId } from '../../models';
import { Opcode } from '../protocol/opcodes';
import { type GatewayCommand } from './command';

export function requestChannelInfoCommand(guildId: GuildId): GatewayCommand {
  return { op: Opcode.requestChannelInfo, d: { guild_id: guildId, fields: ['status', 'voice_start_time'] } };
}
