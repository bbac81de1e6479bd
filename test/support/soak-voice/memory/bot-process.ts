/** The process of the bot whose memory is watched: nothing else is in it. Run with `--expose-gc`. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ClientHub, nullLogger } from '../../../../src';
import { seededRandom } from '../../../../src/testing/simulator/random';
import { Any } from '../../world/any';
import { DyingWorkers } from '../dying-workers';
import { type BotSettings, type Deeds, type FromBot, SHARDS, type ToBot, type Weight } from './messages';
import { makeFiles, Restless } from './restless';

const MB = 2 ** 20;
const SETTLE_MS = 10_000;

const { apiUrl, token, inWorker, seed, places } = JSON.parse(process.argv[2] ?? '{}') as BotSettings;
const workers = inWorker ? new DyingWorkers(join(__dirname, '..', 'soak-worker.js')) : undefined;
const hub = new ClientHub({ api: apiUrl, logger: nullLogger });
const group = hub.createClientGroup('restless', token, {
  intents: ['Guilds', 'GuildVoiceStates'],
  // A shard may send 120 commands in a minute, and a join is one.
  shards: SHARDS,
  // A short memory for failures, because there are more of them than a year would bring.
  voice: { limits: { stableMs: 500 }, ...(workers && { worker: { launcher: workers } }) },
});
let bots: readonly Restless[] = [];

function tell(message: FromBot): void {
  process.send?.(message);
}

function deeds(): Deeds {
  const refusals: Record<string, number> = {};
  for (const bot of bots) for (const [code, count] of bot.refusals) refusals[code] = (refusals[code] ?? 0) + count;
  const sum = (key: 'joins' | 'leaves' | 'plays'): number => bots.reduce((total, bot) => total + bot[key], 0);
  const wrong = bots.flatMap((bot) => bot.wrong);
  if (group.voice.size > 0) wrong.push(`${group.voice.size} calls are left`);
  return {
    joins: sum('joins'),
    leaves: sum('leaves'),
    plays: sum('plays'),
    workers: workers?.started ?? 0,
    refusals,
    wrong,
  };
}

function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

async function weigh(): Promise<Weight> {
  const deadline = performance.now() + SETTLE_MS;
  while ((handles().UDPWrap ?? 0) > 0 && performance.now() < deadline) await pause(20);
  const workerMb = await workers?.heapMb();
  // Finalizers run between the two.
  for (let time = 0; time < 2; time += 1) {
    globalThis.gc?.();
    await pause(50);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssMb: rss / MB, heapMb: (heapUsed + external) / MB, workerMb, handles: handles() };
}

async function rest(): Promise<void> {
  await Promise.all(bots.map((bot) => bot.rest()));
  // Joins that came to nothing take a moment to be gone.
  const deadline = performance.now() + SETTLE_MS;
  while (group.voice.size > 0 && performance.now() < deadline) await pause(20);
  tell({ is: 'resting', deeds: deeds() });
}

process.on('message', (message: ToBot) => {
  if (message.do === 'work') for (const bot of bots) bot.work();
  if (message.do === 'rest') void rest();
  if (message.do === 'weigh') {
    void weigh().then((weight) => {
      tell({ is: 'weighed', weight });
    });
  }
  if (message.do === 'kill-worker') workers?.kill(message.how);
  if (message.do === 'end') void hub.stop().then(() => process.exit());
});
process.on('disconnect', () => process.exit());

async function start(): Promise<void> {
  const files = await makeFiles();
  bots = places.map((place, index) => new Restless(group, place, new Any(seededRandom(seed + index)), files));
  const [started] = await hub.start();
  if (started?.ok !== true) throw new Error('the bot did not start', { cause: started });
  tell({ is: 'started' });
}

void start();
