/**
 * Discord bans an IP address for a while when it draws 10,000 answers of 401, 403 or 429 within ten minutes (429s of
 * scope `shared` are not counted). This guard counts them for the whole process, over all its bots, and stops before.
 * https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
import { type Clock, systemClock } from '../../util';
import { RestError } from '../errors/rest-error';
import { type RefusalScope } from './outcome';

export interface InvalidRequestGuardOptions {
  /** Sending stops at this count. Default 9500: those under way may still be refused. */
  readonly limit?: number | undefined;
  /** Default ten minutes, in milliseconds. */
  readonly windowMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const SLICE_MS = 1_000;
/** Shares of the limit at which a warning is due. */
const THRESHOLDS: readonly number[] = [0.5, 0.75, 0.9, 1];

export class InvalidRequestGuard {
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly clock: Clock;
  /** Counts by second, oldest first. */
  private readonly slices: { readonly start: number; count: number }[] = [];
  private total = 0;
  private warned = 0;

  constructor(options: InvalidRequestGuardOptions = {}) {
    this.limit = options.limit ?? 9_500;
    this.windowMs = options.windowMs ?? 10 * 60 * 1_000;
    this.clock = options.clock ?? systemClock;
  }

  /** Refused requests within the window. */
  get count(): number {
    this.expire();
    return this.total;
  }

  /** How long until requests may be sent again, in milliseconds; 0 for at once. */
  get waitMs(): number {
    if (this.total < this.limit) return 0;
    this.expire();
    if (this.total < this.limit) return 0;
    let surplus = this.total - this.limit;
    for (const slice of this.slices) {
      surplus -= slice.count;
      if (surplus < 0) return slice.start + SLICE_MS + this.windowMs - this.clock.now();
    }
    return 0;
  }

  /** @throws {RestError} REST_INVALID_REQUESTS while the count is at the limit. */
  check(request: { readonly method: string; readonly shownPath: string }): void {
    if (this.total < this.limit) return;
    const retryAfterMs = this.waitMs;
    if (retryAfterMs === 0) return;
    throw new RestError({
      kind: 'invalid-requests',
      message:
        `${request.method} ${request.shownPath} was not sent: ${this.total} requests of this process were refused ` +
        `(401, 403, 429) within ${this.windowMs / 60_000} minutes, and Discord bans the IP address at 10,000.`,
      advice: 'find in the log what is refused again and again (a revoked token, a missing permission) and stop it.',
      request,
      mayRetry: true,
      retryAfterMs,
    });
  }

  /** Counts an answer. Returns the count when it has just crossed a threshold at which to warn. */
  record(status: number, scope?: RefusalScope): number | undefined {
    if (status !== 401 && status !== 403 && (status !== 429 || scope === 'shared')) return undefined;
    this.expire();
    const now = this.clock.now();
    const last = this.slices.at(-1);
    if (last && now < last.start + SLICE_MS) last.count += 1;
    else this.slices.push({ start: now, count: 1 });
    this.total += 1;
    const reached = THRESHOLDS.filter((share) => this.total >= share * this.limit).length;
    const isNew = reached > this.warned;
    this.warned = reached;
    return isNew ? this.total : undefined;
  }

  private expire(): void {
    const now = this.clock.now();
    let first = this.slices[0];
    while (first && first.start + SLICE_MS + this.windowMs <= now) {
      this.total -= first.count;
      this.slices.shift();
      first = this.slices[0];
    }
    this.warned = Math.min(this.warned, THRESHOLDS.filter((share) => this.total >= share * this.limit).length);
  }
}

let shared: InvalidRequestGuard | undefined;

/** The guard of every client that is given none: the ban is on the address, so the count is the process’s. */
export function sharedInvalidRequests(): InvalidRequestGuard {
  return (shared ??= new InvalidRequestGuard());
}
