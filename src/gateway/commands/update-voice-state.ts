/**
 * Opcode 4: joins, moves within and leaves voice channels.
 * https://discord.com/developers/docs/events/gateway-events#update-voice-state
 */
import { type ChannelId, type GuildId } from '../../models';
import { GatewayError } from '../gateway-error';
import { Opcode } from '../protocol/opcodes';
import { isId, showValue } from '../shards/plan';
import { type GatewayCommand } from './command';

/** Own mute and deafness. What is left out stays as it was. */
export interface VoiceFlags {
  readonly selfMute?: boolean | undefined;
  readonly selfDeaf?: boolean | undefined;
}

/** Remembers the flags of each guild, so that a move does not unmute. */
export class VoiceFlagMemory {
  private readonly flags = new Map<GuildId, { readonly selfMute: boolean; readonly selfDeaf: boolean }>();

  /** Takes over what Discord says, where nothing was sent: of a state that an earlier session left. */
  learn(guildId: GuildId, flags: { readonly selfMute: boolean; readonly selfDeaf: boolean }): void {
    if (!this.flags.has(guildId)) this.flags.set(guildId, flags);
  }

  /**
   * The command that changes the own voice state; 0, `null` or `undefined` for the channel leaves.
   * @throws {GatewayError} GATEWAY_INVALID_GUILD_ID, GATEWAY_INVALID_CHANNEL_ID.
   */
  command(guildId: GuildId, channelId: ChannelId | 0 | null | undefined, flags: VoiceFlags = {}): GatewayCommand {
    if (!isId(guildId)) {
      throw new GatewayError({
        code: 'GATEWAY_INVALID_GUILD_ID',
        kind: 'invalid-guild-id',
        message: `A voice state was to change in guild ${showValue(guildId)}, which is no id.`,
        advice: 'pass the id as the string that Discord sent; a number cannot hold it.',
      });
    }
    const leaves = channelId === 0 || channelId === null || channelId === undefined;
    if (!leaves && !isId(channelId)) {
      throw new GatewayError({
        code: 'GATEWAY_INVALID_CHANNEL_ID',
        kind: 'invalid-channel-id',
        message: `A voice state was to change to channel ${showValue(channelId)}, which is no id.`,
        advice: 'pass the id as the string that Discord sent, or 0 or null to leave.',
      });
    }
    const last = this.flags.get(guildId);
    const selfMute = flags.selfMute ?? last?.selfMute ?? false;
    const selfDeaf = flags.selfDeaf ?? last?.selfDeaf ?? false;
    this.flags.set(guildId, { selfMute, selfDeaf });
    return {
      op: Opcode.voiceStateUpdate,
      d: { guild_id: guildId, channel_id: leaves ? null : channelId, self_mute: selfMute, self_deaf: selfDeaf },
    };
  }
}
