/** Interceptors, outcomes, correlation, and calls that something else than an event brings. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Class, Handler, Inject, On } from '../../../../src/di';
import {
  Guard,
  type GuardRefusal,
  Interceptor,
  Invocation,
  type InvocationOutcome,
  OnOutcome,
  Use,
} from '../../../../src/dispatcher';
import { MessageCreateEvent } from '../../../../src/models';
import { Logger } from '../../../../src/util';
import {
  ALL_INTENTS,
  MapInjector,
  MemoryLogger,
  message,
  messageEvent,
  SHARD,
  started,
  turn,
  unstarted,
} from '../support';

const log: string[] = [];
const unhandled: unknown[] = [];
const remember = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => process.on('unhandledRejection', remember));
afterAll(() => process.off('unhandledRejection', remember));
afterEach(async () => {
  log.length = 0;
  await turn();
  expect(unhandled.splice(0)).toEqual([]);
});

class Outer extends Interceptor {
  async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    log.push('outer in');
    const value = await next();
    log.push('outer out');
    return `<${String(value)}>`;
  }
}
class Inner extends Interceptor {
  async around(invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    log.push(`inner in ${invocation.label}`);
    return `[${String(await next())}]`;
  }
}

/** How the one call of a method with these around it ended. */
async function outcomeOf(used: readonly (new () => Interceptor)[], fails = false): Promise<InvocationOutcome> {
  const outcomes: InvocationOutcome[] = [];
  @Handler()
  class Greeter {
    @On(MessageCreateEvent)
    @Use(...used)
    greet(event: MessageCreateEvent): string {
      log.push('call');
      if (fails) throw new Error('failed');
      return event.content;
    }
    @OnOutcome()
    ended(outcome: InvocationOutcome): void {
      outcomes.push(outcome);
    }
  }
  const { dispatcher } = started();
  dispatcher.addHandler(Greeter);
  dispatcher.deliver(message('hello'), SHARD);
  await turn();
  await turn();
  expect(outcomes).toHaveLength(1);
  return outcomes[0] as InvocationOutcome;
}

describe('interceptors', () => {
  test('stand around a call, the first named outermost, and may change what comes out', async () => {
    expect(await outcomeOf([Outer, Inner])).toEqual({ kind: 'done', value: '<[hello]>' });
    expect(log).toEqual(['outer in', 'inner in Greeter.greet', 'call', 'outer out']);
  });

  test('may answer in place of the call', async () => {
    class Cached extends Interceptor {
      around(): string {
        return 'from the cache';
      }
    }
    expect(await outcomeOf([Cached])).toEqual({ kind: 'done', value: 'from the cache' });
    expect(log).toEqual([]);
  });

  test('see what a call throws, and may make something else of it', async () => {
    class Calms extends Interceptor {
      async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
        try {
          return await next();
        } catch (error) {
          return `was ${(error as Error).message}`;
        }
      }
    }
    expect(await outcomeOf([Calms], true)).toEqual({ kind: 'done', value: 'was failed' });
  });

  test.each(['waits', 'lets go'])('that call next twice fail the call, which ran once (%s)', async (how) => {
    class Twice extends Interceptor {
      async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
        const value = await next();
        if (how === 'waits') await next();
        else void next();
        return value;
      }
    }
    expect(await outcomeOf([Twice])).toMatchObject({ kind: 'failed', error: { code: 'DISPATCH_NEXT_TWICE' } });
    expect(log).toEqual(['call']);
  });

  test('that do not wait for a call which fails bring nothing down: the log says it', async () => {
    class Hasty extends Interceptor {
      around(_invocation: Invocation, next: () => Promise<unknown>): string {
        void next();
        return 'at once';
      }
    }
    @Handler()
    @Use(Hasty)
    class Greeter {
      @On(MessageCreateEvent)
      async greet(): Promise<void> {
        await turn();
        throw new Error('too late');
      }
    }
    const { dispatcher, logger, errors } = started();
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('hello'), SHARD);
    await turn();
    await turn();
    await turn();
    expect(errors.failures).toEqual([]);
    expect(logger.at('warn')).toEqual(['Greeter.greet failed after an interceptor had ended without it']);
  });
});

