/** What a call asks of Discord over HTTP: voice has no client for that, so whoever owns one lends it. */
import {
  type ChannelId,
  type GuildId,
  type OwnVoiceStateEditBody,
  type PermissionName,
  type SoundSendBody,
} from '../../models';

export interface VoiceRequestOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Port. Requests resolve when Discord has answered that it is done; what changes comes by the bot's own voice state. They reject
 * with the signal's reason or an error of their own, and that of a refusal has Discord's code as `discordCode`. What is
 * asked about is answered from memory: `undefined` where nobody knows.
 */
export interface VoiceRequests {
  /** https://discord.com/developers/docs/resources/voice#modify-current-user-voice-state */
  editOwnVoiceState(guildId: GuildId, body: OwnVoiceStateEditBody, options?: VoiceRequestOptions): Promise<void>;
  /** https://discord.com/developers/docs/resources/soundboard#send-soundboard-sound */
  sendSoundboardSound(channelId: ChannelId, body: SoundSendBody, options?: VoiceRequestOptions): Promise<void>;
  /** Whether a channel is a stage. */
  isStage?(guildId: GuildId, channelId: ChannelId): boolean | undefined;
  /** Which of these permissions the bot lacks in a channel. */
  lacking?(
    guildId: GuildId,
    channelId: ChannelId,
    names: readonly PermissionName[],
  ): readonly PermissionName[] | undefined;
}
