/** The gateway over a bare WebSocket: what it says, in which order, and with which code it refuses. */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from '../../../src/testing/simulator';
import { caller, EVERY_INTENT, PROPERTIES, RawClient, refusedStatus, someText } from './support';

const GUILDS = 1;
const MEMBERS = 1 << 1;
const VOICE = 1 << 7;
const MESSAGES = 1 << 9;
const DIRECT = 1 << 12;

describe('the gateway', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let alice: SimMember;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock, gateway: { maxConcurrency: 16, guildsPerShard: 3 } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice', userLimit: 1 }] });
    alice = guild.addMember('alice');
  });
  afterEach(() => discord.close());

  const connect = (query?: string): RawClient => new RawClient(discord.gatewayUrl, query);

  describe('when a client logs in', () => {
    it('says HELLO, READY with unavailable guilds, then every guild in full', async () => {
      const client = connect();
      const ready = await client.ready(bot);
      const created = await client.event('GUILD_CREATE');
      expect(client.texts[0]).toMatch(/^\{"t":null,"s":null,"op":10,"d":\{"heartbeat_interval":41250,/);
      expect(client.texts[1]).toMatch(/^\{"t":"READY","s":1,"op":0,"d":\{"v":10,/);
      expect(ready.d).toMatchObject({
        user: { id: bot.id, bot: true },
        guilds: [{ id: guild.id, unavailable: true }],
        application: { id: bot.applicationId },
        resume_gateway_url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/resume\/[0-9a-f]{8}$/) as unknown,
      });
      expect(ready.d.shard).toBeUndefined();
      expect(created).toMatchObject({ s: 2, d: { id: guild.id, member_count: 3, unavailable: false, threads: [] } });
      expect(created.d.members.map((member: { user: { id: string } }) => member.user.id)).toContain(alice.id);
    });

    it('lists only the bot and people in voice without GUILD_PRESENCES', async () => {
      await guild.addMember('bob').joinVoice('Talk');
      const client = connect();
      await client.ready(bot, { intents: GUILDS });
      const { d } = await client.event('GUILD_CREATE');
      expect(d.members.map((member: { user: { username: string } }) => member.user.username)).toEqual(['Alpha', 'bob']);
      expect(d.voice_states).toHaveLength(1);
      expect(d.member_count).toBe(4);
    });

    it('makes the bot appear with the presence that it asked for, until it leaves with 1000', async () => {
      const client = connect();
      await client.ready(bot, { presence: { status: 'dnd', activities: [], afk: false, since: null } });
      expect(bot.status).toBe('dnd');
      await client.hangUp(1000);
      await discord.waitFor((entry) => entry.kind === 'session' && entry.event === 'ended');
      expect(bot.status).toBe('offline');
    });

    it('splits guilds by shard, and sends direct messages to shard 0 only', async () => {
      const other = discord.createGuild({ name: 'Other', id: (((BigInt(guild.id) >> 22n) + 1n) << 22n).toString() });
      const clients = [connect(), connect()];
      const readies = await Promise.all(clients.map((client, id) => client.ready(bot, { shard: [id, 2] })));
      const homeOf = (id: string): number =>
        readies.findIndex(({ d }) => d.guilds.some((each: { id: string }) => each.id === id));
      expect(homeOf(guild.id)).toBe(Number((BigInt(guild.id) >> 22n) % 2n));
      expect(homeOf(other.id)).toBe(1 - homeOf(guild.id));
      await alice.dm(bot, 'psst');
      await alice.say('general', 'hi');
      await clients[0]!.event('MESSAGE_CREATE');
      await clients[homeOf(guild.id)]!.event('MESSAGE_CREATE', homeOf(guild.id) === 0 ? 2 : 1);
      const direct = clients.map(
        ({ frames }) => frames.filter(({ t, d }) => t === 'MESSAGE_CREATE' && d.guild_id === undefined).length,
      );
      expect(direct).toEqual([1, 0]);
    });

    it('compresses the whole stream when asked', async () => {
      const client = connect('v=10&encoding=json&compress=zlib-stream');
      await client.ready(bot);
      await alice.say('general', 'x'.repeat(1_900));
      await client.event('MESSAGE_CREATE');
      expect(
        client.messages.every(({ isBinary, bytes }) => isBinary && bytes.subarray(-4).toString('hex') === '0000ffff'),
      ).toBe(true);
    });

    it('counts IDENTIFYs and answers more than one in five seconds with op 9', async () => {
      const strict = await DiscordSimulator.start({ clock });
      const beta = strict.createBot({ name: 'Beta' });
      const first = new RawClient(strict.gatewayUrl);
      await first.ready(beta);
      const second = new RawClient(strict.gatewayUrl);
      await second.identify(beta);
      expect((await second.op(9)).d).toBe(false);
      await clock.advance(5_000);
      second.send(2, { token: beta.token, intents: 0, properties: PROPERTIES });
      await second.event('READY');
      const { body } = await caller(strict, beta)('GET', '/gateway/bot');
      expect(body.session_start_limit).toMatchObject({ total: 1_000, remaining: 997, max_concurrency: 1 });
      expect(body.url).toBe(strict.gatewayUrl);
      await strict.close();
    });

    it('resets the token when the IDENTIFY budget is overdrawn', async () => {
      const strict = await DiscordSimulator.start({
        clock,
        gateway: { maxConcurrency: 16, sessionStart: { total: 1_000, remaining: 1 } },
      });
      const beta = strict.createBot({ name: 'Beta' });
      const { token } = beta;
      const first = new RawClient(strict.gatewayUrl);
      await first.ready(beta);
      const second = new RawClient(strict.gatewayUrl);
      await second.identify(beta, { shard: [1, 2] });
      expect((await second.close()).code).toBe(4004);
      expect((await first.close()).code).toBe(4004);
      expect(beta.token).not.toBe(token);
      await strict.close();
    });
  });

  describe('refuses', () => {
    it.each([
      ['another version', 'v=8&encoding=json', 4012],
      ['no version', 'encoding=json', 4012],
      ['another encoding', 'v=10&encoding=etf', 4002],
      ['a compression that it does not speak', 'v=10&encoding=json&compress=brotli-stream', 4002],
    ])('%s in the address', async (_what, query, code) => {
      expect((await connect(query).close()).code).toBe(code);
    });

    it.each([
      ['a wrong token', { token: 'wrong' }, 4004],
      ['a shard that does not exist', { shard: [2, 2] }, 4010],
      ['a shard that is no pair', { shard: [0] }, 4010],
      ['an intent that does not exist', { intents: 1 << 30 }, 4013],
      ['intents that are no number', { intents: 'all' }, 4013],
      ['an IDENTIFY without properties', { properties: undefined }, 4002],
      ['a large_threshold out of range', { large_threshold: 300 }, 4002],
    ])('%s', async (_what, more, code) => {
      const client = connect();
      await client.identify(bot, more);
      expect((await client.close()).code).toBe(code);
    });

    it('a privileged intent that is not switched on', async () => {
      const plain = discord.createBot({ name: 'Plain', privilegedIntents: ['GuildMembers'] });
      const client = connect();
      await client.identify(plain, { intents: GUILDS | (1 << 15) });
      expect((await client.close()).code).toBe(4014);
      const allowed = connect();
      await allowed.ready(plain, { intents: GUILDS | MEMBERS });
    });

    it('more guilds than fit on a shard', async () => {
      for (const name of ['A', 'B', 'C']) discord.createGuild({ name });
      const client = connect();
      await client.identify(bot);
      expect((await client.close()).code).toBe(4011);
    });

    it.each([
      [
        'commands before IDENTIFY',
        (client: RawClient) => {
          client.send(3, {});
        },
        4003,
      ],
      [
        'unknown opcodes',
        (client: RawClient) => {
          client.send(99, null);
        },
        4001,
      ],
      [
        'what is no JSON',
        (client: RawClient) => {
          client.socket.send('{');
        },
        4002,
      ],
      [
        'what is too large',
        (client: RawClient) => {
          client.send(1, 'x'.repeat(4_096));
        },
        4002,
      ],
      [
        'a heartbeat that is no number',
        (client: RawClient) => {
          client.send(1, 'soon');
        },
        4002,
      ],
    ])('%s', async (_what, act, code) => {
      const client = connect();
      await client.op(10);
      act(client);
      expect((await client.close()).code).toBe(code);
    });

    it('a second IDENTIFY', async () => {
      const client = connect();
      await client.ready(bot);
      client.send(2, { token: bot.token, intents: 0, properties: PROPERTIES });
      expect((await client.close()).code).toBe(4005);
    });

    it('more than 120 commands in a minute', async () => {
      const client = connect();
      await client.ready(bot);
      for (let index = 0; index < 119; index += 1) client.send(1, null);
      await client.count(11, 119);
      expect(client.closed).toBeUndefined();
      client.send(1, null);
      expect((await client.close()).code).toBe(4008);
    });
  });

  describe('hears heartbeats', () => {
    it('and acknowledges each', async () => {
      const client = connect();
      await client.op(10);
      client.send(1, null);
      expect(await client.op(11)).toEqual({ t: null, s: null, op: 11, d: null });
    });

    it('and hangs up with 4009 after two intervals without one', async () => {
      const client = connect();
      await client.ready(bot);
      await clock.advance(82_499);
      client.send(1, 1);
      await client.op(11);
      await clock.advance(82_499);
      expect(client.closed).toBeUndefined();
      await clock.advance(1);
      expect((await client.close()).code).toBe(4009);
    });

    it('and hangs up when nobody identifies', async () => {
      const client = connect();
      await client.op(10);
      await clock.advance(60_000);
      expect((await client.close()).code).toBe(4009);
    });
  });

  describe('resumes a session', () => {
    it('with everything that was missed, in order, then RESUMED', async () => {
      const first = connect();
      const { d } = await first.ready(bot);
      await alice.say('general', 'one');
      const last = await first.event('MESSAGE_CREATE');
      await first.hangUp(4000);
      await alice.say('general', 'two');
      await alice.say('general', 'three');
      const second = new RawClient(d.resume_gateway_url);
      await second.resume(bot, d.session_id, last.s!);
      await second.event('RESUMED');
      const heard = second.frames.filter(({ op }) => op === 0);
      expect(heard.map(({ t, d: data }) => (t === 'RESUMED' ? t : data.content))).toEqual(['two', 'three', 'RESUMED']);
      expect(heard.map(({ s }) => s)).toEqual([last.s! + 1, last.s! + 2, last.s! + 3]);
      await alice.say('general', 'four');
      expect((await second.event('MESSAGE_CREATE', 3)).s).toBe(last.s! + 4);
      expect(discord.log.resumes()[0]?.path).toMatch(/^\/resume\//);
    });

    it.each([1000, 1001])('not after close %i: it is gone at once', async (code) => {
      const first = connect();
      const { d } = await first.ready(bot);
      await first.hangUp(code);
      await discord.waitFor((entry) => entry.kind === 'session' && entry.event === 'ended');
      const second = connect();
      await second.resume(bot, d.session_id, 1);
      expect((await second.op(9)).d).toBe(false);
    });

    it.each([4003, 4007, 4009])('not after the server closes with %i: the session is over', async (code) => {
      const first = connect();
      const { d } = await first.ready(bot);
      discord.faults.gateway.close(code, {});
      expect((await first.close()).code).toBe(code);
      const second = connect();
      await second.resume(bot, d.session_id, 1);
      expect((await second.op(9)).d).toBe(false);
    });

    it('not after it has expired', async () => {
      const first = connect();
      const { d } = await first.ready(bot);
      await first.hangUp(4000);
      await discord.waitFor((entry) => entry.kind === 'connection' && entry.event === 'closed');
      await clock.advance(180_000);
      const second = connect();
      await second.resume(bot, d.session_id, 1);
      expect((await second.op(9)).d).toBe(false);
    });

    it('not with a sequence from the future', async () => {
      const first = connect();
      const { d } = await first.ready(bot);
      await first.hangUp(4000);
      const second = connect();
      await second.resume(bot, d.session_id, 999);
      expect((await second.close()).code).toBe(4007);
    });

    it('not of another bot', async () => {
      const beta = discord.createBot({ name: 'Beta' });
      const first = connect();
      const { d } = await first.ready(bot);
      const second = connect();
      await second.resume(beta, d.session_id, 1);
      expect((await second.op(9)).d).toBe(false);
    });

    it('not when part of what was missed is forgotten', async () => {
      const small = await DiscordSimulator.start({ gateway: { resumeBufferSize: 3 } });
      const beta = small.createBot({ name: 'Beta' });
      const home = small.createGuild({ name: 'Home' });
      const first = new RawClient(small.gatewayUrl);
      const { d } = await first.ready(beta);
      await first.hangUp(4000);
      for (let index = 0; index < 5; index += 1) await home.owner.say('general', String(index));
      const second = new RawClient(small.gatewayUrl);
      await second.resume(beta, d.session_id, 1);
      expect((await second.op(9)).d).toBe(false);
      await small.close();
    });
  });

  describe('tells', () => {
    it('a message with member, guild and the members of who is mentioned', async () => {
      const client = connect();
      await client.ready(bot);
      await alice.say('general', `hi ${bot.mention}`);
      const { d } = await client.event('MESSAGE_CREATE');
      expect(d).toMatchObject({
        guild_id: guild.id,
        content: `hi ${bot.mention}`,
        author: { username: 'alice', global_name: 'alice' },
        member: { roles: [], joined_at: someText },
        mentions: [{ id: bot.id, member: { deaf: false } }],
        timestamp: '2026-01-01T00:00:00.000000+00:00',
      });
      expect(d.member).not.toHaveProperty('user');
    });

    it('nothing of a channel that the bot may not view', async () => {
      guild.createChannel({ name: 'secret', permissionOverwrites: [{ for: guild.everyone, deny: ['ViewChannel'] }] });
      const client = connect();
      await client.ready(bot);
      await guild.owner.say('secret', 'hush');
      await guild.owner.say('general', 'hello');
      expect((await client.event('MESSAGE_CREATE')).d.content).toBe('hello');
    });

    it('no content without MESSAGE_CONTENT, except of own, direct, and mentioning messages', async () => {
      const client = connect();
      await client.ready(bot, { intents: MESSAGES | DIRECT });
      await alice.say('general', {
        content: 'secret',
        embeds: [{ title: 'also' }],
        components: [{ type: 1, components: [] }],
      });
      await alice.say('general', `hey ${bot.mention}`);
      await alice.dm(bot, 'direct');
      await caller(discord, bot)('POST', `/channels/${guild.channel('general').id}/messages`, { content: 'own' });
      await client.event('MESSAGE_CREATE', 4);
      const heard = client.frames.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d);
      expect(heard[0]).toMatchObject({ content: '', embeds: [], components: [], attachments: [] });
      expect(heard.slice(1).map(({ content }) => content)).toEqual([`hey ${bot.mention}`, 'direct', 'own']);
      expect(client.names()).not.toContain('GUILD_CREATE');
    });

    it('only what the intents ask for', async () => {
      const client = connect();
      await client.ready(bot, { intents: VOICE });
      await alice.say('general', 'unheard');
      await alice.setNick('Al');
      await alice.joinVoice('Talk');
      await client.event('VOICE_STATE_UPDATE');
      expect(client.names()).toEqual(['READY', 'VOICE_STATE_UPDATE']);
    });

    it('a bot of its own member updates without the GuildMembers intent', async () => {
      const client = connect();
      await client.ready(bot, { intents: GUILDS });
      await alice.setNick('Al');
      await guild.member(bot).setNick('Alf');
      expect((await client.event('GUILD_MEMBER_UPDATE')).d.nick).toBe('Alf');
    });

    it('a bot that joins or is thrown out by GUILD_CREATE and GUILD_DELETE, and of an outage by both', async () => {
      const client = connect();
      await client.ready(bot);
      const other = discord.createGuild({ name: 'Other' });
      expect((await client.event('GUILD_CREATE', 2)).d.id).toBe(other.id);
      await other.setUnavailable(true);
      expect((await client.event('GUILD_DELETE')).d).toEqual({ id: other.id, unavailable: true });
      await other.setUnavailable(false);
      await client.event('GUILD_CREATE', 3);
      await other.kick(bot);
      expect((await client.event('GUILD_DELETE', 2)).d).toEqual({ id: other.id });
    });

    it('others of a presence, never the one it is of', async () => {
      const beta = discord.createBot({ name: 'Beta' });
      const [one, two] = [connect(), connect()];
      await one.ready(bot);
      await two.ready(beta);
      two.send(3, { since: null, activities: [{ name: 'chess', type: 0 }], status: 'idle', afk: false });
      expect((await one.event('PRESENCE_UPDATE', 2)).d).toMatchObject({
        user: { id: beta.id },
        status: 'idle',
        activities: [{ name: 'chess' }],
      });
      expect(two.names()).not.toContain('PRESENCE_UPDATE');
    });
  });

  describe('obeys', () => {
    it('a voice state update, and names a voice server; full channels and others without right get silence', async () => {
      const client = connect();
      const { d } = await client.ready(bot);
      const talk = guild.channel('Talk');
      client.send(4, { guild_id: guild.id, channel_id: talk.id, self_mute: true, self_deaf: false });
      const state = await client.event('VOICE_STATE_UPDATE');
      expect(state.d).toMatchObject({
        user_id: bot.id,
        channel_id: talk.id,
        session_id: d.session_id,
        self_mute: true,
      });
      expect((await client.event('VOICE_SERVER_UPDATE')).d).toMatchObject({
        guild_id: guild.id,
        endpoint: someText,
      });
      client.send(4, { guild_id: guild.id, channel_id: null, self_mute: false, self_deaf: false });
      expect((await client.event('VOICE_STATE_UPDATE', 2)).d.channel_id).toBeNull();
      await alice.joinVoice('Talk');
      client.send(4, { guild_id: guild.id, channel_id: talk.id, self_mute: false, self_deaf: false });
      client.send(1, null);
      await client.op(11);
      expect(guild.member(bot).voiceChannelId).toBeNull();
    });

    it('a request for members by name, by id, and for all, once in 30 seconds', async () => {
      const client = connect();
      await client.ready(bot);
      client.send(8, { guild_id: guild.id, query: 'ali', limit: 5, nonce: 'n' });
      expect((await client.event('GUILD_MEMBERS_CHUNK')).d).toMatchObject({
        nonce: 'n',
        chunk_index: 0,
        chunk_count: 1,
        members: [{ user: { id: alice.id } }],
      });
      client.send(8, { guild_id: guild.id, user_ids: [alice.id, '1'], nonce: 'x'.repeat(33) });
      const byId = await client.event('GUILD_MEMBERS_CHUNK', 2);
      expect(byId.d).toMatchObject({ not_found: ['1'] });
      expect(byId.d.nonce).toBeUndefined();
      client.send(8, { guild_id: guild.id, query: '', limit: 0, presences: true });
      const all = await client.event('GUILD_MEMBERS_CHUNK', 3);
      expect(all.d.members).toHaveLength(3);
      expect(all.d.presences.length).toBeGreaterThan(0);
      client.send(8, { guild_id: guild.id, query: '', limit: 0 });
      expect((await client.event('RATE_LIMITED')).d).toEqual({
        opcode: 8,
        retry_after: 30,
        meta: { guild_id: guild.id },
      });
    });

    it('requests for sounds and for channel info', async () => {
      const client = connect();
      await client.ready(bot);
      client.send(31, { guild_ids: [guild.id, '1'] });
      expect((await client.event('SOUNDBOARD_SOUNDS')).d).toEqual({ guild_id: guild.id, soundboard_sounds: [] });
      client.send(43, { guild_id: guild.id, fields: ['status'] });
      expect((await client.event('CHANNEL_INFO')).d.channels).toEqual([{ id: guild.channel('Talk').id, status: null }]);
    });
  });

  describe('with faults', () => {
    it('closes after as many events as it was told', async () => {
      const client = connect();
      await client.ready(bot);
      await client.event('GUILD_CREATE');
      discord.faults.gateway.close(4000, { afterEvents: 2 });
      for (const text of ['one', 'two', 'three']) await alice.say('general', text);
      expect((await client.close()).code).toBe(4000);
      expect(client.frames.filter(({ t }) => t === 'MESSAGE_CREATE')).toHaveLength(2);
    });

    it('strikes only the bot that is named', async () => {
      const beta = discord.createBot({ name: 'Beta' });
      const [one, two] = [connect(), connect()];
      await one.ready(bot);
      await two.ready(beta);
      expect(discord.faults.gateway.close(4000, { bot: 'Beta' })).toBe(1);
      expect((await two.close()).code).toBe(4000);
      expect(one.closed).toBeUndefined();
    });

    it('breaks off without a close frame, also within a frame', async () => {
      const client = connect();
      await client.ready(bot);
      discord.faults.gateway.drop({ midFrame: true });
      expect((await client.close()).code).toBe(1006);
      expect(discord.log.connections().at(-1)).toMatchObject({ event: 'closed', code: 1006, by: 'network' });
    });

    it('withholds HELLO, READY, RESUMED and acknowledgements until they are released', async () => {
      const { gateway } = discord.faults;
      gateway.withholdHello();
      gateway.withholdReady();
      gateway.withholdAcks();
      const client = connect();
      await discord.waitFor((entry) => entry.kind === 'connection' && entry.event === 'opened');
      await clock.advance(0);
      expect(client.texts).toEqual([]);
      gateway.withholdHello(false);
      await client.identify(bot);
      await discord.waitFor((entry) => entry.kind === 'frame' && entry.op === 2);
      client.send(1, null);
      await discord.waitFor((entry) => entry.kind === 'frame' && entry.op === 1);
      expect(client.frames.map(({ op }) => op)).toEqual([10]);
      gateway.withholdReady(false);
      const { d } = await client.event('READY');
      gateway.withholdResumed();
      await client.hangUp(4000);
      const again = connect();
      await again.resume(bot, d.session_id, 1);
      await again.event('GUILD_CREATE');
      expect(again.names()).toEqual(['GUILD_CREATE']);
      gateway.clear();
      await again.event('RESUMED');
      again.send(1, null);
      await again.op(11);
    });

    it('delays frames without changing their order', async () => {
      const client = connect();
      await client.ready(bot);
      await client.event('GUILD_CREATE');
      discord.faults.gateway.jitter(100, 500);
      const said = Promise.all(['one', 'two', 'three'].map((text) => alice.say('general', text)));
      await clock.advance(99);
      expect(client.names()).not.toContain('MESSAGE_CREATE');
      await clock.advance(401);
      await said;
      await client.event('MESSAGE_CREATE', 3);
      expect(client.frames.slice(-3).map(({ d }) => d.content)).toEqual(['one', 'two', 'three']);
    });

    it('sends what no Discord would, with real sequence numbers where it dispatches', async () => {
      const client = connect();
      await client.ready(bot);
      await client.event('GUILD_CREATE');
      discord.faults.gateway.send('{"broken');
      discord.faults.gateway.sendOp(77, { odd: true });
      expect(discord.faults.gateway.dispatch('FOO_BAR', { id: 1 }, { bot })).toBe(1);
      expect(await client.event('FOO_BAR')).toEqual({ t: 'FOO_BAR', s: 3, op: 0, d: { id: 1 } });
      expect(client.texts).toContain('{"broken');
      expect(await client.op(77)).toMatchObject({ d: { odd: true } });
    });

    it('asks for a reconnect, a heartbeat, and says that a session is invalid', async () => {
      const client = connect();
      const { d } = await client.ready(bot);
      discord.faults.gateway.reconnect();
      discord.faults.gateway.requestHeartbeat();
      discord.faults.gateway.invalidSession(true);
      await client.op(7);
      await client.op(1);
      expect((await client.op(9)).d).toBe(true);
      client.send(6, { token: bot.token, session_id: d.session_id, seq: 2 });
      await client.event('RESUMED');
      discord.faults.gateway.invalidSession(false);
      await discord.waitFor((entry) => entry.kind === 'session' && entry.event === 'ended');
    });

    it('refuses connections by HTTP', async () => {
      discord.faults.gateway.refuseConnections(1);
      expect(await refusedStatus(`${discord.gatewayUrl}?v=10&encoding=json`)).toBe(503);
      await connect().ready(bot);
      expect(await refusedStatus(discord.gatewayUrl.replace('/gateway', '/nowhere'))).toBe(404);
    });
  });

  it('takes a bot out of voice with the session that joined, not before', async () => {
    const client = connect();
    await client.ready(bot);
    client.send(4, { guild_id: guild.id, channel_id: guild.channel('Talk').id, self_mute: false, self_deaf: false });
    await client.event('VOICE_SERVER_UPDATE');
    await client.hangUp(4000);
    await clock.advance(5_000);
    const again = connect();
    await again.ready(bot);
    // A ghost: the old session's voice state is still there.
    expect((await again.event('GUILD_CREATE')).d.voice_states).toMatchObject([{ user_id: bot.id }]);
    await clock.advance(180_000);
    expect(guild.member(bot).voiceChannelId).toBeNull();
  });

  it('is closed at once, although a client never answers its close frame', async () => {
    const client = connect();
    await client.ready(bot);
    client.socket.pause();
    discord.faults.gateway.close(4000);
    await discord.close();
    client.socket.terminate();
  });

  it('keeps no token in its log', async () => {
    const client = connect();
    await client.ready(bot);
    await caller(discord, bot)('GET', '/users/@me');
    const text = JSON.stringify(discord.log.entries) + JSON.stringify(bot);
    expect(text).not.toContain(bot.token);
    expect(discord.log.identifies(bot)[0]?.d).toMatchObject({ token: 'Alpha', intents: EVERY_INTENT });
    expect(discord.log.requests()[0]?.headers.authorization).toBe('Bot Alpha');
  });
});
