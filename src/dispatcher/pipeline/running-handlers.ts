/**
 * The runs that have begun and not ended, and the one timer that finds those that hang. A run that waits for somebody on purpose
 * stands apart: it does not hang, and takes nobody's place.
 */
import { type AnyEvent } from '../../models';
import { type Clock, type Timer } from '../../util';
import { type Handler } from '../handlers/handler';

/** A handler that returned a promise which is not settled yet. */
export class Run {
  /** Those that began before and after it and have not ended. */
  previous: Run | undefined = undefined;
  next: Run | undefined = undefined;
  isCounted = false;
  /** Where it stands while it waits for somebody. */
  wait: Wait | undefined = undefined;

  constructor(
    readonly handler: Handler,
    readonly event: AnyEvent,
    /** The key whose line waits for this run. */
    readonly key: string | undefined,
    /** When it began, or went on after it had waited. */
    public startedAtMs: number,
  ) {}
}

/** What the runs of one event wait for. */
interface Wait {
  /** How many things, all of which must come. */
  count: number;
  readonly runs: Set<Run>;
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
  private waitingCount = 0;
  private readonly waits = new Map<AnyEvent, Wait>();
  private closed = false;

  /** @param onStall told once of every run that takes `stallAfterMs`; the run is not counted any more. */
  constructor(
    private readonly clock: Clock,
    private readonly stallAfterMs: number,
    private readonly onStall: (run: Run, runningMs: number) => void,
  ) {}

  /** How many run, those that wait for somebody left out. */
  get count(): number {
    return this.size;
  }

  /** How many wait for somebody. */
  get waiting(): number {
    return this.waitingCount;
  }

  /** Of all that have not ended, each once. */
  get labels(): readonly string[] {
    const labels = new Set<string>();
    for (let run = this.first; run; run = run.next) labels.add(run.handler.label);
    for (const { runs } of this.waits.values()) for (const { handler } of runs) labels.add(handler.label);
    return [...labels];
  }

  /** How many runs were found hanging so far. */
  get stalled(): number {
    return this.stalledCount;
  }

  add(run: Run): void {
    if (this.closed) return;
    run.isCounted = true;
    const wait = this.waits.size === 0 ? undefined : this.waits.get(run.event);
    if (wait) this.setApart(run, wait);
    else this.append(run);
  }

  /** The runs of an event wait for somebody, or will. A second time they wait for two. */
  pause(event: AnyEvent): void {
    if (this.closed) return;
    const known = this.waits.get(event);
    if (known) {
      known.count += 1;
      return;
    }
    const wait: Wait = { count: 1, runs: new Set() };
    this.waits.set(event, wait);
    for (let run = this.first; run;) {
      const { next } = run;
      if (run.event === event) {
        this.unlink(run);
        this.setApart(run, wait);
      }
      run = next;
    }
  }

  /** What they waited for has come, or will not: where that was all, they are as if they had begun now. */
  resume(event: AnyEvent): void {
    const wait = this.waits.get(event);
    if (!wait || --wait.count > 0) return;
    this.waits.delete(event);
    const nowMs = this.clock.now();
    for (const run of wait.runs) {
      run.wait = undefined;
      this.waitingCount -= 1;
      run.startedAtMs = nowMs;
      this.append(run);
    }
  }

  private setApart(run: Run, wait: Wait): void {
    run.wait = wait;
    wait.runs.add(run);
    this.waitingCount += 1;
  }

  private append(run: Run): void {
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
    run.isCounted = false;
    if (run.wait) {
      run.wait.runs.delete(run);
      run.wait = undefined;
      this.waitingCount -= 1;
    } else this.unlink(run);
    return true;
  }

  private unlink(run: Run): void {
    const { previous, next } = run;
    if (previous) previous.next = next;
    else this.first = next;
    if (next) next.previous = previous;
    else this.last = previous;
    // One that has ended must not keep others alive.
    run.previous = undefined;
    run.next = undefined;
    this.size -= 1;
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
    this.timer = undefined;
    while (this.first) this.remove(this.first);
    for (const { runs } of this.waits.values()) for (const run of runs) this.remove(run);
    this.waits.clear();
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
