/** Time as a value that is handed in: the system's clock for programs, a manual one for tests. */
import { clearTimeout as clearSystemTimeout, setTimeout as systemTimeout } from 'node:timers';

// As fast as `performance.now()`, which brings `node:perf_hooks` to each start.
const { hrtime } = process;

/** A timer that was set on a {@link Clock}. Cancelling it twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** How a timer is set. */
export interface TimerOptions {
  /** `false` lets the process end although this timer is still waiting. Default `true`. */
  readonly keepAlive?: boolean;
}

/** Where everything in Corduroy reads the time and waits. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes backwards. For durations. */
  now(): number;
  /** Milliseconds since 1970, as the wall shows it. For timestamps that leave the process. */
  wallMs(): number;
  /** Calls `callback` once after `delayMs`. */
  setTimer(delayMs: number, callback: () => void, options?: TimerOptions): Timer;
}

/** setTimeout fires at once for longer delays than this; longer ones are set in legs. */
const LONGEST_LEG_MS = 2_147_483_647;

/** The process's own clock. */
export class SystemClock implements Clock {
  now(): number {
    const time = hrtime();
    return time[0] * 1_000 + time[1] / 1_000_000;
  }

  wallMs(): number {
    return Date.now();
  }

  setTimer(delayMs: number, callback: () => void, options?: TimerOptions): Timer {
    return new SystemTimer(this, Math.max(0, delayMs), callback, options?.keepAlive !== false);
  }
}

/** One object a timer: there is one for every interaction and request. */
class SystemTimer implements Timer {
  /** Only what needs several legs has to know; the clock is not asked for others. */
  private readonly dueAt: number;
  private handle: NodeJS.Timeout;

  constructor(
    private readonly clock: Clock,
    delayMs: number,
    private readonly callback: () => void,
    private readonly keepAlive: boolean,
  ) {
    this.dueAt = delayMs > LONGEST_LEG_MS ? clock.now() + delayMs : 0;
    this.handle = this.wait(delayMs);
  }

  cancel(): void {
    clearSystemTimeout(this.handle);
  }

  private wait(delayMs: number): NodeJS.Timeout {
    const handle = systemTimeout(endLeg, Math.min(LONGEST_LEG_MS, delayMs), this);
    if (!this.keepAlive) handle.unref();
    return handle;
  }

  /** @internal */
  endLeg(): void {
    const leftMs = this.dueAt === 0 ? 0 : this.dueAt - this.clock.now();
    // A leg can end up to a millisecond early; only what is left of a long delay is worth another leg.
    if (leftMs > 1) this.handle = this.wait(leftMs);
    else this.callback();
  }
}

function endLeg(timer: SystemTimer): void {
  timer.endLeg();
}

/** The clock that is used when none is handed in. */
export const systemClock: Clock = new SystemClock();

interface PendingTimer {
  readonly dueAt: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. Timers fire in the order of their due times, then of their making. */
export class ManualClock implements Clock {
  private readonly pending = new Set<PendingTimer>();
  private currentMs: number;
  private nextOrder = 0;

  /** @param wallStartMs what the wall shows when the clock reads 0, in milliseconds since 1970. */
  constructor(private readonly wallStartMs = Date.UTC(2026, 0, 1)) {
    this.currentMs = 0;
  }

  now(): number {
    return this.currentMs;
  }

  wallMs(): number {
    return this.wallStartMs + this.currentMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = { dueAt: this.currentMs + Math.max(0, delayMs), order: this.nextOrder++, callback };
    this.pending.add(timer);
    return {
      cancel: () => {
        this.pending.delete(timer);
      },
    };
  }

  /** How many timers are set and have not fired. */
  get pendingTimers(): number {
    return this.pending.size;
  }

  /** Milliseconds until the next timer is due; `undefined` when none is set. */
  get nextTimerInMs(): number | undefined {
    const next = this.earliest();
    return next && Math.max(0, next.dueAt - this.currentMs);
  }

  /** Moves the time forward and fires what falls due, letting promises settle before, between and after. */
  async advance(byMs: number): Promise<void> {
    const target = this.currentMs + byMs;
    await settle();
    for (let next = this.earliest(); next && next.dueAt <= target; next = this.earliest()) {
      this.pending.delete(next);
      this.currentMs = Math.max(this.currentMs, next.dueAt);
      next.callback();
      await settle();
    }
    this.currentMs = target;
  }

  private earliest(): PendingTimer | undefined {
    let best: PendingTimer | undefined;
    for (const timer of this.pending) {
      if (!best || timer.dueAt < best.dueAt || (timer.dueAt === best.dueAt && timer.order < best.order)) best = timer;
    }
    return best;
  }
}

/** One turn of the event loop: everything that promises had left to do is done when it resolves. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
