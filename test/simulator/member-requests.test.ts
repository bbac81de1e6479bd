/** Members, sounds and channel information, asked for through the gateway on real sockets. */
import { type ClientGroup, type ClientGroupOptions, ClientHub, type Guild, nullLogger } from 'corduroy';
import { DiscordSimulator, type SimBot, type SimGuild } from 'corduroy/testing';
import { type Clock, systemClock, type Timer } from 'corduroy/util';

/** Runs like the system's, and can be set forward. */
class SettableClock implements Clock {
  aheadMs = 0;

  now(): number {
    return systemClock.now() + this.aheadMs;
  }

  wallMs(): number {
    return systemClock.wallMs() + this.aheadMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    return systemClock.setTimer(delayMs, callback);
  }
}

const EVERYTHING: ClientGroupOptions = { intents: ['Guilds', 'GuildMembers', 'GuildPresences'] };
const REQUEST_MEMBERS = 8;

describe('requests through the gateway of a live Discord', () => {
  let discord: DiscordSimulator;
  let clock: SettableClock;
  let bot: SimBot;
  let sim: SimGuild;
  const hubs: ClientHub[] = [];

  beforeEach(async () => {
    clock = new SettableClock();
    discord = await DiscordSimulator.start({ clock });
    bot = discord.createBot({ name: 'alpha' });
    sim = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  });
  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.stop()));
    await discord.close();
  });

  async function start(options: ClientGroupOptions = EVERYTHING): Promise<ClientGroup> {
    const hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    hubs.push(hub);
    const group = hub.createClientGroup('alpha', bot.token, options);
    await hub.start();
    return group;
  }

  /** The guild as a view of a running group. */
  async function guildOf(group: ClientGroup): Promise<Guild> {
    return group.client.guilds.get(sim.id);
  }

  /** Lets members in until there are so many; the owner and the bot are there already. */
  function fill(count: number): void {
    for (let i = 2; i < count; i += 1) sim.addMember(`member ${i}`);
  }

  const asked = (): number => discord.log.frames({ op: REQUEST_MEMBERS }).length;

  it('gather 2,500 members from three chunks, as views of the guild', async () => {
    fill(2_500);
    const guild = await guildOf(await start());
    const members = await guild.members.fetch({ presences: true });
    expect(members.size).toBe(2_500);
    const member = members.get(sim.member('member 2400').id);
    expect(member).toMatchObject({ displayName: 'member 2400', guildId: sim.id });
    expect(members.presences.size).toBeGreaterThan(0);
    expect(asked()).toBe(1);
  });

  it('give chunks as they come', async () => {
    fill(2_500);
    const guild = await guildOf(await start());
    const sizes: number[] = [];
    for await (const chunk of guild.members.stream()) {
      expect(chunk).toMatchObject({ arrived: sizes.length + 1, expected: 3 });
      sizes.push(chunk.size);
    }
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('find members by name and by id, and tell ids that nobody has', async () => {
    const alice = sim.addMember('alice');
    sim.addMember('bob');
    const guild = await guildOf(await start({ intents: ['Guilds'] }));
    const byName = await guild.members.fetch({ query: 'ali', limit: 10 });
    expect(byName.map(({ id }) => id)).toEqual([alice.id]);
    const unknown = '100000000000000001';
    const byId = await guild.members.fetch({ userIds: [alice.id, unknown] });
    expect(byId.get(alice.id)?.displayName).toBe('alice');
    expect(byId.notFound).toEqual([unknown]);
    expect((await guild.members.fetch(alice.id))?.displayName).toBe('alice');
    expect(await guild.members.fetch(unknown)).toBeUndefined();
  });

  it('ask once for what several want at the same time', async () => {
    fill(1_200);
    const guild = await guildOf(await start());
    const all = await Promise.all([guild.members.fetch(), guild.members.fetch(), guild.members.fetch()]);
    expect(all.map(({ size }) => size)).toEqual([1_200, 1_200, 1_200]);
    expect(asked()).toBe(1);
  });

  it('wait as long as RATE_LIMITED says, and ask again', async () => {
    fill(1_200);
    // Two programs with one token: neither knows when the other asked.
    const first = await guildOf(await start());
    const second = await guildOf(await start());
    await first.members.fetch();
    clock.aheadMs += 29_600;
    const askedAtMs = systemClock.now();
    const members = await second.members.fetch();
    expect(members.size).toBe(1_200);
    expect(systemClock.now() - askedAtMs).toBeGreaterThan(300);
    expect(asked()).toBe(3);
  });

  it('survive a RESUME in the middle of an answer, and ask no second time', async () => {
    fill(2_500);
    const group = await start();
    const guild = await guildOf(group);
    const { sessionId } = group.gateway;
    discord.faults.gateway.drop({ afterEvents: 1 });
    const members = await guild.members.fetch();
    expect(members.size).toBe(2_500);
    expect(asked()).toBe(1);
    expect(group.gateway.sessionId).toBe(sessionId);
    expect(discord.log.resumes().length).toBeGreaterThan(0);
  }, 30_000);

  it('ask again when the connection broke under the command and a new session begins', async () => {
    const alice = sim.addMember('alice');
    const group = await start();
    const guild = await guildOf(group);
    // The connection breaks while the command is on its way, and the session is forgotten.
    discord.faults.gateway.drop();
    discord.faults.gateway.expireSessions();
    const found = guild.members.fetch({ userIds: [alice.id] });
    expect((await found).has(alice.id)).toBe(true);
    expect(discord.log.identifies()).toHaveLength(2);
    expect(asked()).toBe(1);
  }, 30_000);

  it('tell at once which intent is missing', async () => {
    const guild = await guildOf(await start({ intents: ['Guilds'] }));
    await expect(guild.members.fetch()).rejects.toMatchObject({ code: 'GATEWAY_REQUEST_INTENT_MISSING' });
    expect(asked()).toBe(0);
  });

  it('ask for soundboards and for what voice channels are about', async () => {
    const other = discord.createGuild({ name: 'Mill' });
    const group = await start();
    const guild = await guildOf(group);
    const { client } = group;
    const [sounds, none] = await Promise.all([
      guild.soundboardSounds.fetch(),
      client.guilds.get(other.id).then((mill) => mill.soundboardSounds.fetch()),
    ]);
    expect([sounds, none]).toEqual([[], []]);
    const talk = sim.channel('Talk');
    expect(await guild.fetchChannelInfo()).toEqual([{ id: talk.id, status: null, voiceStartTime: null }]);
  });
});
