/** Starts that are stopped, stops that are waited for, groups that come late: the corners of a hub's life. */
import {
  ClientGroup,
  type ClientGroupOptions,
  ClientHub,
  type ClientHubOptions,
  connect,
  GatewayClient,
  GroupReadyEvent,
  Handler,
  Injectable,
  Logger,
  MemoryCacheStore,
  MessageCreateEvent,
  Module,
  nullLogger,
  On,
  ReadyEvent,
} from 'corduroy';
import { MemorySessionStore, sessionKey } from 'corduroy/gateway';
import { UndiciTransport } from 'corduroy/rest';
import { DiscordSimulator, runBot, type SimChannel, type SimMember } from 'corduroy/testing';
import { quickSessions } from '../support/quick-sessions';
import { RecordingLogger } from './support/recording-logger';
import { eventually } from './support/waiting';

const MESSAGES: ClientGroupOptions = { intents: ['Guilds', 'GuildMessages', 'MessageContent'] };

let discord: DiscordSimulator;
let general: SimChannel;
let alice: SimMember;
let hub: ClientHub;
let logger: RecordingLogger;
let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(async () => {
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
  discord = await DiscordSimulator.start(quickSessions());
  const guild = discord.createGuild({ name: 'Loom' });
  general = guild.channel('general');
  alice = guild.addMember('alice');
  logger = new RecordingLogger();
  hub = new ClientHub({ logger, api: discord.apiUrl });
});
afterEach(async () => {
  await hub.stop();
  await discord.close();
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

const group = (name: string, options: ClientGroupOptions = MESSAGES): ClientGroup =>
  hub.createClientGroup(name, discord.createBot({ name }).token, options);

/** Goes to the simulator by another name, as a way to Discord. */
class Elsewhere extends UndiciTransport {
  override send(...[request, cancellation]: Parameters<UndiciTransport['send']>): ReturnType<UndiciTransport['send']> {
    const url = request.url.replace('https://discord.test', new URL(discord.apiUrl).origin);
    return super.send({ ...request, url }, cancellation);
  }
}

describe('a bot that is in no server', () => {
  const start = async (options: ClientHubOptions, name: string): Promise<string[]> => {
    hub = new ClientHub({ logger, state: 'memory', ...options });
    const { token } = discord.createBot({ name, join: name === 'Guest' });
    const alone = hub.createClientGroup(name, token);
    const ready = alone.dispatcher.waitFor(GroupReadyEvent);
    await alone.start();
    await ready;
    return logger.of('info').filter((line) => line.includes('invite it'));
  };

  it('says where to invite it, but not where a simulator plays Discord, nor of one that is in a server', async () => {
    const api = discord.apiUrl.replace(new URL(discord.apiUrl).origin, 'https://discord.test');
    expect(await start({ api: discord.apiUrl }, 'Tested')).toEqual([]);
    await hub.stop();
    expect(await start({ api, transport: new Elsewhere() }, 'Guest')).toEqual([]);
    await hub.stop();
    expect(await start({ api, transport: new Elsewhere() }, 'Lonely')).toEqual([
      expect.stringMatching(/^Bot is in no server yet; invite it: https:.*client_id=\d+&scope=bot\+applications/),
    ]);
  });
});

describe('a stop while the hub starts', () => {
  it('ends the start, and is no failure of the groups', async () => {
    discord.faults.gateway.withholdReady(true);
    const alpha = group('alpha');
    const starting = hub.start().catch((error: unknown) => error);
    await eventually('IDENTIFY', () => discord.log.identifies().length === 1);
    await hub.stop();
    expect(await starting).toMatchObject({ code: 'HUB_STOPPED' });
    await expect(alpha.closed).resolves.toBeUndefined();
    expect([alpha.state, alpha.failure]).toEqual(['stopped', undefined]);
    expect(logger.of('error')).toEqual([]);
  });

  it('takes shards offline at once that are ready while others wait for their turn', async () => {
    const sessionStore = new MemorySessionStore();
    const identifyQueue = {
      acquire: (id: number) => (id === 0 ? Promise.resolve() : new Promise<void>(() => undefined)),
    };
    const alpha = group('alpha', { ...MESSAGES, shards: 2, sessionStore, identifyQueue });
    const starting = hub.start().catch((error: unknown) => error);
    await eventually('one of two shards', () => alpha.gateway.shards[0]?.state === 'ready');
    await hub.stop();
    expect(await starting).toMatchObject({ code: 'HUB_STOPPED' });
    expect(discord.isOnline('alpha')).toBe(false);
    expect(await sessionStore.load(sessionKey(alpha.token ?? ''), 0)).toBeUndefined();
  });

  it('leaves the exit code alone when run() had one group ready and another starting', async () => {
    const alpha = group('alpha');
    group('beta');
    discord.faults.gateway.withholdReady(true, { bot: 'beta' });
    const before = process.exitCode;
    const running = hub.run();
    await eventually('alpha to be ready', () => alpha.state === 'ready');
    await hub.stop();
    await running;
    expect(process.exitCode).toBe(before);
    expect(logger.of('error')).toEqual([]);
  });

  it('aborts an async factory that does not end, and disposes of what it brings later', async () => {
    let arrive: ((value: object) => void) | undefined;
    let disposed = 0;
    const alpha = group('alpha', {
      providers: [{ provide: 'slow', useFactory: () => new Promise<object>((resolve) => (arrive = resolve)) }],
    });
    const starting = hub.start().catch((error: unknown) => error);
    await eventually('the factory', () => arrive !== undefined);
    await hub.stop();
    expect(await starting).toMatchObject({ code: 'HUB_STOPPED' });
    expect(alpha.failure).toBeUndefined();
    arrive?.({ [Symbol.dispose]: () => (disposed += 1) });
    await eventually('the late value to be disposed of', () => disposed === 1);
    expect(discord.log.connections()).toEqual([]);
  });

  it('of one group, ends that group and leaves the others starting', async () => {
    const alpha = group('alpha');
    const beta = group('beta');
    discord.faults.gateway.withholdReady(true, { bot: 'alpha' });
    const starting = hub.start();
    await eventually('both to identify', () => discord.log.identifies().length === 2);
    await alpha.stop();
    expect((await starting).map(({ ok }) => ok)).toEqual([false, true]);
    expect([alpha.state, beta.state]).toEqual(['stopped', 'ready']);
    await expect(alpha.closed).resolves.toBeUndefined();
  });

  it('stays stopped when it came during onReady', async () => {
    let release: () => void = () => undefined;
    let reached = false;
    @Injectable()
    class Slow {
      async onReady(): Promise<void> {
        reached = true;
        await new Promise<void>((resolve) => (release = resolve));
      }
    }
    const alpha = group('alpha', { ...MESSAGES, providers: [Slow] });
    const starting = hub.start().catch((error: unknown) => error);
    await eventually('onReady', () => reached);
    await alpha.stop();
    release();
    expect(await starting).toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
    expect([alpha.state, alpha.failure]).toEqual(['stopped', undefined]);
  });

  it('can come from a handler of READY', async () => {
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(ReadyEvent, () => void alpha.stop());
    await hub.start().catch((error: unknown) => error);
    await expect(alpha.closed).resolves.toBeUndefined();
    expect(alpha.state).toBe('stopped');
  });
});

describe('a gateway that is lost for good while onReady runs', () => {
  it('takes its group down', async () => {
    let reached = false;
    @Injectable()
    class Cutting {
      constructor(readonly gateway: GatewayClient) {}
      async onReady(): Promise<void> {
        reached = true;
        discord.faults.gateway.close(4004, { bot: 'alpha' });
        await this.gateway.closed;
      }
    }
    const alpha = group('alpha', { ...MESSAGES, providers: [Cutting] });
    await hub.start().catch((error: unknown) => error);
    expect(reached).toBe(true);
    await expect(alpha.closed).resolves.toMatchObject({ kind: 'fatal-close', closeCode: 4004 });
    expect(alpha.state).toBe('stopped');
  });
});

describe('a group that was stopped before the start', () => {
  it('is not started with the others', async () => {
    const alpha = group('alpha');
    group('beta');
    await alpha.stop();
    const results = await hub.start();
    expect(results.filter(({ ok }) => ok).map(({ group: name }) => name)).toEqual(['beta']);
    expect(alpha.state).toBe('stopped');
    expect(discord.log.identifies('alpha')).toEqual([]);
  });
});

describe('a group that is made later', () => {
  it('is not kept from starting by another late group that is put together wrong', async () => {
    @Injectable()
    class Needy {
      constructor(readonly value: string) {}
    }
    group('alpha');
    await hub.start();
    const bad = group('bad', { providers: [Needy] });
    await expect(bad.start()).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    const good = group('good');
    await good.start();
    expect(good.state).toBe('ready');
  });

  it('cannot be made for a hub that has stopped, which is said at once', async () => {
    group('alpha');
    await hub.start();
    await hub.stop();
    const { token } = discord.createBot({ name: 'late' });
    expect(() => hub.createClientGroup('late', token)).toThrow(
      expect.objectContaining({ code: 'HUB_STOPPED' }) as Error,
    );
    expect(hub.groups.has('late')).toBe(false);
  });

  it('is refused a start while the hub stops', async () => {
    group('alpha');
    await hub.start();
    const late = group('late');
    const stopping = hub.stop();
    await expect(late.start()).rejects.toMatchObject({ code: 'HUB_STOPPED' });
    await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_STOPPED' });
    await stopping;
  });

  it('can hear of the hub through the module that all share, which is made once', async () => {
    let made = 0;
    @Injectable({ scope: 'hub' })
    class Shared {
      constructor() {
        made += 1;
      }
    }
    @Module({ providers: [Shared] })
    class SharedModule {}
    const alpha = group('alpha', { modules: [SharedModule] });
    await hub.start();
    const late = group('late', { modules: [SharedModule] });
    await late.start();
    expect(late.injector.get(Shared)).toBe(alpha.injector.get(Shared));
    expect(made).toBe(1);
  });
});

describe('a stop', () => {
  it('does not wait for conversations, which nothing can answer any more', async () => {
    const ended: unknown[] = [];
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(MessageCreateEvent, async (event) => {
      if (event.content !== 'ask') return;
      await alpha.dispatcher
        .waitFor(MessageCreateEvent, { filter: ({ content }) => content === 'answer' })
        .catch((error: unknown) => ended.push((error as { code: string }).code));
    });
    alpha.dispatcher.addHandler(MessageCreateEvent, async (event) => {
      if (event.content !== 'ask') return;
      for await (const { content } of alpha.dispatcher.stream(MessageCreateEvent)) ended.push(content);
      ended.push('stream');
    });
    await hub.start();
    await alice.say(general, 'ask');
    await eventually('both to wait', () => alpha.dispatcher.health().running === 2);
    await hub.stop();
    expect(ended.sort()).toEqual(['DISPATCH_CLOSED', 'stream']);
    expect(logger.of('warn')).toEqual([]);
  });

  it('does not wait for a waiter that nobody awaits, of a group that never started', async () => {
    const alpha = group('alpha');
    const waiting = alpha.dispatcher.waitFor(MessageCreateEvent).catch((error: unknown) => error);
    await alpha.stop();
    expect(await waiting).toMatchObject({ code: 'DISPATCH_CLOSED' });
  });

  it('asked for by a handler that does not await it ends at once', async () => {
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(MessageCreateEvent, async (event) => {
      await event.reply('bye');
      void hub.stop();
    });
    const running = hub.run();
    await eventually('alpha to be ready', () => alpha.state === 'ready');
    await alice.say(general, '!stop');
    await running;
    expect([alpha.state, logger.of('warn')]).toEqual(['stopped', []]);
  });

  it('names the handlers that it gave up waiting for, such as one that awaits the stop itself', async () => {
    hub = new ClientHub({ logger, api: discord.apiUrl, drainMs: 50 });
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(MessageCreateEvent, async function stopCommand() {
      await hub.stop();
    });
    await hub.start();
    await alice.say(general, '!stop');
    await eventually('the group to stop', () => alpha.state === 'stopped');
    expect(logger.of('warn').join()).toMatch(/do not await it[^]*handlers: 'stopCommand'/);
  });

  it('goes on although a provider throws in onShutdown, and tells it', async () => {
    const seen: string[] = [];
    @Injectable()
    class First {
      onShutdown(): void {
        seen.push('first');
      }
    }
    @Injectable()
    class Throws {
      onShutdown(): void {
        throw new Error('will not go');
      }
    }
    group('alpha', { ...MESSAGES, providers: [First, Throws] });
    await hub.start();
    await hub.stop();
    expect(seen).toEqual(['first']);
    expect(logger.of('warn').join()).toMatch(/Throws\.onShutdown.*will not go/);
  });

  it('asked for twice, with another wish, ends once', async () => {
    const alpha = group('alpha');
    await hub.start();
    await Promise.all([hub.stop(), hub.stop({ resumable: true }), alpha.stop()]);
    expect(alpha.state).toBe('stopped');
  });

  it('kept resumable lets the next start with the same session store go on where it was', async () => {
    const store = new MemorySessionStore();
    const { token } = discord.createBot({ name: 'alpha' });
    // What is cached has to outlive the process as well: a resumed session is not sent its guilds.
    const stores = { sessionStore: store, cacheStore: new MemoryCacheStore() };
    hub.createClientGroup('alpha', token, { ...MESSAGES, ...stores });
    await hub.start();
    await hub.stop({ resumable: true });
    await alice.say(general, 'while away');
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    const heard: string[] = [];
    const again = hub.createClientGroup('alpha', token, { ...MESSAGES, ...stores });
    again.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
    await hub.start();
    await eventually('the missed message', () => heard.length === 1);
    expect(discord.log.resumes('alpha')).toHaveLength(1);
    expect(again.state).toBe('ready');
    expect(again.user?.username).toBe('alpha');
  });

  it('of a group without a usable token has nothing to complain about', async () => {
    hub.createClientGroup('alpha', '');
    await hub.start().catch((error: unknown) => error);
    await hub.stop();
    expect(logger.of('warn')).toEqual([]);
  });
});

describe('a group that has stopped', () => {
  it('leaves its name and its token to another one in a hub that goes on', async () => {
    const { token } = discord.createBot({ name: 'alpha' });
    const first = hub.createClientGroup('alpha', token, MESSAGES);
    group('beta');
    await hub.start();
    await first.stop();

    const heard: string[] = [];
    const again = hub.createClientGroup('alpha', token, MESSAGES);
    again.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
    expect([hub.groups.get('alpha') === again, [...hub.groups.keys()]]).toEqual([true, ['beta', 'alpha']]);
    await again.start();
    await alice.say(general, 'welcome back');
    await eventually('the message', () => heard.length === 1);

    await again.stop();
    const renamed = hub.createClientGroup('gamma', token, MESSAGES);
    await renamed.start();
    const twin = hub.createClientGroup('delta', token, MESSAGES);
    await expect(twin.start()).rejects.toMatchObject({ problems: [{ code: 'SETUP_TOKEN_SHARED' }] });
  });
});

describe('hooks', () => {
  it('come in order: onInit before READY, onReady after it, onShutdown after the last event', async () => {
    const seen: string[] = [];
    @Injectable()
    class Store {
      onInit(): void {
        seen.push(`init store, ${discord.log.identifies().length} sessions`);
      }
      onReady(): void {
        seen.push(`ready store, ${discord.log.identifies().length} sessions`);
      }
      onShutdown(): void {
        seen.push(`shutdown store, online ${discord.isOnline('alpha')}`);
      }
    }
    @Handler()
    class Uses {
      constructor(readonly store: Store) {}
      onInit(): void {
        seen.push('init handler');
      }
      onReady(): void {
        seen.push('ready handler');
      }
      onShutdown(): void {
        seen.push('shutdown handler');
      }
      @On(MessageCreateEvent)
      heard(): void {
        seen.push('message');
      }
    }
    group('alpha', { ...MESSAGES, handlers: [Uses], providers: [Store] });
    await hub.start();
    await alice.say(general, 'hi');
    await eventually('the message', () => seen.includes('message'));
    await hub.stop();
    expect(seen).toEqual([
      'init store, 0 sessions',
      'init handler',
      'ready store, 1 sessions',
      'ready handler',
      'message',
      'shutdown handler',
      'shutdown store, online false',
    ]);
  });

  it('may subscribe in onInit, which counts for the intents', async () => {
    const heard: string[] = [];
    @Handler()
    class Dynamic {
      constructor(readonly own: ClientGroup) {}
      onInit(): void {
        this.own.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content), {
          needs: ['MessageContent'],
        });
      }
    }
    group('alpha', { handlers: [Dynamic] });
    await hub.start();
    await alice.say(general, 'hi');
    await eventually('the message', () => heard.length === 1);
    expect(heard).toEqual(['hi']);
  });
});

