/** What each call of a handler has of its own: given to everybody in the call, gone after it, and free where nobody asks. */
import {
  Catch,
  Handler,
  Inject,
  Injectable,
  InjectionGraph,
  type Injector,
  On,
  type Provider,
  type Class,
} from '../../../../src/di';
import {
  type CallEnd,
  type Dispatcher,
  ErrorHandler,
  Guard,
  HandlerFailure,
  type InjectedCall,
  Interceptor,
  Invocation,
  type InvocationOutcome,
  OnOutcome,
  Use,
} from '../../../../src/dispatcher';
import { type HandlerRegistry } from '../../../../src/dispatcher/handlers/registry';
import { MessageCreateEvent } from '../../../../src/models';
import { deferred } from '../../../../src/util';
import {
  ALL_INTENTS,
  MemoryErrorHandler,
  type MemoryLogger,
  message,
  messageEvent,
  SHARD,
  turn,
  unstarted,
} from '../support';

const log: string[] = [];
afterEach(() => {
  log.length = 0;
});

class Context {
  static readonly isHandlerContext = true;
}
class OtherContext extends Context {}

let serial = 0;
beforeEach(() => {
  serial = 0;
});

/** What one call keeps. */
@Injectable({ scope: 'invocation' })
class Basket {
  readonly serial = (serial += 1);

  constructor(readonly invocation: Invocation) {
    log.push(`new ${this.serial}`);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
    log.push(`gone ${this.serial}`);
  }
}

interface Running {
  readonly dispatcher: Dispatcher;
  readonly logger: MemoryLogger;
  readonly errors: MemoryErrorHandler;
  readonly injector: Injector;
  /** How many calls asked for something of their own. */
  readonly opened: () => number;
}

async function run(handlers: readonly Class[], providers: readonly Provider[] = []): Promise<Running> {
  const setup = unstarted();
  const graph = new InjectionGraph({ name: 'hub', modules: [], providers: [], handlers: [], builtIns: [] });
  const own = [Basket, { provide: ErrorHandler, useValue: setup.errors }, ...providers];
  graph.addGroup({ name: 'alpha', modules: [], providers: own, handlers: [], builtIns: [] });
  for (const handler of handlers) setup.dispatcher.addHandler(handler);
  graph.addHandlers('alpha', setup.dispatcher.handlerClasses());
  graph.addUsed('alpha', setup.dispatcher.usedClasses());
  expect(graph.check()).toEqual([]);
  const injector = await graph.resolveGroup('alpha');
  const opening = jest.spyOn(injector, 'invocation');
  setup.dispatcher.bind(injector, ALL_INTENTS);
  return { ...setup, injector, opened: () => opening.mock.calls.length };
}

async function say(dispatcher: Dispatcher, ...texts: string[]): Promise<void> {
  for (const text of texts) dispatcher.deliver(message(text), SHARD);
  await dispatcher.drain({ limitMs: 1_000 });
  await turn();
}

const place = { file: 'here' };
function command(dispatcher: Dispatcher, owner: Class, method: string, given: 1 | 2 = 1): InjectedCall {
  return dispatcher.addCall({ owner, method, place, given, kind: 'command' });
}
async function runCall(dispatcher: Dispatcher, call: InjectedCall, subject: object = new Context()): Promise<CallEnd> {
  return dispatcher.runCall(call, { event: messageEvent('x'), subject, read: () => ({ n: 1 }) });
}

