/** The way to another place of a source: it is opened there while what plays goes on. */
import { type Clock, deferred, type Deferred, type Timer } from '../../util';
import { type FrameFeed } from './frame-feed';

/** One at a time; of several the last wins, and all settle with it. */
export class Seeking {
  private opening: FrameFeed | undefined;
  private done: Deferred<void> | undefined;
  private timer: Timer | undefined;

  constructor(private readonly clock: Clock) {}

  get isUnderWay(): boolean {
    return this.opening !== undefined;
  }

  /** The source at the new place, while it is being opened. */
  get feed(): FrameFeed | undefined {
    return this.opening;
  }

  /** @param late is called when it takes longer than `limitMs`. */
  begin(feed: FrameFeed, limitMs: number, late: () => void): Promise<void> {
    this.opening?.close();
    this.timer?.cancel();
    this.opening = feed;
    this.timer = this.clock.setTimer(limitMs, late);
    this.done ??= deferred();
    return this.done.promise;
  }

  /** It is there: the feed belongs to the caller. With an error it is given up. */
  end(error?: Error): void {
    const { opening, done } = this;
    this.timer?.cancel();
    this.opening = undefined;
    this.done = undefined;
    if (!error) {
      done?.resolve();
      return;
    }
    opening?.close();
    done?.promise.catch(() => undefined);
    done?.reject(error);
  }
}
