/**
 * Limits that no header tells of, and how they are told from those of a bucket.
 *
 * Beside its buckets Discord counts some things on their own: how often a channel’s name or topic changes (about twice
 * in ten minutes), how many emojis a guild gets in an hour, how fast a resource is used by everybody together (scope
 * `shared`). Nothing announces these limits. They show as a 429 that contradicts the bucket of its own headers: the
 * bucket has requests left, or is full again long before the wait is over, or is not spoken of at all.
 *
 * Such a wait must not stop a whole bucket, because other routes share it, and they would go through. So the limiter
 * learns from each 429 which of the two refused:
 *
 * - The headers agree with the refusal (nothing is left, and the wait ends with the window): the bucket waits.
 * - They contradict it: what waits is one part of one route on one resource, for exactly as long as the answer asks,
 *   while the bucket goes on to serve its other routes. After that the part is tried again.
 *
 * What a route’s table knows to be counted apart (`part`: old messages, renames) keeps to itself in either case.
 */
import { type LimitReport, type Refusal } from './outcome';

/** A header counts whole seconds where a body has fractions, so the two may differ by that much. */
const ROUNDING_MS = 1_000;

/** Whether a 429 of scope `user` or `shared` comes from a limit beside the bucket of its headers. */
export function isHidden(refusal: Refusal, report: LimitReport | undefined): boolean {
  if (!report || report.remaining > 0) return true;
  return refusal.retryAfterMs > report.resetAfterMs + ROUNDING_MS;
}
