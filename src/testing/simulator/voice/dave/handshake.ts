/**
 * How the group of a call follows who is in it: compares the two whenever something happens, proposes what is to change, and judges
 * what comes back. The essay is in `delivery-service.ts`.
 */
import { type Clock, type Timer } from '../../../../util';
import { type Commit, readCommit, welcomeFor } from './commit';
import { type ResetReason } from './dave-event';
import { type DaveFaults } from './dave-faults';
import { type DaveLedger } from './dave-ledger';
import { DAVE_OPCODES } from './dave-opcodes';
import { type ExternalSender } from './external-sender';
import { Group } from './group';
import { judgeCommit } from './judge-commit';
import { readKeyPackage } from './key-package';
import { uint16 } from './mls-codec';
import { type Outlet } from './outlet';
import { type Proposal } from './proposal';
import { type Change, ProposalBoard } from './proposal-board';
import { type Seat, type Seats } from './seats';
import { type Transition, Transitions } from './transitions';
import { type WorkQueue } from './work-queue';

/** How often in a row the same proposals are told again, the group is made anew, and somebody who cannot follow is added again. */
const PATIENCE = { proposals: 2, resets: 2, losses: 5 };

export interface HandshakeParts {
  readonly channelId: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly highestVersion: number;
  readonly firstTransitionId: number;
  readonly sender: ExternalSender;
  readonly seats: Seats;
  readonly faults: DaveFaults;
  readonly ledger: DaveLedger;
  readonly queue: WorkQueue;
}

export class Handshake {
  /** The version that the call is in, or on its way to. */
  version = 0;
  readonly group: Group;
  readonly transitions: Transitions;
  private readonly board: ProposalBoard;
  /** Those that were handed in, by their names: each is good for one time. */
  private readonly knownKeyPackages = new Set<string>();
  private watchdog: Timer | undefined;
  private tries = 0;
  private resetsInARow = 0;

  constructor(private readonly parts: HandshakeParts) {
    const { channelId, clock, timeoutMs, firstTransitionId, faults, queue, sender } = parts;
    this.group = new Group(channelId);
    this.board = new ProposalBoard(sender);
    this.transitions = new Transitions(
      clock,
      timeoutMs,
      firstTransitionId,
      () => faults.lateExecuteMs,
      (transition) => {
        queue.runWithin(() => {
          this.execute(transition);
        });
      },
    );
  }

  get settled(): boolean {
    return !this.board.awaited && this.transitions.pending === 0;
  }

  close(): void {
    this.transitions.cancelAll();
    this.stopWatchdog();
  }

  /** Opcode 23. */
  onReady(userId: string, seat: Seat, transitionId: number): void {
    seat.losses = 0;
    if (this.transitions.ready(transitionId, userId)) return;
    const detail = `there was never a transition ${transitionId}`;
    this.parts.ledger.refuse(userId, DAVE_OPCODES.transitionReady, {
      problem: 'unexpected',
      detail,
      closeCode: undefined,
    });
  }

  /** Opcode 26. */
  onKeyPackage(userId: string, seat: Seat, bytes: Buffer): void {
    // It may have been on its way when encryption was turned off.
    if (this.version === 0) return;
    const keyPackage = readKeyPackage(bytes, userId);
    if (seat.losses > PATIENCE.losses) {
      const detail = `it could not follow ${seat.losses} times in a row, and is not added again`;
      this.parts.ledger.refuse(userId, DAVE_OPCODES.keyPackage, { problem: 'lost-too-often', detail, closeCode: 4020 });
      return;
    }
    // The same once more while it waits is no other.
    if (seat.keyPackage?.ref.equals(keyPackage.ref)) return;
    const name = keyPackage.ref.toString('hex');
    if (this.knownKeyPackages.has(name)) {
      const detail = 'this key package was handed in before';
      this.parts.ledger.refuse(userId, DAVE_OPCODES.keyPackage, {
        problem: 'key-package-used-again',
        detail,
        closeCode: 4020,
      });
      return;
    }
    this.knownKeyPackages.add(name);
    seat.keyPackage = keyPackage;
    seat.signatureKey = keyPackage.signatureKey;
    if (this.group.has(userId)) seat.lost = true;
    this.reconcile();
  }

