import { Handler, Needs, On } from '../../../src/di';
import { describeProblem } from '../../../src/errors';
import { DispatchError } from '../../../src/dispatcher';
import {
  GatewayEvent,
  GuildCreateEvent,
  GuildMemberAddEvent,
  intentBits,
  MessageCreateEvent,
  ReadyEvent,
} from '../../../src/models';
import { MapInjector, started, unstarted } from './support';

const ONLY_GUILDS = intentBits(['Guilds']);

describe('before the start', () => {
  test('intents are those of everything that is subscribed, each once', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(MessageCreateEvent, () => undefined);
    dispatcher.addHandler(MessageCreateEvent, () => undefined);
    dispatcher.addHandler(GuildCreateEvent, () => undefined);
    dispatcher.addHandler(ReadyEvent, () => undefined);
    expect(dispatcher.requiredIntents()).toEqual({
      intents: ['GuildMessages', 'DirectMessages', 'Guilds'],
      problems: [],
    });
  });

  test('waiters and streams count, GatewayEvent, defaults and what was removed do not', async () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(GatewayEvent, () => undefined);
    dispatcher.addHandler(GuildMemberAddEvent, () => undefined, { isDefault: true });
    dispatcher.addHandler(GuildCreateEvent, () => undefined).remove();
    expect(dispatcher.requiredIntents()).toEqual({ intents: [], problems: [] });
    const waiting = dispatcher.waitFor(GuildCreateEvent);
    const stream = dispatcher.stream(MessageCreateEvent);
    expect(dispatcher.requiredIntents().intents.sort()).toEqual(['DirectMessages', 'GuildMessages', 'Guilds']);
    await stream.return?.();
    dispatcher.close();
    await expect(waiting).rejects.toThrow(DispatchError);
  });

  test('an event that only privileged intents bring is a problem that says what to write', () => {
    const { dispatcher } = unstarted();
    @Handler()
    class Doorman {
      @On(GuildMemberAddEvent)
      welcome(): void {}
    }
    dispatcher.addHandler(Doorman);
    const { intents, problems } = dispatcher.requiredIntents();
    expect(intents).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'DISPATCH_INTENT_MISSING',
      place: { className: 'Doorman', method: 'welcome' },
    });
    expect(problems[0]!.message).toContain('Doorman.welcome listens to GuildMemberAddEvent');
    expect(describeProblem(problems[0]!)).toMatch(/at Doorman\.welcome \(.*intents\.test\.ts:\d+\)/);
    expect(problems[0]!.advice).toContain("{ needs: ['GuildMembers'] }");
  });

  test('a problem of a function names the file and line of its addHandler', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(GuildMemberAddEvent, () => undefined);
    const [problem] = dispatcher.requiredIntents().problems;
    expect(problem!.message).toContain('a handler of GuildMemberAddEvent listens to GuildMemberAddEvent');
    expect(problem!.place?.file).toMatch(/intents\.test\.ts:\d+$/);
  });

  test('needs declares a privileged intent, for all handlers of the group', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(GuildMemberAddEvent, () => undefined);
    dispatcher.addHandler(MessageCreateEvent, () => undefined, { needs: ['MessageContent', 'GuildMembers'] });
    const { intents, problems } = dispatcher.requiredIntents();
    expect(intents.sort()).toEqual(['DirectMessages', 'GuildMembers', 'GuildMessages', 'MessageContent']);
    expect(problems).toEqual([]);
  });

  test('so does needs of a method', () => {
    const { dispatcher } = unstarted();
    @Handler()
    class Doorman {
      @On(GuildMemberAddEvent, { needs: ['GuildMembers'] })
      welcome(): void {}
    }
    dispatcher.addHandler(Doorman);
    expect(dispatcher.requiredIntents()).toEqual({ intents: ['GuildMembers'], problems: [] });
  });

  test('so do the intents that the group has in any case', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(GuildMemberAddEvent, () => undefined);
    expect(dispatcher.requiredIntents(['GuildMembers']).problems).toEqual([]);
  });

  test('@Needs declares events that a class will subscribe to later', () => {
    const { dispatcher } = unstarted();
    @Handler()
    @Needs(GuildCreateEvent)
    class Later {}
    dispatcher.addHandler(Later);
    expect(dispatcher.requiredIntents()).toEqual({ intents: ['Guilds'], problems: [] });
  });
});

test('a start with intents that leave a handler out is told as a warning, not refused', () => {
  const { dispatcher, logger } = unstarted();
  dispatcher.addHandler(MessageCreateEvent, function greet() {});
  dispatcher.addHandler(GuildCreateEvent, () => undefined);
  dispatcher.bind(new MapInjector(), ONLY_GUILDS);
  expect(logger.at('warn')).toEqual([
    'greet will not be called: MessageCreateEvent needs GuildMessages or DirectMessages, which this session lacks.',
  ]);
});

describe('after the start, subscribing to what the session is not sent', () => {
  const advice = /@Needs\(MessageCreateEvent\).*intents: \{ add: \['GuildMessages', 'DirectMessages'\] \}/;

  test('throws at once in addHandler, and leaves nothing behind', () => {
    const { dispatcher } = started({}, [], ONLY_GUILDS);
    expect(() => dispatcher.addHandler(MessageCreateEvent, () => undefined)).toThrow(advice);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('throws for handler classes', () => {
    const { dispatcher } = started({}, [], ONLY_GUILDS);
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      greet(): void {}
    }
    expect(() => dispatcher.addHandler(Greeter)).toThrow(advice);
    expect(dispatcher.handlerClasses()).toEqual([]);
  });

  test('rejects in waitFor and throws in stream', async () => {
    const { dispatcher } = started({}, [], ONLY_GUILDS);
    await expect(dispatcher.waitFor(MessageCreateEvent)).rejects.toThrow(advice);
    expect(() => dispatcher.stream(MessageCreateEvent)).toThrow(advice);
  });

  test('tells which intents are missing, also those of needs', () => {
    const { dispatcher } = started({}, [], ONLY_GUILDS);
    expect(() => dispatcher.addHandler(MessageCreateEvent, () => undefined)).toThrow(
      expect.objectContaining({
        code: 'DISPATCH_INTENT_MISSING',
        missingIntents: ['GuildMessages', 'DirectMessages'],
      }) as Error,
    );
    expect(() =>
      dispatcher.addHandler(GuildCreateEvent, () => undefined, { needs: ['Guilds', 'MessageContent'] }),
    ).toThrow(expect.objectContaining({ missingIntents: ['MessageContent'] }) as Error);
  });

  test('does not concern GatewayEvent, defaults, and events that any one of their intents brings', () => {
    const { dispatcher } = started({}, [], intentBits(['DirectMessages']));
    dispatcher.addHandler(GatewayEvent, () => undefined);
    dispatcher.addHandler(MessageCreateEvent, () => undefined);
    dispatcher.addHandler(GuildMemberAddEvent, () => undefined, { isDefault: true });
    expect(dispatcher.wants('GUILD_MEMBER_ADD')).toBe(true);
  });
});
