/**
 * How long tries may take. All of a client share one timer, set for the one that is due first: most tries have the same
 * limit, so that a new one joins at the end, and nearly all are answered long before, so that the timer seldom fires.
 */
import { type Clock, type Timer } from '../../util';
import { Cancellation } from '../transport/cancellation';

/** Why a try was given up that took too long. */
const TOO_LATE = new Error('the try took too long');

/** A try with a limit. */
export class TimedTry extends Cancellation {
  dueAt = 0;
  previous: TimedTry | undefined = undefined;
  next: TimedTry | undefined = undefined;
  isTimed = false;

  /** Whether it was its limit that ended it. */
  get isLate(): boolean {
    return this.reason === TOO_LATE;
  }
}

export class TimeLimits {
  private first: TimedTry | undefined = undefined;
  private last: TimedTry | undefined = undefined;
  private timer: Timer | undefined = undefined;

  constructor(private readonly clock: Clock) {}

  /** Cancels `one` when `limitMs` have passed and it was not {@link stop}ped. */
  start(one: TimedTry, limitMs: number): void {
    const now = this.clock.now();
    one.dueAt = now + limitMs;
    let before = this.last;
    while (before && before.dueAt > one.dueAt) before = before.previous;
    this.insertAfter(before, one);
    if (one === this.first) this.arm(limitMs);
  }

  /** The try ended. */
  stop(one: TimedTry): void {
    if (!one.isTimed) return;
    this.remove(one);
    // The timer of one that others follow stays: it fires too early for them and is set anew then.
    if (!this.first) this.disarm();
  }

  private arm(delayMs: number): void {
    this.disarm();
    this.timer = this.clock.setTimer(delayMs, () => {
      this.timer = undefined;
      this.endLate();
    });
  }

  private disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }

  private endLate(): void {
    const now = this.clock.now();
    try {
      for (let one = this.first; one && one.dueAt <= now; one = this.first) {
        this.remove(one);
        one.cancel(TOO_LATE);
      }
    } finally {
      // Also when a transport threw while it was told.
      if (this.first) this.arm(this.first.dueAt - now);
    }
  }

  private insertAfter(before: TimedTry | undefined, one: TimedTry): void {
    const after = before ? before.next : this.first;
    one.previous = before;
    one.next = after;
    one.isTimed = true;
    if (before) before.next = one;
    else this.first = one;
    if (after) after.previous = one;
    else this.last = one;
  }

  private remove(one: TimedTry): void {
    const { previous, next } = one;
    if (previous) previous.next = next;
    else this.first = next;
    if (next) next.previous = previous;
    else this.last = previous;
    one.previous = undefined;
    one.next = undefined;
    one.isTimed = false;
  }
}