describe('@OnOutcome', () => {
  class Refuses extends Guard {
    check(): GuardRefusal {
      return { reason: 'no', message: 'No.' };
    }
  }

  @Handler()
  class Greeter {
    @On(MessageCreateEvent)
    greet(event: MessageCreateEvent): string {
      if (event.content === 'bad') throw new Error('bad');
      return event.content;
    }
    @On(MessageCreateEvent)
    @Use(Refuses)
    wave(): void {}
  }

  test('hears how every call of the group ended, with its invocation, and has the rest injected', () => {
    const heard: unknown[] = [];
    @Handler()
    class Records {
      @OnOutcome()
      ended(outcome: InvocationOutcome, invocation: Invocation, @Inject('channel') channel: string): void {
        heard.push([invocation.label, invocation.kind, outcome.kind, invocation.actor.userId, channel]);
      }
    }
    const { dispatcher } = started({}, [['channel', 'general']]);
    dispatcher.addHandler(Greeter);
    dispatcher.addHandler(MessageCreateEvent, function hello() {
      return undefined;
    });
    // Whoever comes last hears of those that were there before.
    dispatcher.addHandler(Records);
    dispatcher.deliver(message('bad'), SHARD);
    expect(heard).toEqual([
      ['Greeter.greet', 'event', 'failed', '5', 'general'],
      ['Greeter.wave', 'event', 'refused', '5', 'general'],
      ['hello', 'event', 'done', '5', 'general'],
    ]);
  });

  test('is not heard of any more once its class is removed', () => {
    let heard = 0;
    @Handler()
    class Records {
      @OnOutcome() ended(): void {
        heard += 1;
      }
    }
    const { dispatcher } = started();
    dispatcher.addHandler(Greeter);
    dispatcher.addHandler(Records).remove();
    dispatcher.deliver(message('hello'), SHARD);
    expect(heard).toBe(0);
    expect(dispatcher.health().outcomes).toMatchObject({ done: 1, refused: 1 });
  });

  test('is heard of as long as its class is there once, however often it was added', () => {
    let heard = 0;
    @Handler()
    class Records {
      @OnOutcome() ended(): void {
        heard += 1;
      }
    }
    const { dispatcher } = started();
    const first = dispatcher.addHandler(Records);
    const second = dispatcher.addHandler(Records);
    dispatcher.addHandler(MessageCreateEvent, () => undefined);
    second.remove();
    dispatcher.deliver(message('one'), SHARD);
    expect(heard).toBe(1);
    first.remove();
    dispatcher.deliver(message('two'), SHARD);
    expect(heard).toBe(1);
  });

  test.each(['throws', 'rejects'])('that %s is logged, and goes no further', async (how) => {
    @Handler()
    class Records {
      @OnOutcome() ended(): unknown {
        const error = new Error('disk full');
        if (how === 'throws') throw error;
        return Promise.reject(error);
      }
    }
    const { dispatcher, logger, errors } = started();
    dispatcher.addHandler(Records);
    dispatcher.addHandler(MessageCreateEvent, function hello() {
      return undefined;
    });
    dispatcher.deliver(message('hello'), SHARD);
    await turn();
    expect(errors.failures).toEqual([]);
    expect(logger.at('error')).toEqual(['Records.ended failed on the outcome of hello: disk full']);
  });

  test('is waited for by the stop of its group', async () => {
    const written: string[] = [];
    @Handler()
    class Records {
      @OnOutcome() async ended(outcome: InvocationOutcome): Promise<void> {
        await turn();
        written.push(outcome.kind);
      }
    }
    const { dispatcher } = started();
    dispatcher.addHandler(Records);
    dispatcher.addHandler(MessageCreateEvent, () => undefined);
    dispatcher.deliver(message('hello'), SHARD);
    await dispatcher.drain({ limitMs: 1000 });
    expect(written).toEqual(['done']);
  });

  test('twice in a group is told before the start, and refused after it', () => {
    @Handler()
    class One {
      @OnOutcome() ended(): void {}
    }
    @Handler()
    class Two {
      @OnOutcome() ended(): void {}
    }
    const { dispatcher } = unstarted();
    const namesake = (): Class => {
      @Handler()
      class One {
        @OnOutcome() ended(): void {}
      }
      return One;
    };
    const other = unstarted().dispatcher;
    for (const type of [namesake(), namesake()]) other.addHandler(type);
    expect(other.check(() => true)).toMatchObject([{ code: 'DISPATCH_OUTCOME_TWICE' }]);
    dispatcher.addHandler(One);
    dispatcher.addHandler(Two);
    expect(dispatcher.check(() => true)).toMatchObject([
      {
        code: 'DISPATCH_OUTCOME_TWICE',
        message: expect.stringContaining('Two.ended and One.ended') as string,
        place: { className: 'Two' },
      },
    ]);
    const running = started();
    running.dispatcher.addHandler(One);
    expect(() => running.dispatcher.addHandler(Two)).toThrow('both marked @OnOutcome');
  });

  test('on a static method is told before the start', () => {
    @Handler()
    class Static {
      @OnOutcome() static ended(): number {
        return 1;
      }
    }
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Static);
    expect(dispatcher.check(() => true)).toMatchObject([{ code: 'DI_STATIC_METHOD' }]);
  });
});

