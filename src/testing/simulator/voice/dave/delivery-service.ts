/**
 * The voice server's part in end-to-end encryption: it knows no secret, and nothing works without it.
 *
 * The members of a call agree on keys by MLS (RFC 9420): a group that goes from epoch to epoch, each with secrets of its own.
 * A member moves the group on with a *commit* that applies *proposals*. In DAVE only the voice server proposes, as an *external
 * sender* whose public key (opcode 25) is part of the group: to add who joined, to remove who left (27). For an Add it
 * needs the key package (26) that the joiner handed in. All members commit at once (28); the server takes the first that is
 * right and drops the others, which is the only order that there is. The winner goes to all members (29), and
 * the *Welcome* behind it to those who were added, to each only their own part (30).
 *
 * A new epoch is a new key for every sender. So that nobody sends what others cannot read yet, each commit is a *transition*: who has
 * processed it says so (23), and when all have, or after two seconds, everybody is told to switch (22). Turning encryption off
 * is a transition as well (21, version 0); turning it on is a new group (24 with epoch 1, upon which everybody forgets the old one
 * and sends a new key package).
 *
 * Before the first commit there is no group of all: everybody has made one for themselves, at epoch 0, and gets the Adds of
 * all others. Whose commit is taken has founded the group. And one who is alone in a group that others were in gets a new one (24,
 * then 21 with id 0), so that nobody stays in control of an old one.
 *
 * Who cannot follow says so (31), begins anew, and is removed and added again. https://daveprotocol.com
 *
 * The owner of the call tells a participant of opcode 4 (with {@link DeliveryService.versionWith}) and 11 *before*
 * {@link DeliveryService.join}, and the others of 11, respectively 13 before {@link DeliveryService.leave}: clients refuse Adds of
 * users they have not heard of. Calls from within `tell` are fine; they are worked on when the current one is done.
 */
import { type Clock, type Timer } from '../../../../util';
import { type Participant } from '../participant';
import { type Commit, readCommit, welcomeFor } from './commit';
import { type DaveEvent, type DaveLog, type DaveProblem, type DaveRefusal, type ResetReason } from './dave-event';
import { DaveFaults } from './dave-faults';
import { ExternalSender } from './external-sender';
import { Group } from './group';
import { judgeCommit } from './judge-commit';
import { type KeyPackage, readKeyPackage } from './key-package';
import { MlsFormatError, uint16 } from './mls-codec';
import { type Corruptible, Outlet } from './outlet';
import { type Proposal } from './proposal';
import { type Change, ProposalBoard } from './proposal-board';
import { type Transition, Transitions } from './transitions';

export const DAVE_OPCODES = {
  prepareTransition: 21,
  executeTransition: 22,
  transitionReady: 23,
  prepareEpoch: 24,
  externalSender: 25,
  keyPackage: 26,
  proposals: 27,
  commitWelcome: 28,
  announceCommit: 29,
  welcome: 30,
  invalidCommitWelcome: 31,
} as const;

/** How often in a row the same proposals are told again, the group is made anew, and somebody who cannot follow is added again. */
const PATIENCE = { proposals: 2, resets: 2, losses: 5 };
const TRANSITION_IDS = 0xffff;

export interface DeliveryServiceOptions {
  readonly channelId: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** How long members have to be ready for a transition, and to commit. Default 2000. */
  readonly transitionTimeoutMs?: number;
  /** The highest version of DAVE that the call allows: 0 for stage channels. Default 1. */
  readonly protocolVersion?: number;
  /** Hears of refusals, epochs, transitions and resets. */
  readonly log?: DaveLog;
}

interface Seat {
  readonly outlet: Outlet;
  /** Handed in and not used yet. */
  keyPackage: KeyPackage | undefined;
  /** Of the newest key package, also when it is used. */
  signatureKey: Buffer | undefined;
  /** Sits in the group but cannot follow it: to be removed. */
  lost: boolean;
  /** How often it could not follow since it last could. */
  losses: number;
}

