/** Handlers and providers as a bot author writes them, on a live Discord: scopes, defaults, waiting, order, intents. */
import { getEventListeners } from 'node:events';
import {
  BotToken,
  Catch,
  ClientGroup,
  type ClientGroupOptions,
  ClientHub,
  dispatch,
  DispatchError,
  ErrorHandler,
  GatewayEvent,
  GuildMemberAddEvent,
  Handler,
  type HandlerFailure,
  Inject,
  Injectable,
  Logger,
  MessageCreateEvent,
  MessageDeleteEvent,
  Module,
  Needs,
  On,
  Once,
  PayloadView,
  ReadyEvent,
  token,
} from 'corduroy';
import { DiscordSimulator, runBot, type SimChannel, type SimGuild, type SimMember } from 'corduroy/testing';
import { inject, injectable } from 'tsyringe';
import { RecordingLogger } from './support/recording-logger';
import { quickQueue, quickSessions } from '../support/quick-sessions';
import { eventually } from './support/waiting';

const MESSAGES: ClientGroupOptions = { intents: ['Guilds', 'GuildMessages', 'MessageContent'] };

let discord: DiscordSimulator;
let guild: SimGuild;
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
  guild = discord.createGuild({ name: 'Loom' });
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
  hub.createClientGroup(name, discord.createBot({ name }).token, { identifyQueue: quickQueue(), ...options });

