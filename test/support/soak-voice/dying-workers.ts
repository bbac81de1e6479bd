/** Real voice workers that can be killed, and asked what their objects need. */
import { type WorkerLauncher, type WorkerThread, type WorkerThreadEvents } from '../../../src/voice';
import { NodeWorkerLauncher } from '../../../src/voice/worker/node-worker';

/** By itself, by an error that nobody handles, and by a promise that nobody handles. */
export const DEATHS = ['exit', 'throw', 'reject'] as const;

/** What the soak says to a worker beside what the library does. */
export interface ToSoakWorker {
  readonly die?: (typeof DEATHS)[number];
  readonly weigh?: true;
}

export interface FromSoakWorker {
  readonly soakHeapMb: number;
}

const MEMORY_MB = 256;
const WEIGH_MS = 10_000;

export class DyingWorkers implements WorkerLauncher {
  readonly originMs: number;
  /** How many were started. */
  started = 0;
  private readonly real: NodeWorkerLauncher;
  /** Those that are alive, the latest last. */
  private threads: WorkerThread[] = [];
  private weighed: ((mb: number) => void) | undefined;

  /** @param file `soak-worker`, compiled. */
  constructor(file: string) {
    this.real = new NodeWorkerLauncher({ file, memoryMb: MEMORY_MB });
    this.originMs = this.real.originMs;
  }

  launch(events: WorkerThreadEvents): WorkerThread {
    this.started += 1;
    const thread: WorkerThread = this.real.launch({
      message: (message) => {
        const { soakHeapMb } = message as unknown as Partial<FromSoakWorker>;
        if (soakHeapMb === undefined) events.message(message);
        else this.weighed?.(soakHeapMb);
      },
      died: (error) => {
        this.threads = this.threads.filter((each) => each !== thread);
        events.died(error);
      },
    });
    this.threads.push(thread);
    return thread;
  }

  /** Lets all of them die. */
  kill(die: (typeof DEATHS)[number]): void {
    for (const thread of this.threads) tell(thread, { die });
  }

  /** What the objects of the latest need after garbage was collected; `undefined` when it does not answer. */
  async heapMb(): Promise<number | undefined> {
    const latest = this.threads.at(-1);
    if (!latest) return undefined;
    let limit: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve) => {
        this.weighed = resolve;
        limit = setTimeout(() => {
          resolve(undefined);
        }, WEIGH_MS);
        tell(latest, { weigh: true });
      });
    } finally {
      clearTimeout(limit);
      this.weighed = undefined;
    }
  }
}

function tell(thread: WorkerThread, message: ToSoakWorker): void {
  thread.post(message as unknown as Parameters<WorkerThread['post']>[0]);
}