export class DeliveryService {
  readonly channelId: string;
  readonly faults: DaveFaults;
  private readonly sender = new ExternalSender();
  private readonly group: Group;
  private readonly board: ProposalBoard;
  private readonly transitions: Transitions;
  private readonly seats = new Map<string, Seat>();
  private readonly introduced = new WeakSet<Participant>();
  private readonly outlets = new WeakMap<Participant, Outlet>();
  private readonly early = new Map<string, unknown>();
  private readonly usedKeyPackages = new Set<string>();
  private readonly troubles = new Map<string, (outlet: Outlet) => void>();
  private readonly lateExecutions = new Set<Timer>();
  private readonly tasks: (() => void)[] = [];
  private readonly counts = new Map<DaveProblem, number>();
  private busy = false;
  private version = 0;
  private watchdog: Timer | undefined;
  private tries = 0;
  private resetsInARow = 0;

  constructor(private readonly options: DeliveryServiceOptions) {
    this.channelId = options.channelId;
    this.group = new Group(options.channelId);
    this.board = new ProposalBoard(this.sender);
    this.transitions = new Transitions(
      options.clock,
      this.timeoutMs,
      Math.floor(options.random() * TRANSITION_IDS),
      (transition) => {
        // Of what is worked on at the moment it is a part, and not what comes after.
        if (this.busy) this.execute(transition);
        else
          this.run(() => {
            this.execute(transition);
          });
      },
    );
    this.faults = new DaveFaults({
      delay: (userId, ms) => {
        this.trouble(userId, 'delay', (outlet) => {
          outlet.delayMs = ms;
        });
      },
      corruptNext: (userId, kind, times) => {
        this.trouble(userId, kind, (outlet) => {
          outlet.corruptNext(kind, times);
        });
      },
      repropose: () => {
        this.run(() => {
          this.repropose();
        });
      },
      reset: () => {
        this.reset();
      },
    });
  }

  /** What opcode 25 carries. */
  get externalSender(): Buffer {
    return this.sender.package;
  }

  /** The version that the call is in, or on its way to; 0 without encryption. */
  get protocolVersion(): number {
    return this.version;
  }

  /** 0 while there is no group of all. */
  get epoch(): number {
    return Number(this.group.epoch);
  }

  /** Who is in the group, in the order of their leaves. */
  get members(): readonly string[] {
    return this.group.members;
  }

  /** Whether nothing is under way: no proposal waits for its commit and no transition for its end. */
  get settled(): boolean {
    return !this.board.awaited && this.transitions.pending === 0 && this.lateExecutions.size === 0;
  }

  /** How often what was refused. */
  get refusals(): Readonly<Partial<Record<DaveProblem, number>>> {
    return Object.fromEntries(this.counts);
  }

  leafOf(userId: string): number | undefined {
    return this.group.leafOf(userId);
  }

  /** What opcode 4 has to say to somebody who is about to join. */
  versionWith(participant: Participant): number {
    const others = [...this.seats.values()].map(({ outlet }) => outlet.participant.maxDaveProtocolVersion);
    return Math.min(this.highestVersion, participant.maxDaveProtocolVersion, ...others);
  }

  /** Opcode 25, once: {@link join} does it unless it was done. Done before opcode 4 it is the fault of an early external sender. */
  introduce(participant: Participant): void {
    if (this.introduced.has(participant)) return;
    this.introduced.add(participant);
    this.outletOf(participant).tellBinary(DAVE_OPCODES.externalSender, this.sender.package);
  }

  /** Somebody was told of opcode 4 and of who is there. */
  join(participant: Participant): void {
    this.run(() => {
      if (this.seats.get(participant.userId)?.outlet.participant !== participant) this.leaveNow(participant.userId);
      const outlet = this.outletOf(participant);
      const isFirst = this.seats.size === 0;
      this.seats.set(participant.userId, {
        outlet,
        keyPackage: undefined,
        signatureKey: undefined,
        lost: this.group.has(participant.userId),
        losses: 0,
      });
      if (isFirst) this.version = Math.min(this.highestVersion, participant.maxDaveProtocolVersion);
      else this.negotiate(participant.userId);
      if (this.version > 0) this.introduce(participant);
      const early = this.early.get(participant.userId);
      this.early.delete(participant.userId);
      if (early !== undefined) this.receive(participant.userId, DAVE_OPCODES.keyPackage, early);
      this.reconcile();
    });
  }

