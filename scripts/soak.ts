/** `npm run soak [seed]`: five minutes of 200,000 events and 300 faults. Ends with 1 when anything was lost or stuck. */
import { runSoak } from '../test/support/soak/soak';

const seed = Number(process.argv[2] ?? 1);

async function main(): Promise<void> {
  console.log(`seed ${seed}: two bots of four shards, 200,000 events and 300 faults in five minutes`);
  const result = await runSoak({
    seed,
    events: 200_000,
    faults: 300,
    durationMs: 300_000,
    shards: 4,
    guilds: 24,
    progress: (text) => {
      process.stderr.write(`\r${text}   `);
    },
  });
  process.stderr.write('\n');
  const { faults, stuck, different, ...figures } = result;
  console.log(figures);
  for (const [name, count] of [...faults].sort()) console.log(`  ${String(count).padStart(4)} ${name}`);
  const budget = 8 + result.lostSessions;
  const isOver = result.identifies > budget;
  if (isOver) console.log(`IDENTIFY was sent ${result.identifies} times, although only ${budget} sessions were needed`);
  for (const line of [...stuck, ...different].slice(0, 20)) console.log(line);
  const isGood = stuck.length + different.length === 0 && !isOver;
  console.log(isGood ? 'every cache equals the world, nothing is stuck' : 'the soak FAILED');
  process.exitCode = isGood ? 0 : 1;
}

void main();