describe('a handler that asks', () => {
  @Handler()
  class Shop {
    @On(MessageCreateEvent)
    hear(event: MessageCreateEvent, basket: Basket): void {
      log.push(`${event.content} ${basket.serial} ${String(basket.invocation.event === event)}`);
    }
    buy(_context: Context, payload: { n: number }, @Inject(Basket) basket: Basket): string {
      return `${payload.n} in ${basket.serial}`;
    }
  }

  it('is given one for each call, which is gone after it', async () => {
    const { dispatcher } = await run([Shop]);
    await say(dispatcher, 'a', 'b');
    expect(log.filter((line) => !line.startsWith('gone'))).toEqual(['new 1', 'a 1 true', 'new 2', 'b 2 true']);
    expect(log.filter((line) => line.startsWith('gone'))).toEqual(['gone 1', 'gone 2']);
    const call = command(dispatcher, Shop, 'buy', 2);
    expect((await runCall(dispatcher, call)).outcome).toEqual({ kind: 'done', value: '1 in 3' });
    await dispatcher.drain({ limitMs: 1_000 });
    expect(log.at(-1)).toBe('gone 3');
  });

  it('may be added after the start', async () => {
    const { dispatcher } = await run([]);
    dispatcher.addHandler(Shop);
    await say(dispatcher, 'a');
    expect(log).toEqual(['new 1', 'a 1 true', 'gone 1']);
  });

  it('waits for what takes time to be made, and fails as it fails', async () => {
    class Locked extends Error {}
    @Handler()
    class Slow {
      buy(_context: Context, @Inject('slow') slow: string): string {
        return slow;
      }
      lose(_context: Context, @Inject('lost') lost: string): string {
        return lost;
      }
      @Catch(Locked)
      told(error: Locked): string {
        return `locked: ${error.message}`;
      }
    }
    const { dispatcher } = await run(
      [Slow],
      [
        { provide: 'slow', useFactory: () => Promise.resolve('here'), scope: 'invocation' },
        { provide: 'lost', useFactory: () => Promise.reject(new Locked('gate')), scope: 'invocation' },
      ],
    );
    const call = command(dispatcher, Slow, 'buy');
    expect((await runCall(dispatcher, call)).outcome).toEqual({ kind: 'done', value: 'here' });
    expect(await runCall(dispatcher, command(dispatcher, Slow, 'lose'))).toMatchObject({
      outcome: { kind: 'failed', caughtBy: 'Slow.told' },
      told: 'locked: gate',
    });
  });

  it('fails with the way to what its call does not have', async () => {
    @Injectable({ scope: 'invocation' })
    class Fields {
      constructor(readonly context: OtherContext) {}
    }
    @Handler()
    class Form {
      fill(_context: Context, @Inject(Fields) fields: Fields): string {
        return fields.context.constructor.name;
      }
    }
    const { dispatcher, errors } = await run([Form], [Fields]);
    const call = command(dispatcher, Form, 'fill');
    expect((await runCall(dispatcher, call, new OtherContext())).outcome).toMatchObject({ value: 'OtherContext' });
    expect((await runCall(dispatcher, call)).outcome.kind).toBe('failed');
    expect(errors.failures[0]?.error.message).toContain(
      'Form.fill -> Fields -> OtherContext. It has Invocation, Context, ',
    );
  });
});