  /** Somebody is gone, of their own will or not. */
  leave(userId: string): void {
    this.run(() => {
      this.early.delete(userId);
      if (!this.leaveNow(userId)) return;
      this.negotiate(undefined);
      this.reconcile();
    });
  }

  /**
   * What a participant sent: opcodes 23 and 31 as parsed JSON, 26 and 28 as the bytes behind the opcode. Never throws; what is wrong
   * is told to the log.
   */
  receive(userId: string, op: number, payload: unknown): void {
    this.run(() => {
      const seat = this.seats.get(userId);
      if (!seat) {
        // Members in this process answer opcode 4 before it is known that they are in.
        if (op === DAVE_OPCODES.keyPackage) this.early.set(userId, payload);
        return;
      }
      try {
        this.handle(userId, seat, op, payload);
      } catch (error) {
        if (!(error instanceof MlsFormatError)) throw error;
        const problem = op === DAVE_OPCODES.keyPackage ? 'bad-key-package' : 'malformed';
        this.refuse(userId, op, { problem, detail: error.message, closeCode: 4020 });
      }
    });
  }

  /** Everybody begins anew. */
  reset(): void {
    this.run(() => {
      if (this.version > 0) this.beginAnew('asked');
    });
  }

  /** Stops every timer. */
  close(): void {
    this.transitions.cancelAll();
    this.stopWatchdog();
    for (const timer of this.lateExecutions) timer.cancel();
    this.lateExecutions.clear();
    for (const { outlet } of this.seats.values()) outlet.close();
    this.seats.clear();
  }

  private get timeoutMs(): number {
    return this.options.transitionTimeoutMs ?? 2_000;
  }

  private get highestVersion(): number {
    return this.options.protocolVersion ?? 1;
  }

  private handle(userId: string, seat: Seat, op: number, payload: unknown): void {
    if (op === DAVE_OPCODES.transitionReady) this.onReady(userId, seat, transitionIdIn(payload));
    else if (op === DAVE_OPCODES.keyPackage) this.onKeyPackage(userId, seat, bytesIn(payload));
    else if (op === DAVE_OPCODES.commitWelcome) this.onCommit(userId, seat, bytesIn(payload));
    else if (op === DAVE_OPCODES.invalidCommitWelcome) this.onLost(userId, seat, transitionIdIn(payload));
    else this.refuse(userId, op, { problem: 'unexpected', detail: 'not an opcode of clients', closeCode: 4001 });
  }

  private onReady(userId: string, seat: Seat, transitionId: number): void {
    seat.losses = 0;
    if (this.transitions.ready(transitionId, userId)) return;
    const detail = `there was never a transition ${transitionId}`;
    this.refuse(userId, DAVE_OPCODES.transitionReady, { problem: 'unexpected', detail, closeCode: undefined });
  }

  private onKeyPackage(userId: string, seat: Seat, bytes: Buffer): void {
    // It may have been on its way when encryption was turned off.
    if (this.version === 0) return;
    const keyPackage = readKeyPackage(bytes, userId);
    if (seat.losses > PATIENCE.losses) {
      const detail = `it could not follow ${seat.losses} times in a row, and is not added again`;
      this.refuse(userId, DAVE_OPCODES.keyPackage, { problem: 'lost-too-often', detail, closeCode: 4020 });
      return;
    }
    if (this.usedKeyPackages.has(keyPackage.ref.toString('hex'))) {
      const detail = 'somebody was added with this key package already';
      this.refuse(userId, DAVE_OPCODES.keyPackage, { problem: 'key-package-used-again', detail, closeCode: 4020 });
      return;
    }
    seat.keyPackage = keyPackage;
    seat.signatureKey = keyPackage.signatureKey;
    if (this.group.has(userId)) seat.lost = true;
    this.reconcile();
  }

