/** The option that puts calls into workers, and which other options it excludes. */
import { type Clock, systemClock } from '../../util';
import { VoiceError } from '../voice-error';
import { NodeWorkerLauncher } from './node-worker';
import { WorkerPool } from './worker-pool';
import { type WorkerLauncher } from './worker-thread';

/** How calls work in workers. */
export interface VoiceWorkerOptions {
  /** Calls in a worker before another one is started. Default 400, which one core holds as long as Opus passes through untouched. */
  readonly perWorker?: number | undefined;
  /** The memory of a worker's objects, in MB; one that needs more dies and is replaced. Default 512. */
  readonly memoryMb?: number | undefined;
  /** The script of the worker, where the bot is bundled into one file: `require.resolve('corduroy/voice-worker')`. */
  readonly file?: string | undefined;
  /** Starts workers, for tests. @internal */
  readonly launcher?: WorkerLauncher | undefined;
}

const PER_WORKER = 400;
const MEMORY_MB = 512;

/** One for all bots of the process that want the same workers. */
const pools = new Map<string, WorkerPool>();

/** The workers of these options, shared with everybody who wants the same. @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function workerPool(options: VoiceWorkerOptions, clock: Clock): WorkerPool {
  const { perWorker = PER_WORKER, memoryMb = MEMORY_MB, file, launcher } = options;
  checkCount('worker.perWorker', perWorker);
  checkCount('worker.memoryMb', memoryMb);
  if (launcher) return new WorkerPool({ launcher, clock, perWorker });
  const key = `${perWorker} ${memoryMb} ${file ?? ''}`;
  const pool =
    pools.get(key) ??
    new WorkerPool({ launcher: new NodeWorkerLauncher({ file, memoryMb }), clock: systemClock, perWorker });
  pools.set(key, pool);
  return pool;
}

/** What cannot go into a worker: it holds code, or a clock, of this thread. */
const LOCAL_OPTIONS = ['sockets', 'udp', 'loadDave', 'makeAudio', 'random'] as const;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS for an option that does not go with workers. */
export function checkWorkerOptions(
  options: Readonly<Partial<Record<(typeof LOCAL_OPTIONS)[number] | 'clock', unknown>>>,
  { launcher }: VoiceWorkerOptions,
): void {
  const { clock } = options;
  const name = LOCAL_OPTIONS.find((each) => options[each] !== undefined);
  if (name !== undefined) throw localOption(name);
  if (clock !== undefined && clock !== systemClock && !launcher) throw localOption('clock');
}

function localOption(name: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `The option ${name} of voice does not go with worker: what it holds cannot be taken into another thread.`,
    advice: `leave ${name} out, or let the calls work in this thread: voice: { worker: false }.`,
    context: { option: name },
  });
}

function checkCount(name: string, value: unknown): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return;
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `${name} is ${String(value)}, but must be a whole number of at least 1.`,
    context: { option: name },
  });
}
