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
  /** Who was told of it. */
  readonly told: ReadonlySet<string>;
  /** Of those, who has not said that they are ready. */
  readonly waitingFor: Set<string>;
}

export class Transitions {
  private readonly open = new Map<number, { transition: Transition; timer: Timer }>();
  private readonly announced = new Set<number>();
  private lastId: number;

  /** @param firstId ids count up from behind this one, and come round again behind 65535. */
  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    firstId: number,
    private readonly execute: (transition: Transition) => void,
  ) {
    this.lastId = firstId;
  }

  /** How many are not executed yet. */
  get pending(): number {
    return this.open.size;
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

  /** Nobody waits any longer for somebody who left or was lost. */
  forget(userId: string): void {
    for (const [id, { transition }] of [...this.open]) {
      if (transition.waitingFor.delete(userId) && transition.waitingFor.size === 0) this.finish(id);
    }
  }

  /** Everything that is pending happens now. */
  finishAll(): void {
    for (const id of [...this.open.keys()]) this.finish(id);
  }

  /** Nothing that is pending happens. */
  cancelAll(): void {
    for (const { timer } of this.open.values()) timer.cancel();
    this.open.clear();
  }

  private finish(id: number): void {
    const entry = this.open.get(id);
    if (!entry) return;
    this.open.delete(id);
    entry.timer.cancel();
    this.execute(entry.transition);
  }
}
