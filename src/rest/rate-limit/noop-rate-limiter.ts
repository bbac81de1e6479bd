/** The limiter that lets everything through: for tests, and behind a proxy that keeps the limits itself. */
import { abortReason } from '../../util';
import { closedError } from '../errors/limit-errors';
import { type AcquireOptions, type LimitKey, type Permit, type RateLimiter } from './rate-limiter';

const PERMIT: Permit = Object.freeze({ complete: () => undefined, cancel: () => undefined });

export class NoopRateLimiter implements RateLimiter {
  private closed = false;

  acquire(key: LimitKey, options: AcquireOptions): Promise<Permit> {
    if (this.closed) return Promise.reject(closedError(key));
    if (options.signal?.aborted) return Promise.reject(abortReason(options.signal));
    return Promise.resolve(PERMIT);
  }

  close(): void {
    this.closed = true;
  }
}
