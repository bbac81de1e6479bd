/** What each call of a handler has of its own: who is given which, when it is made, and when it is gone. */
import {
  Inject,
  Injectable,
  type InjectionGraph,
  type Injector,
  type InvocationCall,
  type Provider,
  token,
} from '../../../src/di';
import { deferred, ManualClock } from '../../../src/util';
import { graphOf, ReadEvent, withCode } from './fixtures';

/** What rooms above call handlers with. */
abstract class AnyContext {
  static readonly isHandlerContext = true;
}
class CommandContext extends AnyContext {
  constructor(readonly user = 'ada') {
    super();
  }
}
class ModalContext extends AnyContext {}
class Client {}

let made: string[] = [];
let gone: string[] = [];

@Injectable()
class Store {}
@Injectable({ scope: 'invocation' })
class Session implements Disposable {
  constructor(
    readonly store: Store,
    readonly context: AnyContext,
  ) {
    made.push('Session');
  }
  onShutdown(): void {
    gone.push('Session.onShutdown');
  }
  [Symbol.dispose](): void {
    gone.push('Session');
  }
}
@Injectable({ scope: 'invocation' })
class Cart implements AsyncDisposable {
  constructor(
    readonly session: Session,
    readonly client: Client,
  ) {
    made.push('Cart');
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
    gone.push('Cart');
  }
}

const builtIns = [{ token: Client, value: new Client() }];

beforeEach(() => {
  made = [];
  gone = [];
});

async function groups(parts: Parameters<typeof graphOf>[0] = {}): Promise<{
  graph: InjectionGraph;
  alpha: Injector;
  beta: Injector;
}> {
  const graph = graphOf({
    hub: parts.hub,
    alpha: { builtIns, ...parts.alpha },
    beta: { builtIns: [{ token: Client, value: new Client() }], ...parts.beta },
  });
  expect(graph.check()).toEqual([]);
  return { graph, alpha: await graph.resolveGroup('alpha'), beta: await graph.resolveGroup('beta') };
}

async function alphaOf(...providers: unknown[]): Promise<Injector> {
  return (await groups({ alpha: { providers: providers as Provider[] } })).alpha;
}

function call(...subjects: object[]): InvocationCall {
  return { label: 'Shop.buy', subjects };
}

describe('what each call has of its own', () => {
  it('is made when it is first asked for, is one for everybody in the call, and another for the next', async () => {
    const alpha = await alphaOf(Store, Session, Cart);
    const [one, two] = [
      alpha.invocation([], call(new CommandContext())),
      alpha.invocation([], call(new CommandContext())),
    ];
    expect(made).toEqual([]);
    const cart = one.get(Cart);
    expect(made).toEqual(['Session', 'Cart']);
    expect(one.get(Session)).toBe(cart.session);
    expect(one.get(Cart)).toBe(cart);
    expect(two.get(Cart)).not.toBe(cart);
    expect(two.get(Cart).session).not.toBe(cart.session);
    expect(two.get(Cart).session.store).toBe(alpha.get(Store));
  });

  it('is taken down in reverse when the call has ended, onShutdown first, and is not given any more', async () => {
    const alpha = await alphaOf(Store, Session, Cart);
    const scope = alpha.invocation([], call(new CommandContext()));
    scope.get(Cart);
    await scope.close();
    expect(gone).toEqual(['Session.onShutdown', 'Cart', 'Session']);
    expect(() => scope.get(Cart)).toThrow(withCode('DI_CLOSED'));
    expect(() => scope.get(Cart)).toThrow(/Shop\.buy of group "alpha", a call that has ended/);
    expect(scope.has(Cart)).toBe(false);
    expect(scope.close()).toBeUndefined();
    await scope[Symbol.asyncDispose]();
    expect(gone).toHaveLength(3);
  });

  it('leaves nothing to do where nobody asked', async () => {
    const alpha = await alphaOf(Store, Session, Cart);
    expect(alpha.invocation([], call()).close()).toBeUndefined();
    expect([made, gone]).toEqual([[], []]);
  });

  it('is given what belongs to the call by class: a context by its base class too', async () => {
    const alpha = await alphaOf(Store, Session, Cart);
    const context = new CommandContext();
    expect(alpha.invocation([], call(context)).get(Session).context).toBe(context);
  });

  it('says by which way something was asked for that the call does not have', async () => {
    @Injectable({ scope: 'invocation' })
    class Fields {
      constructor(readonly context: ModalContext) {}
    }
    @Injectable({ scope: 'invocation' })
    class Form {
      constructor(readonly fields: Fields) {}
    }
    const alpha = await alphaOf(Form, Fields);
    const scope = alpha.invocation([], call(new CommandContext()));
    expect(() => scope.get(Form)).toThrow(withCode('DI_OTHER_CALL'));
    expect(() => scope.get(Form)).toThrow(
      'This call has no ModalContext, which is needed: Shop.buy -> Form -> Fields -> ModalContext. It has CommandContext.',
    );
    expect(scope.has(ModalContext)).toBe(false);
  });

  it('leaves a parameter with a default value alone where the call has no such thing', async () => {
    @Injectable({ scope: 'invocation' })
    class Origin {
      constructor(@Inject(ReadEvent) readonly event: ReadEvent | null = null) {}
    }
    const alpha = await alphaOf(Origin);
    expect(alpha.invocation([], call(new CommandContext())).get(Origin).event).toBeNull();
  });

  it('belongs to the group that is called, also when the hub lists it', async () => {
    const { alpha, beta } = await groups({ hub: { providers: [Store, Session, Cart] } });
    const [one, two] = [alpha, beta].map((injector) => injector.invocation([], call(new CommandContext())).get(Cart));
    expect(one?.client).toBe(alpha.get(Client));
    expect(two?.client).toBe(beta.get(Client));
    expect(one?.session.store).toBe(two?.session.store);
  });

  it('may be replaced by a group, and go by other names', async () => {
    const { alpha, beta } = await groups({
      hub: { providers: [Store, Session, { provide: 'session', useExisting: Session }] },
      beta: { providers: [{ provide: Session, useValue: 'none' }] },
    });
    const scope = alpha.invocation([], call(new CommandContext()));
    expect(scope.get('session')).toBe(scope.get(Session));
    expect(beta.invocation([]).get(Session)).toBe('none');
    expect([alpha, beta].map((injector) => injector.isPerInvocation(Session))).toEqual([true, false]);
  });

  it('is not given outside of calls', async () => {
    const alpha = await alphaOf(Store, Session, Cart, { provide: 'number', useFactory: () => 1, scope: 'invocation' });
    expect(() => alpha.get(Session)).toThrow(withCode('DI_OUTSIDE_INVOCATION'));
    expect(alpha.tryGet(Session)).toBeUndefined();
    expect(alpha.has(Session)).toBe(false);
    expect(alpha.names()).not.toContain('number');
    expect(alpha.invocation([]).names()).toContain('number');
    @Injectable()
    class Report {
      constructor(readonly session: Session) {}
    }
    expect(() => alpha.create(Report)).toThrow(/DI_OUTLIVES_INVOCATION/);
    const scope = alpha.invocation([], call(new CommandContext()));
    expect(scope.create(Report).session).toBe(scope.get(Session));
    expect(scope.invocation([]).get(Session)).toBe(scope.get(Session));
  });
});

