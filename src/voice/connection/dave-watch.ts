/**
 * Watches how long audio has to wait for its end-to-end encryption. Waiting is right while a call agrees on its keys, which
 * takes moments; a call that never does would be silent for ever, and nobody would know why.
 */
import { type Clock, type Timer } from '../../util';

export interface DaveWatchOptions {
  readonly clock: Clock;
  readonly holdMs: number;
  readonly daveMs: number;
  /** It takes longer than it should. */
  readonly slow: (waitedMs: number) => void;
  /** It takes longer than it may. */
  readonly stuck: (waitedMs: number) => void;
}

export class DaveWatch {
  private sinceMs: number | undefined;
  private timer: Timer | undefined;

  constructor(private readonly options: DaveWatchOptions) {}

  /** Since when audio is held; `undefined` while it is not. */
  get heldSinceMs(): number | undefined {
    return this.sinceMs;
  }

  /** Told at every change whether audio for others is being held. */
  look(isHeld: boolean): void {
    if (isHeld === (this.sinceMs !== undefined)) return;
    this.timer?.cancel();
    this.timer = undefined;
    this.sinceMs = isHeld ? this.options.clock.now() : undefined;
    if (!isHeld) return;
    const { clock, holdMs, daveMs, slow, stuck } = this.options;
    this.timer = clock.setTimer(holdMs, () => {
      slow(this.waitedMs);
      // Who was told may have ended it.
      if (this.sinceMs === undefined) return;
      this.timer = clock.setTimer(Math.max(0, daveMs - holdMs), () => {
        const waited = this.waitedMs;
        this.look(false);
        stuck(waited);
      });
    });
  }

  private get waitedMs(): number {
    return Math.round(this.options.clock.now() - (this.sinceMs ?? 0));
  }
}
