/** Shards: who may identify when, how many are recommended, and where events go. */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot } from '../../../src/testing/simulator';
import { caller, RawClient } from './support';

const guildOn = (shard: number, count: number, round = 0): string => String(BigInt(shard + round * count) << 22n || 1n);

describe('shards', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({
      clock,
      gateway: { maxConcurrency: 2, guildsPerShard: 4, sessionStart: { total: 6 } },
      rest: { limits: false },
    });
    bot = discord.createBot({ name: 'Alpha', shards: 4 });
    for (let shard = 0; shard < 4; shard += 1) discord.createGuild({ name: `On ${shard}`, id: guildOn(shard, 4, 1) });
  });
  afterEach(() => discord.close());

  const connect = (): RawClient => new RawClient(discord.gatewayUrl);

  it('identify two at a time in buckets of five seconds; who is too soon is told by op 9 and may try again', async () => {
    const shards = [connect(), connect(), connect(), connect()];
    for (const id of [0, 1]) await shards[id]?.ready(bot, { shard: [id, 4] });
    for (const id of [2, 3]) {
      await shards[id]?.identify(bot, { shard: [id, 4] });
      expect((await shards[id]?.op(9))?.d).toBe(false);
    }
    await clock.advance(5_000);
    for (const id of [2, 3]) await shards[id]?.ready(bot, { shard: [id, 4] });
    for (const [id, shard] of shards.entries()) {
      expect((await shard.event('GUILD_CREATE')).d.name).toBe(`On ${id}`);
      expect((await shard.event('READY')).d.shard).toEqual([id, 4]);
    }
  });

  it('are counted against the budget of the day; the one too many costs the token', async () => {
    const call = caller(discord, bot);
    expect((await call('GET', '/gateway/bot')).body).toMatchObject({
      shards: 4,
      session_start_limit: { total: 6, remaining: 6, max_concurrency: 2 },
    });
    for (let count = 0; count < 6; count += 1) {
      await connect().ready(bot);
      await clock.advance(5_000);
    }
    expect((await call('GET', '/gateway/bot')).body).toMatchObject({ session_start_limit: { remaining: 0 } });
    const old = bot.token;
    const client = connect();
    await client.identify(bot);
    expect((await client.close()).code).toBe(4004);
    expect(bot.token).not.toBe(old);
    expect((await call('GET', '/gateway/bot')).status).toBe(200);
  });

  it('can be recommended in another number while the bot runs', async () => {
    bot.recommendShards(8);
    expect((await caller(discord, bot)('GET', '/gateway/bot')).body).toMatchObject({ shards: 8 });
    expect(() => {
      bot.recommendShards(0);
    }).toThrow('0 shards');
  });

  it('are refused by 4011 when they would hold too many guilds, and let in when there are more of them', async () => {
    for (let round = 2; round < 6; round += 1) discord.createGuild({ name: `More ${round}`, id: guildOn(0, 4, round) });
    const client = connect();
    await client.identify(bot, { shard: [0, 4] });
    expect((await client.close()).code).toBe(4011);
    await clock.advance(5_000);
    await connect().ready(bot, { shard: [0, 8] });
  });

  it('of different counts can be open at once; what is of no guild goes to shard 0 of each', async () => {
    const alice = discord.guild('On 1').addMember('alice');
    const [whole, zero] = [connect(), connect()];
    await whole.ready(bot);
    await clock.advance(5_000);
    await zero.ready(bot, { shard: [0, 2] });
    const one = connect();
    await one.ready(bot, { shard: [1, 2] });
    await alice.say('general', 'to the guild');
    await alice.dm(bot, 'directly');
    await one.event('MESSAGE_CREATE');
    await zero.event('MESSAGE_CREATE');
    await whole.event('MESSAGE_CREATE', 2);
    const heard = (client: RawClient): unknown[] =>
      client.frames.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d.content);
    expect([heard(whole), heard(zero), heard(one)]).toEqual([
      ['to the guild', 'directly'],
      ['directly'],
      ['to the guild'],
    ]);
  });
});
