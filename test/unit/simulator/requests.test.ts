/** What clients ask of the gateway: members (op 8), sounds (op 31) and passing facts about channels (op 43). */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { EVERY_INTENT, type Payload, RawClient } from './support';

const PRESENCES = 1 << 8;
const MEMBERS = 1 << 1;

describe('a request', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;

  beforeEach(async () => {
    clock = new ManualClock(1_700_000_000_000);
    discord = await DiscordSimulator.start({ clock, gateway: { maxConcurrency: 16 } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({
      name: 'Loom',
      channels: ['general', { name: 'Talk', type: 'voice' }, { name: 'Tea', type: 'voice' }],
    });
  });
  afterEach(() => discord.close());

  const ready = async (intents = EVERY_INTENT): Promise<RawClient> => {
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot, { intents });
    return client;
  };
  /** Everything that was heard once the server has answered to a heartbeat sent now. */
  const answers = async (client: RawClient, name: string): Promise<Payload[]> => {
    const acks = client.frames.filter(({ op }) => op === 11).length;
    client.send(1, null);
    await client.count(11, acks + 1);
    return client.frames.filter(({ t }) => t === name).map(({ d }) => d);
  };

  describe('for members', () => {
    const chunks = (client: RawClient): Promise<Payload[]> => answers(client, 'GUILD_MEMBERS_CHUNK');
    const ask = (client: RawClient, more: object): void => {
      client.send(8, { guild_id: guild.id, ...more });
    };

    it('is answered in chunks of a thousand, each of which says where it stands', async () => {
      for (let index = 0; index < 2_100; index += 1) guild.addMember(`person ${index}`);
      const client = await ready();
      ask(client, { query: '', limit: 0, nonce: 'n'.repeat(32) });
      const told = await chunks(client);
      expect(told.map(({ members }) => members.length)).toEqual([1_000, 1_000, 102]);
      expect(told.map((each) => [each.chunk_index, each.chunk_count, each.nonce])).toEqual(
        [0, 1, 2].map((index) => [index, 3, 'n'.repeat(32)]),
      );
      expect(told[0]?.presences).toBeUndefined();
    });

    it('by id is answered for a hundred at most, with those that are not there', async () => {
      const people = Array.from({ length: 101 }, (_none, index) => guild.addMember(`person ${index}`).id);
      const client = await ready();
      ask(client, { user_ids: ['1', ...people] });
      ask(client, { user_ids: people[0], presences: true });
      const [many, one] = await chunks(client);
      expect(many?.members).toHaveLength(99);
      expect(many?.not_found).toEqual(['1']);
      expect(one).toMatchObject({ members: [{ user: { id: people[0] } }], not_found: [], presences: [{}] });
    });

    it('by name is answered for a hundred at most, and for as many as were asked for', async () => {
      for (let index = 0; index < 120; index += 1) guild.addMember(`person ${index}`);
      const client = await ready();
      for (const limit of [0, 3, 5_000]) ask(client, { query: 'PERSON', limit });
      ask(client, { query: 'nobody', limit: 1 });
      expect((await chunks(client)).map(({ members }) => members.length)).toEqual([100, 3, 100, 0]);
    });

    it('for presences needs the intent, for everybody the other', async () => {
      const client = await ready(EVERY_INTENT & ~PRESENCES & ~MEMBERS);
      ask(client, { query: '', limit: 0 });
      ask(client, { query: '', limit: 5 });
      ask(client, { query: 'own', limit: 1, presences: true });
      const told = await chunks(client);
      expect(told).toHaveLength(1);
      expect(told[0]?.presences).toBeUndefined();
    });

    it('for everybody is granted once in 30 seconds for a guild and a bot, whichever shard asks', async () => {
      const client = await ready();
      await clock.advance(5_000);
      const second = await ready();
      ask(client, { query: '', limit: 0 });
      await chunks(client);
      await clock.advance(10_000);
      ask(second, { query: '', limit: 0, nonce: 'again' });
      expect(await answers(second, 'RATE_LIMITED')).toEqual([
        { opcode: 8, retry_after: 20, meta: { guild_id: guild.id, nonce: 'again' } },
      ]);
      ask(second, { query: 'own', limit: 1 });
      expect(await chunks(second)).toHaveLength(1);
      await clock.advance(20_000);
      ask(second, { query: '', limit: 0 });
      expect(await chunks(second)).toHaveLength(2);
    });

    it.each([
      ['neither names nor ids', {}],
      ['both', { query: 'a', limit: 1, user_ids: ['1'] }],
      ['a name without a limit', { query: 'a' }],
      ['ids that are no texts', { user_ids: [1] }],
      ['several guilds', { guild_id: ['1'], query: 'a', limit: 1 }],
    ])('with %s ends the connection', async (_what, more) => {
      const client = await ready();
      ask(client, more);
      expect((await client.close()).code).toBe(4002);
    });

    it('about a guild that the bot is not in is not answered', async () => {
      const client = await ready();
      ask(client, { guild_id: '1', query: 'a', limit: 1 });
      expect(await chunks(client)).toEqual([]);
    });
  });

  it('for sounds is answered once for each guild', async () => {
    const other = discord.createGuild({ name: 'Other' });
    const { id } = await guild.expressions.createSound('Clack');
    const client = await ready();
    client.send(31, { guild_ids: [guild.id, other.id, guild.id, '1'] });
    const told = await answers(client, 'SOUNDBOARD_SOUNDS');
    expect(told.map(({ guild_id: guildId }) => guildId)).toEqual([guild.id, other.id]);
    expect(told[0]).toMatchObject({ soundboard_sounds: [{ sound_id: id, name: 'Clack', guild_id: guild.id }] });
    client.send(31, { guild_ids: [7] });
    expect((await client.close()).code).toBe(4002);
  });

  it('for channel info is answered with the fields that were asked for, of voice channels that can be seen', async () => {
    const alice = guild.addMember('alice');
    await guild.channel('Tea').overwrite({ for: guild.everyone, deny: ['ViewChannel'] });
    const client = await ready();
    const talk = guild.channel('Talk');
    await alice.joinVoice('Talk');
    await talk.setVoiceStatus('Spinning');
    client.send(43, { guild_id: guild.id, fields: ['voice_start_time'] });
    client.send(43, { guild_id: guild.id, fields: ['status', 'something new'] });
    expect(await answers(client, 'CHANNEL_INFO')).toEqual([
      { guild_id: guild.id, channels: [{ id: talk.id, voice_start_time: 1_700_000_000 }] },
      { guild_id: guild.id, channels: [{ id: talk.id, status: 'Spinning' }] },
    ]);
    client.send(43, { guild_id: guild.id, fields: 'status' });
    expect((await client.close()).code).toBe(4002);
  });

  it('is not needed to hear when voice begins and ends', async () => {
    const [alice, bob] = [guild.addMember('alice'), guild.addMember('bob')];
    const client = await ready();
    await alice.joinVoice('Talk');
    await clock.advance(5_000);
    await bob.joinVoice('Talk');
    await guild.channel('Talk').setVoiceStatus('Spinning');
    await alice.joinVoice('Tea');
    await bob.leaveVoice();
    const told = (await answers(client, 'VOICE_CHANNEL_START_TIME_UPDATE')).map((each) => [
      each.id,
      each.voice_start_time,
    ]);
    const [talk, tea] = [guild.channel('Talk').id, guild.channel('Tea').id];
    expect(told).toEqual([
      [talk, 1_700_000_000],
      [tea, 1_700_000_005],
      [talk, null],
    ]);
    expect((await answers(client, 'VOICE_CHANNEL_STATUS_UPDATE')).map(({ status }) => status)).toEqual([
      'Spinning',
      null,
    ]);
  });
});