test('what a guard wants to hear of the end is told it, whatever another one does', () => {
  const ended: string[] = [];
  class Takes extends Guard {
    check(invocation: Invocation): undefined {
      invocation.onEnd(() => {
        throw new Error('cannot give back');
      });
      invocation.onEnd(({ kind }) => ended.push(kind));
    }
  }
  @Handler()
  @Use(Takes)
  class Greeter {
    @On(MessageCreateEvent) greet(): void {}
  }
  const { dispatcher, logger } = started();
  dispatcher.addHandler(Greeter);
  dispatcher.deliver(message('hello'), SHARD);
  expect(ended).toEqual(['done']);
  expect(logger.at('error')).toEqual(['a guard of Greeter.greet failed at its end: cannot give back']);
});

describe('correlation', () => {
  @Handler()
  class Greeter {
    constructor(private readonly logger: Logger) {}
    @On(MessageCreateEvent)
    async greet(event: MessageCreateEvent): Promise<void> {
      this.logger.info('begun', { content: event.content });
      await pause(2);
      this.logger.child('deep').info('ended', { content: event.content });
    }
  }

  async function lines(correlation: boolean): Promise<MemoryLogger['lines']> {
    const logger = new MemoryLogger();
    const { dispatcher } = unstarted({ correlation });
    dispatcher.addHandler(Greeter);
    const injector = new MapInjector([[Greeter, new Greeter(dispatcher.correlate(logger))]]);
    dispatcher.bind(injector, ALL_INTENTS);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await dispatcher.drain({ limitMs: 0 });
    await pause(10);
    logger.info('outside');
    return logger.lines;
  }

  test('says of every line which call wrote it, however deep, where the options ask for it', async () => {
    const all = await lines(true);
    const ids = (content: string): unknown[] =>
      all.filter(({ fields }) => fields.content === content).map(({ fields }) => fields.invocation);
    const [one, two] = [ids('one'), ids('two')];
    expect(one[0]).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect([one[1], two[1]]).toEqual([one[0], two[0]]);
    expect(one[0]).not.toBe(two[0]);
    expect(all.at(-1)).toEqual({ level: 'info', message: 'outside', fields: {} });
  });

  test('is not there otherwise', async () => {
    expect((await lines(false)).map(({ fields }) => Object.keys(fields))).toEqual([
      ['content'],
      ['content'],
      ['content'],
      ['content'],
      [],
    ]);
  });

  test('holds for failures too', () => {
    const { dispatcher, logger } = unstarted({ correlation: true });
    dispatcher.bind(new MapInjector([]), ALL_INTENTS);
    dispatcher.addHandler(MessageCreateEvent, function greet() {
      throw new Error('no');
    });
    dispatcher.deliver(message('hello'), SHARD);
    expect(logger.lines[0]?.fields).toMatchObject({ handler: 'greet', invocation: expect.any(String) as string });
  });
});

