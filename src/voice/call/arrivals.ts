/** Joins and moves that wait until the bot is where it was asked to be, each with its limit. */
import { type ChannelId } from '../../models';
import { asError, type Clock } from '../../util';

export interface ArrivalsOptions {
  readonly clock: Clock;
  readonly isThere: () => boolean;
  /** Why nobody will arrive any more; `undefined` while somebody may. */
  readonly ended: () => Error | undefined;
}

export interface Wait {
  /** Where it wants to be. */
  readonly channelId: ChannelId;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** What a wait that takes too long rejects with. */
  readonly late: () => Error;
}

interface Waiter {
  readonly channelId: ChannelId;
  look(refusal?: Error): void;
  overtake(by: ChannelId): void;
}

export class Arrivals {
  private readonly waiters = new Set<Waiter>();

  constructor(private readonly options: ArrivalsOptions) {}

  /** How many wait. */
  get size(): number {
    return this.waiters.size;
  }

  /** Something changed that they may have waited for. */
  look(): void {
    for (const waiter of [...this.waiters]) waiter.look();
  }

  /** Nobody who waits now will arrive. */
  refuse(error: Error): void {
    for (const waiter of [...this.waiters]) waiter.look(error);
  }

  /** The bot is asked to be in this channel now: who waits for another one will not see it there. */
  overtake(channelId: ChannelId): void {
    for (const waiter of [...this.waiters]) if (waiter.channelId !== channelId) waiter.overtake(channelId);
  }

  /** Resolves when it is there, or with the channel of a later wait that overtook it. */
  wait({ channelId, timeoutMs, signal, late }: Wait): Promise<ChannelId | undefined> {
    const { clock, isThere, ended } = this.options;
    if (isThere()) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.waiters.delete(waiter);
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
      };
      const end = (overtakenBy?: ChannelId): void => {
        stop();
        resolve(overtakenBy);
      };
      const fail = (error: Error): void => {
        stop();
        reject(error);
      };
      const look = (refusal?: Error): void => {
        const over = ended();
        if (over) fail(over);
        else if (isThere()) end();
        else if (refusal) fail(refusal);
      };
      const waiter: Waiter = { channelId, look, overtake: end };
      const onAbort = (): void => {
        fail(asError(signal?.reason));
      };
      const timer = clock.setTimer(timeoutMs, () => {
        fail(late());
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiters.add(waiter);
      look();
    });
  }
}
