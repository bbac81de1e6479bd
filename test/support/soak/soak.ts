/**
 * Two bots of several shards live through a busy time in which everything goes wrong that can: their caches must know
 * the world exactly in the end, no shard may be stuck, and no more sessions may be started than were lost.
 */
import { ChannelType } from 'discord-api-types/v10';
import { ClientHub, GatewayEvent, type ClientGroup, INTENT_NAMES, MessageCreateEvent, nullLogger } from '../../../src';
import { DiscordSimulator, type SimGuild } from '../../../src/testing/simulator';
import { seededRandom } from '../../../src/testing/simulator/random';
import { Any } from '../world/any';
import { CHANGES } from '../world/changes';
import { comparable, type Raw, without } from '../world/comparable';
import { cachedGuilds } from './cached-guilds';
import { strikeAtRandom } from './soak-faults';

export interface SoakOptions {
  readonly seed: number;
  /** How many events the bots hear together. */
  readonly events: number;
  readonly faults: number;
  /** How long the busy time lasts at least, in milliseconds. */
  readonly durationMs: number;
  readonly shards: number;
  readonly guilds: number;
  /** Told about once a second. */
  readonly progress?: (text: string) => void;
}

export interface SoakResult {
  readonly events: number;
  readonly changes: number;
  /** How often each fault struck. */
  readonly faults: ReadonlyMap<string, number>;
  readonly identifies: number;
  readonly resumes: number;
  /** Sessions that could not be resumed any more. */
  readonly lostSessions: number;
  /** Shards that were not ready in the end, or did not hear of the last messages. */
  readonly stuck: readonly string[];
  /** Guilds that a bot's cache knows differently from the world. */
  readonly different: readonly string[];
  readonly tookMs: number;
}

const BOTS = ['alpha', 'beta'] as const;
const HEARTBEAT_MS = 2_000;
const TICK_MS = 20;
/** Sessions start five seconds apart within a bucket; every shard may have to start one, after a wait of its own. */
const RECOVERY_MS = 90_000;
/** Out of ten things that happen, so many are messages: that is what bots hear most. */
const MESSAGES_OF_TEN = 7;

export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { seed, shards } = options;
  const startedAt = Date.now();
  const any = new Any(seededRandom(seed));
  await using discord = await DiscordSimulator.start({
    seed,
    heartbeatIntervalMs: HEARTBEAT_MS,
    gateway: { maxConcurrency: shards, resumeBufferSize: 50_000 },
    rest: { limits: false },
  });
  const guilds = Array.from({ length: options.guilds }, (_none, index) => makeGuild(discord, index));
  for (const name of BOTS) discord.createBot({ name, permissions: ['Administrator'], shards });
  await using hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger });
  let heard = 0;
  const last = new Map<string, Set<string>>();
  const groups = BOTS.map((name) => {
    const group = hub.createClientGroup(name, discord.bot(name).token, {
      shards,
      intents: INTENT_NAMES,
      cache: { members: 'all', presences: 'all', messages: { max: 20 } },
    });
    last.set(name, new Set());
    group.dispatcher.addHandler(GatewayEvent, () => {
      heard += 1;
    });
    group.dispatcher.addHandler(MessageCreateEvent, (event) => {
      last.get(name)?.add(event.content);
    });
    return group;
  });
  await hub.start();

  const walk = await liveThrough(discord, guilds, any, options, () => heard);
  discord.faults.gateway.clear();
  const stuck = await recovered(discord, groups, guilds, last);
  await discord.delivered();
  const { log } = discord;
  return {
    events: heard,
    ...walk,
    identifies: log.identifies().length,
    resumes: log.resumes().length,
    lostSessions: log.entries.filter((entry) => entry.kind === 'session' && entry.event === 'ended').length,
    stuck,
    different: groups.flatMap((group) => differences(discord, group)),
    tookMs: Date.now() - startedAt,
  };
}

function makeGuild(discord: DiscordSimulator, index: number): SimGuild {
  const guild = discord.createGuild({
    name: `Guild ${index}`,
    channels: ['general', 'tea', { name: 'Talk', type: 'voice' }, { name: 'Stage', type: 'stage' }],
  });
  for (let person = 0; person < 5; person += 1) guild.addMember(`person-of-${index}-${person}`);
  return guild;
}