describe('everybody in a call', () => {
  class Looks extends Guard {
    check(invocation: Invocation): undefined {
      log.push(`guard ${invocation.get(Basket).serial}`);
    }
  }
  class Around extends Interceptor {
    async around(invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
      log.push(`around ${(await invocation.resolve(Basket)).serial}`);
      return next();
    }
  }
  let fails = 0;
  beforeEach(() => (fails = 0));
  @Handler()
  class Shop {
    @Use(Looks, Around)
    buy(_context: Context, basket: Basket): number {
      log.push(`handler ${basket.serial}`);
      if (fails-- > 0) throw new Error('empty');
      return basket.serial;
    }
    @Use(Looks)
    look(_context: Context): string {
      return 'seen';
    }
    plain(_context: Context): never {
      throw new Error('plainly');
    }
    @Catch()
    async told(_error: Error, basket: Basket, failure: HandlerFailure): Promise<unknown> {
      log.push(`catch ${basket.serial}`);
      return failure.handler === 'Shop.buy' ? failure.retry() : 'told';
    }
  }
  @Handler()
  class Records {
    @OnOutcome()
    ended(outcome: InvocationOutcome, invocation: Invocation): void {
      log.push(`${outcome.kind} ${invocation.get(Basket).serial}`);
    }
  }

  it('shares it: guards, interceptors, the method, who catches, further runs, and who hears of the outcome', async () => {
    fails = 1;
    const { dispatcher } = await run([Shop, Records]);
    const { outcome } = await runCall(dispatcher, command(dispatcher, Shop, 'buy'));
    expect(outcome).toEqual({ kind: 'done', value: 1 });
    await dispatcher.drain({ limitMs: 1_000 });
    expect(log).toEqual([
      ...['new 1', 'guard 1', 'around 1', 'handler 1', 'catch 1'],
      ...['around 1', 'handler 1', 'done 1', 'gone 1'],
    ]);
  });

  it('may be a guard alone, or who catches the failure of a handler that has nothing else', async () => {
    const { dispatcher } = await run([Shop]);
    expect((await runCall(dispatcher, command(dispatcher, Shop, 'look'))).outcome.kind).toBe('done');
    const plain = command(dispatcher, Shop, 'plain');
    expect(plain.pipeline).toBeUndefined();
    expect((await runCall(dispatcher, plain)).told).toBe('told');
    await dispatcher.drain({ limitMs: 1_000 });
    expect(log).toEqual(['new 1', 'guard 1', 'gone 1', 'new 2', 'catch 2', 'gone 2']);
  });

  it('is told when it is too late, and leaves nothing behind', async () => {
    let kept: Invocation | undefined;
    class Keeps extends Guard {
      check(invocation: Invocation): undefined {
        kept = invocation;
      }
    }
    @Handler()
    class Late {
      @Use(Keeps)
      buy(_context: Context): void {
        log.push('called');
      }
    }
    const { dispatcher } = await run([Late]);
    await runCall(dispatcher, command(dispatcher, Late, 'buy'));
    expect(() => kept?.get(Basket)).toThrow(/Late\.buy of group "alpha", a call that has ended/);
    await expect(kept?.resolve(Basket)).rejects.toThrow(/DI_CLOSED|has ended/);
    expect(log).toEqual(['called']);
  });

  it('is told so too by a failure that is kept, where the call had nothing in use', async () => {
    const kept: HandlerFailure[] = [];
    @Handler()
    class Shop {
      @On(MessageCreateEvent) hear(): void {
        throw new Error('heard');
      }
      buy(_context: Context): void {
        throw new Error('bought');
      }
      @Catch() caught(_error: Error, failure: HandlerFailure): void {
        kept.push(failure);
      }
    }
    const { dispatcher } = await run([Shop]);
    await say(dispatcher, 'one');
    await runCall(dispatcher, command(dispatcher, Shop, 'buy'));
    expect(kept.map(({ error }) => error.message)).toEqual(['heard', 'bought']);
    for (const { invocation } of kept) expect(() => invocation?.get(Basket)).toThrow(/a call that has ended/);
    expect(log).toEqual([]);
  });

  it('is taken down also where nobody answered, and who hears of that asks for something', async () => {
    @Handler()
    class Records {
      @OnOutcome() ended(outcome: InvocationOutcome, invocation: Invocation): void {
        log.push(`${outcome.kind} ${invocation.get(Basket).serial}`);
      }
    }
    const { dispatcher } = await run([Records]);
    const event = messageEvent('x');
    dispatcher.endUnanswered({ kind: 'command', event, subject: event, what: '/gone' });
    await dispatcher.drain({ limitMs: 1_000 });
    expect(log).toEqual(['new 1', 'unhandled 1', 'gone 1']);
  });

  it('cannot ask without a group', () => {
    const init = { kind: 'command', label: 'Shop.buy', owner: undefined, method: undefined, group: 'alpha' } as const;
    const invocation = new Invocation({ ...init, event: messageEvent('x'), subject: {}, actor: () => ({}) as never });
    expect(() => invocation.get(Basket)).toThrow(/the call of Shop\.buy, which belongs to no group that has started/);
  });
});

