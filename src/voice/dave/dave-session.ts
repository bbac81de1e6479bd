/** End-to-end encryption as a connection needs it: frames of the voice gateway go in and out, audio is sealed and opened. */
import { type ChannelId, type UserId } from '../../models';
import { type DaveServerFrame } from '../signalling/frames';

/**
 * `off`: the server said that this call has none. `pending`: no group yet. `active`: audio is sealed for the group.
 * `recovering`: the group was lost and is being entered anew. `failed`: that was tried too often; only the server, or a new
 * connection, can begin anew.
 */
export type DavePhase = 'idle' | 'off' | 'pending' | 'active' | 'recovering' | 'failed';

/** What becomes of a frame that is to be sent: sealed, or held back because it cannot be sealed yet. */
export type Sealed = Buffer | 'held';

/** What happened to frames, and to the agreement, since the session was made. */
export interface DaveStats {
  readonly sealed: number;
  readonly held: number;
  readonly opened: number;
  /** Frames of others that could not be opened. */
  readonly failed: number;
  /** Messages of the server that could not be used and changed nothing. */
  readonly refused: number;
  /** How often the group was lost and entered anew. */
  readonly recoveries: number;
}

/** Port between a connection and its end-to-end encryption. Nothing here throws; what the library refuses is recovered from. */
export interface DaveSession {
  readonly phase: DavePhase;
  /** 0 while the call is not encrypted. */
  readonly protocolVersion: number;
  readonly epoch: number | undefined;
  /** Whether the server told of nobody else: then there is no group, frames are held, and nobody would hear them. */
  readonly alone: boolean;
  readonly stats: DaveStats;
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
