/**
 * A bot that joins, plays, moves and leaves for minutes while its calls are disturbed, in a process of its own. Now and then it
 * leaves all calls, and is weighed: at those moments it must not need more and more.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DiscordSimulator } from '../../../../src/testing/simulator';
import { seededRandom } from '../../../../src/testing/simulator/random';
import { compiledPath } from '../../compiled/compile.cjs';
import { realAudio } from '../../voice-party/real-audio';
import { Any } from '../../world/any';
import { DEATHS } from '../dying-workers';
import { LOST_SESSION, strikeByChance, type Target } from '../strikes';
import { type BotSettings, type Deeds, type FromBot, SHARDS, type ToBot, type Weight } from './messages';
import { settled, type Trend, trendOf } from './trend';

export interface MemorySoakOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly inWorker: boolean;
  /** Whether the worker is killed every half minute. One that lives on shows what it leaves behind itself. */
  readonly kills: boolean;
  readonly calls: number;
  readonly progress?: (text: string) => void;
}

export interface Sample extends Weight {
  readonly minute: number;
}

export interface MemorySoakResult {
  readonly samples: readonly Sample[];
  readonly deeds: Deeds;
  readonly strikes: number;
  readonly kills: number;
  readonly trends: Readonly<Record<keyof typeof MOST_GROWTH_MB, Trend>>;
  /** What grew beyond the bounds, and whatever else is not as it should be. */
  readonly wrong: readonly string[];
}

/** What the line through the samples may rise by over the whole soak. The system gives memory back in its own time, so it has more. */
export const MOST_GROWTH_MB = { rssMb: 25, heapMb: 3, workerMb: 3 } as const;

const BOT = compiledPath(join(__dirname, 'bot-process.ts'));
const WORK_MS = 12_000;
const STRIKE_EVERY_MS = 250;
/** Workers that die three times in a minute are given up, as they should be; here they are to come back. */
const KILL_EVERY_MS = 32_000;
/** All calls of the bot are lost with its main session, and it takes seconds to come back. */
const LOST_SESSION_EVERY = 8;
const ANSWER_MS = 60_000;
const AFTERMATH_MS = 700;
/** Four seconds of audio, said over and over. */
const SPOKEN_FRAMES = 200;

export async function memorySoak(options: MemorySoakOptions): Promise<MemorySoakResult> {
  const { seed, calls, minutes, inWorker, progress } = options;
  await using discord = await DiscordSimulator.start({
    seed,
    gateway: { maxConcurrency: SHARDS },
    voice: { heartbeatMs: 2_000 },
    logLimit: 1_000,
  });
  const account = discord.createBot({ name: 'restless', permissions: ['Administrator'] });
  const rooms = Array.from({ length: calls }, (_, index) => {
    const guild = discord.createGuild({ name: `Loom ${index}` });
    const talk = guild.createChannel({ name: 'Talk', type: 'voice' });
    const tea = guild.createChannel({ name: 'Tea', type: 'voice' });
    return { guild, talk, tea, alice: guild.addMember('alice'), visitor: guild.addMember('visitor') };
  });
  const alices = await Promise.all(rooms.map(({ alice, talk }) => alice.connectVoice(talk)));
  const places = rooms.map(({ guild, talk, tea, alice }) => {
    return { guildId: guild.id, talkId: talk.id, teaId: tea.id, aliceId: alice.id };
  });
  const bot = new BotProcess({ apiUrl: discord.apiUrl, token: account.token, inWorker, seed, places });
  const any = new Any(seededRandom(seed));
  const { packets } = await realAudio(SPOKEN_FRAMES);
  const samples: Sample[] = [];
  let deeds: Deeds | undefined;
  let [strikes, kills, killedAt, rounds] = [0, 0, performance.now(), 0];
  try {
    await bot.answer('started');
    const startedAt = performance.now();
    const minute = (): number => (performance.now() - startedAt) / 60_000;
    while (minute() < minutes || samples.length === 0) {
      rounds += 1;
      const quiet = new AbortController();
      const spoken = alices.map(async (alice) => {
        while (!quiet.signal.aborted) {
          await alice.speak(packets, { signal: quiet.signal });
          alice.forget();
          // Without a call nothing is spoken and it is over at once.
          await pause(20);
        }
      });
      bot.tell({ do: 'work' });
      for (const untilMs = performance.now() + WORK_MS; performance.now() < untilMs;) {
        await pause(STRIKE_EVERY_MS);
        const room = rooms[any.number(calls)] as (typeof rooms)[number];
        const target: Target = { bot: { name: 'restless', account }, room, visitor: room.visitor };
        const isWhole = rounds % LOST_SESSION_EVERY === 0 && strikes % 40 === 0;
        await (isWhole ? LOST_SESSION : strikeByChance(any)).strike(discord, any, target);
        strikes += 1;
        if (inWorker && options.kills && performance.now() - killedAt > KILL_EVERY_MS) {
          killedAt = performance.now();
          bot.tell({ do: 'kill-worker', how: DEATHS[kills % DEATHS.length] ?? 'exit' });
          kills += 1;
        }
      }
      discord.faults.voice.clear();
      discord.faults.gateway.clear();
      bot.tell({ do: 'rest' });
      deeds = (await bot.answer('resting')).deeds;
      quiet.abort();
      await Promise.all(spoken);
      await pause(AFTERMATH_MS);
      bot.tell({ do: 'weigh' });
      const { weight } = await bot.answer('weighed');
      samples.push({ minute: minute(), ...weight });
      progress?.(lineOf(samples.at(-1) as Sample, deeds, strikes));
    }
  } finally {
    await bot.end();
  }
  const trends = {
    rssMb: trend(samples, 'rssMb'),
    heapMb: trend(samples, 'heapMb'),
    workerMb: trend(samples, 'workerMb'),
  };
  return {
    ...{ samples, strikes, kills, trends },
    deeds: deeds as Deeds,
    wrong: [...grown(trends), ...left(samples), ...(deeds?.wrong ?? [])],
  };
}

