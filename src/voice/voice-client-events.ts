/** What a call tells its listeners. */
import { type ChannelId, type UserId } from '../models';
import { type Reconnecting, type VoiceEnd } from './connection/connection-options';
import { type DavePhase } from './dave/dave-session';

/** The end-to-end encryption of the call, as it is now. */
export interface EncryptionNews {
  readonly phase: DavePhase;
  /** 0: the call is not encrypted end to end. */
  readonly protocolVersion: number;
  readonly epoch: number | undefined;
  readonly privacyCode: string | undefined;
}

/** What a call tells. */
export interface VoiceClientEvents {
  /** Audio can be sent: at first, and after each interruption. */
  ready: [about: { readonly resumed: boolean }];
  reconnecting: [about: Reconnecting];
  /** The bot is in another channel. */
  moved: [channelId: ChannelId, oldChannelId: ChannelId];
  /** Whether nobody hears the bot: it came into a stage's audience, or may speak now. */
  suppressed: [isSuppressed: boolean];
  /** The call went over to other keys, or to none. */
  transition: [encryption: EncryptionNews];
  /** Audio waits for the call to agree on its encryption, for longer than it should. */
  encryptionSlow: [waitedMs: number];
  /** Somebody began (flags) or ended (0) to speak. */
  speaking: [userId: UserId, flags: number];
  /** Somebody's audio began, or ended, by the packets themselves: right also where `speaking` is not told. */
  talking: [userId: UserId, isTalking: boolean];
  usersJoined: [userIds: readonly UserId[]];
  userLeft: [userId: UserId];
  ended: [end: VoiceEnd];
}