describe('a provider record', () => {
  const NOW = token<{ at: number }>('now');

  it('may have the scope: what it makes is one for each call', async () => {
    abstract class Basket {}
    class PaperBasket extends Basket {}
    let calls = 0;
    const alpha = await alphaOf(
      { provide: NOW, useFactory: () => ({ at: ++calls }), scope: 'invocation' },
      { provide: Basket, useClass: PaperBasket, scope: 'invocation' },
    );
    const [one, two] = [alpha.invocation([]), alpha.invocation([])];
    expect([one.get(NOW).at, one.get(NOW).at, two.get(NOW).at]).toEqual([1, 1, 2]);
    expect(one.get(Basket)).toBeInstanceOf(PaperBasket);
    expect(one.get(Basket)).not.toBe(two.get(Basket));
  });

  it('may hand out what it was given or what the group owns, which is not taken down with the call', async () => {
    class Pool {
      [Symbol.dispose](): void {
        gone.push('Pool');
      }
    }
    class Owned extends Pool {}
    const pool = new Pool();
    const { graph, alpha } = await groups({
      alpha: {
        providers: [
          { provide: Pool, useValue: pool },
          Owned,
          { provide: 'mine', useFactory: (given: Pool) => given, inject: [Pool], scope: 'invocation' },
          { provide: 'yours', useFactory: () => alpha.get(Owned), scope: 'invocation' },
        ],
      },
    });
    const scope = alpha.invocation([]);
    expect(scope.get('mine')).toBe(pool);
    expect(scope.get('yours')).toBe(alpha.get(Owned));
    expect(scope.close()).toBeUndefined();
    expect(gone).toEqual([]);
    await graph.close();
    expect(gone).toEqual(['Pool']);
  });
});

