/** The option that puts calls into workers, and which other options it excludes. */
import { type Clock, systemClock } from '../../util';
import { VoiceError } from '../voice-error';
import { NodeWorkerLauncher, workerScript } from './node-worker';
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

/** The workers of these options, which are right; shared with everybody who wants the same. */
export function workerPool(options: VoiceWorkerOptions, clock: Clock): WorkerPool {
  const { perWorker = PER_WORKER, memoryMb = MEMORY_MB, file, launcher } = options;
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

/** What is wrong with the options of workers, and with those that do not go with them: VOICE_INVALID_OPTIONS of each. */
export function workerOptionErrors(
  options: Readonly<Partial<Record<(typeof LOCAL_OPTIONS)[number] | 'clock', unknown>>>,
  { perWorker = PER_WORKER, memoryMb = MEMORY_MB, file, launcher }: VoiceWorkerOptions,
): VoiceError[] {
  const { clock } = options;
  const names: string[] = LOCAL_OPTIONS.filter((each) => options[each] !== undefined);
  if (clock !== undefined && clock !== systemClock && !launcher) names.push('clock');
  const script = launcher ? undefined : workerScript(file);
  return [
    ...names.map(localOption),
    ...countErrors('worker.perWorker', perWorker),
    ...countErrors('worker.memoryMb', memoryMb),
    ...(script instanceof VoiceError ? [script] : []),
  ];
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

function countErrors(name: string, value: unknown): VoiceError[] {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return [];
  return [
    new VoiceError({
      code: 'VOICE_INVALID_OPTIONS',
      kind: 'options',
      message: `${name} is ${String(value)}, but must be a whole number of at least 1.`,
      advice: 'leave it out, or write a number: voice: { worker: { perWorker: 400, memoryMb: 512 } }.',
      context: { option: name },
    }),
  ];
}
