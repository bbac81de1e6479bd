/** Who is in the call, and what each of them has handed in for encryption. */
import { type Clock } from '../../../../util';
import { type Participant } from '../participant';
import { DAVE_OPCODES } from './dave-opcodes';
import { type KeyPackage } from './key-package';
import { type Corruptible, Outlet } from './outlet';

export interface Seat {
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

/** Something that a fault does to the way to a user. */
export type Trouble = (outlet: Outlet) => void;

export class Seats {
  private readonly seats = new Map<string, Seat>();
  private readonly introduced = new WeakSet<Participant>();
  private readonly outlets = new WeakMap<Participant, Outlet>();
  private readonly troubles = new Map<string, Trouble>();

  constructor(
    private readonly clock: Clock,
    private readonly externalSender: Buffer,
  ) {}

  get size(): number {
    return this.seats.size;
  }

  get userIds(): string[] {
    return [...this.seats.keys()];
  }

  get all(): Seat[] {
    return [...this.seats.values()];
  }

  get(userId: string): Seat | undefined {
    return this.seats.get(userId);
  }

  /** The highest version that everybody understands, up to `highest`. */
  commonVersion(highest: number): number {
    return Math.min(highest, ...this.all.map(({ outlet }) => outlet.participant.maxDaveProtocolVersion));
  }

  /** @param isInGroup whether the group still knows the user from an earlier connection. */
  add(participant: Participant, isInGroup: boolean): void {
    this.seats.set(participant.userId, {
      outlet: this.outletOf(participant),
      keyPackage: undefined,
      signatureKey: undefined,
      lost: isInGroup,
      losses: 0,
    });
  }

  /** Whether there was such a user. */
  remove(userId: string): boolean {
    const seat = this.seats.get(userId);
    if (!seat) return false;
    seat.outlet.close();
    this.introduced.delete(seat.outlet.participant);
    return this.seats.delete(userId);
  }

  /** Everybody stays, and nobody has handed in anything. */
  forgetKeys(): void {
    for (const seat of this.seats.values()) {
      seat.keyPackage = undefined;
      seat.lost = false;
    }
  }

  /** Nobody stays. */
  clear(): void {
    for (const userId of this.userIds) this.remove(userId);
  }

  /** Opcode 25, once for each connection. */
  introduce(participant: Participant): void {
    if (this.introduced.has(participant)) return;
    this.introduced.add(participant);
    this.outletOf(participant).tellBinary(DAVE_OPCODES.externalSender, this.externalSender);
  }

  /** Does something to the way to a user, who may come later. */
  trouble(userId: string, name: 'delay' | Corruptible, apply: Trouble): void {
    const outlet = this.seats.get(userId)?.outlet;
    if (outlet) apply(outlet);
    else this.troubles.set(`${userId} ${name}`, apply);
  }

  private outletOf(participant: Participant): Outlet {
    const known = this.outlets.get(participant);
    if (known && !known.closed) return known;
    const outlet = new Outlet(participant, this.clock);
    this.outlets.set(participant, outlet);
    for (const [key, apply] of [...this.troubles]) {
      if (!key.startsWith(`${participant.userId} `)) continue;
      apply(outlet);
      this.troubles.delete(key);
    }
    return outlet;
  }
}