describe('what takes time to be made', () => {
  const slow = deferred<object>();
  const providers = [
    { provide: 'slow', useFactory: () => slow.promise, scope: 'invocation' },
    { provide: 'needs', useFactory: (given: object) => ({ given }), inject: ['slow'], scope: 'invocation' },
  ];

  it('is waited for by whoever prepares it, however deep it is, and made once', async () => {
    let calls = 0;
    const alpha = await alphaOf(
      { provide: 'slow', useFactory: async () => ({ call: ++calls }), scope: 'invocation' },
      { provide: 'needs', useFactory: (given: object) => ({ given }), inject: ['slow'], scope: 'invocation' },
    );
    const scope = alpha.invocation([]);
    const [first, second] = await Promise.all([scope.resolve<object>('needs'), scope.resolve<object>('needs')]);
    expect(first).toEqual({ given: { call: 1 } });
    expect(second).toBe(first);
    expect(scope.prepare(['needs', 'slow'])).toBeUndefined();
    expect(scope.get('slow')).toEqual({ call: 1 });
  });

  it('is refused where nobody waits, until it is there', async () => {
    const alpha = await alphaOf(...providers);
    const scope = alpha.invocation([], call());
    expect(() => scope.get('needs')).toThrow(withCode('DI_MUST_WAIT'));
    expect(() => scope.get('needs')).toThrow(/await invocation\.resolve\(needs\)/);
    slow.resolve({});
    await scope.resolve('needs');
    expect(scope.get('needs')).toEqual({ given: {} });
  });

  it('may be an onInit', async () => {
    class Lazy {
      isReady = false;
      async onInit(): Promise<void> {
        await Promise.resolve();
        this.isReady = true;
      }
    }
    const alpha = await alphaOf({ provide: Lazy, useClass: Lazy, scope: 'invocation' });
    const scope = alpha.invocation([]);
    expect(() => scope.get(Lazy)).toThrow(withCode('DI_MUST_WAIT'));
    expect((await scope.resolve(Lazy)).isReady).toBe(true);
  });

  it('has a limit, and what comes too late is taken down', async () => {
    const clock = new ManualClock();
    const arrival = deferred<object>();
    const alpha = await alphaOf({ provide: 'late', useFactory: () => arrival.promise, scope: 'invocation' });
    const scope = alpha.invocation([], { ...call(), clock, initMs: 100 });
    const failed = expect(scope.resolve('late')).rejects.toThrow(withCode('DI_FACTORY_LATE'));
    await clock.advance(100);
    await failed;
    arrival.resolve({ [Symbol.dispose]: () => gone.push('late') });
    await scope.close();
    await new Promise(setImmediate);
    expect(gone).toEqual(['late']);
  });

  it('is waited for when the call ends meanwhile, and taken down; what needs it is not made any more', async () => {
    const arrival = deferred<object>();
    const alpha = await alphaOf(
      { provide: 'slow', useFactory: () => arrival.promise, scope: 'invocation' },
      { provide: 'needs', useFactory: () => made.push('needs'), inject: ['slow'], scope: 'invocation' },
    );
    const scope = alpha.invocation([], call());
    const failed = expect(scope.resolve('needs')).rejects.toThrow(withCode('DI_CLOSED'));
    const closed = scope.close();
    arrival.resolve({ [Symbol.dispose]: () => gone.push('slow') });
    await closed;
    await failed;
    expect([made, gone]).toEqual([[], ['slow']]);
  });

  it('is not waited for for ever when the call ends', async () => {
    const clock = new ManualClock();
    const arrival = deferred<object>();
    const alpha = await alphaOf({ provide: 'slow', useFactory: () => arrival.promise, scope: 'invocation' });
    const scope = alpha.invocation([], { ...call(), clock, closeMs: 50 });
    const failed = expect(scope.resolve('slow')).rejects.toThrow(withCode('DI_CLOSED'));
    const closed = scope.close();
    await clock.advance(50);
    await closed;
    arrival.resolve({ [Symbol.dispose]: () => gone.push('slow') });
    await failed;
    expect(gone).toEqual(['slow']);
  });
});

describe('what goes wrong', () => {
  class NotNow extends Error {}

  it('while something is made reaches who asked as it was thrown, and the next who asks tries again', async () => {
    let tries = 0;
    const alpha = await alphaOf(
      {
        provide: 'moody',
        useFactory: () => {
          tries += 1;
          if (tries < 3) throw new NotNow();
          return tries;
        },
        scope: 'invocation',
      },
      { provide: 'needs', useFactory: (n: number) => n, inject: ['moody'], scope: 'invocation' },
    );
    const scope = alpha.invocation([]);
    expect(() => scope.get('needs')).toThrow(NotNow);
    await expect(scope.resolve('needs')).rejects.toThrow(NotNow);
    expect(scope.get('needs')).toBe(3);
  });

  it('while something asks the call for itself is told as a circle', async () => {
    const alpha = await alphaOf({ provide: 'self', useFactory: (): unknown => scope.get('self'), scope: 'invocation' });
    const scope = alpha.invocation([], call());
    expect(() => scope.get('self')).toThrow(/self was asked for while it was being made: Shop\.buy -> self/);
  });

  it('while it is taken down is told, and the others are taken down all the same, each in its time', async () => {
    const clock = new ManualClock();
    const failures: string[] = [];
    const never = { [Symbol.asyncDispose]: () => deferred().promise };
    const throws = {
      [Symbol.dispose]: () => {
        throw new Error('broken');
      },
    };
    const good = { [Symbol.dispose]: () => gone.push('good') };
    const alpha = await alphaOf(
      ...Object.entries({ good, throws, never }).map(([provide, value]) => ({
        provide,
        useFactory: () => value,
        scope: 'invocation',
      })),
    );
    const complain: InvocationCall['complain'] = ({ name, error }) => failures.push(`${name}: ${error.message}`);
    const scope = alpha.invocation([], { clock, closeMs: 50, complain });
    for (const name of ['good', 'throws', 'never']) scope.get(name);
    const closed = scope.close();
    await clock.advance(50);
    await closed;
    expect(gone).toEqual(['good']);
    expect(failures).toEqual(['never.dispose: it did not end within 50 ms', 'throws.dispose: broken']);
  });
});
