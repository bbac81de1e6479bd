/** What a connection still has to send, in order, over a link that may be slow. */
import { type Clock, type Timer } from '../../../util';

/** Something to do when its turn comes; a promise holds up what follows. */
export type OutboxJob = () => void | Promise<void>;

interface QueuedJob {
  readonly job: OutboxJob;
  readonly dueAt: number;
}

export class Outbox {
  private queue: QueuedJob[] = [];
  private busy = false;
  /** Writes that the system has not taken yet. */
  private writing = 0;
  private closed = false;
  private timer: Timer | undefined;
  private lastDueAt = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param linkDelayMs how long the link holds the next frame, in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly linkDelayMs: () => number,
  ) {}

  /** Does a job in its turn: at once when nothing is in the way. */
  add(job: OutboxJob): void {
    if (this.closed) return;
    const delayMs = this.linkDelayMs();
    if (delayMs === 0 && this.lastDueAt === 0 && this.queue.length === 0 && !this.busy) {
      this.run(job);
      return;
    }
    // Later frames never overtake earlier ones: the link is a TCP connection.
    this.lastDueAt = Math.max(this.lastDueAt, delayMs > 0 ? this.clock.now() + delayMs : 0);
    this.queue.push({ job, dueAt: this.lastDueAt });
    this.work();
  }

  /** A write has begun that is over when the returned function is called. */
  beginWrite(): () => void {
    this.writing += 1;
    return () => {
      this.writing -= 1;
      if (this.isIdle) this.settle();
    };
  }

  /** Whether nothing waits to be done or written. */
  get isIdle(): boolean {
    return this.closed || (this.queue.length === 0 && !this.busy && this.writing === 0);
  }

  /** Resolves when everything that was added has been done and written, or thrown away. */
  flushed(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Throws away what is left. */
  close(): void {
    this.closed = true;
    this.queue = [];
    this.timer?.cancel();
    this.settle();
  }

  private work(): void {
    while (!this.busy && !this.closed) {
      const next = this.queue[0];
      if (!next) {
        this.lastDueAt = 0;
        if (this.isIdle) this.settle();
        return;
      }
      const waitMs = next.dueAt - this.clock.now();
      if (next.dueAt > 0 && waitMs > 0) {
        this.timer ??= this.clock.setTimer(
          waitMs,
          () => {
            this.timer = undefined;
            this.work();
          },
          { keepAlive: false },
        );
        return;
      }
      this.queue.shift();
      this.run(next.job);
    }
  }

  private run(job: OutboxJob): void {
    const done = job();
    if (!done) return;
    this.busy = true;
    const resume = (): void => {
      this.busy = false;
      this.work();
    };
    done.then(resume, resume);
  }

  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
