/**
 * Bots of ours in several calls at once, all playing, while everything goes wrong that can. In the end every bot plays in its call,
 * everybody hears every frame, and nothing is left of it when the program stops.
 */
import { join } from 'node:path';
import {
  type DiscordSimulator,
  type SimMember,
  type VirtualMember,
  type VoiceProblemName,
} from '../../../src/testing/simulator';
import { seededRandom } from '../../../src/testing/simulator/random';
import { systemClock } from '../../../src/util';
import { eventually, type PartyBot, type Room, VoiceParty } from '../voice-party/voice-party';
import { Any } from '../world/any';
import { Caller } from './caller';
import { compiledPath } from '../compiled/compile.cjs';
import { DEATHS, DyingWorkers } from './dying-workers';
import { judge, type Judgement, missingWithin, type Window } from './judge';
import { LOST_SESSION, type Strike, strikeByChance } from './strikes';

export interface VoiceSoakOptions {
  readonly seed: number;
  /** How many calls there are; two bots and a listener are in each. */
  readonly calls: number;
  readonly strikes: number;
  /** How long the busy time lasts, in milliseconds. */
  readonly durationMs: number;
  /** The calls work in a worker, which is killed now and then. What bots hear stays in it. Default `false`. */
  readonly inWorker?: boolean;
  /** Told about once a second. */
  readonly progress?: (text: string) => void;
}

/** How long there was no audio of a bot after trouble of a kind, in milliseconds. */
export interface Hold {
  readonly name: string;
  readonly count: number;
  readonly medianMs: number;
  readonly mostMs: number;
}

export interface VoiceSoakResult extends Judgement {
  /** How often each kind of trouble struck. */
  readonly strikes: ReadonlyMap<string, number>;
  /** How calls ended that had to be joined again, and joins that came to nothing. */
  readonly ends: ReadonlyMap<string, number>;
  readonly holds: readonly Hold[];
  /** What is not as it should be: calls that do not play, ends that nothing explains, what is left behind. */
  readonly wrong: readonly string[];
  /** Frames that were missing in the end, when nothing was done to the calls any more. */
  readonly missingInTheEnd: number;
  readonly recoveredMs: number;
  readonly tookMs: number;
}

interface Struck {
  readonly name: string;
  readonly atMs: number;
  readonly bot: PartyBot;
  readonly room: Room;
}

/** The one that the simulator goes by: what it tells is compared with when things were done to it. */
const clock = systemClock;

const TICK_MS = 20;
const RECOVERY_MS = 100_000;
const STEADY_FRAMES = 60;
/** What was on its way, and what a swapped datagram waits. */
const AFTERMATH_MS = 400;
/** Workers that die three times in a minute are given up, as they should be; here they are to come back. */
const KILL_EVERY_MS = 21_000;
/** Until another worker has taken over, frames that were sent last may be sent again. */
const REPLACED_MS = 4_000;
const KILLED = 'worker killed';
/** Told of a client that does wrong, whatever is done to it. */
const GRAVE: readonly VoiceProblemName[] = ['nonce-reused', 'sequence', 'timestamp', 'plaintext', 'before-speaking'];
const RESOURCES = ['UDPWRAP', 'TCPSocketWrap', 'TCPServerWrap', 'Timeout', 'ProcessWrap'] as const;

export async function soakVoice(options: VoiceSoakOptions): Promise<VoiceSoakResult> {
  const startedAt = clock.now();
  const before = resources();
  const result = await soak(options);
  const wrong = [...result.wrong];
  const isClean = (): boolean => [...leaks(before, resources())].length === 0;
  await eventually('everything is closed', isClean, 5_000).catch(() => undefined);
  wrong.push(...leaks(before, resources()));
  return { ...result, wrong, tookMs: Math.round(clock.now() - startedAt) };
}

