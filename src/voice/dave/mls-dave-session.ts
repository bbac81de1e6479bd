/**
 * End-to-end encryption of one voice connection: the server's messages go in, ours go out, audio is sealed and opened.
 * What happens in a call, and why something is held back here, is told in `docs/protocol/dave.md`.
 *
 * The group that is being agreed on (`group`) and what audio is sealed with (`sealing`) are two things: between the
 * announcement of a transition and its execution they differ.
 */
import { type ChannelId, type UserId } from '../../models';
import { type Clock, type Logger, nullLogger, type Timer } from '../../util';
import { type DaveClientFrame, type DaveServerFrame } from '../signalling/frames';
import { type DaveGroup, type DaveLibrary, type DaveMember } from './dave-library';
import { type DavePhase, type DaveSession, type DaveStats, type Sealed } from './dave-session';
import { FrameOpener } from './frame-opener';
import { RecoveryBudget } from './recovery-budget';
import { Transitions } from './transitions';

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

/** The server executes a transition two seconds after its announcement at the latest. Then we do so without its word. */
const EXECUTION_LIMIT_MS = 2_000;

/** Frames in a row that do not open, outside of a transition: 720 ms of audio. */
const FAILURES_IN_A_ROW = 36;

/** Messages that are kept before the session description. */
const MOST_EARLY = 256;

/** Commits of one epoch that are remembered as ours. */
const MOST_OWN_COMMITS = 16;

type CommitFrame = DaveServerFrame & { readonly kind: 'commit' };

export class MlsDaveSession implements DaveSession {
  private readonly transitions = new Transitions();
  private readonly opener = new FrameOpener();
  private readonly expected = new Set<UserId>();
  /** What the server’s messages break; and, apart from it, what others’ audio breaks, which must never end a call. */
  private readonly recoveryBudget = new RecoveryBudget(5, 60_000);
  private readonly failureBudget = new RecoveryBudget(1, 30_000);
  private readonly counts = { sealed: 0, held: 0, opened: 0, failed: 0, refused: 0, recoveries: 0 };
  private readonly logger: Logger;

  private state: 'idle' | 'begun' | 'failed' | 'closed' = 'idle';
  private early: DaveServerFrame[] = [];
  private channelId: ChannelId = '0';
  private member: DaveMember | undefined;
  private version = 0;
  private group: DaveGroup | undefined;
  private sealing: DaveGroup | 'clear' | undefined;
  private recovering = false;
  private externalSender: Buffer | undefined;
  private ownCommits: Buffer[] = [];
  private waitingCommit: { readonly frame: CommitFrame; readonly timer: Timer } | undefined;
  private executionLimit: Timer | undefined;
  private lastTransitionId = 0;
  private failuresInARow = 0;
  private told = '';

  constructor(private readonly options: MlsDaveSessionOptions) {
    this.logger = options.logger ?? nullLogger;
  }

  get phase(): DavePhase {
    if (this.state === 'failed') return 'failed';
    if (this.state !== 'begun') return 'idle';
    if (this.sealing === 'clear') return 'off';
    if (this.sealing) return 'active';
    return this.recovering ? 'recovering' : 'pending';
  }

  get protocolVersion(): number {
    return this.version;
  }

  get epoch(): number | undefined {
    return this.readyGroup?.epoch;
  }

  get alone(): boolean {
    return this.expected.size === 0;
  }

  get stats(): DaveStats {
    return { ...this.counts };
  }

  get privacyCode(): string | undefined {
    return this.readyGroup?.privacyCode;
  }

  async verificationCode(userId: UserId): Promise<string | undefined> {
    try {
      return await this.readyGroup?.verificationCode(userId);
    } catch {
      return undefined;
    }
  }

  begin(protocolVersion: number, channelId: ChannelId): void {
    if (this.state === 'closed') return;
    this.forget();
    this.opener.clear();
    this.state = 'begun';
    this.channelId = channelId;
    this.member = undefined;
    this.run(() => {
      if (protocolVersion === 0) this.goClear();
      else this.enterGroup(protocolVersion);
    });
    const early = this.early;
    this.early = [];
    for (const frame of early) this.receive(frame);
  }

  receive(frame: DaveServerFrame): void {
    if (this.state === 'closed') return;
    if (this.state === 'idle') {
      if (this.early.length < MOST_EARLY) this.early.push(frame);
      else this.refuse(frame.kind, 'too many messages before the session description');
      return;
    }
    this.run(() => {
      // Whatever comes after a commit is meant for the epoch that it began.
      this.workOffCommit();
      this.handle(frame);
    });
  }

  usersJoined(userIds: readonly UserId[]): void {
    for (const userId of userIds) if (userId !== this.options.userId) this.expected.add(userId);
  }

  userLeft(userId: UserId): void {
    this.expected.delete(userId);
  }

