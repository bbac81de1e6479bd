/** The bot's main gateway as voice needs it. */
import { type ChannelId, type GuildId, type UserId } from '../models';

/** Own mute and deafness. What is left out stays as it was last sent for the guild. */
export interface OwnVoiceFlags {
  readonly selfMute?: boolean | undefined;
  readonly selfDeaf?: boolean | undefined;
}

/** Where the main gateway says that the bot is now: its own VOICE_STATE_UPDATE. */
export interface OwnVoiceState {
  readonly guildId: GuildId;
  /** `null` when the bot is in no channel of the guild any more. */
  readonly channelId: ChannelId | null;
  /** What the voice server is told to know the bot by. */
  readonly sessionId: string;
  /** Whether nobody hears the bot: it is in the audience of a stage, or may not speak. */
  readonly suppress?: boolean | undefined;
  /** Since when the bot asks to speak on a stage. */
  readonly requestToSpeakTimestamp?: Date | null | undefined;
  /** Muted by the guild. */
  readonly mute?: boolean | undefined;
  /** Deafened by the guild. */
  readonly deaf?: boolean | undefined;
  readonly selfDeaf?: boolean | undefined;
}

/** Where the voice server is: VOICE_SERVER_UPDATE. */
export interface VoiceServer {
  readonly guildId: GuildId;
  /** Host and port; `null` while Discord looks for a new server. */
  readonly endpoint: string | null;
  /** A secret. */
  readonly token: string;
}

/**
 * Port: sends opcode 4 over the shard of a guild. What comes back is told to `VoiceClients` by `hearState` and
 * `hearServer`; whoever implements this makes sure that both are called, in any order.
 */
export interface VoiceLink {
  /** The bot's own id. @throws when the bot has not been ready yet. */
  readonly userId: UserId;
  /** The session of the shard that serves the guild. */
  sessionId(guildId: GuildId): string | undefined;
  /** Resolves when the command was sent, which may wait for its rate limit. */
  changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | null,
    flags?: OwnVoiceFlags,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
  /**
   * Why a join cannot succeed, as far as is known before asking: the intent is missing, the channel is unknown, none for
   * voice or full, permissions are missing. `undefined` when nothing speaks against it.
   */
  obstacle?(guildId: GuildId, channelId: ChannelId): Error | undefined;
}
