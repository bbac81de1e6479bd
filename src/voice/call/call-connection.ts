/** The connection of a call as the call sees it, whether it works in this thread or in a worker. */
import { type ChannelId, type UserId } from '../../models';
import { type VoiceStats } from '../connection/connection-options';
import { type ConnectionState } from '../connection/connection-state';
import { type OwnVoiceFlags, type OwnVoiceState, type VoiceServer } from '../link';
import { type EncryptionNews } from '../voice-client-events';

/** What may be known of a connection outside of it: everything but its secrets. It is plain data. */
export type CallState = Omit<ConnectionState, 'server' | 'sessionId' | 'mainSessionId'>;

/**
 * Port. What is asked takes effect in order; what `join` and `leave` change of {@link state} is seen when they return. What
 * happens by itself is told by the `ConnectionEvents` that the connection was made with.
 */
export interface CallConnection {
  readonly state: CallState;
  /** Whether Discord took the bot out of its channel. */
  readonly isOut: boolean;
  /** Whether a frame would go out now. */
  readonly canSend: boolean;
  /** Everybody in the call but the bot. */
  readonly userIds: readonly UserId[];
  /** Round trip of the last answered heartbeat. */
  readonly pingMs: number | undefined;
  readonly stats: VoiceStats;
  readonly encryptionNews: EncryptionNews;
  /** `undefined` while that user is not in the group. */
  verificationCode(userId: UserId): Promise<string | undefined>;
  join(channelId: ChannelId, flags?: OwnVoiceFlags): void;
  /** A move had no answer: the bot stays where it is. */
  stay(): void;
  /** As long as the state says `suppress`, audio waits. */
  hearState(state: OwnVoiceState): void;
  hearServer(server: VoiceServer): void;
  mainSessionRenewed(): void;
  regionChanged(): void;
  channelDeleted(channelId: ChannelId): void;
  leave(reason?: 'left' | 'join-given-up'): void;
  /** Resolves when the sockets of a stopped connection are closed and the leave is confirmed, or their limits are over. */
  settled(): Promise<void>;
}
