/** What a group remembers outlives it: sessions that go on after a restart know their guilds, and miss nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CacheStore,
  type ClientGroup,
  type ClientGroupOptions,
  ClientHub,
  FileCacheStore,
  GroupReadyEvent,
  GuildAvailableEvent,
  GuildJoinEvent,
  MemoryCacheStore,
  nullLogger,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
} from 'corduroy';
import { MemorySessionStore, sessionKey } from 'corduroy/gateway';
import { DiscordSimulator, type SimBot, type SimGuild } from 'corduroy/testing';
import { quickSessions } from '../support/quick-sessions';
import { eventually } from './support/waiting';

describe('a group that is started again', () => {
  let discord: DiscordSimulator;
  let loom: SimGuild;
  let account: SimBot;
  let sessionStore: MemorySessionStore;
  let cacheStore: CacheStore;
  const hubs: ClientHub[] = [];

  beforeEach(async () => {
    discord = await DiscordSimulator.start(quickSessions());
    loom = discord.createGuild({ name: 'Loom' });
    account = discord.createBot({ name: 'alpha' });
    sessionStore = new MemorySessionStore();
    cacheStore = new MemoryCacheStore();
  });
  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.stop()));
    await discord.close();
  });

  function group(options: ClientGroupOptions = {}): ClientGroup {
    const hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    hubs.push(hub);
    return hub.createClientGroup('alpha', account.token, { sessionStore, cacheStore, ...options });
  }

  async function start(one: ClientGroup): Promise<GroupReadyEvent> {
    const ready = one.dispatcher.waitFor(GroupReadyEvent);
    await one.start();
    return await ready;
  }

  it('finds its own voice of before to be a ghost, although the session goes on and sends no guild', async () => {
    const options: ClientGroupOptions = { intents: { add: ['GuildVoiceStates'] } };
    const talk = loom.createChannel({ name: 'Talk', type: 'voice' });
    loom.addBot(account, { permissions: ['Administrator'] });
    const first = group(options);
    await start(first);
    const { sessionId } = first.gateway;
    const joined = first.dispatcher.waitFor(VoiceClientJoinEvent);
    await first.gateway.changeVoiceState(loom.id, talk.id, { selfDeaf: true });
    await joined;
    await first.stop({ resumable: true });

    const second = group(options);
    const ghosts: VoiceClientGhostEvent[] = [];
    second.dispatcher.addHandler(VoiceClientGhostEvent, (event) => void ghosts.push(event));
    await start(second);
    await eventually('the default to leave', () => loom.member(account).voiceChannelId === null);
    expect(second.gateway.sessionId).toBe(sessionId);
    expect(ghosts.map(({ guildId, channelId, voiceState }) => [guildId, channelId, voiceState.sessionId])).toEqual([
      [loom.id, talk.id, sessionId],
    ]);
    expect(discord.log.frames({ op: 4 }).at(-1)?.d).toMatchObject({ channel_id: null, self_deaf: true });
  });

  it('resumes, knows its guilds, and hears what happened meanwhile', async () => {
    const first = group();
    await start(first);
    await first.stop({ resumable: true });
    expect(first.cache.guilds.size).toBe(0);
    const made = loom.createChannel({ name: 'meanwhile' });

    const second = group();
    const ready = await start(second);
    expect(discord.log.identifies('alpha')).toHaveLength(1);
    expect(discord.log.resumes('alpha')).toHaveLength(1);
    expect(ready.guildIds).toEqual([loom.id]);
    expect(second.cache.guilds.get(loom.id)?.channels.find(({ name }) => name === 'general')).toBeDefined();
    await eventually('the new channel', () => second.cache.channels.has(made.id));
    expect(second.cache.members(loom.id).get(account.id)?.user.username).toBe('alpha');
  });

  it('needs nothing but a directory for its state', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corduroy-state-'));
    const stores = { sessionStore: undefined, cacheStore: undefined, state: { directory } };
    try {
      const first = group(stores);
      await start(first);
      await first.stop({ resumable: true });
      const second = group(stores);
      await start(second);
      expect(discord.log.resumes('alpha')).toHaveLength(1);
      expect(second.cache.guilds.get(loom.id)?.name).toBe('Loom');
      await second.stop();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('forgets guilds that were written by a run that got no further, and left before the next one', async () => {
    const key = sessionKey(account.token);
    // As if the process had been killed while it wrote its guilds for the first time.
    await cacheStore.saveGuild(key, { guildId: '7', isUnavailable: false, savedAtMs: 0, payload: { id: '7' } });
    const first = group();
    await start(first);
    await first.stop({ resumable: true });
    const second = group();
    await start(second);
    expect(discord.log.resumes('alpha')).toHaveLength(1);
    expect(second.cache.guilds.map(({ id }) => id)).toEqual([loom.id]);
  });

  it('resumes from what was written, where less was written than was heard', async () => {
    const first = group();
    await start(first);
    await first.stop({ resumable: true });
    const key = sessionKey(account.token);
    const checkpoint = (await cacheStore.checkpoints(key)).get(0);
    const session = await sessionStore.load(key, 0);
    expect(checkpoint).toMatchObject({ sessionId: session?.sessionId, sequence: session?.sequence });
    // As if the process had been killed before its guild was written.
    await cacheStore.removeGuild(key, loom.id);
    await cacheStore.saveCheckpoint(key, 0, { sessionId: session?.sessionId ?? '', sequence: 1, shardCount: 1 });

    const second = group();
    await start(second);
    expect(discord.log.resumes('alpha').map(({ d }) => (d as { seq: number }).seq)).toEqual([1]);
    expect(second.cache.guilds.get(loom.id)?.name).toBe('Loom');
  });

  it('begins a new session rather than one whose guilds it cannot know', async () => {
    await start(group());
    await hubs[0]?.stop({ resumable: true });
    const second = group({ cacheStore: new MemoryCacheStore() });
    await start(second);
    expect(discord.log.resumes('alpha')).toHaveLength(0);
    expect(second.cache.guilds.size).toBe(1);
    await second.stop({ resumable: true });

    // Nothing is remembered, so nothing can be missing.
    await group({ cache: 'off', intents: ['Guilds'], cacheStore: undefined }).start();
    expect(discord.log.resumes('alpha')).toHaveLength(1);
  });

  it('knows in a new session what was different before: guilds that were joined meanwhile are joins', async () => {
    await start(group());
    await hubs[0]?.stop();
    const weave = discord.createGuild({ name: 'Weave' });
    weave.addBot(account);
    const second = group();
    const joined = second.dispatcher.waitFor(GuildJoinEvent);
    const available = second.dispatcher.waitFor(GuildAvailableEvent);
    await start(second);
    expect((await joined).guildId).toBe(weave.id);
    expect((await available).guildId).toBe(loom.id);
  });

  it('can be read by others while it runs, from files', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corduroy-cache-'));
    try {
      const first = group({ cacheStore: new FileCacheStore(directory) });
      await start(first);
      await first.stop();
      const names: string[] = [];
      for await (const { payload } of new FileCacheStore(directory).guilds(sessionKey(account.token))) {
        names.push(`${payload.name} with ${payload.channels?.length} channels`);
      }
      expect(names).toEqual([`Loom with ${loom.channels.length} channels`]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('starts all the same when the store fails', async () => {
    const broken = new MemoryCacheStore();
    broken.checkpoints = () => Promise.reject(new Error('the disk is gone'));
    broken.saveGuild = () => Promise.reject(new Error('the disk is gone'));
    const one = group({ cacheStore: broken });
    await start(one);
    expect(one.cache.guilds.size).toBe(1);
  });
});
