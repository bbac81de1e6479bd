/**
 * `npm run soak:voice -- [seed] [seconds] [--worker]`: a minute of four calls and 240 kinds of trouble. Ends with 1 when anything was
 * stuck, lost or left behind.
 */
import { parseArgs } from 'node:util';
import { compile } from '../test/support/compiled/compile.cjs';
import { soakVoice } from '../test/support/soak-voice/soak-voice';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { worker: { type: 'boolean', default: false } },
});
const [seed, seconds] = [Number(positionals[0] ?? 1), Number(positionals[1] ?? 60)];
const inWorker = values.worker;

async function main(): Promise<void> {
  const strikes = seconds * 4;
  // Workers run plain JavaScript.
  if (inWorker) compile();
  console.log(`seed ${seed}: two bots play in four calls, ${strikes} times something goes wrong in ${seconds} seconds`);
  const result = await soakVoice({
    seed,
    inWorker,
    calls: 4,
    strikes,
    durationMs: seconds * 1_000,
    progress: (text) => {
      process.stderr.write(`\r${text}   `);
    },
  });
  process.stderr.write('\n');
  const { strikes: struck, ends, holds, wrong, ...figures } = result;
  console.log(figures);
  console.log('trouble, and how long there was no audio of the bot before the next of it (median, most):');
  for (const { name, medianMs, mostMs } of holds) {
    console.log(`  ${String(struck.get(name)).padStart(4)} ${name.padEnd(44)} ${medianMs} ms, ${mostMs} ms`);
  }
  console.log('calls that had to be joined again:');
  for (const [name, count] of [...ends].sort()) console.log(`  ${String(count).padStart(4)} ${name}`);
  for (const line of wrong.slice(0, 20)) console.log(line);
  const isGood = wrong.length + figures.foreign + figures.disorder + figures.missingInTheEnd === 0;
  console.log(isGood ? 'every bot plays, every frame is heard, nothing is left behind' : 'the soak FAILED');
  process.exitCode = isGood ? 0 : 1;
}

void main();
