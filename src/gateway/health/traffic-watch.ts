/**
 * Whether a shard that is ready still hears anything, compared with what it heard before.
 *
 * It looks now and then at the number of the last event, so it costs nothing for each event.
 */

/** Looks in which something had arrived before silence means anything. */
const LEAST_BUSY_LOOKS = 30;
/** Silence is unusual when it is so many times longer than the longest one before, and longer than {@link LEAST_MS}. */
const FACTOR = 10;
const LEAST_MS = 600_000;

export class TrafficWatch {
  private lastSequence: number | null = null;
  private lastHeardMs: number | undefined;
  private longestGapMs = 0;
  private busyLooks = 0;

  /** @param sequence number of the last event. */
  look(nowMs: number, sequence: number | null): void {
    if (sequence === this.lastSequence) return;
    this.lastSequence = sequence;
    if (this.lastHeardMs !== undefined) this.longestGapMs = Math.max(this.longestGapMs, nowMs - this.lastHeardMs);
    this.lastHeardMs = nowMs;
    this.busyLooks += 1;
  }

  /** The shard was away: the time until it is back is no silence. */
  interrupt(): void {
    this.lastHeardMs = undefined;
  }

  /** The shard is ready again: silence counts from now. */
  resume(nowMs: number): void {
    this.lastHeardMs = nowMs;
  }

  /** For how long nothing has arrived, when that is unusual; in milliseconds. */
  unusualSilenceMs(nowMs: number): number | undefined {
    if (this.lastHeardMs === undefined || this.busyLooks < LEAST_BUSY_LOOKS) return undefined;
    const silentMs = nowMs - this.lastHeardMs;
    return silentMs > Math.max(LEAST_MS, FACTOR * this.longestGapMs) ? silentMs : undefined;
  }
}
