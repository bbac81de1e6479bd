/** Finds what has gone on for too long: one timer for all of it, so that what ends in time costs none. */
import { type Clock, type Timer } from '../../util';

export class Overdue<T> {
  /** By how long it may go on, then when that is over; the oldest is the first. */
  private readonly lanes = new Map<number, Map<T, number>>();
  private timer: Timer | undefined;
  private wakesAtMs = Infinity;

  /** @param onOverdue told once of each; it is watched no longer. */
  constructor(
    private readonly clock: Clock,
    private readonly onOverdue: (what: T) => void,
  ) {}

  add(what: T, limitMs: number): void {
    let lane = this.lanes.get(limitMs);
    if (!lane) this.lanes.set(limitMs, (lane = new Map<T, number>()));
    const endsAtMs = this.clock.now() + limitMs;
    lane.set(what, endsAtMs);
    if (endsAtMs < this.wakesAtMs) this.wakeAt(endsAtMs, limitMs);
  }

  remove(what: T, limitMs: number): void {
    this.lanes.get(limitMs)?.delete(what);
  }

  close(): void {
    this.timer?.cancel();
    this.lanes.clear();
  }

  private wakeAt(atMs: number, delayMs: number): void {
    this.timer?.cancel();
    this.wakesAtMs = atMs;
    this.timer = this.clock.setTimer(delayMs, this.sweep, { keepAlive: false });
  }

  private readonly sweep = (): void => {
    this.timer = undefined;
    this.wakesAtMs = Infinity;
    const nowMs = this.clock.now();
    let nextMs = Infinity;
    for (const [limitMs, lane] of this.lanes) {
      for (const [what, endsAtMs] of lane) {
        if (endsAtMs > nowMs) {
          nextMs = Math.min(nextMs, endsAtMs);
          break;
        }
        lane.delete(what);
        this.onOverdue(what);
      }
      if (lane.size === 0) this.lanes.delete(limitMs);
    }
    if (nextMs < this.wakesAtMs) this.wakeAt(nextMs, nextMs - nowMs);
  };
}
