/** Bursts over real sockets: as much under way at once as the limits let through, and never a 429. */
import { InvalidRequestGuard, RestClient, type Transport, UndiciTransport } from 'corduroy/rest';
import { DiscordSimulator } from 'corduroy/testing';

/** Counts what is under way. */
class Counting implements Transport {
  most = 0;
  private underWay = 0;

  constructor(private readonly next: Transport) {}

  async send(...call: Parameters<Transport['send']>): ReturnType<Transport['send']> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    try {
      return await this.next.send(...call);
    } finally {
      this.underWay -= 1;
    }
  }

  close(): Promise<void> {
    return this.next.close();
  }
}

describe('a burst on a Discord that is some way off', () => {
  it('into channels that were never written to goes as one in each, and draws no 429', async () => {
    await using discord = await DiscordSimulator.start({ rest: { latencyMs: 40 } });
    const bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
    const guild = discord.createGuild({ name: 'Loom', channels: ['known', 'a', 'b', 'c'] });
    await using own = new UndiciTransport();
    const transport = new Counting(own);
    await using client = new RestClient(bot.token, {
      api: discord.apiUrl,
      transport,
      invalidRequests: new InvalidRequestGuard(),
    });
    await client.messages.create(guild.channel('known').id, { content: 'first' });
    transport.most = 0;
    const calls = ['a', 'b', 'c'].flatMap((name) =>
      Array.from({ length: 5 }, (_, n) =>
        client.messages.create(guild.channel(name).id, { content: `${n}` }, { order: 'any' }),
      ),
    );
    await Promise.all(calls);
    expect(transport.most).toBe(15);
    expect(discord.log.requests({ method: 'POST' }).map(({ status }) => status)).toEqual(Array(16).fill(200));
  });

  it('of two hundred calls on six routes stays within every limit and the global one', async () => {
    const limits = {
      'POST /channels/{}/messages': { limit: 5, windowMs: 300 },
      'GET /channels/{}/messages': { limit: 5, windowMs: 200 },
      'GET /channels/{}': { limit: 3, windowMs: 250 },
      'GET /guilds/{}': { limit: 4, windowMs: 150 },
    };
    // The client leaves more room than there is; the simulator counts in windows that begin when it likes.
    await using discord = await DiscordSimulator.start({
      rest: { limits, globalPerSecond: 100, latencyMs: 5, jitterMs: 20 },
    });
    const bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
    const guild = discord.createGuild({ name: 'Loom', channels: ['a', 'b'] });
    await using client = new RestClient(bot.token, { api: discord.apiUrl, invalidRequests: new InvalidRequestGuard() });
    const [a, b] = [guild.channel('a').id, guild.channel('b').id];
    const kinds: readonly (() => Promise<unknown>)[] = [
      () => client.messages.create(a, { content: 'x' }, { order: 'any' }),
      () => client.messages.create(b, { content: 'x' }, { order: 'any' }),
      () => client.messages.list(a),
      () => client.channels.get(b),
      () => client.guilds.get(guild.id),
      () => client.users.me(),
    ];
    await Promise.all(Array.from({ length: 200 }, (_, n) => kinds[n % kinds.length]!()));
    expect(discord.log.requests().filter(({ status }) => status !== 200)).toEqual([]);
    expect(discord.log.requests()).toHaveLength(200);
  }, 30_000);
});
