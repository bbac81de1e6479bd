/** End-to-end encryption of one voice connection, by an MLS library: messages, audio, and what is told about both. */
import { type ChannelId, type UserId } from '../../models';
import { type Clock, type Logger, nullLogger } from '../../util';
import { type DaveClientFrame, type DaveServerFrame } from '../signalling/frames';
import { CallKeys } from './call-keys';
import { type DaveLibrary } from './dave-library';
import { type DavePhase, type DaveSession, type DaveStats, type Sealed } from './dave-session';
import { FrameOpener } from './frame-opener';
import { reasonOf } from './group-agreement';
import { RecoveryBudget } from './recovery-budget';

export interface MlsDaveSessionOptions {
  readonly library: DaveLibrary;
  readonly userId: UserId;
  send(frame: DaveClientFrame): void;
  readonly clock: Clock;
  readonly logger?: Logger | undefined;
  /** The phase, the epoch or the privacy code is another. */
  onChange?(): void;
  /**
   * How long a commit waits before it is worked on, in milliseconds: with it the library seals for the next epoch, which
   * others can open only when they have the commit too. Default 100.
   */
  readonly commitGraceMs?: number | undefined;
}

const COMMIT_GRACE_MS = 100;

/** Frames in a row that do not open, outside of a transition: 720 ms of audio. */
const FAILURES_IN_A_ROW = 36;

/** Messages that are kept before the session description. */
const MOST_EARLY = 256;

export class MlsDaveSession implements DaveSession {
  private readonly opener = new FrameOpener();
  private readonly keys: CallKeys;
  private readonly expected = new Set<UserId>();
  /** Apart from what the server’s messages break: others’ audio must never end a call. */
  private readonly failureBudget = new RecoveryBudget(1, 30_000);
  private readonly counts = { sealed: 0, held: 0, opened: 0, failed: 0, refused: 0 };
  private readonly logger: Logger;
  /** What came before the session description; `undefined` after it. */
  private early: DaveServerFrame[] | undefined = [];
  private closed = false;
  private failuresInARow = 0;
  private told = '';

  constructor(private readonly options: MlsDaveSessionOptions) {
    this.logger = options.logger ?? nullLogger;
    this.keys = new CallKeys({
      library: options.library,
      userId: options.userId,
      clock: options.clock,
      logger: this.logger,
      opener: this.opener,
      expected: this.expected,
      commitGraceMs: options.commitGraceMs ?? COMMIT_GRACE_MS,
      send: (frame) => {
        options.send(frame);
      },
      refuse: (kind, reason) => {
        this.refuse(kind, reason);
      },
      run: (work) => {
        this.run(work);
      },
    });
  }

  get phase(): DavePhase {
    return this.keys.phase;
  }

  get protocolVersion(): number {
    return this.keys.protocolVersion;
  }

  get epoch(): number | undefined {
    return this.keys.readyGroup?.epoch;
  }

  get alone(): boolean {
    return this.expected.size === 0;
  }

  get stats(): DaveStats {
    return { ...this.counts, recoveries: this.keys.recoveries };
  }

  get privacyCode(): string | undefined {
    return this.keys.readyGroup?.privacyCode;
  }

  async verificationCode(userId: UserId): Promise<string | undefined> {
    try {
      return await this.keys.readyGroup?.verificationCode(userId);
    } catch {
      return undefined;
    }
  }

  begin(protocolVersion: number, channelId: ChannelId): void {
    if (this.closed) return;
    this.opener.clear();
    this.failuresInARow = 0;
    this.run(() => {
      this.keys.begin(protocolVersion, channelId);
    });
    const early = this.early ?? [];
    this.early = undefined;
    for (const frame of early) this.receive(frame);
  }

  receive(frame: DaveServerFrame): void {
    if (this.closed) return;
    if (this.early) {
      if (this.early.length < MOST_EARLY) this.early.push(frame);
      else this.refuse(frame.kind, 'too many messages before the session description');
      return;
    }
    this.run(() => {
      this.keys.handle(frame);
    });
  }

  usersJoined(userIds: readonly UserId[]): void {
    for (const userId of userIds) if (userId !== this.options.userId) this.expected.add(userId);
  }

  userLeft(userId: UserId): void {
    this.expected.delete(userId);
  }

  seal(opus: Buffer): Sealed {
    const { sealing } = this.keys;
    if (sealing === 'clear') return opus;
    if (sealing) {
      try {
        const sealed = sealing.seal(opus);
        this.counts.sealed++;
        return sealed;
      } catch (error) {
        this.logger.warn('A frame could not be sealed', { reason: reasonOf(error) });
      }
    }
    this.counts.held++;
    return 'held';
  }

  open(userId: UserId, frame: Buffer): Buffer | undefined {
    if (this.phase === 'idle') return undefined;
    const now = this.options.clock.now();
    let opened = this.opener.open(userId, frame, this.keys.group, now);
    // Somebody may be in the next epoch already.
    if (!opened && this.workOffCommit()) opened = this.opener.open(userId, frame, this.keys.group, now);
    if (opened) {
      this.counts.opened++;
      this.failuresInARow = 0;
      return opened;
    }
    this.counts.failed++;
    this.noteFailure(userId, now);
    return undefined;
  }

  close(): void {
    this.closed = true;
    this.keys.close();
    this.opener.clear();
    this.early = undefined;
  }

  private workOffCommit(): boolean {
    let worked = false;
    this.run(() => {
      worked = this.keys.workOffCommit();
    });
    return worked;
  }

  private noteFailure(userId: UserId, nowMs: number): void {
    const { group } = this.keys;
    // Who is not in our group cannot be opened, and says nothing of the group.
    if (!group?.ready || !group.userIds.includes(userId)) return;
    if (++this.failuresInARow < FAILURES_IN_A_ROW || this.keys.inTransition) return;
    this.failuresInARow = 0;
    if (!this.failureBudget.take(nowMs)) return;
    this.run(() => {
      this.keys.reenter(`${FAILURES_IN_A_ROW} frames in a row could not be opened`);
    });
  }

  /** Nothing that comes from outside throws through here, and who listens hears of it when something changed. */
  private run(work: () => void): void {
    try {
      work();
      const now = `${this.phase} ${this.protocolVersion} ${this.epoch} ${this.privacyCode}`;
      if (now === this.told) return;
      this.told = now;
      this.options.onChange?.();
    } catch (error) {
      this.refuse('message', reasonOf(error));
    }
  }

  private refuse(kind: string, reason: string): void {
    this.counts.refused++;
    this.logger.debug('A message about encryption was not used', { kind, reason });
  }
}
