/** `npm run soak:voice [seed]`: a minute of four calls and 240 kinds of trouble. Ends with 1 when anything was stuck, lost or left behind. */
import { soakVoice } from '../test/support/soak-voice/soak-voice';

const seed = Number(process.argv[2] ?? 1);
const seconds = Number(process.argv[3] ?? 60);

async function main(): Promise<void> {
  const strikes = seconds * 4;
  console.log(`seed ${seed}: two bots play in four calls, ${strikes} times something goes wrong in ${seconds} seconds`);
  const result = await soakVoice({
    seed,
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
