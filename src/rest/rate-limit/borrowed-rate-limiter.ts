/** A limiter that somebody else owns, for one client: the client closes its own waiting, never the limiter. */
import { setMaxListeners } from 'node:events';
import { closedError } from '../errors/limit-errors';
import { type AcquireOptions, type LimitKey, type Permit, type RateLimiter } from './rate-limiter';

export class BorrowedRateLimiter implements RateLimiter {
  private readonly closing = new AbortController();

  constructor(private readonly owned: RateLimiter) {
    // Each request that waits listens.
    setMaxListeners(0, this.closing.signal);
  }

  acquire(key: LimitKey, options: AcquireOptions): Promise<Permit> {
    const closing = this.closing.signal;
    if (closing.aborted) return Promise.reject(closedError(key));
    const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
    return this.owned.acquire(key, { ...options, signal });
  }

  close(): void {
    this.closing.abort(closedError({ route: 'A request' }));
  }
}
