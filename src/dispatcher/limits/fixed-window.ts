/** Counts the uses of one key in windows that begin with a use and last a fixed time. Pure: the time is handed in and never goes back. */
import { type LimitRule } from './limit-store';

export class FixedWindow {
  private startMs = -Infinity;
  private used = 0;

  /** When nothing of it counts any more. */
  endsAtMs(windowMs: number): number {
    return this.startMs + windowMs;
  }

  get isEmpty(): boolean {
    return this.used === 0;
  }

  /** Takes one use. @returns 0, or for how many milliseconds there is none. */
  take({ uses, windowMs }: LimitRule, nowMs: number): number {
    if (this.used === 0 || nowMs >= this.startMs + windowMs) {
      this.startMs = nowMs;
      this.used = 1;
      return 0;
    }
    if (this.used >= uses) return this.startMs + windowMs - nowMs;
    this.used += 1;
    return 0;
  }

  /** Undoes a use of the window that runs; those of earlier ones do not count any more. */
  giveBack(takenAtMs: number): void {
    if (this.used > 0 && takenAtMs >= this.startMs) this.used -= 1;
  }
}
