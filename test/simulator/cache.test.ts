/** What groups remember of a live Discord: lookups, sharing between bots, what goes, and what is derived from it. */
import {
  CHANNELS,
  type ClientGroup,
  ClientHub,
  type ClientGroupOptions,
  GroupReadyEvent,
  GuildAvailableEvent,
  GUILDS,
  GuildLeaveEvent,
  MemberNicknameChangeEvent,
  MessageCreateEvent,
  nullLogger,
  ThreadCloseEvent,
  USERS,
  VoiceStateUpdateEvent,
} from 'corduroy';
import { DiscordSimulator, type SimGuild, type SimMember } from 'corduroy/testing';
import { quickQueue, quickSessions } from '../support/quick-sessions';
import { eventually } from './support/waiting';

describe('the cache of a group on a live Discord', () => {
  let discord: DiscordSimulator;
  let hub: ClientHub;
  let loom: SimGuild;
  let alice: SimMember;

  beforeEach(async () => {
    discord = await DiscordSimulator.start(quickSessions());
    loom = discord.createGuild({ name: 'Loom' });
    alice = loom.addMember('alice');
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
  });
  afterEach(async () => {
    await hub.stop();
    await discord.close();
  });

  function group(name: string, options: ClientGroupOptions = {}): ClientGroup {
    const account = discord.createBot({ name });
    loom.addBot(account, { permissions: ['Administrator'] });
    return hub.createClientGroup(name, account.token, { identifyQueue: quickQueue(), ...options });
  }

  /** Starts, and waits until every group has its guilds. */
  async function start(...groups: ClientGroup[]): Promise<void> {
    const ready = groups.map((one) => one.dispatcher.waitFor(GroupReadyEvent));
    await hub.start();
    await Promise.all(ready);
  }

  it('shows the guild and the channel of an event, and the people in voice, from their ids alone [seed 97] [seed 110]', async () => {
    const alpha = group('alpha', { intents: { add: ['GuildMessages', 'GuildVoiceStates'] } });
    await start(alpha);
    const message = alpha.dispatcher.waitFor(MessageCreateEvent);
    await alice.say('general', 'hello');
    const event = await message;
    expect(event.guild?.name).toBe('Loom');
    expect(event.channel?.name).toBe('general');
    expect(event.channel?.id).toBe(event.channelId);
    expect(event.channel?.raw).toBe(event.guild?.channels.get(event.channelId)?.raw);

    const voice = alpha.dispatcher.waitFor(VoiceStateUpdateEvent);
    await alice.joinVoice(loom.createChannel({ name: 'lounge', type: 'voice' }));
    const state = await voice;
    expect(state.channel?.id).toBe(state.channelId);
    expect(state.user?.username).toBe('alice');
    expect(alpha.cache.users.get(alice.id)?.raw).toBe(alpha.cache.members(loom.id).get(alice.id)?.user.raw);
    expect(state.guild?.voiceStates.get(alice.id)?.member?.displayName).toBe('alice');

    await alice.leaveVoice();
    await eventually('alice to be forgotten', () => !alpha.cache.users.has(alice.id));
    expect(state.guild?.voiceStates.size).toBe(0);
  });

  it('holds one channel for two bots, and lets go of it when it is deleted [seed 111]', async () => {
    const [alpha, beta] = [group('alpha'), group('beta')];
    await start(alpha, beta);
    const { id } = loom.channel('general');
    expect(alpha.cache.channels.get(id)?.raw).toBe(beta.cache.channels.get(id)?.raw);
    expect(CHANNELS.get(id)?.raw).toBe(alpha.cache.channels.get(id)?.raw);
    expect(alpha.cache.guilds.get(loom.id)?.raw).toBe(beta.cache.guilds.get(loom.id)?.raw);
    expect(GUILDS.get(loom.id)?.channels.get(id)?.name).toBe('general');

    await loom.channel('general').edit({ name: 'lobby' });
    await eventually('both to know', () =>
      [alpha, beta].every(({ cache }) => cache.channels.get(id)?.name === 'lobby'),
    );
    expect(alpha.cache.channels.get(id)?.raw).toBe(beta.cache.channels.get(id)?.raw);

    await loom.channel(id).delete();
    await eventually('both to forget', () => [alpha, beta].every(({ cache }) => !cache.channels.has(id)));
    expect(CHANNELS.get(id)).toBeUndefined();
  });

  it('gives the second argument for what nobody remembers [seed 112]', async () => {
    await start(group('alpha'));
    expect(CHANNELS.get('1', null)).toBeNull();
    expect(CHANNELS.get('1')).toBeUndefined();
    expect(USERS.get('1', 'nobody')).toBe('nobody');
  });

  it('binds views of the process to no group, until .as(group)', async () => {
    const alpha = group('alpha');
    await start(alpha);
    const channel = CHANNELS.get(loom.channel('general').id);
    expect(() => channel?.send('hi')).toThrow(/\.as\(group\)/);
    await channel?.as(alpha).send('hi');
    expect((await discord.nextMessage()).content).toBe('hi');
    await alpha.cache.channels.find(({ name }) => name === 'general')?.send('there');
    expect((await discord.nextMessage()).content).toBe('there');
  });

  it('empties with a stop, and with a start that failed', async () => {
    const alpha = group('alpha');
    await start(alpha);
    expect(GUILDS.size).toBe(1);
    await hub.stop();
    expect(GUILDS.size).toBe(0);
    expect(alpha.cache.guilds.size).toBe(0);
    expect([...USERS]).toEqual([]);

    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    hub.createClientGroup('beta', discord.createBot({ name: 'beta' }).token, {
      providers: [{ provide: 'broken', useFactory: () => Promise.reject(new Error('no')) }],
    });
    await expect(hub.start()).rejects.toThrow();
    expect(GUILDS.size).toBe(0);
  });

  it('forgets who left voice while the session was lost: no phantoms [seed 118]', async () => {
    const lounge = loom.createChannel({ name: 'lounge', type: 'voice' });
    const bob = loom.addMember('bob');
    await alice.joinVoice(lounge);
    await bob.joinVoice(lounge);
    const alpha = group('alpha', { cache: { voiceStates: 'all' } });
    await start(alpha);
    expect(alpha.cache.voiceStates(loom.id).map(({ userId }) => userId)).toEqual([alice.id, bob.id]);

    const again = alpha.dispatcher.waitFor(GroupReadyEvent);
    // The session is gone, so that what happens meanwhile is never told.
    discord.faults.gateway.close(4009);
    await alice.leaveVoice();
    await again;
    expect(alpha.cache.voiceStates(loom.id).map(({ userId }) => userId)).toEqual([bob.id]);
    expect(alpha.cache.users.has(alice.id)).toBe(false);
  });

  it('tells when the group has its guilds, what became of them, and what changed', async () => {
    const alpha = group('alpha', {
      intents: { add: ['GuildMembers'] },
      cache: { members: 'all' },
    });
    const available = alpha.dispatcher.waitFor(GuildAvailableEvent);
    const ready = alpha.dispatcher.waitFor(GroupReadyEvent);
    const renamed = alpha.dispatcher.waitFor(MemberNicknameChangeEvent);
    const closed = alpha.dispatcher.waitFor(ThreadCloseEvent);
    const left = alpha.dispatcher.waitFor(GuildLeaveEvent);
    await hub.start();
    expect((await available).guild?.name).toBe('Loom');
    expect(await ready).toMatchObject({ guildIds: [loom.id], missingGuildIds: [], shardIds: [0] });

    await alpha.client.members.iterate(loom.id).toArray();
    const thread = await alice.startThread('general', { name: 'talk' });
    await eventually('the thread', () => alpha.cache.channels.has(thread.id));
    await alpha.client.channels.edit(thread.id, { archived: true });
    expect((await closed).before.threadMetadata?.archived).toBe(false);
    expect(alpha.cache.guilds.get(loom.id)?.threads.size).toBe(0);

    await alpha.client.members.edit(loom.id, alpha.user?.id ?? '', { nick: 'first' });
    const event = await renamed;
    expect([event.before.nick ?? null, event.after.nick]).toEqual([null, 'first']);

    await loom.kick(alpha.user ?? '');
    expect((await left).before?.name).toBe('Loom');
    expect(alpha.cache.guilds.size).toBe(0);
    expect(alpha.cache.channels.size).toBe(0);
  });

  it('keeps nothing and asks for nothing when it is off', async () => {
    const alpha = group('alpha', { cache: 'off' });
    await hub.start();
    expect(discord.log.identifies('alpha')[0]?.d).toMatchObject({ intents: 0 });
    expect(alpha.cache.report().records).toBe(0);
  });
});