describe('when the call has ended', () => {
  it('what it had goes beside whatever comes next, and the stop of the group waits for it', async () => {
    const gate = deferred();
    @Handler()
    class Shop {
      @On(MessageCreateEvent)
      hear(_event: MessageCreateEvent, @Inject('slow') _slow: object): void {
        log.push('called');
      }
    }
    const slow = { [Symbol.asyncDispose]: () => gate.promise.then(() => log.push('gone')) };
    const { dispatcher } = await run(
      [Shop],
      [{ provide: 'slow', useFactory: () => ({ ...slow }), scope: 'invocation' }],
    );
    dispatcher.deliver(message('a'), SHARD);
    dispatcher.deliver(message('b'), SHARD);
    await turn();
    expect(log).toEqual(['called', 'called']);
    const drained = dispatcher.drain({ limitMs: 1_000 }).then(() => log.push('drained'));
    await turn();
    gate.resolve();
    await drained;
    expect(log).toEqual(['called', 'called', 'gone', 'gone', 'drained']);
  });

  it('stays as long as the method runs, also where an interceptor does not wait for it; so does the key of what is sequential', async () => {
    const end = deferred();
    class Hasty extends Interceptor {
      around(_invocation: Invocation, next: () => Promise<unknown>): void {
        void next();
      }
    }
    @Handler()
    class Shop {
      @On(MessageCreateEvent, { sequential: 'user' })
      @Use(Hasty)
      async hear(event: MessageCreateEvent, basket: Basket): Promise<void> {
        log.push(`${event.content} ${basket.serial}`);
        await end.promise;
        log.push('ended');
      }
    }
    const { dispatcher } = await run([Shop]);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await turn();
    expect(log).toEqual(['new 1', 'one 1']);
    const drained = dispatcher.drain({ limitMs: 1_000 });
    end.resolve();
    await drained;
    expect(log).toEqual(['new 1', 'one 1', 'ended', 'gone 1', 'new 2', 'two 2', 'ended', 'gone 2']);
  });

  it('a dispose that throws is logged and goes no further', async () => {
    @Handler()
    class Shop {
      buy(_context: Context, @Inject('bad') _bad: object): string {
        return 'bought';
      }
    }
    const bad = {
      [Symbol.dispose]: () => {
        throw new Error('stuck');
      },
    };
    const { dispatcher, logger, errors } = await run(
      [Shop],
      [{ provide: 'bad', useFactory: () => bad, scope: 'invocation' }],
    );
    expect((await runCall(dispatcher, command(dispatcher, Shop, 'buy'))).outcome).toMatchObject({ value: 'bought' });
    await dispatcher.drain({ limitMs: 1_000 });
    expect(logger.at('warn')).toEqual(['bad.dispose failed after Shop.buy had ended: stuck']);
    expect(errors.failures).toEqual([]);
  });
});

describe('a handler that does not ask', () => {
  @Handler()
  class Mixed {
    @On(MessageCreateEvent)
    free(_event: MessageCreateEvent, dispatcher: ErrorHandler): void {
      log.push(dispatcher.constructor.name);
    }
    cheap(_context: Context): string {
      return 'cheap';
    }
    dear(_context: Context, @Inject(Basket) basket: Basket): number {
      return basket.serial;
    }
  }

  it('is compiled as if there were no such thing: no pipeline, no invocation, nothing opened', async () => {
    const { dispatcher, opened } = await run([Mixed]);
    const { registry } = dispatcher as unknown as { registry: HandlerRegistry };
    expect(registry.handlersOf('MESSAGE_CREATE').map(({ runsItself }) => runsItself)).toEqual([false]);
    const [cheap, dear] = ['cheap', 'dear'].map((method) => command(dispatcher, Mixed, method)) as [
      InjectedCall,
      InjectedCall,
    ];
    expect([cheap.pipeline, dear.pipeline !== undefined]).toEqual([undefined, true]);
    await say(dispatcher, 'a', 'b');
    await runCall(dispatcher, cheap);
    expect(opened()).toBe(0);
    await runCall(dispatcher, dear);
    expect(opened()).toBe(1);
  });
});

describe('what cannot be', () => {
  @Handler()
  class Records {
    @OnOutcome()
    ended(_outcome: InvocationOutcome, _invocation: Invocation, _basket: Basket): void {
      log.push('never');
    }
  }

  it('is told before the start: who hears of calls that have ended, functions, and guards with a scope', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Records);
    dispatcher.addHandler(MessageCreateEvent, () => undefined, { inject: ['basket'] });
    const said = dispatcher.check(
      () => true,
      (token) => token === Basket || token === 'basket',
    );
    expect(said.map(({ message: text, advice }) => `${text} ${advice}`)).toEqual([
      expect.stringMatching(
        /^Records\.ended asks for Basket, which each call has of its own, and is called when the call has ended/,
      ),
      expect.stringMatching(/^There is no argument "basket"[^]*functions share what they are given/),
    ]);

    @Injectable({ scope: 'invocation' })
    class Scoped extends Guard {
      check(): undefined {
        return undefined;
      }
    }
    const graph = new InjectionGraph({ name: 'hub', modules: [], providers: [], handlers: [], builtIns: [] });
    graph.addGroup({ name: 'alpha', modules: [], providers: [], handlers: [], builtIns: [] });
    const used = [{ type: Scoped, origin: () => '@Use on Shop' }];
    graph.addUsed('alpha', used);
    graph.addUsed('alpha', used);
    expect(graph.check().map(({ code, message: text }) => `${code} ${text}`)).toEqual([
      'DI_INVOCATION_SCOPE Scoped is used by @Use on Shop, so that each group has one, and has the scope "invocation".',
    ]);
  });
});