describe('run()', () => {
  it('never rejects, whatever the logger does', async () => {
    class Broken extends RecordingLogger {
      override error(): void {
        throw new Error('no disk');
      }
      override info(): void {
        throw new Error('no disk');
      }
      override warn(): void {
        throw new Error('no disk');
      }
    }
    const before = process.exitCode;
    const broken = new ClientHub({ logger: new Broken(), api: discord.apiUrl });
    broken.createClientGroup('alpha', '');
    await expect(broken.run()).resolves.toBeUndefined();
    expect(process.exitCode).toBe(1);
    process.exitCode = before;
  });

  it('starts whatever the logger does', async () => {
    class Broken extends Logger {
      debug(): void {
        throw new Error('no disk');
      }
      error(): void {
        throw new Error('no disk');
      }
      info(): void {
        throw new Error('no disk');
      }
      warn(): void {
        throw new Error('no disk');
      }
      child(): Logger {
        return this;
      }
    }
    await using bot = await runBot(discord, { ...MESSAGES, name: 'alpha', hub: { logger: new Broken() } });
    expect(bot.group.state).toBe('ready');
  });
});

describe('connect()', () => {
  it('can be disposed of at the end of a block', async () => {
    let kept: ClientGroup;
    {
      await using solo = await connect(discord.createBot({ name: 'solo' }).token, undefined, {
        hub: { logger: nullLogger, api: discord.apiUrl },
      });
      kept = solo;
      expect(solo.state).toBe('ready');
    }
    expect(kept.state).toBe('stopped');
    expect(discord.isOnline('solo')).toBe(false);
  });

  it('needs no set-up where the options say everything', async () => {
    const options = { hub: { logger: nullLogger, api: discord.apiUrl }, intents: ['GuildModeration'] } as const;
    await using solo = await connect(discord.createBot({ name: 'solo' }).token, options);
    expect(discord.log.identifies().map(({ d }) => d)).toMatchObject([{ intents: 1 << 2 }]);
    expect(solo.state).toBe('ready');
  });

  it('points at the line of its caller when something is wrong with the token', async () => {
    await expect(connect('')).rejects.toMatchObject({
      problems: [{ place: { file: expect.stringMatching(/lifecycle\.test\.ts:\d+$/) as string } }],
    });
  });
});