function trend(samples: readonly Sample[], key: keyof typeof MOST_GROWTH_MB): Trend {
  return trendOf(samples.flatMap(({ minute, [key]: value }) => (value === undefined ? [] : [{ minute, value }])));
}

function grown(trends: MemorySoakResult['trends']): string[] {
  return (Object.keys(MOST_GROWTH_MB) as (keyof typeof MOST_GROWTH_MB)[])
    .filter((key) => trends[key].growth > MOST_GROWTH_MB[key])
    .map((key) => `${key} grew by ${trends[key].growth.toFixed(1)}, more than ${MOST_GROWTH_MB[key]}`);
}

/** Handles that there are more of in the end than there ever were in the beginning. */
function left(samples: readonly Sample[]): string[] {
  const counted = settled(samples);
  const half = Math.max(1, Math.floor(counted.length / 2));
  const names = new Set(samples.flatMap(({ handles }) => Object.keys(handles)));
  const of = (some: readonly Sample[], name: string): number[] => some.map(({ handles }) => handles[name] ?? 0);
  return [...names].flatMap((name) => {
    const [most, least] = [Math.max(...of(counted.slice(0, half), name)), Math.min(...of(counted.slice(half), name))];
    return counted.length > 1 && least > most ? [`there are ${least} of ${name}, and were ${most}`] : [];
  });
}

function lineOf({ minute, rssMb, heapMb, workerMb, handles }: Sample, deeds: Deeds, strikes: number): string {
  const count = Object.values(handles).reduce((sum, each) => sum + each, 0);
  const worker = workerMb === undefined ? '' : `, worker ${workerMb.toFixed(1)} (${deeds.workers} started)`;
  return (
    `${minute.toFixed(1)} min: RSS ${rssMb.toFixed(0)}, heap ${heapMb.toFixed(1)}${worker} MB, ${count} handles; ` +
    `${deeds.joins} joins, ${deeds.leaves} leaves, ${deeds.plays} plays, ${strikes} strikes`
  );
}

class BotProcess {
  private readonly child: ChildProcess;
  private printed = '';
  private readonly waiting = new Map<string, (message: FromBot | Error) => void>();
  private readonly early = new Map<string, FromBot>();

  constructor(settings: BotSettings) {
    this.child = fork(BOT, [JSON.stringify(settings)], {
      execArgv: ['--expose-gc', '-r', 'reflect-metadata'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.printed = (this.printed + chunk.toString()).slice(-2_000)));
    }
    this.child.on('message', (message: FromBot) => {
      const hear = this.waiting.get(message.is);
      if (hear) hear(message);
      else this.early.set(message.is, message);
    });
    this.child.on('exit', (code, signal) => {
      const error = new Error(`the bot's process ended (${signal ?? code}): ${this.printed}`);
      for (const hear of this.waiting.values()) hear(error);
    });
  }

  tell(message: ToBot): void {
    if (this.child.connected) this.child.send(message);
  }

  answer<K extends FromBot['is']>(is: K): Promise<Extract<FromBot, { is: K }>> {
    const early = this.early.get(is);
    this.early.delete(is);
    if (early) return Promise.resolve(early as Extract<FromBot, { is: K }>);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        hear(new Error(`the bot's process did not say "${is}" within ${ANSWER_MS} ms: ${this.printed}`));
      }, ANSWER_MS);
      const hear = (message: FromBot | Error): void => {
        clearTimeout(limit);
        this.waiting.delete(is);
        if (message instanceof Error) reject(message);
        else resolve(message as Extract<FromBot, { is: K }>);
      };
      this.waiting.set(is, hear);
      if (!this.child.connected) hear(new Error(`the bot's process is gone: ${this.printed}`));
    });
  }

  async end(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const limit = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS / 4);
    this.tell({ do: 'end' });
    await gone;
    clearTimeout(limit);
  }
}
