/** What the world needs of the voice servers, so that it need not know how they work. */
import { type VirtualMember, type VirtualMemberOptions } from '../voice/dave/virtual-member';
import { type ChannelRecord, type GuildRecord, type VoiceStateRecord } from './records';

/** Where somebody is, or is about to be. */
export type VoicePlace = Pick<VoiceStateRecord, 'userId' | 'channelId' | 'sessionId'>;

/** How somebody within this process takes part in a call. */
export type GuestOptions = Omit<VirtualMemberOptions, 'userId' | 'ssrc' | 'clock'>;

export interface VoiceBackend {
  /** A bot comes by its own will: runs `tellState`, and tells it of its voice server. */
  join(guild: GuildRecord, place: VoicePlace, tellState: () => void): void;
  /** A user came into a channel, moved, or changed flags; it has been told. */
  placed(guild: GuildRecord, state: VoiceStateRecord): void;
  /** A user is in no channel any more; it has been told. */
  left(guild: GuildRecord, state: VoiceStateRecord): void;
  /** Lets somebody who is in a channel speak and hear there, and wherever they go until they leave voice. */
  connect(guild: GuildRecord, userId: string, options: GuestOptions): Promise<VirtualMember>;
  /** Who was connected so. */
  guest(guild: GuildRecord, userId: string): VirtualMember | undefined;
  /** Gives a bot a token for its voice server, and tells it of both by VOICE_SERVER_UPDATE. */
  sendServer(guild: GuildRecord, userId: string): void;
  /** Whether a bot that stays where it is must be told of a voice server all the same: it lost its session there. */
  lacksServer(guild: GuildRecord, userId: string): boolean;
  /** A channel was deleted, and nobody is in it any more. */
  channelGone(channel: ChannelRecord): void;
  /** The channel was given another region. */
  regionChanged(guild: GuildRecord, channel: ChannelRecord): void;
  /** Resolves when what was begun has been told. */
  settled(): Promise<void>;
}
