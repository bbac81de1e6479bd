/** Tells requests that are too old, and those that came before. It remembers a request no longer than its time is near. */

/** Bytes of a signature that tell it from all others; the whole would be four times as much to remember. */
const MARK_BYTES = 16;

export class ReplayWindow {
  /** Marks by the time that was signed with them: when that time is over, all of them are. */
  private readonly seen = new Map<number, Set<string>>();
  private cleanedAtMs = -Infinity;

  /** @param windowMs how far a signed time may be from the clock, before or after it. */
  constructor(private readonly windowMs: number) {}

  /** How many requests are remembered. */
  get size(): number {
    let size = 0;
    for (const marks of this.seen.values()) size += marks.size;
    return size;
  }

  /** Whether a signed time is too far from now. */
  isStale(atMs: number, nowMs: number): boolean {
    return Math.abs(nowMs - atMs) > this.windowMs;
  }

  /** Notes a request whose signature is right. @returns `false` when it was noted before. */
  take(atMs: number, signature: Uint8Array, nowMs: number): boolean {
    this.clean(nowMs);
    const mark = Buffer.from(signature.buffer, signature.byteOffset, MARK_BYTES).toString('latin1');
    const marks = this.seen.get(atMs) ?? new Set<string>();
    this.seen.set(atMs, marks);
    if (marks.has(mark)) return false;
    marks.add(mark);
    return true;
  }

  /** Once a second: signed times are whole seconds. */
  private clean(nowMs: number): void {
    if (nowMs - this.cleanedAtMs < 1_000 && nowMs >= this.cleanedAtMs) return;
    this.cleanedAtMs = nowMs;
    for (const atMs of this.seen.keys()) if (this.isStale(atMs, nowMs)) this.seen.delete(atMs);
  }
}