describe('calls that something else than an event brings', () => {
  class Early extends Guard {
    static override readonly step = 'place';
    check(): undefined {
      log.push('early');
    }
  }
  class Late extends Guard {
    check({ payload }: Invocation): GuardRefusal | undefined {
      log.push(`late ${JSON.stringify(payload)}`);
      return (payload as { word: string }).word === 'bad' ? { reason: 'word', message: 'Not that word.' } : undefined;
    }
  }

  const place = {};
  const event = messageEvent('!say');

  function prepare(...used: (typeof Early | typeof Late | typeof Outer)[]): (read: () => object) => Promise<unknown> {
    @Handler()
    class Commands {
      @Use(...used)
      say(_subject: object, { word }: { word: string }): string {
        log.push('call');
        if (word === 'failing') throw new Error('failed');
        return `said ${word}`;
      }
    }
    const { dispatcher } = started();
    const call = dispatcher.addCall({ owner: Commands, method: 'say', place, given: 2, kind: 'text-command' });
    return async (read) => {
      const { outcome } = await dispatcher.runCall(call, {
        event,
        subject: {},
        read: () => {
          log.push('read');
          return read();
        },
        deliver: (value) => log.push(`deliver ${String(value)}`),
      });
      return [outcome, dispatcher.health().outcomes[outcome.kind]];
    };
  }

  test.each([
    ['with nothing in use', [], ['read', 'call', 'deliver said hello']],
    ['with guards', [Late, Early], ['early', 'read', 'late {"word":"hello"}', 'call', 'deliver said hello']],
  ])('are read, called and delivered %s', async (_name, used, told) => {
    const [outcome, count] = (await prepare(...used)(() => ({ word: 'hello' }))) as [InvocationOutcome, number];
    expect([outcome, count]).toEqual([{ kind: 'done', value: 'said hello' }, 1]);
    expect(log).toEqual(told);
  });

  test('are refused by what was read', async () => {
    expect(await prepare(Late)(() => ({ word: 'bad' }))).toMatchObject([{ kind: 'refused' }, 1]);
    expect(log).toEqual(['read', 'late {"word":"bad"}']);
  });

  test.each([[[]], [[Late]]])('are invalid where it does not fit', async (used) => {
    const faults = [{ option: 'word', message: 'is needed' }];
    expect(await prepare(...used)(() => faults)).toEqual([{ kind: 'invalid', faults }, 1]);
    expect(log).toEqual(['read']);
  });

  test.each([[[]], [[Late]]])('fail where reading throws', async (used) => {
    const failing = (): never => {
      throw new Error('unreadable');
    };
    expect(await prepare(...used)(failing)).toMatchObject([{ kind: 'failed', error: { message: 'unreadable' } }, 1]);
  });

  test('deliver what interceptors make of it', async () => {
    expect(await prepare(Outer)(() => ({ word: 'hello' }))).toEqual([{ kind: 'done', value: '<said hello>' }, 1]);
    expect(log.at(-1)).toBe('deliver <said hello>');
  });

  test('that nobody answers are counted and told of', () => {
    const heard: unknown[] = [];
    @Handler()
    class Records {
      @OnOutcome() ended(outcome: InvocationOutcome, { kind, label, owner }: Invocation): void {
        heard.push([outcome, kind, label, owner]);
      }
    }
    const { dispatcher } = started();
    dispatcher.endUnanswered({ kind: 'command', event, subject: event, what: '/gone' });
    dispatcher.addHandler(Records);
    dispatcher.endUnanswered({ kind: 'command', event, subject: event, what: '/gone' });
    expect(dispatcher.health().outcomes.unhandled).toBe(2);
    expect(heard).toEqual([[{ kind: 'unhandled', what: '/gone' }, 'command', '/gone', undefined]]);
  });
});
