/**
 * How much handlers may do in one turn of the event loop.
 *
 * A heartbeat is a timer, and timers run once a turn. If every event that a socket read brings started its handlers at
 * once, a handler that blocks would delay the heartbeat by the sum of all of them, and Discord would close the session.
 * So a turn has a budget, read before every start. Whoever finds it spent stops; the rest goes on in a later turn, after
 * the timers: the first immediate closes the turn (it may run before the timers), a second one, which belongs to the
 * next turn, goes on. Timers are late by one handler at most.
 */
import { type Clock } from '../../util';

export class Turn {
  /** What the clock read when {@link mayStart} was last asked. */
  nowMs = 0;
  private openedAtMs = 0;
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
      setImmediate(this.close);
      return true;
    }
    if (this.nowMs - this.openedAtMs < this.budgetMs) return true;
    this.spent = true;
    return false;
  }

  private readonly close = (): void => {
    this.open = false;
    if (!this.spent) return;
    this.spent = false;
    setImmediate(this.resume);
  };
}