async function soak(options: VoiceSoakOptions): Promise<Omit<VoiceSoakResult, 'tookMs'>> {
  const { seed, calls, inWorker = false } = options;
  const workers = inWorker ? new DyingWorkers(compiledPath(join(__dirname, 'soak-worker.ts'))) : undefined;
  await using party = await VoiceParty.open({
    guilds: calls,
    simulator: { seed, voice: { heartbeatMs: 2_000 } },
    // A short memory for failures, because there are more of them than a year would bring.
    voice: { limits: { stableMs: 500 }, ...(workers && { worker: { launcher: workers } }) },
  });
  const { discord, rooms, bots } = party;
  const alices = await Promise.all(rooms.map((room, index) => party.guest(`alice-${index}`, room)));
  const visitors = rooms.map(({ guild }, index) => guild.addMember(`visitor-${index}`));
  const callers = rooms.flatMap((room, at) =>
    bots.map((bot, index) => new Caller(bot, room, 1_000 * (2 * at + index + 1))),
  );
  await recovered(party, callers, alices);

  const { struck, windows, counts } = await liveThrough(party, callers, visitors, workers, options);
  const clearedAt = clock.now();
  discord.faults.voice.clear();
  discord.faults.gateway.clear();
  // What a strike has begun and comes later.
  await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
  for (const [index, visitor] of visitors.entries()) {
    if (visitor.voice) await visitor.leaveVoice();
    for (const bot of bots) await rooms[index]?.guild.member(bot.account).setServerVoice({ mute: false });
  }
  await Promise.all(callers.map((caller) => caller.comeHome()));
  const stuck = await recovered(party, callers, alices);
  const recoveredMs = Math.round(clock.now() - clearedAt);
  const missingInTheEnd = stuck.length > 0 ? NaN : await missingNow(callers, alices, party, inWorker);

  const judgements = callers.flatMap(({ bot, room }) => {
    const alice = alices[rooms.indexOf(room)];
    const others = bots.filter((other) => other !== bot);
    return [alice?.heard(bot.account.id), ...others.map(({ ears }) => ears.of(room.guild, bot.account))].flatMap(
      (hearing) => (hearing ? [judge(hearing, windows)] : []),
    );
  });
  const sum = (key: keyof Judgement): number => judgements.reduce((total, each) => total + each[key], 0);
  const holds = holdsOf(discord, struck);
  const grave = discord.log
    .voiceProblems()
    .filter(({ problem }) => GRAVE.includes(problem))
    .map(({ problem, detail, bot }) => `${bot ?? 'somebody'} did wrong: ${problem}, ${detail}`);

  await Promise.all(callers.map((caller) => caller.stop()));
  const left = bots.filter(({ group }) => group.voice.size > 0).map(({ name }) => `${name} still has calls`);
  await party.hub.stop();
  await discord.delivered();
  const there = discord.voice.calls.flatMap(({ userIds }) =>
    userIds.filter((id) => bots.some(({ account }) => account.id === id)),
  );
  const endless = discord.log.voiceConnections().reduce((open, { event }) => open + (event === 'opened' ? 1 : -1), 0);
  return {
    strikes: counts,
    ends: countOf(callers.flatMap(({ ends }) => ends).filter((end) => end !== 'left')),
    holds,
    wrong: [
      ...stuck,
      ...callers.flatMap(({ wrong }) => wrong),
      ...grave,
      ...left,
      ...there.map((id) => `bot ${id} is still in a call`),
      ...(endless === 0 ? [] : [`${endless} connections to voice servers are still open`]),
    ],
    heard: sum('heard'),
    foreign: sum('foreign'),
    disorder: sum('disorder'),
    undecryptable: sum('undecryptable'),
    missingInTheEnd,
    recoveredMs,
  };
}

