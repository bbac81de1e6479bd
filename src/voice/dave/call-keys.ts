/**
 * What the call is encrypted with at each moment: the server's messages in, our answers out.
 *
 * The group that is being agreed on (`group`) and what audio is sealed with (`sealing`) are two things: between the
 * announcement of a transition and its execution they differ. `docs/protocol/dave.md` tells why.
 */
import { type ChannelId, type UserId } from '../../models';
import { type Clock, type Logger, type Timer } from '../../util';
import { type DaveClientFrame, type DaveServerFrame } from '../signalling/frames';
import { type DaveGroup, type DaveLibrary } from './dave-library';
import { type DavePhase } from './dave-session';
import { type FrameOpener } from './frame-opener';
import { GroupAgreement, reasonOf } from './group-agreement';
import { RecoveryBudget } from './recovery-budget';
import { Transitions } from './transitions';

/** The server executes a transition two seconds after its announcement at the latest. Then we do so without its word. */
const EXECUTION_LIMIT_MS = 2_000;

export interface CallKeysOptions {
  readonly library: DaveLibrary;
  readonly userId: UserId;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opener: FrameOpener;
  /** The users that the server told of. */
  readonly expected: ReadonlySet<UserId>;
  readonly commitGraceMs: number;
  send(frame: DaveClientFrame): void;
  /** A message of the server could not be used, and changed nothing. */
  refuse(kind: string, reason: string): void;
  /** Runs what a timer does. */
  run(work: () => void): void;
}

type CommitFrame = DaveServerFrame & { readonly kind: 'commit' };

export class CallKeys {
  /** How often the group was lost and entered anew. */
  recoveries = 0;
  private readonly transitions = new Transitions();
  private readonly agreement: GroupAgreement;
  /** What the server’s messages break. */
  private readonly recoveryBudget = new RecoveryBudget(5, 60_000);
  private state: 'idle' | 'begun' | 'failed' = 'idle';
  private version = 0;
  private sealedWith: DaveGroup | 'clear' | undefined;
  private recovering = false;
  private waitingCommit: { readonly frame: CommitFrame; readonly timer: Timer } | undefined;
  private executionLimit: Timer | undefined;
  private lastTransitionId = 0;

  constructor(private readonly options: CallKeysOptions) {
    this.agreement = new GroupAgreement(options);
  }

  get phase(): DavePhase {
    if (this.state !== 'begun') return this.state;
    if (this.sealing === 'clear') return 'off';
    if (this.sealing) return 'active';
    return this.recovering ? 'recovering' : 'pending';
  }

  get protocolVersion(): number {
    return this.version;
  }

  /** What audio is sealed with; `undefined` while it is held back. */
  get sealing(): DaveGroup | 'clear' | undefined {
    return this.sealedWith;
  }

  /** The group that the call is agreeing on, or agreed on. */
  get group(): DaveGroup | undefined {
    return this.agreement.group;
  }

  /** The group that audio is sealed for, or is about to be. */
  get readyGroup(): DaveGroup | undefined {
    if (typeof this.sealing === 'object') return this.sealing;
    return this.group?.ready ? this.group : undefined;
  }

  /** Whether frames of two epochs may be on their way. */
  get inTransition(): boolean {
    return this.transitions.underWay(this.options.clock.now());
  }

  begin(protocolVersion: number, channelId: ChannelId): void {
    this.forget();
    this.agreement.begin(channelId);
    if (protocolVersion === 0) this.goClear();
    else this.enterGroup(protocolVersion);
  }

  close(): void {
    this.forget();
    this.state = 'idle';
  }

  handle(frame: DaveServerFrame): void {
    // Whatever comes after a commit is meant for the epoch that it began.
    this.workOffCommit();
    switch (frame.kind) {
      case 'prepare-transition':
        this.prepareTransition(frame.transitionId, frame.protocolVersion);
        return;
      case 'execute-transition': {
        const transition = this.transitions.take(frame.transitionId);
        if (transition) this.execute(transition.protocolVersion);
        else
          this.options.logger.debug('A transition that was not announced is executed', {
            transitionId: frame.transitionId,
          });
        return;
      }
      case 'prepare-epoch':
        // Any other epoch keeps the group; what it is to speak is said by the transition.
        if (frame.epoch !== 1 || frame.protocolVersion === 0) return;
        // Those of the group that it ends come to nothing.
        this.transitions.clear();
        this.enterGroup(frame.protocolVersion);
        return;
      case 'external-sender':
        this.agreement.setExternalSender(frame.payload);
        return;
      case 'proposals':
        this.agreement.commitTo(frame.operation, frame.payload, [...this.options.expected]);
        return;
      case 'commit':
        this.announceCommit(frame);
        return;
      case 'welcome':
        this.enterByWelcome(frame.transitionId, frame.payload);
        return;
    }
  }

  /** Works on a commit that waits. Whether one did. */
  workOffCommit(): boolean {
    const waiting = this.waitingCommit;
    if (!waiting) return false;
    this.waitingCommit = undefined;
    waiting.timer.cancel();
    this.processCommit(waiting.frame);
    return true;
  }

