/** Joins and moves that wait until the bot is where it was asked to be, each with its limit. */
import { asError, type Clock } from '../util';

export interface ArrivalsOptions {
  readonly clock: Clock;
  readonly isThere: () => boolean;
  /** Why nobody will arrive any more; `undefined` while somebody may. */
  readonly ended: () => Error | undefined;
}

export class Arrivals {
  private readonly waiters = new Set<(refusal?: Error) => void>();

  constructor(private readonly options: ArrivalsOptions) {}

  /** How many wait. */
  get size(): number {
    return this.waiters.size;
  }

  /** Something changed that they may have waited for. */
  look(): void {
    for (const look of [...this.waiters]) look();
  }

  /** Nobody who waits now will arrive. */
  refuse(error: Error): void {
    for (const look of [...this.waiters]) look(error);
  }

  /** @param late what a wait that takes too long rejects with. */
  wait(timeoutMs: number, signal: AbortSignal | undefined, late: () => Error): Promise<void> {
    const { clock, isThere, ended } = this.options;
    if (isThere()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = (refusal?: Error): void => {
        const end = ended();
        if (end) settle(end);
        else if (isThere()) settle();
        else if (refusal) settle(refusal);
      };
      const settle = (error?: Error): void => {
        this.waiters.delete(look);
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
        if (error) reject(error);
        else resolve();
      };
      const onAbort = (): void => {
        settle(asError(signal?.reason));
      };
      const timer = clock.setTimer(timeoutMs, () => {
        settle(late());
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiters.add(look);
      look();
    });
  }
}
