/** The real gateway client against the embedded Discord, on real sockets. */
import { ActivityType } from 'discord-api-types/v10';
import {
  type DispatchPacket,
  GatewayClient,
  type GatewayClientOptions,
  type GatewayInfoSource,
  MemorySessionStore,
} from '../../src/gateway';
import { intentBits } from '../../src/models';
import { DiscordSimulator, type SimBot, type SimGuild, type SimulatorOptions } from '../../src/testing/simulator';
import { eventually } from './support/waiting';

const INTENTS = intentBits(['Guilds', 'GuildMessages', 'MessageContent', 'GuildVoiceStates']);

interface Running {
  readonly client: GatewayClient;
  readonly packets: DispatchPacket[];
  readonly texts: () => string[];
}

describe('the gateway client on the simulator', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  const clients: GatewayClient[] = [];

  async function world(options: SimulatorOptions = {}): Promise<void> {
    discord = await DiscordSimulator.start(options);
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  }

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await discord.close();
  });

  /** Reads GET /gateway/bot as a REST client would. */
  const info: GatewayInfoSource = {
    gatewayInfo: async (options = {}) => {
      const answer = await fetch(`${discord.apiUrl}/gateway/bot`, {
        headers: { authorization: `Bot ${bot.token}`, 'user-agent': 'DiscordBot (https://example.org, 1)' },
        signal: options.signal ?? null,
      });
      const raw = (await answer.json()) as {
        url: string;
        shards: number;
        session_start_limit: { total: number; remaining: number; reset_after: number; max_concurrency: number };
      };
      const limit = raw.session_start_limit;
      return {
        url: raw.url,
        shards: raw.shards,
        sessionStartLimit: {
          total: limit.total,
          remaining: limit.remaining,
          resetAfterMs: limit.reset_after,
          maxConcurrency: limit.max_concurrency,
        },
      };
    },
  };

  function make(options: Partial<GatewayClientOptions> = {}): Running {
    const packets: DispatchPacket[] = [];
    const client = new GatewayClient({
      token: bot.token,
      intents: INTENTS,
      info,
      sink: {
        wants: () => true,
        deliver: (packet) => {
          packets.push(packet);
        },
      },
      ...options,
    });
    clients.push(client);
    const texts = (): string[] =>
      packets
        .filter((packet) => packet.t === 'MESSAGE_CREATE')
        .map((packet) => (packet.d as { content: string }).content);
    return { client, packets, texts };
  }

  async function run(options: Partial<GatewayClientOptions> = {}): Promise<Running> {
    const running = make(options);
    await running.client.start();
    return running;
  }

  describe.each(['zlib-stream', 'none'] as const)('with compression "%s"', (compression) => {
    it('becomes ready, tells its session, and hears events', async () => {
      await world();
      const { client, packets, texts } = await run({ compression });
      const opened = discord.log.entries.find((entry) => entry.kind === 'connection');
      expect(opened).toMatchObject({
        query: { v: '10', encoding: 'json', ...(compression === 'none' ? {} : { compress: compression }) },
      });
      const started = discord.log.entries.find((entry) => entry.kind === 'session');
      expect(client.sessionId).toBe(started?.sessionId);
      const alice = guild.addMember('alice');
      for (let i = 0; i < 50; i++) await alice.say('general', `hello ${i} ä€😀`);
      await eventually('all messages', () => texts().length === 50);
      expect(texts()).toEqual(Array.from({ length: 50 }, (_, i) => `hello ${i} ä€😀`));
      expect(packets.map((packet) => packet.t)).toContain('GUILD_CREATE');
    });

    it('loses nothing and repeats nothing over op 7, lost sockets and resumable codes [seed 62]', async () => {
      await world();
      const { client, texts } = await run({ compression, random: () => 0.99 });
      const { sessionId } = client;
      const alice = guild.addMember('alice');
      let said = 0;
      const faults: (() => void)[] = [
        () => discord.faults.gateway.reconnect(),
        () => discord.faults.gateway.drop(),
        () => discord.faults.gateway.drop({ midFrame: true }),
        () => discord.faults.gateway.close(4000),
        () => discord.faults.gateway.invalidSession(true),
      ];
      for (const [i, strike] of faults.entries()) {
        await alice.say('general', `message ${said++}`);
        strike();
        await alice.say('general', `message ${said++}`);
        await eventually(`return ${i + 1}`, () => client.health().shards[0]?.reconnects === i + 1);
        await discord.untilOnline(bot, { timeoutMs: 10_000 });
        await eventually('all messages', () => texts().length === said);
      }
      expect(texts()).toEqual(Array.from({ length: said }, (_, i) => `message ${i}`));
      expect(client.sessionId).toBe(sessionId);
      expect(discord.log.entries.filter((entry) => entry.kind === 'frame' && entry.op === 2)).toHaveLength(1);
    });

    it('keeps its session through a replay that breaks off more often than a RESUME may fail [seed 62]', async () => {
      await world();
      const { client, texts } = await run({ compression, random: () => 0.99 });
      const { sessionId } = client;
      const alice = guild.addMember('alice');
      const { gateway } = discord.faults;
      gateway.drop({ midFrame: true });
      for (let i = 0; i < 8; i++) await alice.say('general', `message ${i}`);
      for (let seen = 1; seen <= 4; seen++) {
        gateway.drop({ afterEvents: 1 });
        await eventually(`message ${seen}`, () => texts().length >= seen);
        await eventually('it broke off', () => client.shards[0]?.state !== 'resuming');
      }
      await eventually('all messages', () => texts().length === 8, 14_000);
      expect(texts()).toEqual(Array.from({ length: 8 }, (_, i) => `message ${i}`));
      expect(client.sessionId).toBe(sessionId);
      expect(discord.log.identifies()).toHaveLength(1);
      expect(discord.log.frames({ op: 6 }).length).toBeGreaterThan(4);
    }, 30_000);

    it('survives malformed and unknown frames [seed 41]', async () => {
      await world();
      const { client, texts } = await run({ compression });
      discord.faults.gateway.send('{"t":"MESSAGE_CREATE","s":');
      discord.faults.gateway.send('nonsense');
      discord.faults.gateway.sendOp(99, { surprise: true });
      discord.faults.gateway.dispatch('FOO_BAR', null);
      const alice = guild.addMember('alice');
      await alice.say('general', 'still there?');
      await eventually('the next event', () => texts().includes('still there?'));
      expect(client.health().shards[0]).toMatchObject({ state: 'ready', reconnects: 0, malformedFrames: 2 });
    });
  });

  it.each([4000, 4001, 4002, 4005, 4008])('resumes after close code %i [seed 62]', async (code) => {
    await world();
    const { client } = await run();
    const { sessionId } = client;
    discord.faults.gateway.close(code);
    await eventually(
      'it is back',
      () => client.health().shards[0]?.reconnects === 1 && client.shards[0]?.state === 'ready',
    );
    expect(client.sessionId).toBe(sessionId);
  });

  it('begins a new session, not too soon, when the old one is gone [seed 62]', async () => {
    await world();
    const { client } = await run();
    const { sessionId } = client;
    discord.faults.gateway.close(1000);
    await eventually('a new session', () => client.sessionId !== undefined && client.sessionId !== sessionId, 14_000);
    await eventually('it is ready', () => client.shards[0]?.state === 'ready');
    const invalid = discord.log.entries.filter((entry) => entry.kind === 'frame').map((entry) => entry.op);
    expect(invalid.filter((op) => op === 6)).toHaveLength(1);
    expect(invalid.filter((op) => op === 2)).toHaveLength(2);
  });

  it('beats as HELLO says and finds out about a dead connection [seed 61]', async () => {
    // Both ends share this process: a busy machine may delay the beats, and that is not what is judged.
    await world({ heartbeatIntervalMs: 100, gateway: { heartbeatIntervalsAllowed: 50 } });
    const { client } = await run();
    await eventually(
      'three heartbeats',
      () => discord.log.entries.filter((e) => e.kind === 'frame' && e.op === 1).length > 2,
    );
    expect(client.latencyMs).toBeGreaterThanOrEqual(0);
    expect(client.health().shards[0]?.reconnects).toBe(0);
    discord.faults.gateway.withholdAcks();
    await eventually('the zombie is closed', () =>
      discord.log.entries.some(
        (entry) => entry.kind === 'connection' && entry.event === 'closed' && entry.code === 4000,
      ),
    );
    discord.faults.gateway.withholdAcks(false);
    await eventually('it is resumed', () =>
      discord.log.entries.some((e) => e.kind === 'session' && e.event === 'resumed'),
    );
  });

  it('answers a requested heartbeat', async () => {
    await world();
    await run();
    discord.faults.gateway.requestHeartbeat();
    await eventually('a heartbeat', () =>
      discord.log.entries.some((entry) => entry.kind === 'frame' && entry.op === 1),
    );
  });

  it('takes no blocked event loop for a dead connection', async () => {
    // Discord's patience is measured on the same blocked loop, so it gets more of it: the client is what is judged.
    await world({ heartbeatIntervalMs: 500, gateway: { heartbeatIntervalsAllowed: 50 } });
    // The simulator compresses on another thread, and hears of it on the blocked loop: its answer would be late itself.
    const { client } = await run({ compression: 'none' });
    await eventually('a heartbeat', () =>
      discord.log.entries.some((entry) => entry.kind === 'frame' && entry.op === 1),
    );
    const until = performance.now() + 1_700;
    while (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(discord.log.connections().filter(({ event }) => event === 'closed')).toEqual([]);
    expect(client.health().shards[0]).toMatchObject({ state: 'ready', reconnects: 0 });
  });

  it('stops at a wrong token with a typed error [seed 63]', async () => {
    await world();
    const { client } = make({ token: `${bot.token}x` });
    await expect(client.start()).rejects.toMatchObject({ kind: 'fatal-close', closeCode: 4004 });
    expect(await client.closed).toMatchObject({ closeCode: 4004 });
    expect(discord.log.entries.filter((entry) => entry.kind === 'connection' && entry.event === 'opened')).toHaveLength(
      1,
    );
  });

  it('names the intent that is not switched on [seed 63]', async () => {
    await world();
    bot = discord.createBot({ name: 'Plain', privilegedIntents: [] });
    await expect(make().client.start()).rejects.toMatchObject({
      closeCode: 4014,
      advice: expect.stringContaining('Message Content Intent') as string,
    });
  });

  it.each([4010, 4011, 4012, 4013])('stops for good at close code %i [seed 63]', async (code) => {
    await world();
    const { client } = await run({ shards: 1 });
    discord.faults.gateway.close(code);
    expect(await client.closed).toMatchObject({ kind: 'fatal-close', closeCode: code });
  });

  it('does not identify when no session is left', async () => {
    await world({ gateway: { sessionStart: { remaining: 0 } } });
    await expect(make().client.start()).rejects.toMatchObject({ kind: 'budget' });
    expect(discord.log.entries.filter((entry) => entry.kind === 'frame' && entry.op === 2)).toEqual([]);
  });

  it('comes through refused connections', async () => {
    await world();
    discord.faults.gateway.refuseConnections(2);
    const { client } = await run();
    expect(client.health().status).toBe('green');
  });

  it('resumes in the next client what this one left', async () => {
    await world();
    const sessionStore = new MemorySessionStore();
    const first = await run({ sessionStore });
    const { sessionId } = first.client;
    await first.client.close({ resumable: true });
    const alice = guild.addMember('alice');
    await alice.say('general', 'while you were away');
    const second = await run({ sessionStore });
    expect(second.client.sessionId).toBe(sessionId);
    await eventually('what it missed', () => second.texts().length === 1);
  });

  it('goes offline at once when it is closed', async () => {
    await world();
    const { client } = await run();
    await client.close();
    await eventually('the close is seen', () => !discord.isOnline(bot));
    expect(discord.log.entries.find((entry) => entry.kind === 'connection' && entry.event === 'closed')).toMatchObject({
      code: 1000,
      by: 'client',
    });
  });

  it('shows a presence, asks for members, and joins and leaves voice channels [seed 36] [seed 65]', async () => {
    await world();
    const { client, packets } = await run({
      intents: intentBits(['Guilds', 'GuildMembers', 'GuildVoiceStates']),
    });
    await client.updatePresence({ status: 'dnd', activities: [{ name: 'with looms', type: ActivityType.Playing }] });
    await eventually('the presence', () => bot.status === 'dnd' && bot.activities.length === 1);
    await client.gatewayFor(guild.id).send({ op: 8, d: { guild_id: guild.id, query: '', limit: 0 } });
    await eventually('the members', () => packets.some((packet) => packet.t === 'GUILD_MEMBERS_CHUNK'));
    const talk = guild.channel('Talk').id;
    await client.changeVoiceState(guild.id, talk, { selfDeaf: true });
    await eventually('the voice state', () => packets.some((packet) => packet.t === 'VOICE_STATE_UPDATE'));
    await client.changeVoiceState(guild.id, 0);
    const asked = discord.log.entries.filter((entry) => entry.kind === 'frame' && entry.op === 4);
    await eventually(
      'both commands',
      () => discord.log.entries.filter((e) => e.kind === 'frame' && e.op === 4).length === 2,
    );
    expect(asked[0]).toMatchObject({ d: { guild_id: guild.id, channel_id: talk, self_mute: false, self_deaf: true } });
  });
});