  private onCommit(userId: string, seat: Seat, bytes: Buffer): void {
    if (this.version === 0) return;
    const commit = readCommit(bytes);
    const due = this.board.dueOf(userId);
    const signatureKey = this.group.signatureKeyOf(userId) ?? seat.signatureKey;
    const judged = judgeCommit(this.group, { commit, userId, due, signatureKey });
    if ('problem' in judged) this.refuse(userId, DAVE_OPCODES.commitWelcome, judged);
    else if (seat.lost) {
      const detail = 'its sender is about to be removed';
      this.refuse(userId, DAVE_OPCODES.commitWelcome, { problem: 'not-a-member', detail, closeCode: undefined });
    } else this.accept(commit, userId, judged);
  }

  private onLost(userId: string, seat: Seat, transitionId: number): void {
    seat.keyPackage = undefined;
    seat.lost = this.group.has(userId);
    seat.losses += 1;
    this.emit({ kind: 'lost', userId, transitionId });
    this.transitions.forget(userId);
    this.reconcile();
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
    const members = before.filter((member) => !removed.has(member) && this.seats.has(member));
    const id = this.transitions.nextId();
    this.emit({ kind: 'epoch', epoch: this.epoch, byUserId: userId, members: this.group.members });
    this.transitions.begin(id, this.version, [...members, ...welcomed]);
    for (const member of new Set([userId, ...welcomed])) this.seated(member);
    for (const member of members) {
      this.seats.get(member)?.outlet.tellBinary(DAVE_OPCODES.announceCommit, Buffer.concat([uint16(id), commit.bytes]));
    }
    for (const { userId: member, keyPackage } of added) {
      if (!commit.welcome || !keyPackage) continue;
      this.usedKeyPackages.add(keyPackage.ref.toString('hex'));
      const welcome = welcomeFor(commit.welcome, keyPackage.ref);
      this.seats.get(member)?.outlet.tellBinary(DAVE_OPCODES.welcome, Buffer.concat([uint16(id), welcome]));
    }
    this.reconcile();
  }

  private seated(userId: string): void {
    const seat = this.seats.get(userId);
    if (!seat) return;
    seat.keyPackage = undefined;
    seat.lost = false;
  }

  private execute(transition: Transition): void {
    const { id, protocolVersion, told, waitingFor } = transition;
    const tell = (): void => {
      for (const userId of told) {
        this.seats.get(userId)?.outlet.tell(DAVE_OPCODES.executeTransition, { transition_id: id });
      }
      this.emit({ kind: 'executed', transitionId: id, protocolVersion, late: [...waitingFor] });
    };
    if (this.faults.lateExecuteMs <= 0) {
      tell();
      return;
    }
    const timer = this.options.clock.setTimer(
      this.faults.lateExecuteMs,
      () => {
        this.lateExecutions.delete(timer);
        this.run(tell);
      },
      { keepAlive: false },
    );
    this.lateExecutions.add(timer);
  }

  /** Everybody in the call understands it, and it is the highest such: the version to be in. `newcomer` was told by opcode 4. */
  private negotiate(newcomer: string | undefined): void {
    if (this.seats.size === 0) return;
    const able = [...this.seats.values()].map(({ outlet }) => outlet.participant.maxDaveProtocolVersion);
    const target = Math.min(this.highestVersion, ...able);
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
    const told = [...this.seats.keys()].filter((userId) => userId !== newcomer);
    this.transitions.begin(id, target, told);
    for (const userId of told) {
      const body = { protocol_version: target, transition_id: id };
      this.seats.get(userId)?.outlet.tell(DAVE_OPCODES.prepareTransition, body);
    }
  }

  private beginAnew(reason: ResetReason): void {
    this.forgetGroup();
    this.transitions.cancelAll();
    this.emit({ kind: 'reset', reason, protocolVersion: this.version });
    for (const seat of this.seats.values()) {
      const { outlet } = seat;
      outlet.tell(DAVE_OPCODES.prepareEpoch, { protocol_version: this.version, epoch: 1 });
      this.introduce(outlet.participant);
      if (this.seats.size > 1) continue;
      outlet.tell(DAVE_OPCODES.prepareTransition, { protocol_version: this.version, transition_id: 0 });
    }
  }

  private forgetGroup(): void {
    this.group.dissolve();
    this.board.clear();
    this.stopWatchdog();
    this.tries = 0;
    for (const seat of this.seats.values()) {
      seat.keyPackage = undefined;
      seat.lost = false;
    }
  }

