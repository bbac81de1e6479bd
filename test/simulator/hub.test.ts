/** The hub and its groups on real sockets: what the project promised about them. */
import {
  ClientGroup,
  ClientGroups,
  ClientHub,
  type ClientGroupOptions,
  connect,
  GatewayClient,
  GatewayEvent,
  GuildCreateEvent,
  Handler,
  Inject,
  Injectable,
  MessageCreateEvent,
  Module,
  nullLogger,
  On,
  ReadyEvent,
  RestClient,
} from 'corduroy';
import { UndiciTransport } from 'corduroy/rest';
import { DiscordSimulator, type SimChannel, type SimMember } from 'corduroy/testing';
import { eventually } from './support/waiting';

const MESSAGES: ClientGroupOptions = { intents: ['Guilds', 'GuildMessages', 'MessageContent'] };

describe('a hub on a live Discord', () => {
  let discord: DiscordSimulator;
  let hub: ClientHub;
  let general: SimChannel;
  let alice: SimMember;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    const guild = discord.createGuild({ name: 'Loom' });
    general = guild.channel('general');
    alice = guild.addMember('alice');
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
  });
  afterEach(async () => {
    await hub.stop();
    await discord.close();
  });

  const group = (name: string, options: ClientGroupOptions = MESSAGES): ClientGroup =>
    hub.createClientGroup(name, discord.createBot({ name }).token, options);

  it('owns every group and starts and stops them together [seed 1] [seed 9]', async () => {
    const groups = [group('alpha'), group('beta')];
    expect([...hub.groups.values()]).toEqual(groups);
    const results = await hub.start();
    expect(results.map(({ group: name, ok }) => [name, ok])).toEqual([
      ['alpha', true],
      ['beta', true],
    ]);
    await hub.stop();
    expect(groups.map((one) => one.state)).toEqual(['stopped', 'stopped']);
    const closes = discord.log.connections().filter((entry) => entry.event === 'closed');
    expect(closes.map(({ code, by }) => [code, by])).toEqual([
      [1000, 'client'],
      [1000, 'client'],
    ]);
    await expect(hub.closed).resolves.toBeUndefined();
  });

  it('wires dispatcher, gateway and client of a group to one another [seed 2] [seed 3] [seed 4] [seed 5] [seed 14]', async () => {
    const alpha = group('alpha');
    const beta = group('beta');
    const heard: [string, boolean, string][] = [];
    for (const one of [alpha, beta]) {
      one.dispatcher.addHandler(MessageCreateEvent, (event) => {
        heard.push([one.name, event instanceof MessageCreateEvent, event.content]);
      });
    }
    await hub.start();
    expect(discord.log.identifies().map(({ d }) => (d as { token: string }).token)).toEqual(['alpha', 'beta']);
    expect(alpha.gateway.sessionId).toBe(discord.log.sessions('alpha')[0]?.sessionId);

    await alice.say(general, 'hi');
    await eventually('both groups to hear', () => heard.length === 2);
    expect(heard.sort()).toEqual([
      ['alpha', true, 'hi'],
      ['beta', true, 'hi'],
    ]);

    await alpha.client.channels.get(general.id);
    await beta.client.channels.get(general.id);
    const asked = discord.log.requests({ path: `/channels/${general.id}` });
    expect(asked.map(({ bot }) => bot)).toEqual(['alpha', 'beta']);
    expect(alpha.user?.username).toBe('alpha');
    expect(alpha.applicationId).toBe(discord.bot('alpha').applicationId);
  });

  it('refuses a second start, and leaves a transport alone that was handed in [seed 10]', async () => {
    const transport = new UndiciTransport();
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl, transport });
    group('alpha');
    await hub.start();
    await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_ALREADY_STARTED' });
    await hub.stop();
    await using client = new RestClient(discord.bot('alpha').token, { api: discord.apiUrl, transport });
    await expect(client.users.me()).resolves.toMatchObject({ username: 'alpha' });
    await transport.close();
  });

  it('starts a single bot by connect(), which sets up first and connects then [seed 7] [seed 8] [seed 15] [seed 43]', async () => {
    const account = discord.createBot({ name: 'solo' });
    const seen: string[] = [];
    const solo = await connect(
      account.token,
      async (one) => {
        const guild = await one.client.guilds.get(discord.guild('Loom').id);
        const channel = await one.client.channels.get(general.id);
        seen.push(one.name, guild.name, channel.name ?? '', `${discord.log.identifies().length} sessions`);
        one.dispatcher.addHandler(MessageCreateEvent, (event) => void seen.push(event.content), {
          needs: ['MessageContent'],
        });
      },
      { hub: { logger: nullLogger, api: discord.apiUrl } },
    );
    expect(seen).toEqual(['default', 'Loom', 'general', '0 sessions']);
    await alice.say(general, 'now');
    await eventually('the message', () => seen.length === 5);
    await solo.stop();
    await expect(solo.closed).resolves.toBeUndefined();
    expect(discord.isOnline('solo')).toBe(false);
  });

  it('runs nothing and frees everything when the set-up of connect() throws [seed 8]', async () => {
    const account = discord.createBot({ name: 'solo' });
    const failing = connect(account.token, () => Promise.reject(new Error('no database')), {
      hub: { logger: nullLogger, api: discord.apiUrl },
    });
    await expect(failing).rejects.toThrow('no database');
    expect(discord.log.connections()).toEqual([]);
  });

  it('lets one bot speak through another by its name [seed 16] [seed 17]', async () => {
    const alpha = group('alpha');
    group('beta');
    alpha.dispatcher.addHandler(MessageCreateEvent, async (event, { client_groups: groups }) => {
      if (event.author.bot) return;
      await groups.get('beta')?.client.messages.create(event.channelId, { content: `beta heard ${event.content}` });
    });
    await hub.start();
    await alice.say(general, 'alpha');
    const message = await discord.nextMessage();
    expect([message.author.name, message.content]).toEqual(['beta', 'beta heard alpha']);
  });

  it('keeps the other bots going when one is refused or lost [seed 18] [seed 63]', async () => {
    const alpha = group('alpha');
    const beta = group('beta');
    const refused = hub.createClientGroup('refused', `${'A'.repeat(24)}.AbCdEf.${'x'.repeat(38)}`);
    const heard: string[] = [];
    beta.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
    const results = await hub.start();
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(refused.failure?.message).toMatch(/401|token/i);

    discord.faults.gateway.close(4004, { bot: 'alpha' });
    await expect(alpha.closed).resolves.toMatchObject({ kind: 'fatal-close', closeCode: 4004 });
    await alice.say(general, 'still there?');
    await eventually('beta to hear', () => heard.length === 1);
    expect(beta.state).toBe('ready');
  });

  it('rejects the start only when no group became ready', async () => {
    hub.createClientGroup('refused', `${'A'.repeat(24)}.AbCdEf.${'x'.repeat(38)}`);
    await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_NO_GROUP_STARTED', results: [{ ok: false }] });
  });

  it('tells an intent that the portal has not switched on from other refusals', async () => {
    const { token } = discord.createBot({ name: 'plain', privilegedIntents: [] });
    const plain = hub.createClientGroup('plain', token, MESSAGES);
    await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
    expect(plain.failure).toMatchObject({ closeCode: 4014 });
    expect(plain.failure?.message).toMatch(/MessageContent/);
  });

  it('asks for the intents that handlers need, for privileged ones only when they say so [seed 64]', async () => {
    const alpha = group('alpha', {});
    alpha.dispatcher.addHandler(MessageCreateEvent, () => undefined);
    const beta = group('beta', {});
    beta.dispatcher.addHandler(GuildCreateEvent, () => undefined, { needs: ['MessageContent'] });
    group('gamma', { intents: ['GuildVoiceStates'] });
    group('delta', { intents: { add: ['Guilds', 'GuildInvites'], remove: ['GuildInvites'] } });
    await hub.start();
    const asked = discord.log.identifies().map(({ bot, d }) => [bot, (d as { intents: number }).intents] as const);
    expect(Object.fromEntries(asked)).toEqual({
      // Its handlers' own, and Guilds, which the cache asks for.
      alpha: 1 | (1 << 9) | (1 << 12),
      beta: 1 | (1 << 15),
      gamma: 1 << 7,
      delta: 1,
    });
  });

  it('stops a group resumably when it is asked to', async () => {
    group('alpha');
    await hub.start();
    await hub.stop({ resumable: true });
    const closed = discord.log.connections('alpha').find((entry) => entry.event === 'closed');
    expect(closed?.code).not.toBe(1000);
    expect(discord.log.sessions('alpha').filter((entry) => entry.event === 'ended')).toEqual([]);
  });

  describe('handlers and their arguments', () => {
    @Injectable()
    class Notebook {
      readonly lines: unknown[] = [];
    }

    @Handler()
    class Greeter {
      constructor(readonly notebook: Notebook) {}

      @On(MessageCreateEvent)
      async greet(event: MessageCreateEvent, client: RestClient, @Inject('my_number') n: number): Promise<void> {
        if (event.author.bot) return;
        await client.messages.create(event.channelId, { content: `Hello number ${n}` });
      }

      @On()
      inferred(event: ReadyEvent, gateway: GatewayClient, groups: ClientGroups, own: ClientGroup): void {
        this.notebook.lines.push(event.user.username, gateway, groups, own);
      }

      @On(MessageCreateEvent)
      alone(event: MessageCreateEvent): void {
        this.notebook.lines.push(event.content);
      }
    }

    @Module({ handlers: [Greeter], providers: [Notebook, { provide: 'my_number', useValue: 42 }] })
    class GreetingModule {}

    it('come to annotated methods by type and by name, the event first [seed 22] [seed 23] [seed 25] [seed 29] [seed 31]', async () => {
      const alpha = group('alpha', { ...MESSAGES, modules: [GreetingModule] });
      await hub.start();
      await alice.say(general, 'hi');
      const answer = await discord.nextMessage();
      expect(answer.content).toBe('Hello number 42');
      const { lines } = alpha.injector.get(Notebook);
      await eventually('its own message', () => lines.length === 6);
      expect(lines[0]).toBe('alpha');
      expect(lines[1]).toBe(alpha.gateway);
      expect(lines[2]).toBe(hub.groups);
      expect(lines[3]).toBe(alpha);
      expect(lines.slice(4)).toEqual(['hi', 'Hello number 42']);
    });

    it('come to plain functions by name [seed 24] [seed 26] [seed 34] [seed 35] [seed 37] [seed 42]', async () => {
      const alpha = group('alpha');
      const seen: unknown[] = [];
      alpha.dispatcher.addHandler(
        MessageCreateEvent,
        async (event, { client, gateway, client_groups, clientGroups }) => {
          seen.push(event.content, client === alpha.client, gateway === alpha.gateway, client_groups === clientGroups);
          seen.push([...client_groups.keys()], (await client.channels.get(event.channelId)).name);
        },
      );
      await hub.start();
      const late = hub.createClientGroup('late', discord.createBot({ name: 'late' }).token);
      await late.start();
      await alice.say(general, 'hi');
      await eventually('the handler', () => seen.length === 6);
      expect(seen).toEqual(['hi', true, true, true, ['alpha', 'late'], 'general']);
    });

    it('may be added before and after handlers, before and after the start, and replaced [seed 21] [seed 30]', async () => {
      const alpha = group('alpha');
      const seen: unknown[] = [];
      alpha.dispatcher.addHandler(MessageCreateEvent, (_event, { my_number: n }) => void seen.push(n));
      alpha.dispatcher.addArgument('my_number', 1);
      await hub.start();
      await alice.say(general, 'one');
      await eventually('the first', () => seen.length === 1);
      alpha.dispatcher.addArgument('my_number', 2);
      alpha.dispatcher.addHandler(
        MessageCreateEvent,
        (_event, { my_number: n }) => void seen.push(`late ${String(n)}`),
      );
      await alice.say(general, 'two');
      await eventually('the second', () => seen.length === 3);
      expect(seen).toEqual([1, 2, 'late 2']);
    });

    it('belong to one group, also when one function serves several [seed 32] [seed 38]', async () => {
      const seen: Record<string, unknown> = {};
      const shared = (_event: MessageCreateEvent, args: Record<string, unknown>): void => {
        const own = args.group as ClientGroup;
        seen[own.name] = [args.client === own.client, args.gateway === own.gateway, 'secret' in args];
      };
      const alpha = group('alpha');
      const beta = group('beta');
      for (const one of [alpha, beta]) one.dispatcher.addHandler(MessageCreateEvent, shared);
      alpha.dispatcher.addArgument('secret', 1);
      await hub.start();
      await alice.say(general, 'hi');
      await eventually('both', () => Object.keys(seen).length === 2);
      expect(seen).toEqual({ alpha: [true, true, true], beta: [true, true, false] });
    });

    it('let a handler act over the gateway [seed 36]', async () => {
      const alpha = group('alpha');
      alpha.dispatcher.addHandler(MessageCreateEvent, (_event, { gateway }) =>
        gateway.updatePresence({ since: null, activities: [], status: 'idle', afk: false } as never),
      );
      await hub.start();
      await alice.say(general, 'hi');
      await eventually('op 3', () => discord.log.frames({ op: 3, bot: 'alpha' }).length === 1);
      expect(discord.log.frames({ op: 3 })[0]?.d).toMatchObject({ status: 'idle' });
    });

    it('get events of their own class, and of every class when they ask for that [seed 19] [seed 20]', async () => {
      const alpha = group('alpha', { intents: ['Guilds'] });
      const names: string[] = [];
      alpha.dispatcher.addHandler(GatewayEvent, (event) => void names.push(event.constructor.name));
      await hub.start();
      discord.faults.gateway.dispatch('SOMETHING_NEW', { id: '1' });
      await eventually('the unknown event', () => names.includes('UnknownDispatchEvent'));
      expect(names).toEqual(expect.arrayContaining(['ReadyEvent', 'GuildCreateEvent', 'UnknownDispatchEvent']));
    });

    it('survive payloads that are not as they should be [seed 41]', async () => {
      const alpha = group('alpha');
      const seen: unknown[] = [];
      alpha.dispatcher.addHandler(GatewayEvent, (event) => {
        if (event instanceof MessageCreateEvent) seen.push(event.raw);
      });
      alpha.dispatcher.addHandler(MessageCreateEvent, (event) => {
        event.author.username.trim();
      });
      await hub.start();
      discord.faults.gateway.dispatch('MESSAGE_CREATE', { content: 7, author: 'nobody' });
      discord.faults.gateway.send('{"t":"MESSAGE_CREATE","s":');
      await alice.say(general, 'fine');
      await eventually('the next message', () => seen.length === 2);
      expect(seen).toEqual([{ content: 7, author: 'nobody' }, expect.objectContaining({ content: 'fine' })]);
      expect(discord.log.identifies('alpha')).toHaveLength(1);
    });
  });
});