  /** Opcode 28. */
  onCommit(userId: string, seat: Seat, bytes: Buffer): void {
    if (this.version === 0) return;
    const commit = readCommit(bytes);
    const due = this.board.dueOf(userId);
    const signatureKey = this.group.signatureKeyOf(userId) ?? seat.signatureKey;
    const judged = judgeCommit(this.group, { commit, userId, due, signatureKey });
    if ('problem' in judged) this.parts.ledger.refuse(userId, DAVE_OPCODES.commitWelcome, judged);
    else if (seat.lost) {
      const detail = 'its sender is about to be removed';
      this.parts.ledger.refuse(userId, DAVE_OPCODES.commitWelcome, {
        problem: 'not-a-member',
        detail,
        closeCode: undefined,
      });
    } else this.accept(commit, userId, judged);
  }

  /** Opcode 31. */
  onLost(userId: string, seat: Seat, transitionId: number): void {
    seat.keyPackage = undefined;
    seat.lost = this.group.has(userId);
    seat.losses += 1;
    this.parts.ledger.emit({ kind: 'lost', userId, transitionId });
    this.transitions.forget(userId);
    this.reconcile();
  }

  /** Goes to the highest version that everybody in the call understands. `newcomer` was told of it by opcode 4. */
  negotiate(newcomer: string | undefined): void {
    if (this.parts.seats.size === 0) return;
    const target = this.parts.seats.commonVersion(this.parts.highestVersion);
    if (target === this.version) return;
    this.version = target;
    if (target > 0) {
      // Whoever waits for the end of a downgrade gets it first.
      this.transitions.finishAll();
      this.beginAnew('version');
      return;
    }
    this.forgetGroup();
    const id = this.transitions.nextId();
    const told = this.parts.seats.userIds.filter((userId) => userId !== newcomer);
    this.transitions.begin(id, target, told);
    for (const userId of told) {
      const body = { protocol_version: target, transition_id: id };
      this.parts.seats.get(userId)?.outlet.tell(DAVE_OPCODES.prepareTransition, body);
    }
  }

  /** Compares the group with who is there, and proposes what is to change. */
  reconcile(): void {
    if (this.version === 0 || this.parts.seats.size === 0) return;
    const staying = this.group.members.filter((userId) => this.parts.seats.get(userId)?.lost === false);
    if (this.group.established && (this.parts.seats.size === 1 || staying.length === 0)) {
      this.beginAnew(this.parts.seats.size === 1 ? 'sole-member' : 'nobody-left');
      return;
    }
    const told = this.board.sync(this.group, this.changes(), this.recipients(staying));
    if (told && this.parts.faults.takeRevocation()) this.repropose();
    else if (told || !this.board.awaited) this.watch();
  }

  /** Revokes what stands and proposes it again. */
  repropose(): void {
    const staying = this.group.members.filter((userId) => this.parts.seats.get(userId)?.lost === false);
    this.board.revokeAll(this.recipients(staying));
    this.reconcile();
  }

  /** Opcode 24 with epoch 1 for everybody. */
  beginAnew(reason: ResetReason): void {
    this.forgetGroup();
    this.transitions.cancelAll();
    this.parts.ledger.emit({ kind: 'reset', reason, protocolVersion: this.version });
    for (const seat of this.parts.seats.all) {
      const { outlet } = seat;
      outlet.tell(DAVE_OPCODES.prepareEpoch, { protocol_version: this.version, epoch: 1 });
      this.parts.seats.introduce(outlet.participant);
      if (this.parts.seats.size > 1) continue;
      outlet.tell(DAVE_OPCODES.prepareTransition, { protocol_version: this.version, transition_id: 0 });
    }
  }