describe('scopes', () => {
  @Injectable()
  class OfModule {}
  @Injectable({ scope: 'hub' })
  class OfAll {}
  @Injectable()
  class OfHub {}
  @Handler()
  class Uses {
    constructor(
      readonly ofModule: OfModule,
      readonly ofAll: OfAll,
      readonly ofHub: OfHub,
      readonly own: ClientGroup,
      readonly logger: Logger,
    ) {}
    @On(MessageCreateEvent) heard(): void {}
  }
  @Module({ handlers: [Uses], providers: [OfModule, OfAll] })
  class Shared {}
  @Module({ providers: [OfHub] })
  class HubModule {}

  it('are where a module is registered; handlers are one instance per group', async () => {
    hub = new ClientHub({ logger, api: discord.apiUrl, modules: [HubModule] });
    const alpha = group('alpha', { ...MESSAGES, modules: [Shared] });
    const beta = group('beta', { ...MESSAGES, modules: [Shared] });
    await hub.start();
    const [a, b] = [alpha.injector.get(Uses), beta.injector.get(Uses)];
    expect(a).not.toBe(b);
    expect(a.ofModule).not.toBe(b.ofModule);
    expect(a.ofAll).toBe(b.ofAll);
    expect(a.ofHub).toBe(b.ofHub);
    expect([a.own, b.own]).toEqual([alpha, beta]);
    expect(a.logger).toBe(logger);
    expect(alpha.injector.get('client')).toBe(alpha.client);
    expect(alpha.injector.get(ClientGroup)).toBe(alpha);
  });

  it('are apart in two hubs of one process', async () => {
    hub = new ClientHub({ logger, api: discord.apiUrl, modules: [HubModule] });
    const alpha = group('alpha', { ...MESSAGES, modules: [Shared] });
    await hub.start();
    await using other = await runBot(discord, { name: 'beta', modules: [Shared], hub: { modules: [HubModule] } });
    expect(other.group.injector.get(OfAll)).not.toBe(alpha.injector.get(OfAll));
    expect(other.group.injector.get(OfHub)).not.toBe(alpha.injector.get(OfHub));
  });

  it('of a handler class that is given to addHandler are those of its group', async () => {
    const alpha = group('alpha', { ...MESSAGES, providers: [OfModule, OfAll, OfHub] });
    const subscription = alpha.dispatcher.addHandler(Uses);
    await hub.start();
    expect(subscription.events).toEqual([MessageCreateEvent]);
    subscription.remove();
    expect(alpha.dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });
});

describe('providers', () => {
  it('may be typed tokens, async factories, subclasses, and classes that tsyringe decorated', async () => {
    const LIMIT = token<number>('limit');
    abstract class Store {
      abstract name(): string;
    }
    @Injectable()
    class DiskStore extends Store {
      constructor(@Inject(LIMIT) readonly limit: number) {
        super();
      }
      name(): string {
        return `disk of ${this.limit}`;
      }
    }
    @Injectable()
    class BigStore extends DiskStore {
      override name(): string {
        return `big ${super.name()}`;
      }
    }
    @injectable()
    class Foreign {
      constructor(
        @inject('store') readonly store: Store,
        @inject('limit') readonly limit: number,
      ) {}
    }
    @Handler()
    class Asks {
      @On(MessageCreateEvent)
      async heard(
        event: MessageCreateEvent,
        store: Store,
        foreign: Foreign,
        @Inject(LIMIT) limit: number,
      ): Promise<void> {
        if (!event.author.bot)
          await event.reply(`${store.name()} ${foreign.store === store} ${foreign.limit === limit}`);
      }
    }
    await using bot = await runBot(discord, {
      ...MESSAGES,
      handlers: [Asks],
      providers: [
        Foreign,
        { provide: Store, useClass: BigStore },
        { provide: 'store', useExisting: Store },
        { provide: LIMIT, useFactory: async () => Promise.resolve(7) },
      ],
    });
    await alice.say(general, 'hi');
    await expect(bot.nextMessage()).resolves.toMatchObject({ content: 'big disk of 7 true true' });
  });

  it('replace the ErrorHandler, in one group or in all', async () => {
    const told: string[] = [];
    @Injectable()
    class Own extends ErrorHandler {
      constructor(readonly own: ClientGroup) {
        super();
      }
      override handle({ handler, error }: HandlerFailure): void {
        told.push(`own ${this.own.name} ${handler} ${error.message}`);
      }
    }
    @Injectable()
    class Common extends ErrorHandler {
      override handle(failure: HandlerFailure): void {
        told.push(`common ${failure.group} ${failure.handler} ${failure.argumentNames.join()}`);
      }
    }
    @Handler()
    class Fails {
      @On(MessageCreateEvent)
      async fail(event: MessageCreateEvent, own: ClientGroup): Promise<void> {
        await Promise.reject(new Error(`${own.name} heard ${event.content}`));
      }
    }
    hub = new ClientHub({ logger, api: discord.apiUrl, providers: [{ provide: ErrorHandler, useClass: Common }] });
    group('alpha', { ...MESSAGES, handlers: [Fails], providers: [{ provide: ErrorHandler, useClass: Own }] });
    group('beta', { ...MESSAGES, handlers: [Fails] });
    await hub.start();
    await alice.say(general, 'hi');
    await eventually('both to be told', () => told.length === 2);
    expect(told.sort()).toEqual(['common beta Fails.fail own', 'own alpha Fails.fail alpha heard hi']);
  });

  it('that reject keep their group from starting, with the cause, and no other', async () => {
    group('alpha', { providers: [{ provide: 'db', useFactory: () => Promise.reject(new Error('no database')) }] });
    group('beta');
    const results = await hub.start();
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
    const [first] = results;
    expect(first?.ok === false && first.error.message).toMatch(/"?db"?.*no database/);
    expect(first?.ok === false && first.error.cause).toMatchObject({ message: 'no database' });
  });
});

describe('one event that two groups see', () => {
  it('is answered by each with its own token', async () => {
    for (const name of ['alpha', 'beta']) {
      group(name).dispatcher.addHandler(MessageCreateEvent, async (event) => {
        if (event.author.bot) return;
        await event.react('👋');
        await event.reply(`from ${name}`);
        await event.author.send(`psst from ${name}`);
      });
    }
    await hub.start();
    const said = await alice.say(general, 'hi');
    await eventually('four answers', () => discord.messages.filter(({ author }) => author.bot).length === 4);
    const answers = discord.messages.filter(({ author }) => author.bot);
    expect(answers.map(({ author, content }) => `${author.name}: ${content}`).sort()).toEqual([
      'alpha: from alpha',
      'alpha: psst from alpha',
      'beta: from beta',
      'beta: psst from beta',
    ]);
    expect(said.reactions['👋']).toHaveLength(2);
  });
});

describe('a group with credentials', () => {
  it('signs in and answers like one with a token', async () => {
    const { token: secret } = discord.createBot({ name: 'alpha' });
    const alpha = hub.createClientGroup('alpha', new BotToken(secret), MESSAGES);
    await hub.start();
    await expect(alpha.client.users.me()).resolves.toMatchObject({ username: 'alpha' });
  });
});

describe('subscriptions', () => {
  it('of @Once end after one event in each group', async () => {
    const heard: string[] = [];
    @Handler()
    class Single {
      constructor(readonly own: ClientGroup) {}
      @Once(MessageCreateEvent)
      first(event: MessageCreateEvent): void {
        heard.push(`${this.own.name} ${event.content}`);
      }
    }
    group('alpha', { ...MESSAGES, handlers: [Single] });
    group('beta', { ...MESSAGES, handlers: [Single] });
    await hub.start();
    for (const words of ['one', 'two', 'three']) await alice.say(general, words);
    await eventually('both', () => heard.length === 2);
    await discord.delivered();
    expect(heard.sort()).toEqual(['alpha one', 'beta one']);
  });

  it('that are sequential keep the order of a channel and do not hold up another', async () => {
    const other = guild.createChannel({ name: 'other' });
    const heard: string[] = [];
    let release: () => void = () => undefined;
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(
      MessageCreateEvent,
      async (event) => {
        if (event.content === 'slow') await new Promise<void>((resolve) => (release = resolve));
        heard.push(event.content);
      },
      { sequential: 'channel' },
    );
    await hub.start();
    await alice.say(general, 'slow');
    await alice.say(general, 'after slow');
    await alice.say(other, 'elsewhere');
    await eventually('the other channel', () => heard.includes('elsewhere'));
    release();
    await eventually('all', () => heard.length === 3);
    expect(heard).toEqual(['elsewhere', 'slow', 'after slow']);
  });

  it('that overwrite take the place of a default until they are removed', async () => {
    const heard: string[] = [];
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(MessageCreateEvent, ({ content }) => void heard.push(`default ${content}`), {
      isDefault: true,
    });
    const own = alpha.dispatcher.addHandler(MessageCreateEvent, ({ content }) => void heard.push(`own ${content}`), {
      overwrite: true,
    });
    await hub.start();
    await alice.say(general, 'one');
    await eventually('one', () => heard.length === 1);
    own.remove();
    await alice.say(general, 'two');
    await eventually('two', () => heard.length === 2);
    expect(heard).toEqual(['own one', 'default two']);
  });

  it('to derived events hear what is dispatched in their group', async () => {
    class Score extends PayloadView<{ points: number }> {
      get points(): number {
        return this.raw.points;
      }
    }
    class ScoredEvent extends dispatch('SCORED', Score) {}
    const heard: unknown[] = [];
    @Handler()
    class Scores {
      @On(ScoredEvent) scored(event: ScoredEvent): void {
        heard.push(event.points);
      }
      @On(GatewayEvent) every(event: GatewayEvent): void {
        if (event instanceof ScoredEvent) heard.push('every');
      }
    }
    const alpha = group('alpha', { handlers: [Scores], intents: [] });
    await hub.start();
    alpha.dispatcher.dispatch(new ScoredEvent({ points: 3 }, alpha.client.context));
    expect(heard).toEqual([3, 'every']);
  });

  it('after the start, to what the session is not sent, throw at once and say how to declare it', async () => {
    // A cache would ask for Guilds by itself.
    const alpha = group('alpha', { handlers: [], cache: 'off' });
    alpha.dispatcher.addHandler(GatewayEvent, () => undefined);
    await hub.start();
    expect(discord.log.identifies('alpha')[0]?.d).toMatchObject({ intents: 0 });
    const told = expect.objectContaining({
      code: 'DISPATCH_INTENT_MISSING',
      missingIntents: ['GuildMembers'],
      advice: expect.stringMatching(/@Needs\(GuildMemberAddEvent\).*add: \['GuildMembers'\]/) as string,
    }) as Error;
    expect(() => alpha.dispatcher.addHandler(GuildMemberAddEvent, () => undefined)).toThrow(told);
    expect(() => alpha.dispatcher.stream(GuildMemberAddEvent)).toThrow(told);
    await expect(alpha.dispatcher.waitFor(GuildMemberAddEvent)).rejects.toEqual(told);
    @Handler()
    class Late {
      @On(GuildMemberAddEvent) heard(): void {}
    }
    expect(() => alpha.dispatcher.addHandler(Late)).toThrow(told);
  });

  it('after the start, to what @Needs declared, work', async () => {
    @Needs(MessageDeleteEvent)
    @Handler()
    class Waits {
      constructor(readonly own: ClientGroup) {}
      @On(MessageCreateEvent)
      async heard(event: MessageCreateEvent): Promise<void> {
        if (event.author.bot) return;
        const gone = await this.own.dispatcher.waitFor(MessageDeleteEvent, { filter: ({ id }) => id === event.id });
        await event.author.send(`gone: ${gone.id === event.id}`);
      }
    }
    const alpha = group('alpha', { handlers: [Waits] });
    await hub.start();
    const said = await alice.say(general, 'hi');
    await eventually('the handler to wait', () => alpha.dispatcher.wants('MESSAGE_DELETE'));
    await alice.user.remove(said);
    await expect(discord.nextMessage({ author: 'alpha' })).resolves.toMatchObject({ content: 'gone: true' });
  });

  it('leave nothing behind', async () => {
    const alpha = group('alpha');
    await hub.start();
    const { dispatcher } = alpha;
    const { signal } = new AbortController();
    for (let round = 0; round < 50; round += 1) {
      const one = dispatcher.addHandler(MessageCreateEvent, () => undefined);
      const stream = dispatcher.stream(MessageCreateEvent, { signal });
      const waiting = dispatcher.waitFor(MessageCreateEvent, { timeoutMs: 1, signal }).catch(() => undefined);
      one[Symbol.dispose]();
      await stream.return?.();
      await waiting;
    }
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('failures', () => {
  it('name an argument that nobody added, and list those that exist', async () => {
    const alpha = group('alpha');
    alpha.dispatcher.addArgument('my_number', 1);
    alpha.dispatcher.addHandler(MessageCreateEvent, function misspelt(_event, { my_numbr }) {
      return my_numbr;
    });
    await hub.start();
    await alice.say(general, 'hi');
    await eventually('the log', () => logger.of('error').length === 1);
    expect(logger.of('error')[0]).toMatch(/misspelt failed on MESSAGE_CREATE.*"my_numbr".*my_number/s);
    expect(logger.of('error')[0]).toMatch(/Known: .*client.*gateway/);
  });

  it('are caught by @Catch methods, which may ask for the event', async () => {
    class Refused extends Error {}
    @Handler()
    class Careful {
      @On(MessageCreateEvent)
      heard(event: MessageCreateEvent): void {
        if (!event.author.bot) throw new Refused('not today');
      }
      @Catch(Refused)
      async refused(error: Refused, event: MessageCreateEvent): Promise<void> {
        await event.reply(error.message);
      }
    }
    await using bot = await runBot(discord, Careful);
    await alice.say(general, 'hi');
    await expect(bot.nextMessage()).resolves.toMatchObject({ content: 'not today' });
  });

  it('are not what a stop makes of handlers that still wait', async () => {
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(MessageCreateEvent, async () => {
      await alpha.dispatcher.waitFor(MessageCreateEvent, { filter: () => false });
    });
    await hub.start();
    await alice.say(general, 'hi');
    await eventually('the handler to wait', () => alpha.dispatcher.health().running === 1);
    await hub.stop();
    expect([...logger.of('error'), ...logger.of('warn')]).toEqual([]);
  });

  it('of a conversation that nobody answers in time say what was waited for', async () => {
    const alpha = group('alpha');
    const failing = alpha.dispatcher.waitFor(MessageCreateEvent, { timeoutMs: 1 });
    await expect(failing).rejects.toBeInstanceOf(DispatchError);
    await expect(failing).rejects.toThrow(/No MessageCreateEvent that fits came within 1 ms/);
  });

  it('in the handler of READY do not keep the group from starting', async () => {
    const alpha = group('alpha');
    alpha.dispatcher.addHandler(ReadyEvent, () => {
      throw new Error('no');
    });
    await hub.start();
    expect([alpha.state, logger.of('error').length]).toEqual(['ready', 1]);
  });
});

describe('the intents of a group', () => {
  it('are fixed at its start: a new session asks for the same, whoever has come and gone', async () => {
    const heard: string[] = [];
    const alpha = group('alpha', {});
    alpha.dispatcher.addHandler(MessageCreateEvent, ({ content }) => void heard.push(content), {
      once: true,
      needs: ['MessageContent'],
    });
    await hub.start();
    await alice.say(general, 'one');
    await eventually('the first', () => heard.length === 1);
    discord.faults.gateway.invalidSession(false);
    await eventually('a new session', () => discord.log.identifies('alpha').length === 2);
    await eventually('to be online', () => discord.isOnline('alpha'));
    const asked = discord.log.identifies('alpha').map(({ d }) => (d as { intents: number }).intents);
    expect(asked[1]).toBe(asked[0]);
    alpha.dispatcher.addHandler(MessageCreateEvent, ({ content }) => void heard.push(content));
    await alice.say(general, 'two');
    await eventually('the second', () => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
  }, 30_000);
});
