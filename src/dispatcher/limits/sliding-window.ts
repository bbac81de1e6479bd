/** Remembers when one key was used within the last window: exact, at one number a use. Pure: the time is handed in and never goes back. */
import { type LimitRule } from './limit-store';

/** Room at the front is given back once it is as long as this, and half of the list. */
const COMPACT_AT = 32;

export class SlidingWindow {
  /** Oldest first, from `head` on. */
  private times: number[] = [];
  private head = 0;

  /** When nothing of it counts any more. */
  endsAtMs(windowMs: number): number {
    return (this.times[this.times.length - 1] ?? -Infinity) + windowMs;
  }

  get isEmpty(): boolean {
    return this.times.length === this.head;
  }

  /** Takes one use. @returns 0, or for how many milliseconds there is none. */
  take({ uses, windowMs }: LimitRule, nowMs: number): number {
    this.forget(nowMs - windowMs);
    // As many as are allowed: the oldest makes room first.
    if (this.times.length - this.head >= uses) return (this.times[this.head] as number) + windowMs - nowMs;
    this.times.push(nowMs);
    return 0;
  }

  /** Undoes a use. Those of one moment are alike. */
  giveBack(takenAtMs: number): void {
    const index = this.times.lastIndexOf(takenAtMs);
    if (index >= this.head) this.times.splice(index, 1);
  }

  private forget(untilMs: number): void {
    while (this.head < this.times.length && (this.times[this.head] as number) <= untilMs) this.head += 1;
    if (this.head === this.times.length) this.times.length = 0;
    else if (this.head < COMPACT_AT || this.head * 2 < this.times.length) return;
    else this.times = this.times.slice(this.head);
    this.head = 0;
  }
}
