/** Where in a recording an instant lies: its beginning is 0, and what it was paused for is cut out. */

interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Nothing comes so late that it would belong before that many pauses. */
const KEPT = 100;

export class RecordingTime {
  private readonly pauses: Pause[] = [];
  private pausedMs = 0;
  private pausedAtMs: number | undefined;

  /** @param startMs by the clock that all instants are told by. */
  constructor(readonly startMs: number) {}

  get isPaused(): boolean {
    return this.pausedAtMs !== undefined;
  }

  pause(nowMs: number): void {
    this.pausedAtMs ??= nowMs;
  }

  resume(nowMs: number): void {
    const { pausedAtMs } = this;
    if (pausedAtMs === undefined) return;
    this.pauses.push({ fromMs: pausedAtMs, toMs: nowMs });
    if (this.pauses.length > KEPT) this.pauses.shift();
    this.pausedMs += nowMs - pausedAtMs;
    this.pausedAtMs = undefined;
  }

  /** How much of the recording there is at `nowMs`, which is not in the past. */
  now(nowMs: number): number {
    return Math.min(nowMs, this.pausedAtMs ?? nowMs) - this.startMs - this.pausedMs;
  }

  /** The position of what was said at `atMs`; `undefined` for what was said before the beginning or in a pause. */
  positionOf(atMs: number): number | undefined {
    if (atMs < this.startMs || atMs >= (this.pausedAtMs ?? Infinity)) return undefined;
    let laterMs = 0;
    for (let index = this.pauses.length - 1; index >= 0; index -= 1) {
      const { fromMs, toMs } = this.pauses[index] as Pause;
      if (atMs >= toMs) break;
      if (atMs >= fromMs) return undefined;
      laterMs += toMs - fromMs;
    }
    return atMs - this.startMs - (this.pausedMs - laterMs);
  }
}