describe('a hub that has nothing left to do', () => {
  it('resolves run() when its last group is stopped by hand', async () => {
    const alpha = group('alpha');
    const running = hub.run();
    await eventually('alpha to be ready', () => alpha.state === 'ready');
    await alpha.stop();
    await expect(running).resolves.toBeUndefined();
    await expect(hub.closed).resolves.toBeUndefined();
  });

  it('keeps run() going for a group that was made later', async () => {
    const alpha = group('alpha');
    let resolved = false;
    const running = hub.run().then(() => (resolved = true));
    await eventually('alpha to be ready', () => alpha.state === 'ready');
    const late = group('late');
    await late.start();
    await alpha.stop();
    await discord.delivered();
    expect([resolved, late.state]).toEqual([false, 'ready']);
    await late.stop();
    await running;
  });
});

describe('a hub whose late group was refused', () => {
  it('resolves run() when the groups that did start have ended', async () => {
    @Injectable()
    class Needy {
      constructor(readonly value: string) {}
    }
    const alpha = group('alpha');
    const running = hub.run();
    await eventually('alpha to be ready', () => alpha.state === 'ready');
    await expect(group('bad', { providers: [Needy] }).start()).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    await alpha.stop();
    await expect(running).resolves.toBeUndefined();
  });
});

describe('a start with a signal', () => {
  it('ends when the signal aborts, with its reason, and frees everything', async () => {
    const alpha = group('alpha');
    discord.faults.gateway.withholdReady(true);
    const aborter = new AbortController();
    const starting = hub.start({ signal: aborter.signal }).catch((error: unknown) => error);
    await eventually('IDENTIFY', () => discord.log.identifies().length === 1);
    aborter.abort(new Error('changed my mind'));
    expect(await starting).toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
    expect(alpha.state).toBe('stopped');
    await eventually('the socket to close', () => !discord.isOnline('alpha'));
  });
});

describe('a group that was started by itself before the others', () => {
  it('stays as it is when the hub starts the rest', async () => {
    const alpha = group('alpha');
    const beta = group('beta');
    await alpha.start();
    const results = await hub.start();
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect([alpha.state, beta.state, discord.log.identifies().length]).toEqual(['ready', 'ready', 2]);
  });
});

describe('run() on a hub that was started already', () => {
  it('does not stop the bots that run', async () => {
    const alpha = group('alpha');
    await hub.start();
    const running = hub.run();
    await discord.delivered();
    expect(alpha.state).toBe('ready');
    await hub.stop();
    await running;
  });
});
