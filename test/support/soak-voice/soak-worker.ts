/** The script of a voice worker that a soak can kill, and ask what its objects need. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import '../../../src/voice/worker/worker-entry';
import { type FromSoakWorker, type ToSoakWorker } from './dying-workers';

const MB = 2 ** 20;

function die(how: NonNullable<ToSoakWorker['die']>): void {
  if (how === 'exit') process.exit(7);
  if (how === 'throw') throw new Error('the soak wants it so');
  void Promise.reject(new Error('the soak wants it so'));
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Twice: what a finalizer lets go is collected by the next.
  collect();
  collect();
  return process.memoryUsage().heapUsed / MB;
}

parentPort?.on('message', ({ die: how, weigh }: ToSoakWorker) => {
  if (how) die(how);
  if (weigh) parentPort?.postMessage({ soakHeapMb: heapMb() } satisfies FromSoakWorker);
});