  private leaveNow(userId: string): boolean {
    const seat = this.seats.get(userId);
    if (!seat) return false;
    seat.outlet.close();
    this.introduced.delete(seat.outlet.participant);
    this.seats.delete(userId);
    this.transitions.forget(userId);
    if (this.seats.size === 0) {
      this.forgetGroup();
      this.transitions.cancelAll();
    }
    return true;
  }

  /** Compares the group with who is there, and proposes what is to change. */
  private reconcile(): void {
    if (this.version === 0 || this.seats.size === 0) return;
    const staying = this.group.members.filter((userId) => this.seats.get(userId)?.lost === false);
    if (this.group.established && (this.seats.size === 1 || staying.length === 0)) {
      this.beginAnew(this.seats.size === 1 ? 'sole-member' : 'nobody-left');
      return;
    }
    const told = this.board.sync(this.group, this.changes(), this.recipients(staying));
    if (told && this.faults.takeRevocation()) this.repropose();
    else if (told || !this.board.awaited) this.watch();
  }

  private changes(): Change[] {
    const changes: Change[] = [];
    for (const userId of this.group.members) {
      if (this.seats.get(userId)?.lost === false) continue;
      changes.push({ kind: 'remove', userId, leafIndex: this.group.leafOf(userId) ?? 0 });
    }
    for (const [userId, { keyPackage, lost }] of this.seats) {
      if (keyPackage && (lost || !this.group.has(userId))) changes.push({ kind: 'add', userId, keyPackage });
    }
    return changes;
  }

  private recipients(staying: readonly string[]): Outlet[] {
    if (this.group.established) return staying.flatMap((userId) => this.seats.get(userId)?.outlet ?? []);
    return [...this.seats.values()].flatMap(({ outlet, keyPackage }) => (keyPackage ? [outlet] : []));
  }

  private repropose(): void {
    const staying = this.group.members.filter((userId) => this.seats.get(userId)?.lost === false);
    this.board.revokeAll(this.recipients(staying));
    this.reconcile();
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
    this.watchdog = this.options.clock.setTimer(
      this.timeoutMs,
      () => {
        this.run(onSilence);
      },
      { keepAlive: false },
    );
  }

  private stopWatchdog(): void {
    this.watchdog?.cancel();
    this.watchdog = undefined;
  }

  /** One for each participant, also before it joins. */
  private outletOf(participant: Participant): Outlet {
    let outlet = this.outlets.get(participant);
    if (outlet && !outlet.closed) return outlet;
    outlet = new Outlet(participant, this.options.clock);
    this.outlets.set(participant, outlet);
    for (const [key, apply] of [...this.troubles]) {
      if (!key.startsWith(`${participant.userId} `)) continue;
      apply(outlet);
      this.troubles.delete(key);
    }
    return outlet;
  }

  private trouble(userId: string, name: 'delay' | Corruptible, apply: (outlet: Outlet) => void): void {
    const outlet = this.seats.get(userId)?.outlet;
    if (outlet) apply(outlet);
    else this.troubles.set(`${userId} ${name}`, apply);
  }

  private refuse(userId: string, op: number, complaint: Pick<DaveRefusal, 'problem' | 'detail' | 'closeCode'>): void {
    this.counts.set(complaint.problem, (this.counts.get(complaint.problem) ?? 0) + 1);
    this.emit({ kind: 'refused', userId, op, ...complaint });
  }

  private emit(event: DaveEvent): void {
    this.options.log?.(event);
  }

  /** One thing at a time: what a participant answers from within `tell` waits until everybody was told. */
  private run(task: () => void): void {
    this.tasks.push(task);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.tasks.shift(); next; next = this.tasks.shift()) next();
    } finally {
      this.busy = false;
    }
  }
}

function transitionIdIn(d: unknown): number {
  const id = typeof d === 'object' && d !== null ? (d as { transition_id?: unknown }).transition_id : undefined;
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > TRANSITION_IDS) {
    throw new MlsFormatError('transition_id is a number of 16 bits');
  }
  return id;
}

function bytesIn(payload: unknown): Buffer {
  if (!Buffer.isBuffer(payload)) throw new MlsFormatError('a binary frame was expected');
  return payload;
}
