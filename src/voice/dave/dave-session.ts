/** End-to-end encryption as a connection needs it: frames of the voice gateway go in and out, audio is sealed and opened. */
import { type ChannelId, type UserId } from '../../models';
import { type DaveServerFrame } from '../signalling/frames';

/**
 * `off`: the server said that this call has none. `pending`: no group yet. `active`: audio is sealed for the group.
 * `recovering`: the group was lost and is being entered anew.
 */
export type DavePhase = 'idle' | 'off' | 'pending' | 'active' | 'recovering';

/** What becomes of a frame that is to be sent: sealed, or held back because it cannot be sealed yet. */
export type Sealed = Buffer | 'held';

/** Port between a connection and its end-to-end encryption. Nothing here throws; what the library refuses is recovered from. */
export interface DaveSession {
  readonly phase: DavePhase;
  /** 0 while the call is not encrypted. */
  readonly protocolVersion: number;
  readonly epoch: number | undefined;
  /** Digits that are equal for everyone in the call as long as nobody listens in. */
  readonly privacyCode: string | undefined;
  /** Session description (opcode 4): from here on the frames of the server are worked on; earlier ones were kept. */
  begin(protocolVersion: number, channelId: ChannelId): void;
  receive(frame: DaveServerFrame): void;
  usersJoined(userIds: readonly UserId[]): void;
  userLeft(userId: UserId): void;
  seal(opus: Buffer): Sealed;
  /** `undefined` for what cannot be opened. */
  open(userId: UserId, frame: Buffer): Buffer | undefined;
  /** Digits to compare with one user by another way; `undefined` while that user is not in the group. */
  verificationCode(userId: UserId): Promise<string | undefined>;
  close(): void;
}
