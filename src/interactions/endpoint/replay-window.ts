/**
 * Tells requests that are too old, and those that came before.
 *
 * It remembers a request no longer than its time is near, and no more of them than it has room for. When it is full the earliest
 * second is forgotten, and from then on refused like one that is too far away: of what it does not remember it takes nothing. So a
 * flood makes the window narrower, and never lets anything in twice. At a thousand requests a second five minutes become four, and
 * whoever sends in earnest needs one second of them.
 */

/** Bytes of a signature that tell it from all others; the whole would be four times as much to remember. */
const MARK_BYTES = 16;
/** Some 20 MB. */
const MOST_MARKS = 262_144;

export class ReplayWindow {
  /** Marks by the time that was signed with them: when that time is over, all of them are. */
  private readonly seen = new Map<number, Set<string>>();
  private count = 0;
  private cleanedAtMs = -Infinity;
  /** The latest signed time whose marks were forgotten: what was signed until then could have come before. */
  private forgottenMs = -Infinity;
  /** Whether there was ever no room for all requests of the time that is near. */
  narrowed = false;

  /** @param windowMs how far a signed time may be from the clock, before or after it. */
  constructor(
    private readonly windowMs: number,
    private readonly mostMarks = MOST_MARKS,
  ) {}

  /** How many requests are remembered. */
  get size(): number {
    return this.count;
  }

  /** Whether a signed time is too far from now. */
  isStale(atMs: number, nowMs: number): boolean {
    return atMs <= this.forgottenMs || Math.abs(nowMs - atMs) > this.windowMs;
  }

  /** Notes a request whose signature is right. @returns `false` when it was noted before, or is stale by now. */
  take(atMs: number, signature: Uint8Array, nowMs: number): boolean {
    this.clean(nowMs);
    if (this.isStale(atMs, nowMs)) return false;
    const mark = Buffer.from(signature.buffer, signature.byteOffset, MARK_BYTES).toString('latin1');
    if (this.seen.get(atMs)?.has(mark)) return false;
    if (this.count >= this.mostMarks) {
      this.narrow();
      if (this.isStale(atMs, nowMs)) return false;
    }
    const marks = this.seen.get(atMs) ?? new Set<string>();
    this.seen.set(atMs, marks);
    marks.add(mark);
    this.count += 1;
    return true;
  }

  /** Once a second: signed times are whole seconds. */
  private clean(nowMs: number): void {
    if (nowMs - this.cleanedAtMs < 1_000 && nowMs >= this.cleanedAtMs) return;
    this.cleanedAtMs = nowMs;
    for (const atMs of this.seen.keys()) if (this.isStale(atMs, nowMs)) this.forget(atMs);
  }

  private narrow(): void {
    this.narrowed = true;
    this.forget(Math.min(...this.seen.keys()));
  }

  private forget(atMs: number): void {
    this.count -= this.seen.get(atMs)?.size ?? 0;
    this.seen.delete(atMs);
    // A clock that is set back would make it near again.
    this.forgottenMs = Math.max(this.forgottenMs, atMs);
  }
}
