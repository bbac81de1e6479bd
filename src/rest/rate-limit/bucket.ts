/**
 * Discord’s rate limits, and how one bucket of them is followed.
 *
 * Every route belongs to a bucket, named by an opaque hash in the answer’s headers; several routes may share one. Each
 * bucket is counted apart for each top-level resource (channel, guild, webhook). A bucket lets `limit` requests through
 * in a window: the window opens with the first request that the server sees, and is over `reset-after` later; then the
 * count starts anew. Limits are not published and may change, so nothing is known of a bucket before its first answer.
 *
 * The client cannot see when the server counts a request, only when it sent it and when the answer came. Three rules
 * keep the client’s count at or above the server’s, so that an honest server never answers 429:
 *
 * 1. A request counts from the moment it is sent. Within a window the count only grows: the server’s `remaining` may
 *    raise it (others use the same token), never lower it, because answers overtake each other.
 * 2. A window is over `reset-after` past the arrival of an answer, never earlier: the server’s window ended before that
 *    by the time the answer travelled. Of several answers the latest end counts.
 * 3. Requests still unanswered when a window ends may be counted in the next one, so they are carried into it.
 *
 * While nothing is known, one request goes alone and brings the limit; then as many as the limit allows may be under
 * way at once, which turns five round trips of a channel into one. A route’s limit holds for every resource, so a burst
 * into a new channel goes as one as well. What no header tells of is not counted here: see `hidden-limit.ts`.
 *
 * This machine has no timers and no I/O: times are handed in, and `readyAt` says when to ask again.
 * https://discord.com/developers/docs/topics/rate-limits
 */
import { type LimitReport } from './outcome';

export class Bucket {
  /** Requests a window lets through; `undefined` while unknown, `Infinity` for a route without a limit. */
  limit: number | undefined;
  /** Length of a window, or the longest part of one that was seen. */
  windowMs: number | undefined;
  /** Counts the windows, so that an answer is known to belong to an earlier one. */
  window = 0;
  private used = 0;
  private inFlight = 0;
  /** When the window is over; `undefined` while no answer has told. */
  private resetAt: number | undefined = undefined;
  private blockedUntil = 0;

  constructor(limit?: number, windowMs?: number) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** When the next request may start: `now` or earlier for at once, `Infinity` when that depends on an answer. */
  readyAt(now: number): number {
    this.roll(now);
    if (now < this.blockedUntil) return this.blockedUntil;
    if (this.limit === undefined) return this.inFlight === 0 ? now : Infinity;
    if (this.used < this.limit) return now;
    return this.resetAt ?? Infinity;
  }

  /** The earliest time for a request with `ahead` others before it, as far as it can be told. */
  earliestFor(ahead: number, now: number): number {
    const ready = this.readyAt(now);
    if (ready === Infinity || ready <= now || !this.limit || this.windowMs === undefined) return ready;
    return ready + Math.floor(ahead / this.limit) * this.windowMs;
  }

  /** A request is sent. */
  start(now: number): void {
    this.roll(now);
    this.used += 1;
    this.inFlight += 1;
  }

  /** A request that was started was not sent after all. */
  takeBack(): void {
    this.inFlight -= 1;
    this.used = Math.max(this.inFlight, this.used - 1);
  }

  /** A request was answered, or lost. What the answer tells is told to `learn` and `block`; if nothing, `guessEnd`. */
  ended(now: number): void {
    this.roll(now);
    this.inFlight -= 1;
  }

  /** Nothing starts before `until`. */
  block(until: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, until);
  }

  /** Without an answer that tells, a window that a request opened is over one length from now. */
  guessEnd(now: number): void {
    if (this.resetAt === undefined && this.windowMs !== undefined) this.resetAt = now + this.windowMs;
  }

  /** Takes over what is under way in another bucket that turned out to be this one. */
  adopt(other: Bucket): void {
    this.used += other.inFlight;
    this.inFlight += other.inFlight;
    this.blockedUntil = Math.max(this.blockedUntil, other.blockedUntil);
    this.limit ??= other.limit;
    this.windowMs ??= other.windowMs;
  }

  /** Learns from the headers of an answer. @param window the window in which its request was started. */
  learn(now: number, window: number, report: LimitReport): void {
    this.limit = report.limit;
    const isFirst = report.remaining === report.limit - 1;
    if (isFirst || this.windowMs === undefined || report.resetAfterMs > this.windowMs) {
      this.windowMs = report.resetAfterMs;
    }
    const end = now + report.resetAfterMs;
    if (this.resetAt === undefined || end > this.resetAt) this.resetAt = end;
    // An answer from before the last reset tells about a count that is gone.
    if (window === this.window) this.used = Math.max(this.used, report.limit - report.remaining);
  }

  /** Whether forgetting it changes nothing. */
  isIdle(now: number): boolean {
    this.roll(now);
    return this.inFlight === 0 && this.resetAt === undefined && now >= this.blockedUntil;
  }

  private roll(now: number): void {
    if (this.resetAt !== undefined && now >= this.resetAt) {
      this.resetAt = undefined;
      this.used = this.inFlight;
      this.window += 1;
    } else if (this.resetAt === undefined && this.inFlight === 0) {
      // Nothing under way and no window known: whatever was counted, nobody can say until when.
      this.used = 0;
    }
  }
}
