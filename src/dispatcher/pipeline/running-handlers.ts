/** The runs that have begun and not ended, and the one timer that finds those that hang. */
import { type AnyEvent } from '../../models';
import { type Clock, type Timer } from '../../util';
import { type Handler } from '../handlers/handler';

/** A handler that returned a promise which is not settled yet. */
export class Run {
  /** Those that began before and after it and have not ended. */
  previous: Run | undefined = undefined;
  next: Run | undefined = undefined;
  isCounted = false;

  constructor(
    readonly handler: Handler,
    readonly event: AnyEvent,
    /** The key whose line waits for this run. */
    readonly key: string | undefined,
    readonly startedAtMs: number,
  ) {}
}

/**
 * In the order of starting: the oldest run is always the first. A list through the runs themselves and no Set: a set whose members
 * come and go makes itself a new table every few, and each old table points to the next. One that has grown old then keeps alive
 * all that came after it until the whole heap is collected, with the events of all runs that were in them.
 */
export class RunningHandlers {
  private first: Run | undefined;
  private last: Run | undefined;
  private size = 0;
  private timer: Timer | undefined;
  private stalledCount = 0;
  private closed = false;

  /** @param onStall told once of every run that takes `stallAfterMs`; the run is not counted any more. */
  constructor(
    private readonly clock: Clock,
    private readonly stallAfterMs: number,
    private readonly onStall: (run: Run, runningMs: number) => void,
  ) {}

  get count(): number {
    return this.size;
  }

  get labels(): readonly string[] {
    const labels = new Set<string>();
    for (let run = this.first; run; run = run.next) labels.add(run.handler.label);
    return [...labels];
  }

  /** How many runs were found hanging so far. */
  get stalled(): number {
    return this.stalledCount;
  }

  add(run: Run): void {
    if (this.closed) return;
    run.isCounted = true;
    run.previous = this.last;
    if (this.last) this.last.next = run;
    else this.first = run;
    this.last = run;
    this.size += 1;
    this.watch(this.stallAfterMs);
  }

  /** Whether the run was still counted; one that stalled is not. */
  remove(run: Run): boolean {
    if (!run.isCounted) return false;
    const { previous, next } = run;
    if (previous) previous.next = next;
    else this.first = next;
    if (next) next.previous = previous;
    else this.last = previous;
    // One that has ended must not keep others alive.
    run.previous = undefined;
    run.next = undefined;
    run.isCounted = false;
    this.size -= 1;
    return true;
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
    this.timer = undefined;
    while (this.first) this.remove(this.first);
  }

  private watch(delayMs: number): void {
    this.timer ??= this.clock.setTimer(delayMs, this.sweep, { keepAlive: false });
  }

  private readonly sweep = (): void => {
    this.timer = undefined;
    const nowMs = this.clock.now();
    for (let run = this.first; run; run = this.first) {
      const runningMs = nowMs - run.startedAtMs;
      if (runningMs < this.stallAfterMs) {
        this.watch(this.stallAfterMs - runningMs);
        return;
      }
      this.remove(run);
      this.stalledCount += 1;
      this.onStall(run, runningMs);
    }
  };
}
