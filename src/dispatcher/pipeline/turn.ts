/**
 * How much handlers may do in one turn of the event loop.
 *
 * A heartbeat is a timer, and timers run once a turn. If every event that a socket read brings started its handlers at
 * once, a handler that blocks would delay the heartbeat by the sum of all of them, and Discord would close the session.
 * So a turn has a budget, looked at before every start. Whoever finds it spent stops; the rest goes on in a later turn,
 * after the timers: the first immediate closes the turn (it may run before the timers), a second one, which belongs to
 * the next turn, goes on.
 *
 * Only what handlers take is counted. A socket that is drained of thousands of events at once keeps a turn long by
 * itself, and handlers that take less than the reading must keep up with it, or the queue would fill for no reason: so
 * they may take the budget, or as long as the rest of the turn took. Timers are late by the reading, as they are anyway,
 * by as much again, and by one handler at most.
 */
import { type Clock } from '../../util';

export class Turn {
  /** What the clock read when {@link mayStart} was last asked. */
  nowMs = 0;
  private openedAtMs = 0;
  /** What handlers have taken of this turn. */
  private usedMs = 0;
  private open = false;
  private spent = false;

  /** @param resume called in a later turn once the budget of this one was found spent. */
  constructor(
    private readonly clock: Clock,
    private readonly budgetMs: number,
    private readonly resume: () => void,
  ) {}

  /** Whether one more handler may start now. The first of a turn always may. */
  mayStart(): boolean {
    this.nowMs = this.clock.now();
    if (!this.open) {
      this.open = true;
      this.openedAtMs = this.nowMs;
      this.usedMs = 0;
      setImmediate(this.close);
      return true;
    }
    const otherMs = this.nowMs - this.openedAtMs - this.usedMs;
    if (this.usedMs < Math.max(this.budgetMs, otherMs)) return true;
    this.spent = true;
    return false;
  }

  /** Books what a handler took, from the last {@link mayStart} until now. */
  ran(): void {
    this.usedMs += this.clock.now() - this.nowMs;
  }

  private readonly close = (): void => {
    this.open = false;
    if (!this.spent) return;
    this.spent = false;
    setImmediate(this.resume);
  };
}
