/** What interceptors have called and has not ended: a call is not over before it, whether or not they wait for it. */
import { type Clock } from '../../util';

export class UnderWay {
  private readonly calls = new Set<Promise<unknown>>();

  add(call: Promise<unknown>): void {
    this.calls.add(call);
    const over = (): void => {
      this.calls.delete(call);
    };
    call.then(over, over);
  }

  /** Resolves when nothing is under way; `undefined` when nothing is. */
  get rest(): Promise<void> | undefined {
    return this.calls.size === 0 ? undefined : this.ended();
  }

  /** Whether nothing is under way any more, at the latest after `limitMs`. */
  endsWithin(clock: Clock, limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const late = (): void => {
        resolve(false);
      };
      const timer = clock.setTimer(limitMs, late, { keepAlive: false });
      void this.ended().then(() => {
        timer.cancel();
        resolve(true);
      });
    });
  }

  private async ended(): Promise<void> {
    while (this.calls.size > 0) await Promise.allSettled(this.calls);
  }
}
