/**
 * Opcode 31: asks for the soundboard sounds of guilds; each guild is answered by an event of its own.
 * https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds
 */
import { type GuildId } from '../../models';
import { Opcode } from '../protocol/opcodes';
import { type GatewayCommand } from './command';

/** So many ids fit into a command with room to spare. */
export const MOST_GUILDS_PER_COMMAND = 100;

export function requestSoundboardSoundsCommand(guildIds: readonly GuildId[]): GatewayCommand {
  return { op: Opcode.requestSoundboardSounds, d: { guild_ids: guildIds } };
}