  /** Out of the group and in again, which the server does when it is told that we could not follow. */
  reenter(reason: string, transitionId = this.lastTransitionId): void {
    this.recoveries++;
    this.options.logger.warn('The group was lost and is entered anew', { transitionId, reason });
    this.options.send({ kind: 'invalid-commit-welcome', transitionId });
    this.recovering = true;
    this.sealedWith = undefined;
    this.enterGroup(this.version);
  }

  private prepareTransition(transitionId: number, protocolVersion: number): void {
    if (transitionId === 0) {
      this.transitions.clear();
      this.execute(protocolVersion);
      return;
    }
    this.transitions.announce(transitionId, protocolVersion, this.options.clock.now());
    if (protocolVersion === 0) this.options.opener.allowClear(this.options.clock.now());
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
    this.sealedWith = this.group?.ready ? this.group : undefined;
    this.options.opener.settle(this.options.clock.now());
  }

  /** No encryption from now on, because the server says so. */
  private goClear(): void {
    if (this.group?.ready) this.options.opener.leave(this.group);
    const nowMs = this.options.clock.now();
    this.options.opener.settle(nowMs);
    this.options.opener.allowClear(nowMs);
    this.executionLimit?.cancel();
    this.state = 'begun';
    this.version = 0;
    this.agreement.drop();
    this.sealedWith = 'clear';
    this.recovering = false;
  }

  private enterGroup(protocolVersion: number): void {
    if (this.group?.ready) this.options.opener.leave(this.group);
    this.executionLimit?.cancel();
    this.state = 'begun';
    this.version = protocolVersion;
    if (this.sealing === 'clear') this.sealedWith = undefined;
    try {
      this.agreement.enter(protocolVersion);
    } catch (error) {
      this.fail(`version ${protocolVersion}: ${reasonOf(error)}`);
    }
  }

  private announceCommit(frame: CommitFrame): void {
    const { group } = this;
    if (!group) {
      this.options.refuse('commit', 'there is no group');
      return;
    }
    const verdict = this.agreement.judge(frame.payload);
    if (verdict === 'superseded') {
      this.recover(frame.transitionId, 'a commit of ours was chosen that we had replaced');
      return;
    }
    if (verdict === 'foreign') {
      this.options.refuse('commit', 'we are not in that group yet');
      return;
    }
    const grace = this.options.commitGraceMs;
    if (this.sealing !== group || grace === 0) {
      this.processCommit(frame);
      return;
    }
    const timer = this.options.clock.setTimer(grace, () => {
      this.options.run(() => {
        this.workOffCommit();
      });
    });
    this.waitingCommit = { frame, timer };
  }

  private processCommit({ payload, transitionId }: CommitFrame): void {
    try {
      this.agreement.processCommit(payload);
    } catch (error) {
      this.recover(transitionId, reasonOf(error));
      return;
    }
    this.agreed(transitionId);
  }

  private enterByWelcome(transitionId: number, payload: Buffer): void {
    if (!this.group) {
      this.options.refuse('welcome', 'there is no group');
      return;
    }
    try {
      this.agreement.processWelcome(payload);
    } catch (error) {
      this.recover(transitionId, reasonOf(error));
      return;
    }
    const strangers = this.group.userIds.filter((id) => id !== this.options.userId && !this.options.expected.has(id));
    // Somebody who left a moment ago may still be in it, so this is no reason to refuse.
    if (strangers.length > 0)
      this.options.logger.warn('The group holds users that the server did not tell of', { strangers });
    this.agreed(transitionId);
  }

  /** The group reached its next epoch. */
  private agreed(transitionId: number): void {
    const group = this.group as DaveGroup;
    this.recovering = false;
    this.lastTransitionId = transitionId;
    if (transitionId === 0) {
      this.execute(group.protocolVersion);
      return;
    }
    this.transitions.announce(transitionId, group.protocolVersion, this.options.clock.now());
    this.reportReady();
    if (this.sealing === group) return;
    // Others may not have the keys yet, and nothing is lost by waiting for the server’s word.
    this.executionLimit?.cancel();
    this.executionLimit = this.options.clock.setTimer(EXECUTION_LIMIT_MS, () => {
      this.options.run(() => {
        this.execute(group.protocolVersion);
      });
    });
  }

  private reportReady(): void {
    for (const transitionId of this.transitions.report()) this.options.send({ kind: 'transition-ready', transitionId });
  }

  private recover(transitionId: number, reason: string): void {
    if (!this.recoveryBudget.take(this.options.clock.now())) {
      this.fail(reason);
      return;
    }
    this.reenter(reason, transitionId);
  }

  private fail(reason: string): void {
    this.options.logger.error('The group was lost too often, or cannot be entered', { reason });
    this.forget();
    this.state = 'failed';
  }

  private forget(): void {
    this.waitingCommit?.timer.cancel();
    this.waitingCommit = undefined;
    this.executionLimit?.cancel();
    this.transitions.clear();
    this.agreement.drop();
    this.sealedWith = undefined;
    this.recovering = false;
  }
}
