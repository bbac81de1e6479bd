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
import { type Clock } from '../../../../util';
import { type Participant } from '../participant';
import { type DaveLog, type DaveProblem } from './dave-event';
import { DaveFaults } from './dave-faults';
import { DaveLedger } from './dave-ledger';
import { DAVE_OPCODES, LAST_TRANSITION_ID, bytesIn, transitionIdIn } from './dave-opcodes';
import { ExternalSender } from './external-sender';
import { Handshake } from './handshake';
import { MlsFormatError } from './mls-codec';
import { type Seat, Seats } from './seats';
import { WorkQueue } from './work-queue';

const TRANSITION_TIMEOUT_MS = 2_000;
const NEWEST_VERSION = 1;

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

export class DeliveryService {
  readonly channelId: string;
  readonly faults: DaveFaults;
  private readonly sender = new ExternalSender();
  private readonly queue = new WorkQueue();
  private readonly ledger: DaveLedger;
  private readonly seats: Seats;
  private readonly handshake: Handshake;
  private readonly highestVersion: number;
  private readonly early = new Map<string, unknown>();

  constructor(options: DeliveryServiceOptions) {
    const { channelId, clock, random, transitionTimeoutMs = TRANSITION_TIMEOUT_MS, log } = options;
    this.channelId = channelId;
    this.highestVersion = options.protocolVersion ?? NEWEST_VERSION;
    this.ledger = new DaveLedger(log);
    this.seats = new Seats(clock, this.sender.package);
    this.faults = new DaveFaults({
      trouble: (userId, name, apply) => {
        this.seats.trouble(userId, name, apply);
      },
      repropose: () => {
        this.queue.run(() => {
          this.handshake.repropose();
        });
      },
      reset: () => {
        this.reset();
      },
    });
    this.handshake = new Handshake({
      channelId,
      clock,
      timeoutMs: transitionTimeoutMs,
      highestVersion: this.highestVersion,
      firstTransitionId: Math.floor(random() * LAST_TRANSITION_ID),
      sender: this.sender,
      seats: this.seats,
      faults: this.faults,
      ledger: this.ledger,
      queue: this.queue,
    });
  }

  /** What opcode 25 carries. */
  get externalSender(): Buffer {
    return this.sender.package;
  }

  /** The version that the call is in, or on its way to; 0 without encryption. */
  get protocolVersion(): number {
    return this.handshake.version;
  }

  /** 0 while there is no group of all. */
  get epoch(): number {
    return Number(this.handshake.group.epoch);
  }

  /** Who is in the group, in the order of their leaves. */
  get members(): readonly string[] {
    return this.handshake.group.members;
  }

  /** Whether nothing is under way: no proposal waits for its commit and no transition for its end. */
  get settled(): boolean {
    return this.handshake.settled;
  }

  /** How often what was refused. */
  get refusals(): Readonly<Partial<Record<DaveProblem, number>>> {
    return this.ledger.refusals;
  }

  leafOf(userId: string): number | undefined {
    return this.handshake.group.leafOf(userId);
  }

  /** What opcode 4 has to say to somebody who is about to join. */
  versionWith(participant: Participant): number {
    return Math.min(this.seats.commonVersion(this.highestVersion), participant.maxDaveProtocolVersion);
  }

  /** Opcode 25, once: {@link join} does it unless it was done. Done before opcode 4 it is the fault of an early external sender. */
  introduce(participant: Participant): void {
    this.seats.introduce(participant);
  }

  /** Somebody was told of opcode 4 and of who is there. */
  join(participant: Participant): void {
    this.queue.run(() => {
      const { userId } = participant;
      if (this.seats.get(userId)?.outlet.participant !== participant) this.remove(userId);
      const isFirst = this.seats.size === 0;
      this.seats.add(participant, this.handshake.group.has(userId));
      if (isFirst) this.handshake.version = this.seats.commonVersion(this.highestVersion);
      else this.handshake.negotiate(userId);
      if (this.handshake.version > 0) this.seats.introduce(participant);
      const early = this.early.get(userId);
      this.early.delete(userId);
      if (early !== undefined) this.receive(userId, DAVE_OPCODES.keyPackage, early);
      this.handshake.reconcile();
    });
  }

  /** Somebody is gone, of their own will or not. */
  leave(userId: string): void {
    this.queue.run(() => {
      this.early.delete(userId);
      if (!this.remove(userId)) return;
      this.handshake.negotiate(undefined);
      this.handshake.reconcile();
    });
  }

  /**
   * What a participant sent: opcodes 23 and 31 as parsed JSON, 26 and 28 as the bytes behind the opcode. Never throws; what is wrong
   * is told to the log.
   */
  receive(userId: string, op: number, payload: unknown): void {
    this.queue.run(() => {
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
        this.ledger.refuse(userId, op, { problem, detail: error.message, closeCode: 4020 });
      }
    });
  }

  /** Everybody begins anew. */
  reset(): void {
    this.queue.run(() => {
      if (this.handshake.version > 0) this.handshake.beginAnew('asked');
    });
  }

  /** Stops every timer; nobody is told anything any more. */
  close(): void {
    this.handshake.close();
    this.seats.clear();
  }

  private handle(userId: string, seat: Seat, op: number, payload: unknown): void {
    const { handshake } = this;
    if (op === DAVE_OPCODES.transitionReady) handshake.onReady(userId, seat, transitionIdIn(payload));
    else if (op === DAVE_OPCODES.keyPackage) handshake.onKeyPackage(userId, seat, bytesIn(payload));
    else if (op === DAVE_OPCODES.commitWelcome) handshake.onCommit(userId, seat, bytesIn(payload));
    else if (op === DAVE_OPCODES.invalidCommitWelcome) handshake.onLost(userId, seat, transitionIdIn(payload));
    else this.ledger.refuse(userId, op, { problem: 'unexpected', detail: 'not an opcode of clients', closeCode: 4001 });
  }

  private remove(userId: string): boolean {
    if (!this.seats.remove(userId)) return false;
    this.handshake.transitions.leave(userId);
    if (this.seats.size > 0) return true;
    this.handshake.forgetGroup();
    this.handshake.transitions.cancelAll();
    return true;
  }
}
