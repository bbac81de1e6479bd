/** The runs that have begun and not ended, and the one timer that finds those that hang. */
import { type AnyEvent } from '../../models';
import { type Clock, type Timer } from '../../util';
import { type Handler } from '../handlers/handler';

/** A handler that returned a promise which is not settled yet. */
export interface Run {
  readonly handler: Handler;
  readonly event: AnyEvent;
  readonly startedAtMs: number;
  /** The key whose line waits for this run. */
  readonly key: string | undefined;
}

export class RunningHandlers {
  /** A set keeps the order of insertion, which is the order of starting: the oldest run is always the first. */
  private readonly runs = new Set<Run>();
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
    return this.runs.size;
  }

  get labels(): readonly string[] {
    return [...new Set([...this.runs].map(({ handler }) => handler.label))];
  }

  /** How many runs were found hanging so far. */
  get stalled(): number {
    return this.stalledCount;
  }

  add(run: Run): void {
    if (this.closed) return;
    this.runs.add(run);
    this.watch(this.stallAfterMs);
  }

  /** Whether the run was still counted; one that stalled is not. */
  remove(run: Run): boolean {
    return this.runs.delete(run);
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
    this.timer = undefined;
    this.runs.clear();
  }

  private watch(delayMs: number): void {
    this.timer ??= this.clock.setTimer(delayMs, this.sweep, { keepAlive: false });
  }

  private readonly sweep = (): void => {
    this.timer = undefined;
    const nowMs = this.clock.now();
    for (const run of this.runs) {
      const runningMs = nowMs - run.startedAtMs;
      if (runningMs < this.stallAfterMs) {
        this.watch(this.stallAfterMs - runningMs);
        return;
      }
      this.runs.delete(run);
      this.stalledCount += 1;
      this.onStall(run, runningMs);
    }
  };
}