  seal(opus: Buffer): Sealed {
    const { sealing } = this;
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
    if (this.state !== 'begun') return undefined;
    const now = this.options.clock.now();
    let opened = this.opener.open(userId, frame, this.group, now);
    if (!opened && this.waitingCommit) {
      // Somebody is in the next epoch already.
      this.run(() => {
        this.workOffCommit();
      });
      opened = this.opener.open(userId, frame, this.group, now);
    }
    if (opened) {
      this.counts.opened++;
      this.failuresInARow = 0;
      return opened;
    }
    this.counts.failed++;
    // Who is not in our group cannot be opened, and says nothing of the group.
    if (this.group?.ready && this.group.userIds.includes(userId)) this.noteFailure(now);
    return undefined;
  }

  close(): void {
    this.forget();
    this.opener.clear();
    this.early = [];
    this.state = 'closed';
  }

  private get readyGroup(): DaveGroup | undefined {
    if (typeof this.sealing === 'object') return this.sealing;
    return this.group?.ready ? this.group : undefined;
  }

  /** Nothing that comes from outside throws through here, and who listens hears of it when something changed. */
  private run(work: () => void): void {
    try {
      work();
      const now = `${this.phase} ${this.version} ${this.epoch} ${this.privacyCode}`;
      if (now === this.told) return;
      this.told = now;
      this.options.onChange?.();
    } catch (error) {
      this.refuse('message', reasonOf(error));
    }
  }

  private handle(frame: DaveServerFrame): void {
    switch (frame.kind) {
      case 'prepare-transition':
        return this.prepareTransition(frame.transitionId, frame.protocolVersion);
      case 'execute-transition': {
        const transition = this.transitions.take(frame.transitionId);
        if (transition) this.execute(transition.protocolVersion);
        else this.logger.debug('A transition that was not announced is executed', { transitionId: frame.transitionId });
        return;
      }
      case 'prepare-epoch':
        // Any other epoch keeps the group; what it is to speak is said by the transition.
        if (frame.epoch === 1 && frame.protocolVersion > 0) this.enterGroup(frame.protocolVersion);
        return;
      case 'external-sender':
        return this.setExternalSender(frame.payload);
      case 'proposals':
        return this.commitTo(frame.operation, frame.payload);
      case 'commit':
        return this.announceCommit(frame);
      case 'welcome':
        return this.enterByWelcome(frame.transitionId, frame.payload);
    }
  }

  private prepareTransition(transitionId: number, protocolVersion: number): void {
    if (transitionId === 0) {
      this.transitions.clear();
      this.execute(protocolVersion);
      return;
    }
    this.transitions.announce(transitionId, protocolVersion, this.options.clock.now());
    if (protocolVersion === 0) this.opener.allowClear();
    else if (!this.group) this.enterGroup(protocolVersion);
    if (protocolVersion === 0 || this.group?.ready) this.reportReady();
  }

  private execute(protocolVersion: number): void {
    if (protocolVersion === 0) {
      this.goClear();
      return;
    }
    this.executionLimit?.cancel();
    if (!this.group) this.enterGroup(protocolVersion);
    this.version = protocolVersion;
    this.sealing = this.group?.ready ? this.group : undefined;
    this.opener.settle(this.options.clock.now());
  }

  /** No encryption from now on, because the server says so. */
  private goClear(): void {
    if (this.group?.ready) this.opener.leave(this.group);
    this.opener.settle(this.options.clock.now());
    this.opener.allowClear();
    this.executionLimit?.cancel();
    this.state = 'begun';
    this.version = 0;
    this.group = undefined;
    this.sealing = 'clear';
    this.recovering = false;
  }

  /** A new group of our own, and a key package by which others can take us into theirs. */
  private enterGroup(protocolVersion: number): void {
    if (this.group?.ready) this.opener.leave(this.group);
    this.executionLimit?.cancel();
    this.state = 'begun';
    this.version = protocolVersion;
    this.ownCommits = [];
    this.group = undefined;
    if (this.sealing === 'clear') this.sealing = undefined;
    let group: DaveGroup;
    let keyPackage: Buffer;
    try {
      this.member ??= this.options.library.member(this.options.userId, this.channelId);
      group = this.member.group(protocolVersion);
      keyPackage = group.keyPackage();
    } catch (error) {
      this.fail(`version ${protocolVersion}: ${reasonOf(error)}`);
      return;
    }
    this.group = group;
    const { externalSender } = this;
    this.externalSender = undefined;
    if (externalSender) this.setExternalSender(externalSender);
    this.options.send({ kind: 'key-package', payload: keyPackage });
  }

  private setExternalSender(payload: Buffer): void {
    if (this.externalSender?.equals(payload)) return;
    if (this.group && !this.group.ready) {
      try {
        this.group.setExternalSender(payload);
        this.ownCommits = [];
      } catch (error) {
        return this.refuse('external-sender', reasonOf(error));
      }
    }
    // Without a group that could try it, or in one that has a sender: for the next.
    this.externalSender = payload;
  }

