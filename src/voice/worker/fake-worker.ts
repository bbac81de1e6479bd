/**
 * Voice workers without threads: a real host in this one, behind messages that are cloned as they would be on their way. For
 * tests, which can read along, and let a worker die or hang.
 */
import { type Clock } from '../../util';
import { WorkerHost, type WorkerHostOptions } from './host/worker-host';
import { type FromWorker, type ToWorker } from './messages';
import { type WorkerLauncher, type WorkerThread, type WorkerThreadEvents } from './worker-thread';

export interface FakeWorkerOptions extends Omit<WorkerHostOptions, 'post' | 'originMs'> {
  readonly clock: Clock;
}

export class FakeWorkerLauncher implements WorkerLauncher {
  readonly originMs = 0;
  /** Every worker that was started, in order. */
  readonly workers: FakeWorker[] = [];
  /** Everything that was said in either direction, as it crossed. */
  readonly said: (ToWorker | FromWorker)[] = [];
  /** Workers that are started from now on die at once of this. */
  failure: Error | undefined;
  /** What keeps workers from loading their libraries. */
  loadFailure: Error | undefined;
  /** Whether workers that are started from now on do nothing. */
  hangs = false;

  constructor(private readonly options: FakeWorkerOptions) {}

  /** The worker that was started last. */
  get last(): FakeWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error('no worker was started');
    return worker;
  }

  launch(events: WorkerThreadEvents): FakeWorker {
    const { options } = this;
    const loadDave: typeof options.loadDave = () =>
      this.loadFailure ? Promise.reject(this.loadFailure) : options.loadDave();
    const worker = new FakeWorker({ ...options, loadDave }, events, this.said);
    this.workers.push(worker);
    if (this.hangs) worker.hang();
    const { failure } = this;
    if (failure) {
      queueMicrotask(() => {
        worker.die(failure);
      });
    }
    return worker;
  }
}

export class FakeWorker implements WorkerThread {
  /** Whether the process stays alive for it. */
  isHeld = true;
  /** Whether it was told to end. */
  isTerminated = false;
  private readonly host: WorkerHost;
  private isOver = false;
  private isHanging = false;

  constructor(
    options: FakeWorkerOptions,
    private readonly events: WorkerThreadEvents,
    private readonly said: (ToWorker | FromWorker)[],
  ) {
    this.host = new WorkerHost({
      ...options,
      originMs: 0,
      post: (message, transfer = []) => {
        const crossed = this.carry(message, transfer, () => {
          if (!this.isHanging) events.message(crossed);
        });
      },
    });
  }

  /** How many calls it has. */
  get size(): number {
    return this.host.size;
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    const crossed = this.carry(message, transfer, () => {
      if (!this.isHanging) this.host.hear(crossed);
    });
  }

  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  terminate(): Promise<void> {
    this.isTerminated = true;
    this.end();
    return Promise.resolve();
  }

  /** It ends by itself. */
  die(error = new Error('the worker was killed')): void {
    if (this.isOver) return;
    this.end();
    this.events.died(error);
  }

  /** It does nothing any more, and does not end either. */
  hang(): void {
    this.isHanging = true;
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.host.close();
  }

  /** What crosses arrives later, and is a copy. */
  private carry<M extends ToWorker | FromWorker>(message: M, transfer: readonly ArrayBuffer[], arrive: () => void): M {
    const crossed = structuredClone(message, { transfer: [...transfer] });
    this.said.push(crossed);
    queueMicrotask(() => {
      if (!this.isOver) arrive();
    });
    return crossed;
  }
}