async function liveThrough(
  { discord, rooms, bots }: VoiceParty,
  callers: readonly Caller[],
  visitors: readonly SimMember[],
  workers: DyingWorkers | undefined,
  { seed, durationMs, strikes, progress }: VoiceSoakOptions,
): Promise<{ struck: Struck[]; windows: Window[]; counts: Map<string, number> }> {
  const any = new Any(seededRandom(seed));
  const counts = new Map<string, number>();
  const struck: Struck[] = [];
  const windows: Window[] = [];
  const startedAt = clock.now();
  let told = startedAt;
  let [killedAt, chosen] = [startedAt, 0];
  for (let passedMs = 0; passedMs < durationMs || chosen < strikes; passedMs = clock.now() - startedAt) {
    if (chosen < Math.min(strikes, (strikes * passedMs) / durationMs)) {
      const strike: Strike = chosen === Math.floor(strikes / 2) ? LOST_SESSION : strikeByChance(any);
      chosen += 1;
      const bot = any.of(bots) as PartyBot;
      const at = any.number(rooms.length);
      const [room, visitor] = [rooms[at] as Room, visitors[at] as SimMember];
      const now = clock.now();
      struck.push({ name: strike.name, atMs: now, bot, room });
      counts.set(strike.name, (counts.get(strike.name) ?? 0) + 1);
      if (strike.datagramsMs) windows.push({ fromMs: now, toMs: now + strike.datagramsMs + AFTERMATH_MS });
      await strike.strike(discord, any, { bot, room, visitor });
    }
    if (workers && clock.now() - killedAt > KILL_EVERY_MS) {
      const now = clock.now();
      killedAt = now;
      const count = counts.get(KILLED) ?? 0;
      counts.set(KILLED, count + 1);
      windows.push({ fromMs: now, toMs: now + REPLACED_MS });
      for (const bot of bots) for (const room of rooms) struck.push({ name: KILLED, atMs: now, bot, room });
      workers.kill(DEATHS[count % DEATHS.length] ?? 'exit');
    }
    if (clock.now() - told > 1_000) {
      told = clock.now();
      const playing = callers.filter(({ trouble }) => trouble === undefined).length;
      progress?.(`${Math.round(passedMs / 1_000)} s: ${chosen} strikes, ${playing} of ${callers.length} play`);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return { struck, windows, counts };
}

/** Waits until everybody is in place, plays, and agrees on the keys. Returns who does not. */
async function recovered(
  { discord }: VoiceParty,
  callers: readonly Caller[],
  alices: readonly VirtualMember[],
): Promise<string[]> {
  const rooms = [...new Set(callers.map(({ room }) => room))];
  const troubles = (): string[] => [
    ...callers.flatMap(({ trouble }) => trouble ?? []),
    ...rooms.flatMap((room, index) => {
      const call = discord.voice.call(room.talk);
      const codes = new Set(callers.filter((caller) => caller.room === room).map(({ client }) => client?.privacyCode));
      codes.add(alices[index]?.privacyCode);
      return call?.settled && codes.size === 1 ? [] : [`${room.guild.name}: the call has ${codes.size} privacy codes`];
    }),
  ];
  await eventually('all play', () => troubles().length === 0, RECOVERY_MS).catch(() => undefined);
  return troubles();
}

/** Listens for a good second in which nothing is done to anybody. */
async function missingNow(
  callers: readonly Caller[],
  alices: readonly VirtualMember[],
  { rooms, bots }: VoiceParty,
  inWorker: boolean,
): Promise<number> {
  const listeners = callers.flatMap(({ bot, room }) => [
    () => alices[rooms.indexOf(room)]?.heard(bot.account.id).frames ?? [],
    ...bots
      .filter((other) => other !== bot && !inWorker)
      .map(
        ({ ears }) =>
          () =>
            ears.of(room.guild, bot.account).frames,
      ),
  ]);
  const begun = listeners.map((frames) => frames().length);
  const isEnough = (): boolean =>
    listeners.every((frames, index) => frames().length >= (begun[index] ?? 0) + STEADY_FRAMES);
  await eventually('everybody hears everybody', isEnough).catch(() => undefined);
  return listeners.reduce((missing, frames, index) => {
    const heard = frames().slice(begun[index]);
    return missing + missingWithin(heard) + Math.max(0, STEADY_FRAMES - heard.length);
  }, 0);
}

/** The longest gap in a bot's audio from a strike to the next one that may concern it. */
function holdsOf(discord: DiscordSimulator, struck: readonly Struck[]): Hold[] {
  const byName = new Map<string, number[]>();
  struck.forEach(({ name, atMs, bot, room }, index) => {
    const untilMs = struck.slice(index + 1).find((next) => next.room === room || next.bot === bot)?.atMs ?? Infinity;
    const packets = discord.voice.sent(bot.account, room.guild).packets;
    let longest = 0;
    for (let at = 1; at < packets.length; at += 1) {
      const [from, to] = [packets[at - 1]?.arrivedAtMs ?? 0, packets[at]?.arrivedAtMs ?? 0];
      // It was there before the strike, and missing after it.
      if (to >= atMs && from < untilMs && from >= atMs - 40) longest = Math.max(longest, to - from);
    }
    byName.set(name, [...(byName.get(name) ?? []), Math.round(longest)]);
  });
  return [...byName].sort().map(([name, all]) => {
    const sorted = all.sort((a, b) => a - b);
    return { name, count: all.length, medianMs: sorted[sorted.length >> 1] ?? 0, mostMs: sorted.at(-1) ?? 0 };
  });
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function resources(): Map<string, number> {
  return countOf(process.getActiveResourcesInfo());
}

function leaks(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return RESOURCES.flatMap((name) => {
    const more = (after.get(name) ?? 0) - (before.get(name) ?? 0);
    return more > 0 ? [`${more} of ${name} are left`] : [];
  });
}