  private commitTo(operation: 'append' | 'revoke', payload: Buffer): void {
    if (!this.group) return this.refuse('proposals', 'there is no group');
    try {
      const result = this.group.processProposals(operation, payload, [...this.expected]);
      if (!result) return;
      if (this.ownCommits.length === MOST_OWN_COMMITS) this.ownCommits.shift();
      this.ownCommits.push(result.commit);
      const parts = result.welcome ? [result.commit, result.welcome] : [result.commit];
      this.options.send({ kind: 'commit-welcome', payload: Buffer.concat(parts) });
    } catch (error) {
      // Nothing is to be answered: should others commit to what we refuse, their commit is what breaks.
      this.refuse('proposals', reasonOf(error));
    }
  }

  private announceCommit(frame: CommitFrame): void {
    const { group } = this;
    if (!group) return this.refuse('commit', 'there is no group');
    const own = this.ownCommits.findIndex((commit) => commit.equals(frame.payload));
    const superseded = own >= 0 && own < this.ownCommits.length - 1;
    if (superseded) {
      // The library keeps only the last: taking this one for it would split the group without a sound.
      return this.recover(frame.transitionId, 'a commit of ours was chosen that we had replaced');
    }
    if (!group.ready && own < 0) return this.refuse('commit', 'we are not in that group yet');
    const grace = this.options.commitGraceMs ?? COMMIT_GRACE_MS;
    if (this.sealing !== group || grace === 0) return this.processCommit(frame);
    const timer = this.options.clock.setTimer(grace, () => {
      this.run(() => {
        this.workOffCommit();
      });
    });
    this.waitingCommit = { frame, timer };
  }

  private workOffCommit(): void {
    const waiting = this.waitingCommit;
    if (!waiting) return;
    this.waitingCommit = undefined;
    waiting.timer.cancel();
    this.processCommit(waiting.frame);
  }

  private processCommit({ payload, transitionId }: CommitFrame): void {
    try {
      this.group?.processCommit(payload);
    } catch (error) {
      return this.recover(transitionId, reasonOf(error));
    }
    this.agreed(transitionId);
  }

  private enterByWelcome(transitionId: number, payload: Buffer): void {
    if (!this.group) return this.refuse('welcome', 'there is no group');
    try {
      this.group.processWelcome(payload);
    } catch (error) {
      return this.recover(transitionId, reasonOf(error));
    }
    const strangers = this.group.userIds.filter((id) => id !== this.options.userId && !this.expected.has(id));
    // Somebody who left a moment ago may still be in it, so this is no reason to refuse.
    if (strangers.length > 0) this.logger.warn('The group holds users that the server did not tell of', { strangers });
    this.agreed(transitionId);
  }

  /** The group reached its next epoch. */
  private agreed(transitionId: number): void {
    const group = this.group as DaveGroup;
    this.ownCommits = [];
    this.recovering = false;
    this.failuresInARow = 0;
    this.lastTransitionId = transitionId;
    if (transitionId === 0) return this.execute(group.protocolVersion);
    this.transitions.announce(transitionId, group.protocolVersion, this.options.clock.now());
    this.reportReady();
    if (this.sealing === group) return;
    // Others may not have the keys yet, and nothing is lost by waiting for the server’s word.
    this.executionLimit?.cancel();
    this.executionLimit = this.options.clock.setTimer(EXECUTION_LIMIT_MS, () => {
      this.run(() => {
        this.execute(group.protocolVersion);
      });
    });
  }

  private reportReady(): void {
    for (const transitionId of this.transitions.report()) this.options.send({ kind: 'transition-ready', transitionId });
  }

  private noteFailure(nowMs: number): void {
    if (++this.failuresInARow < FAILURES_IN_A_ROW || this.transitions.underWay(nowMs)) return;
    this.failuresInARow = 0;
    if (!this.failureBudget.take(nowMs)) return;
    this.run(() => {
      this.reenter(this.lastTransitionId, `${FAILURES_IN_A_ROW} frames in a row could not be opened`);
    });
  }

  private recover(transitionId: number, reason: string): void {
    if (!this.recoveryBudget.take(this.options.clock.now())) return this.fail(reason);
    this.reenter(transitionId, reason);
  }

  /** Out of the group and in again, which the server does when it is told that we could not follow. */
  private reenter(transitionId: number, reason: string): void {
    this.counts.recoveries++;
    this.logger.warn('The group was lost and is entered anew', { transitionId, reason });
    this.options.send({ kind: 'invalid-commit-welcome', transitionId });
    this.recovering = true;
    this.sealing = undefined;
    this.enterGroup(this.version);
  }

  private fail(reason: string): void {
    this.logger.error('The group was lost too often, or cannot be entered', { reason });
    this.forget();
    this.state = 'failed';
  }

  private forget(): void {
    this.waitingCommit?.timer.cancel();
    this.waitingCommit = undefined;
    this.executionLimit?.cancel();
    this.transitions.clear();
    this.ownCommits = [];
    this.group = undefined;
    this.sealing = undefined;
    this.recovering = false;
    this.failuresInARow = 0;
  }

  private refuse(kind: string, reason: string): void {
    this.counts.refused++;
    this.logger.debug('A message about encryption was not used', { kind, reason });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
