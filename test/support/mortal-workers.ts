/** Real voice workers that can be told to die, and whose messages are written down. */
import { join } from 'node:path';
import { type WorkerLauncher, type WorkerThread, type WorkerThreadEvents } from '../../src/voice';
import { NodeWorkerLauncher } from '../../src/voice/worker/node-worker';
import { compiledPath } from './compiled/compile.cjs';
import { type Death } from './mortal-worker';

const FILE = compiledPath(join(__dirname, 'mortal-worker.ts'));

export class MortalWorkers implements WorkerLauncher {
  readonly originMs: number;
  /** Everything that was said to workers, and by them. */
  readonly said: unknown[] = [];
  /** Why each worker that died did so. */
  readonly deaths: Error[] = [];
  private readonly real: NodeWorkerLauncher;
  private readonly threads: WorkerThread[] = [];

  constructor(memoryMb = 256) {
    this.real = new NodeWorkerLauncher({ file: FILE, memoryMb });
    this.originMs = this.real.originMs;
  }

  /** How many were started. */
  get started(): number {
    return this.threads.length;
  }

  launch(events: WorkerThreadEvents): WorkerThread {
    const thread = this.real.launch({
      message: (message) => {
        this.said.push(message);
        events.message(message);
      },
      died: (error) => {
        this.deaths.push(error);
        events.died(error);
      },
    });
    this.threads.push(thread);
    return {
      post: (message, transfer) => {
        this.said.push(structuredClone(message));
        thread.post(message, transfer);
      },
      hold: (isHeld) => {
        thread.hold(isHeld);
      },
      terminate: () => thread.terminate(),
    };
  }

  /** Lets the latest die. */
  kill(die: Death): void {
    this.threads.at(-1)?.post({ die } as unknown as Parameters<WorkerThread['post']>[0]);
  }
}
