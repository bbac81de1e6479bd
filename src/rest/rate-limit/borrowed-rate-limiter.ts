/** A limiter that somebody else owns, for one client: the client closes its own waiting, never the limiter. */
import { setMaxListeners } from 'node:events';
import { eitherSignal } from '../../util';
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
    return options.signal
      ? this.acquireForEither(key, options)
      : this.owned.acquire(key, { ...options, signal: closing });
  }

  tryAcquire(key: LimitKey, options: AcquireOptions): Permit | undefined {
    return this.closing.signal.aborted ? undefined : this.owned.tryAcquire?.(key, options);
  }

  private async acquireForEither(key: LimitKey, options: AcquireOptions): Promise<Permit> {
    const { signal, release } = eitherSignal(options.signal, this.closing.signal);
    try {
      return await this.owned.acquire(key, { ...options, signal });
    } finally {
      release();
    }
  }

  close(): void {
    this.closing.abort(closedError({ route: 'A request' }));
  }
}