  /** Nobody has a group, and nobody is told. */
  forgetGroup(): void {
    this.group.dissolve();
    this.board.clear();
    this.stopWatchdog();
    this.tries = 0;
    this.parts.seats.forgetKeys();
  }

  private accept(commit: Commit, userId: string, proposals: readonly Proposal[]): void {
    const before = this.group.established ? this.group.members : [userId];
    this.group.apply(commit, userId, proposals);
    this.board.clear();
    this.stopWatchdog();
    this.tries = 0;
    this.resetsInARow = 0;
    const added = proposals.filter(({ kind }) => kind === 'add');
    const welcomed = new Set(added.map((proposal) => proposal.userId));
    const removed = new Set(proposals.filter(({ kind }) => kind === 'remove').map((proposal) => proposal.userId));
    const members = before.filter((member) => !removed.has(member) && this.parts.seats.get(member) !== undefined);
    const id = this.transitions.nextId();
    this.parts.ledger.emit({
      kind: 'epoch',
      epoch: Number(this.group.epoch),
      byUserId: userId,
      members: this.group.members,
    });
    this.transitions.begin(id, this.version, [...members, ...welcomed]);
    for (const member of new Set([userId, ...welcomed])) this.seated(member);
    for (const member of members) {
      this.parts.seats
        .get(member)
        ?.outlet.tellBinary(DAVE_OPCODES.announceCommit, Buffer.concat([uint16(id), commit.bytes]));
    }
    for (const { userId: member, keyPackage } of added) {
      if (!commit.welcome || !keyPackage) continue;
      const welcome = welcomeFor(commit.welcome, keyPackage.ref);
      this.parts.seats.get(member)?.outlet.tellBinary(DAVE_OPCODES.welcome, Buffer.concat([uint16(id), welcome]));
    }
    this.reconcile();
  }

  private seated(userId: string): void {
    const seat = this.parts.seats.get(userId);
    if (!seat) return;
    seat.keyPackage = undefined;
    seat.lost = false;
  }

  private execute(transition: Transition): void {
    const { id, protocolVersion, told, waitingFor } = transition;
    for (const userId of told) {
      this.parts.seats.get(userId)?.outlet.tell(DAVE_OPCODES.executeTransition, { transition_id: id });
    }
    this.parts.ledger.emit({ kind: 'executed', transitionId: id, protocolVersion, late: [...waitingFor] });
  }

  private changes(): Change[] {
    const changes: Change[] = [];
    for (const userId of this.group.members) {
      if (this.parts.seats.get(userId)?.lost === false) continue;
      changes.push({ kind: 'remove', userId, leafIndex: this.group.leafOf(userId) ?? 0 });
    }
    for (const { outlet, keyPackage, lost } of this.parts.seats.all) {
      const { userId } = outlet.participant;
      if (keyPackage && (lost || !this.group.has(userId))) changes.push({ kind: 'add', userId, keyPackage });
    }
    return changes;
  }

  private recipients(staying: readonly string[]): Outlet[] {
    if (this.group.established) return staying.flatMap((userId) => this.parts.seats.get(userId)?.outlet ?? []);
    return this.parts.seats.all.flatMap(({ outlet, keyPackage }) => (keyPackage ? [outlet] : []));
  }

  /** Proposals that nobody answers are told again, and in the end the group is made anew. */
  private watch(): void {
    this.stopWatchdog();
    if (!this.board.awaited) return;
    const onSilence = (): void => {
      this.tries += 1;
      if (this.tries <= PATIENCE.proposals) this.repropose();
      else if (this.resetsInARow < PATIENCE.resets) {
        this.resetsInARow += 1;
        this.beginAnew('stuck');
      }
    };
    this.watchdog = this.parts.clock.setTimer(
      this.parts.timeoutMs,
      () => {
        this.parts.queue.run(onSilence);
      },
      { keepAlive: false },
    );
  }

  private stopWatchdog(): void {
    this.watchdog?.cancel();
    this.watchdog = undefined;
  }
}
