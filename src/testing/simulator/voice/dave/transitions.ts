/**
 * Changes of keys or of the protocol's version that everybody is to make at the same moment.
 *
 * Who is told of one prepares to receive the new, says so (opcode 23), and goes on sending the old until all are ready or the
 * time is up (opcode 22). So nobody hears anything that they have no key for, as long as everybody plays along.
 */
import { type Clock, type Timer } from '../../../../util';

const LAST_ID = 0xffff;

export interface Transition {
  readonly id: number;
  readonly protocolVersion: number;
  /** Who was told of it and is still there. */
  readonly told: Set<string>;
  /** Of those, who has not said that they are ready. */
  readonly waitingFor: Set<string>;
}

export class Transitions {
  private readonly open = new Map<number, { transition: Transition; timer: Timer }>();
  private readonly late = new Map<Transition, Timer>();
  private readonly announced = new Set<number>();
  private lastId: number;

  /**
   * @param firstId ids count up from behind this one, and come round again behind 65535.
   * @param lateMs how much later than it should a transition is executed: a fault.
   */
  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    firstId: number,
    private readonly lateMs: () => number,
    private readonly execute: (transition: Transition) => void,
  ) {
    this.lastId = firstId;
  }

  /** How many are not executed yet. */
  get pending(): number {
    return this.open.size + this.late.size;
  }

  /** Numbers from 1; 0 is kept for beginnings. */
  nextId(): number {
    this.lastId = this.lastId >= LAST_ID ? 1 : this.lastId + 1;
    return this.lastId;
  }

  /** Waits for everybody who is told of it. */
  begin(id: number, protocolVersion: number, told: readonly string[]): void {
    this.announced.add(id);
    const transition = { id, protocolVersion, told: new Set(told), waitingFor: new Set(told) };
    const timer = this.clock.setTimer(
      this.timeoutMs,
      () => {
        this.finish(id);
      },
      { keepAlive: false },
    );
    this.open.set(id, { transition, timer });
    if (told.length === 0) this.finish(id);
  }

  /** Opcode 23. Whether there was ever such a transition; it may be over, and nobody is blamed for being late. */
  ready(id: number, userId: string): boolean {
    const transition = this.open.get(id)?.transition;
    if (transition?.waitingFor.delete(userId) && transition.waitingFor.size === 0) this.finish(id);
    return id === 0 || this.announced.has(id);
  }

  /** Somebody left: who comes back is told nothing of what was under way. */
  leave(userId: string): void {
    for (const { transition } of this.open.values()) transition.told.delete(userId);
    for (const transition of this.late.keys()) transition.told.delete(userId);
    this.forget(userId);
  }

  /** Nobody waits any longer for somebody who left or was lost. */
  forget(userId: string): void {
    for (const [id, { transition }] of [...this.open]) {
      if (transition.waitingFor.delete(userId) && transition.waitingFor.size === 0) this.finish(id);
    }
  }

  /** Everything that is pending happens now. */
  finishAll(): void {
    for (const id of [...this.open.keys()]) this.finish(id);
    for (const [transition, timer] of [...this.late]) {
      timer.cancel();
      this.late.delete(transition);
      this.execute(transition);
    }
  }

  /** Nothing that is pending happens. */
  cancelAll(): void {
    for (const { timer } of this.open.values()) timer.cancel();
    for (const timer of this.late.values()) timer.cancel();
    this.open.clear();
    this.late.clear();
  }

  private finish(id: number): void {
    const entry = this.open.get(id);
    if (!entry) return;
    this.open.delete(id);
    entry.timer.cancel();
    const { transition } = entry;
    const lateMs = this.lateMs();
    if (lateMs <= 0) {
      this.execute(transition);
      return;
    }
    const timer = this.clock.setTimer(
      lateMs,
      () => {
        this.late.delete(transition);
        this.execute(transition);
      },
      { keepAlive: false },
    );
    this.late.set(transition, timer);
  }
}
