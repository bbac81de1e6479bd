/** Faults of the gateway: whom they strike, what they do to events and links, and that they end. */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from '../../../src/testing/simulator';
import { RawClient, refusedStatus } from './support';

describe('faults of the gateway', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let alice: SimMember;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock, gateway: { maxConcurrency: 16 } });
    bot = discord.createBot({ name: 'Alpha' });
    // On shard 1 of 2.
    guild = discord.createGuild({ name: 'Loom', id: String(1n << 22n) });
    alice = guild.addMember('alice');
  });
  afterEach(() => discord.close());

  const connect = (query?: string): RawClient => new RawClient(discord.gatewayUrl, query);
  const ready = async (more: object = {}): Promise<RawClient> => {
    const client = connect();
    await client.ready(bot, more);
    return client;
  };
  const here = async (): Promise<RawClient> => {
    const client = await ready();
    await client.event('GUILD_CREATE');
    return client;
  };
  /** What was said, as a client heard it: sequence number and content. */
  const said = (client: RawClient): unknown[][] =>
    client.frames.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ s, d }) => [s, d.content]);

  it('strike the shard that is named', async () => {
    const [first, second] = [await ready({ shard: [0, 2] }), await ready({ shard: [1, 2] })];
    expect(discord.faults.gateway.reconnect({ bot, shard: 1 })).toBe(1);
    await second.op(7);
    expect(first.frames.some(({ op }) => op === 7)).toBe(false);
    expect(discord.faults.gateway.close(4000, { shard: [0, 3] })).toBe(1);
    expect((await first.close()).code).toBe(4000);
  });

  it('count events only of the shard that is named', async () => {
    const [first, second] = [await ready({ shard: [0, 2] }), await ready({ shard: [1, 2] })];
    await second.event('GUILD_CREATE');
    discord.faults.gateway.close(4000, { shard: 1, afterEvents: 1 });
    await alice.dm(bot, 'to shard 0');
    await first.event('MESSAGE_CREATE');
    expect(first.closed).toBeUndefined();
    await alice.say('general', 'to shard 1');
    expect((await second.close()).code).toBe(4000);
  });

  it('lose acknowledgements for a while', async () => {
    const client = await here();
    discord.faults.gateway.loseAcks(1_000);
    client.send(1, null);
    await discord.waitFor((entry) => entry.kind === 'frame' && entry.op === 1);
    await clock.advance(1_000);
    client.send(1, null);
    await client.op(11);
    expect(client.frames.filter(({ op }) => op === 11)).toHaveLength(1);
  });

  it('let HELLO and READY come late', async () => {
    discord.faults.gateway.delayHello(500);
    discord.faults.gateway.delayReady(300, { bot });
    const client = connect();
    await discord.waitFor((entry) => entry.kind === 'connection' && entry.event === 'opened');
    await clock.advance(499);
    expect(client.frames).toEqual([]);
    await clock.advance(1);
    await client.identify(bot);
    await discord.waitFor((entry) => entry.kind === 'frame' && entry.op === 2);
    await clock.advance(299);
    expect(client.names()).toEqual([]);
    await clock.advance(1);
    await client.event('READY');
    discord.faults.gateway.clear();
    await clock.advance(5_000);
    await here();
  });

  describe('of events', () => {
    it('repeat them under a number of their own, or as the same frame', async () => {
      const client = await here();
      const stop = discord.faults.gateway.events.repeat({ times: 1 });
      await alice.say('general', 'one');
      stop();
      discord.faults.gateway.events.repeat({ sameSequence: true, times: 1 });
      await alice.say('general', 'two');
      await alice.say('general', 'three');
      await client.event('MESSAGE_CREATE', 5);
      expect(said(client)).toEqual([
        [3, 'one'],
        [4, 'one'],
        [5, 'two'],
        [5, 'two'],
        [6, 'three'],
      ]);
    });

    it('swap neighbours, and let one that stays alone come by itself', async () => {
      const client = await here();
      const { events } = discord.faults.gateway;
      events.swap({ times: 1 });
      await alice.say('general', 'one');
      await alice.say('general', 'two');
      events.swap({ times: 1 });
      await alice.say('general', 'alone');
      await client.event('MESSAGE_CREATE', 2);
      expect(said(client)).toEqual([
        [3, 'two'],
        [4, 'one'],
      ]);
      await clock.advance(100);
      await client.event('MESSAGE_CREATE', 3);
      expect(said(client).at(-1)).toEqual([5, 'alone']);
    });

    it('swap only what a test lets change places', async () => {
      const client = await here();
      discord.faults.gateway.events.swap({
        when: ({ data }, later) =>
          (data as { content: string }).content !== (later?.data as { content: string } | undefined)?.content,
        times: 1,
      });
      await alice.say('general', 'same');
      await alice.say('general', 'same');
      await client.event('MESSAGE_CREATE', 2);
      const [first, second] = client.frames.filter(({ t }) => t === 'MESSAGE_CREATE');
      expect(BigInt(first?.d.id ?? 0) < BigInt(second?.d.id ?? 0)).toBe(true);
    });

    it('lose them without a gap', async () => {
      const client = await here();
      discord.faults.gateway.events.lose({ when: ({ name }) => name === 'MESSAGE_CREATE', times: 1 });
      await alice.say('general', 'lost');
      await alice.say('general', 'heard');
      await client.event('MESSAGE_CREATE');
      expect(said(client)).toEqual([[3, 'heard']]);
    });

    it('end with clear(), which lets go of what waits', async () => {
      const client = await here();
      discord.faults.gateway.events.swap();
      await alice.say('general', 'one');
      discord.faults.gateway.clear();
      await client.event('MESSAGE_CREATE');
      await alice.say('general', 'two');
      await client.event('MESSAGE_CREATE', 2);
      expect(said(client).map(([, content]) => content)).toEqual(['one', 'two']);
    });

    it('refuse chances that are none', () => {
      expect(() => discord.faults.gateway.events.lose({ chance: 2 })).toThrow('a chance of 2');
      expect(() => discord.faults.gateway.events.lose({ times: 0 })).toThrow('strikes 0 times');
    });
  });

  describe('of links', () => {
    it('let bytes trickle, and bring all in order', async () => {
      const client = await here();
      expect(discord.faults.gateway.trickle({ bytes: 40, everyMs: 10 })).toBe(1);
      const telling = Promise.all(['one', 'two'].map((text) => alice.say('general', text)));
      await clock.advance(10);
      expect(said(client)).toEqual([]);
      await clock.advance(2_000);
      await telling;
      await client.event('MESSAGE_CREATE', 2);
      expect(said(client).map(([, content]) => content)).toEqual(['one', 'two']);
      expect(() => discord.faults.gateway.trickle({ bytes: 0 })).toThrow('stall()');
    });

    it('let a link stand still, also for what the client sends, until the time is over', async () => {
      const client = await here();
      discord.faults.gateway.stall(1_000, { bot });
      const telling = alice.say('general', 'late');
      client.send(1, null);
      await clock.advance(999);
      expect(said(client)).toEqual([]);
      expect(discord.log.frames({ op: 1 })).toEqual([]);
      await clock.advance(1);
      await telling;
      await client.event('MESSAGE_CREATE');
      await client.op(11);
    });

    it('bring what trickles at once when they end, and the close after it', async () => {
      const client = await here();
      discord.faults.gateway.trickle({ everyMs: 1_000 });
      const telling = alice.say('general', 'soon');
      await clock.advance(0);
      discord.faults.gateway.close(4000);
      await clock.advance(0);
      expect(client.closed).toBeUndefined();
      discord.faults.gateway.clear();
      await telling;
      expect((await client.close()).code).toBe(4000);
      expect(said(client)).toHaveLength(1);
    });

    it.each([true, false])('reset the connection, in the middle of a frame: %s', async (midFrame) => {
      const client = await here();
      discord.faults.gateway.drop({ midFrame, reset: true });
      expect((await client.close()).code).toBe(1006);
    });
  });

  describe('of the server', () => {
    it('restart it with sessions kept', async () => {
      const client = await ready();
      const { d } = await client.event('READY');
      await client.event('GUILD_CREATE');
      discord.faults.gateway.restart({ downMs: 2_000 });
      expect((await client.close()).code).toBe(1006);
      expect(await refusedStatus(`${discord.gatewayUrl}?v=10&encoding=json`)).toBe(503);
      await alice.say('general', 'missed');
      await clock.advance(2_000);
      const again = connect();
      await again.resume(bot, d.session_id, 2);
      await again.event('RESUMED');
      expect(said(again)).toEqual([[3, 'missed']]);
    });

    it('restart it with sessions lost', async () => {
      const client = await ready();
      const { d } = await client.event('READY');
      discord.faults.gateway.restart({ keepSessions: false });
      await client.close();
      expect(bot.status).toBe('offline');
      const again = connect();
      await again.resume(bot, d.session_id, 2);
      expect((await again.op(9)).d).toBe(false);
    });
  });
});