async function liveThrough(
  discord: DiscordSimulator,
  guilds: readonly SimGuild[],
  any: Any,
  options: SoakOptions,
  heard: () => number,
): Promise<{ changes: number; faults: Map<string, number> }> {
  const place = { bots: BOTS, shards: options.shards, heartbeatMs: HEARTBEAT_MS };
  const struck = new Map<string, number>();
  const startedAt = Date.now();
  let changes = 0;
  let strikes = 0;
  let told = startedAt;
  for (;;) {
    const passedMs = Date.now() - startedAt;
    const share = Math.min(1, passedMs / options.durationMs);
    if (share === 1 && heard() >= options.events && strikes >= options.faults) break;
    if (passedMs > options.durationMs * 3 + 30_000) throw new Error(`only ${heard()} events came in ${passedMs} ms`);
    const due = (options.events / BOTS.length) * (passedMs / options.durationMs);
    for (; changes < due; changes += 1) {
      change(guilds, any);
      if (changes % 20 === 0) await new Promise(setImmediate);
    }
    if (strikes < options.faults * share) {
      const name = strikeAtRandom(discord, any, place);
      struck.set(name, (struck.get(name) ?? 0) + 1);
      strikes += 1;
    }
    if (Date.now() - told > 1_000) {
      told = Date.now();
      options.progress?.(
        `${Math.round(passedMs / 1_000)} s: ${heard()} events heard, ${changes} changes, ${strikes} faults`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return { changes, faults: struck };
}

/** Nobody waits for it to reach the bots: they may be away. */
function change(guilds: readonly SimGuild[], any: Any): void {
  const guild = any.of(guilds);
  if (!guild) return;
  const made = any.number(10) < MESSAGES_OF_TEN ? say(guild, any) : any.of(CHANGES)?.(guild, any);
  // Some changes are refused where a limit of Discord's is reached: nothing happened then.
  made?.catch(() => undefined);
}

function say(guild: SimGuild, any: Any): Promise<unknown> | undefined {
  const channel = any.of(guild.channels.filter(({ type }) => type === ChannelType.GuildText));
  return channel && guild.owner.say(channel, any.name('word'));
}

/** Waits until every shard is ready and every guild's last message was heard. Returns who was not. */
async function recovered(
  discord: DiscordSimulator,
  groups: readonly ClientGroup[],
  guilds: readonly SimGuild[],
  last: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[]> {
  const unready = (): string[] =>
    groups.flatMap((group) =>
      group.gateway
        .health()
        .shards.filter(({ state }) => state !== 'ready')
        .map(({ id, state, reason }) => `${group.name}, shard ${id}: ${state} (${reason ?? 'no reason told'})`),
    );
  await within(RECOVERY_MS, () => unready().length === 0);
  const stuck = unready();
  if (stuck.length > 0) return stuck;
  for (const guild of guilds)
    await guild.owner.say(guild.createChannel({ name: 'the-end' }), `the last of ${guild.id}`);
  const deaf = (): string[] =>
    groups.flatMap(({ name }) =>
      guilds
        .filter(({ id }) => last.get(name)?.has(`the last of ${id}`) !== true)
        .map(({ id }) => `${name} did not hear guild ${id}`),
    );
  await within(30_000, () => deaf().length === 0);
  await discord.delivered();
  return deaf();
}

async function within(limitMs: number, done: () => boolean): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!done() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Where the cache and the world disagree, with the first difference of each guild. */
function differences(discord: DiscordSimulator, group: ClientGroup): string[] {
  const world = byId(comparable(discord.snapshot(group.name).guilds.map(withoutOwn)));
  const cache = byId(comparable(cachedGuilds(group.cache)));
  const found: string[] = [];
  for (const guild of discord.snapshot(group.name).guilds) {
    if (!('member_count' in guild)) continue;
    const counted = group.cache.guilds.get(guild.id)?.memberCount;
    if (counted !== guild.member_count) {
      found.push(
        `${group.name}, guild ${guild.id}: the cache counts ${counted} members, the world ${guild.member_count}`,
      );
    }
  }
  for (const id of new Set([...world.keys(), ...cache.keys()])) {
    const [there, here] = [world.get(id), cache.get(id)];
    const where = !there ? 'is not in the world' : !here ? 'is not in the cache' : firstDifference(here, there, '');
    if (where !== undefined) found.push(`${group.name}, guild ${id} ${where}`);
  }
  return found;
}

/** What GUILD_CREATE says of the bot rather than of its guild is kept with the bot's own member. */
function withoutOwn(guild: object): object {
  return without(
    guild as Raw,
    'unavailable' in guild && guild.unavailable === true ? [] : ['joined_at', 'unavailable'],
  );
}

function byId(guilds: readonly object[]): Map<string, object> {
  return new Map(guilds.map((guild) => [(guild as { id: string }).id, guild]));
}

function firstDifference(here: unknown, there: unknown, path: string): string | undefined {
  if (Object.is(here, there)) return undefined;
  if (typeof here !== 'object' || typeof there !== 'object' || here === null || there === null) {
    return `${path || 'it'}: the cache has ${short(here)}, the world ${short(there)}`;
  }
  const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
  for (const key of keys) {
    const found = firstDifference(
      (here as Record<string, unknown>)[key],
      (there as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function short(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}
