/** What the hooks of voice are given: the bot as voice needs it. A client group satisfies it. */
import { type ChannelId, type GuildId } from '../models';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceServer } from './link';

/** The bot's part in the call of one guild. */
export interface VoiceCall {
  readonly guildId: GuildId;
  /** Where it is; `null` once it has left. */
  readonly channelId: ChannelId | null;
  /** Whether Discord has taken the bot out of its channel, and nobody has joined one since. */
  readonly isOut: boolean;
  /** Takes over the channel in which Discord says that the bot is. A second time it changes nothing. */
  follow(state: OwnVoiceState): unknown;
  /** Connects to the voice server that Discord named. A second time it changes nothing. */
  createSocket(server: VoiceServer): unknown;
  /** Ends the call, and leaves the channel if the bot is still in it. */
  disconnect(): Promise<unknown>;
}

/** The calls that the bot takes part in, one for each guild at most. */
export interface VoiceCalls extends Iterable<VoiceCall> {
  get(guildId: GuildId): VoiceCall | undefined;
}

/** Calls as whoever owns the main gateway drives them: what it hears is told to them before any hook. It must not throw. */
export interface DrivenVoiceCalls extends VoiceCalls {
  /** Where the bot is now. */
  hearState(state: OwnVoiceState): void;
  /** Where the voice server of a guild is now. */
  hearServer(server: VoiceServer): void;
  /** The main session is another one, so the call of this guild is lost, and has to be joined anew. */
  sessionRenewed(guildId: GuildId): void;
  /** A hint: the channel that the bot is in has another region, so the voice server is about to move. */
  regionChanged?(guildId: GuildId, channelId: ChannelId): void;
  /** A hint: a voice channel is gone, and whoever was in it with it. */
  channelDeleted?(guildId: GuildId, channelId: ChannelId): void;
  /** Ends every call. */
  close(): Promise<void>;
}

/** The gateway of a guild. */
export interface VoiceGateway {
  /** Of the session; `undefined` while there is none. */
  readonly sessionId: string | undefined;
  /** Joins, moves, or (0, `null`) leaves; flags that are left out stay as they were. */
  changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | 0 | null | undefined,
    flags?: OwnVoiceFlags,
  ): Promise<unknown>;
}

/** Port: the bot. */
export interface VoiceHost {
  readonly name: string;
  /** The bot's calls. */
  readonly voice: VoiceCalls;
  gatewayFor(guildId: GuildId): VoiceGateway;
}
