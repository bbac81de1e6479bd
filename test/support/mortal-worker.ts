/** The script of a voice worker that dies in several ways when it is told to. */
import { parentPort } from 'node:worker_threads';
import '../../src/voice/worker/worker-entry';

/** Ways to die: by itself, by an error that nobody handles, by a promise that nobody handles, and for want of memory. */
export type Death = 'exit' | 'throw' | 'reject' | 'memory' | 'hang';

parentPort?.on('message', ({ die }: { readonly die?: Death }) => {
  switch (die) {
    case 'exit':
      process.exit(7);
      break;
    case 'throw':
      throw new Error('nobody handles this');
    case 'reject':
      void Promise.reject(new Error('nobody handles this either'));
      break;
    case 'memory': {
      const kept: unknown[] = [];
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
    }
    case 'hang':
      for (;;);
  }
});
