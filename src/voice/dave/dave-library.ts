/** The MLS library beneath end-to-end encryption: a port, because it is native code that others keep. */
import { type ChannelId, type UserId } from '../../models';

/** A commit of ours, and behind it the welcome when it adds somebody: the payload of opcode 28. */
export interface DaveCommit {
  readonly commit: Buffer;
  readonly welcome: Buffer | undefined;
}

/**
 * Our view of one MLS group: first a group of our own with nobody else in it, then, by a commit or a welcome, the one that
 * the call agreed on. Whatever takes bytes throws for bytes that it cannot use, and stays as it was as far as it can.
 */
export interface DaveGroup {
  readonly protocolVersion: number;
  /** Whether the call agreed on this group: frames can be sealed and opened. */
  readonly ready: boolean;
  /** `undefined` before the group is {@link ready}. */
  readonly epoch: number | undefined;
  /** Who is in it, ourselves included. */
  readonly userIds: readonly UserId[];
  /** Thirty digits, made of the epoch; `undefined` before the group is {@link ready}. */
  readonly privacyCode: string | undefined;
  /** A new key package. Each may be used once. */
  keyPackage(): Buffer;
  /** Who may propose changes, from opcode 25. Begins our own group anew; refused once the group is {@link ready}. */
  setExternalSender(payload: Buffer): void;
  /**
   * @param expected the only users whose addition is accepted
   * @returns our commit to everything that is proposed now; `undefined` when nothing is
   */
  processProposals(
    operation: 'append' | 'revoke',
    payload: Buffer,
    expected: readonly UserId[],
  ): DaveCommit | undefined;
  /** The next epoch, by a commit of this group. What is sealed from now on is sealed for it. */
  processCommit(payload: Buffer): void;
  /** Enters the group that somebody added us to. */
  processWelcome(payload: Buffer): void;
  /** One Opus packet as a DAVE frame; the three bytes of silence stay as they are. */
  seal(opus: Buffer): Buffer;
  /** @throws for what is no frame of that user in this epoch or, for ten seconds, the one before it. */
  open(userId: UserId, frame: Buffer): Buffer;
  /** Forty-five digits for us and one other user. Rejects for who is not in the group. */
  verificationCode(userId: UserId): Promise<string>;
}

/** Who we are in one call. The key that signs for us lasts as long as this. */
export interface DaveMember {
  /** @throws for a version that the library does not speak. */
  group(protocolVersion: number): DaveGroup;
}

/** Port: a library that was loaded. */
export interface DaveLibrary {
  readonly name: string;
  /** What Identify offers as `max_dave_protocol_version`. */
  readonly maxProtocolVersion: number;
  member(userId: UserId, channelId: ChannelId): DaveMember;
}
