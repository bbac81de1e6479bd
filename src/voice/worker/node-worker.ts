/** Voice workers as threads of Node. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { redact, systemClock } from '../../util';
import { VoiceError } from '../voice-error';
import { type FromWorker, type ToWorker } from './messages';
import { clockOrigin } from './shared-time';
import { type WorkerLauncher, type WorkerThread, type WorkerThreadEvents } from './worker-thread';

export interface NodeWorkerOptions {
  /** The script that a worker runs. */
  readonly file?: string | undefined;
  /** The memory of a worker's objects, in MB, without that of buffers. */
  readonly memoryMb: number;
}

/** As built, beside the library; and as compiled file by file, beside this one. */
const SCRIPTS = ['voice-worker.js', 'worker-entry.js'];

export class NodeWorkerLauncher implements WorkerLauncher {
  readonly originMs = clockOrigin(systemClock);
  private started = 0;

  constructor(private readonly options: NodeWorkerOptions) {}

  launch(events: WorkerThreadEvents): WorkerThread {
    this.started += 1;
    const script = workerScript(this.options.file);
    if (script instanceof VoiceError) throw script;
    return new NodeWorkerThread(script, this.options.memoryMb, this.started, events);
  }
}

class NodeWorkerThread implements WorkerThread {
  private readonly worker: Worker;
  private isOver = false;

  constructor(file: string, memoryMb: number, number: number, events: WorkerThreadEvents) {
    this.worker = new Worker(file, {
      name: `corduroy-voice-${number}`,
      execArgv: [],
      env: environment(),
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    let failure: Error | undefined;
    this.worker.on('message', (message: FromWorker) => {
      if (!this.isOver) events.message(message);
    });
    this.worker.on('error', (error) => {
      failure = error;
    });
    this.worker.on('exit', (code) => {
      if (this.isOver) return;
      this.isOver = true;
      events.died(failure ?? new Error(`it ended with exit code ${code}`));
    });
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    if (!this.isOver) this.worker.postMessage(message, transfer);
  }

  hold(isHeld: boolean): void {
    if (this.isOver) return;
    if (isHeld) this.worker.ref();
    else this.worker.unref();
  }

  async terminate(): Promise<void> {
    this.isOver = true;
    await this.worker.terminate();
  }
}

/** What a worker and the programs it starts need of the environment; what looks like a bot's token it does not. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([, value = '']) => redact(value) === value));
}

/** The script that workers run, or what to say when there is none. @param named by the author. */
export function workerScript(named: string | undefined): string | VoiceError {
  const files = named === undefined ? SCRIPTS.map((name) => join(__dirname, name)) : [named];
  const file = files.find((each) => existsSync(each));
  if (file !== undefined) return file;
  return new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `The script of the voice worker is not where it should be: ${files.join(', ')}.`,
    advice:
      "where your bot is bundled into one file, name the script of the package: voice: { worker: { file: require.resolve('corduroy/voice-worker') } }.",
    context: { option: 'worker.file' },
  });
}
