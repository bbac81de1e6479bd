/**
 * `npm run soak:voice:memory -- [--minutes=10] [--worker [--spare]] [--seed=1]`: a bot joins, plays, listens, records
 * and leaves while its calls are disturbed, and its worker is killed, or spared. Ends with 1 when it needs more and more memory, or leaves something behind.
 */
import { parseArgs } from 'node:util';
import { compile } from '../test/support/compiled/compile.cjs';
import { memorySoak, MOST_GROWTH_MB } from '../test/support/soak-voice/memory/memory-soak';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    worker: { type: 'boolean', default: false },
    spare: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const [minutes, seed, inWorker] = [Number(values.minutes), Number(values.seed), values.worker];
  console.log('compiling, this may take a minute');
  compile();
  console.log(`seed ${seed}: a bot in four calls for ${minutes} minutes${inWorker ? ', in a worker' : ''}`);
  const progress = (text: string): void => {
    console.log(text);
  };
  const { trends, wrong, deeds, strikes, kills } = await memorySoak({
    ...{ seed, minutes, inWorker, calls: 4, progress },
    kills: !values.spare,
  });
  console.log({ ...deeds, strikes, kills });
  for (const [name, { perMinute, growth }] of Object.entries(trends)) {
    if (!inWorker && name === 'workerMb') continue;
    const most = MOST_GROWTH_MB[name as keyof typeof MOST_GROWTH_MB];
    console.log(`${name}: ${perMinute.toFixed(2)} a minute, ${growth.toFixed(1)} of at most ${most} in all`);
  }
  for (const line of wrong.slice(0, 20)) console.log(line);
  console.log(wrong.length === 0 ? 'nothing grows, nothing is left behind' : 'the soak FAILED');
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

void main();
