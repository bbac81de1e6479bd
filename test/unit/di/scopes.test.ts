/** Who gets which instance: each way in which one bot could reach another is tried here. */
import { inject, injectable, container as processContainer, singleton } from 'tsyringe';
import {
  Handler,
  Inject,
  Injectable,
  type InjectionGraph,
  type Injector,
  Module,
  type ScopeSpec,
  token,
} from '../../../src/di';
import { graphOf, scope } from './fixtures';

/** What each group has of its own. */
class Client {
  constructor(readonly bot: string) {}
}

@Injectable()
class Plain {
  readonly id = Symbol('plain');
}
@Injectable({ scope: 'hub' })
class Shared {
  readonly id = Symbol('shared');
}
@Injectable()
class NeedsClient {
  constructor(
    readonly client: Client,
    readonly plain: Plain,
  ) {}
}
@Handler()
class Greeter {
  constructor(readonly plain: Plain) {}
}
@Module({ providers: [Plain] })
class PlainModule {}
@Module({ imports: [PlainModule], handlers: [Greeter] })
class GreeterModule {}

type Parts = Partial<Record<'hub' | 'alpha' | 'beta', Partial<ScopeSpec>>>;

async function resolve(
  parts: Parts,
): Promise<{ graph: InjectionGraph; hub: Injector; alpha: Injector; beta: Injector }> {
  const builtIns = (bot: string): ScopeSpec['builtIns'] => [
    { token: Client, aliases: ['client'], value: new Client(bot) },
  ];
  const graph = graphOf({
    hub: parts.hub,
    alpha: { builtIns: builtIns('alpha'), ...parts.alpha },
    beta: { builtIns: builtIns('beta'), ...parts.beta },
  });
  expect(graph.check()).toEqual([]);
  const hub = await graph.resolveHub();
  return { graph, hub, alpha: await graph.resolveGroup('alpha'), beta: await graph.resolveGroup('beta') };
}

/** `one`: both groups have the same instance; `two`: each its own; `none`: neither has any. */
function instances(injectors: { alpha: Injector; beta: Injector }, type: new (...args: never[]) => object): string {
  const [alpha, beta] = [injectors.alpha.tryGet(type), injectors.beta.tryGet(type)];
  if (!alpha && !beta) return 'none';
  return alpha === beta ? 'one' : 'two';
}

describe('the number of instances', () => {
  const each = (parts: Partial<ScopeSpec>): Parts => ({ alpha: parts, beta: parts });

  it.each<[string, Parts, new (...args: never[]) => object, string]>([
    ['a provider of the hub', { hub: { providers: [Plain] } }, Plain, 'one'],
    ['a provider of the hub’s module', { hub: { modules: [PlainModule] } }, Plain, 'one'],
    ['a provider of each group', each({ providers: [Plain] }), Plain, 'two'],
    ['a module of each group', each({ modules: [PlainModule] }), Plain, 'two'],
    ['a module that a module of each group imports', each({ modules: [GreeterModule] }), Plain, 'two'],
    [
      'a module of the hub that each group lists too',
      { hub: { modules: [PlainModule] }, ...each({ modules: [PlainModule] }) },
      Plain,
      'one',
    ],
    [
      'a module of the hub that a group’s module imports',
      { hub: { modules: [PlainModule] }, ...each({ modules: [GreeterModule] }) },
      Plain,
      'one',
    ],
    ['a provider with scope hub that each group lists', each({ providers: [Shared] }), Shared, 'one'],
    ['a handler of each group', each({ modules: [GreeterModule] }), Greeter, 'two'],
    ['a handler of the hub', { hub: { modules: [GreeterModule] } }, Greeter, 'two'],
    [
      'a handler of the hub that each group lists too',
      { hub: { modules: [GreeterModule] }, ...each({ modules: [GreeterModule] }) },
      Greeter,
      'two',
    ],
    ['a class that nobody lists', {}, Plain, 'none'],
  ])('%s', async (_what, parts, type, expected) => {
    expect(instances(await resolve(parts), type)).toBe(expected);
  });

  it('is one for a module that one group reaches on two ways', async () => {
    @Module({ imports: [PlainModule] })
    class Other {}
    const { alpha } = await resolve({ alpha: { modules: [GreeterModule, Other, PlainModule, GreeterModule] } });
    expect(alpha.get(Greeter).plain).toBe(alpha.get(Plain));
  });

  it('is one for a handler that is listed by two modules, and as a provider', async () => {
    @Module({ handlers: [Greeter], providers: [Greeter] })
    class Again {}
    const { graph, alpha } = await resolve({ alpha: { modules: [GreeterModule, Again], handlers: [Greeter] } });
    expect(graph.handlersOf('alpha')).toEqual([Greeter]);
    expect(alpha.get(Greeter)).toBe(alpha.get(Greeter));
  });

  it('is one for modules that import each other', async () => {
    const imports: (new () => object)[] = [];
    @Module({ imports, providers: [Plain] })
    class Left {}
    @Module({ imports: [Left], handlers: [Greeter] })
    class Right {}
    imports.push(Right);
    const { alpha } = await resolve({ alpha: { modules: [Left] } });
    expect(alpha.get(Greeter).plain).toBe(alpha.get(Plain));
  });
});

describe('what a group gets', () => {
  it('is its own: a provider that needs the client gets the client of its group', async () => {
    const parts = { providers: [NeedsClient] };
    const { alpha, beta } = await resolve({ hub: { providers: [Plain] }, alpha: parts, beta: parts });
    expect(alpha.get(NeedsClient).client.bot).toBe('alpha');
    expect(beta.get(NeedsClient).client.bot).toBe('beta');
    expect(alpha.get(NeedsClient).plain).toBe(beta.get(NeedsClient).plain);
  });

  it('by name and by class is the same thing', async () => {
    const { alpha, beta } = await resolve({});
    expect(alpha.get('client')).toBe(alpha.get(Client));
    expect(alpha.get(token<Client>('client')).bot).toBe('alpha');
    expect(beta.get<Client>('client').bot).toBe('beta');
  });

  it('is invisible to other groups and to the hub', async () => {
    const { hub, alpha, beta } = await resolve({
      alpha: { providers: [Plain, { provide: 'my_number', useValue: 42 }] },
    });
    expect(alpha.get('my_number')).toBe(42);
    for (const other of [hub, beta]) {
      expect(other.has(Plain)).toBe(false);
      expect(other.has('my_number')).toBe(false);
      expect(other.names()).not.toContain('my_number');
      expect(() => other.get(Plain)).toThrow('Nothing provides Plain');
    }
  });

  it('hides what the hub provides for the same token, for that group alone', async () => {
    const { hub, alpha, beta } = await resolve({
      hub: { providers: [{ provide: 'n', useValue: 1 }] },
      alpha: { providers: [{ provide: token<number>('n'), useValue: 2 }] },
    });
    expect([hub, alpha, beta].map((injector) => injector.get('n'))).toEqual([1, 2, 1]);
  });

  it('hides nothing from the hub: what lives there goes on with what the hub provides', async () => {
    @Injectable()
    class Uses {
      constructor(@Inject('n') readonly n: number) {}
    }
    const { alpha } = await resolve({
      hub: { providers: [Uses, { provide: 'n', useValue: 1 }] },
      alpha: { providers: [{ provide: 'n', useValue: 2 }] },
    });
    expect(alpha.get(Uses).n).toBe(1);
  });
});

describe('a class that all groups share', () => {
  it('gets what it needs from the hub, never from the group that lists it', async () => {
    @Injectable({ scope: 'hub' })
    class Stats {
      constructor(@Inject('n') readonly n: number) {}
    }
    const { hub, alpha, beta } = await resolve({
      hub: { providers: [{ provide: 'n', useValue: 1 }] },
      alpha: { providers: [Stats, { provide: 'n', useValue: 2 }] },
      beta: { providers: [Stats] },
    });
    expect(alpha.get(Stats)).toBe(beta.get(Stats));
    expect(alpha.get(Stats)).toBe(hub.get(Stats));
    expect(alpha.get(Stats).n).toBe(1);
  });

  it('may stand for another token in one group', async () => {
    abstract class Store {}
    const { alpha, beta } = await resolve({
      alpha: { providers: [{ provide: Store, useClass: Shared }] },
      beta: { providers: [Shared] },
    });
    expect(alpha.get(Store)).toBe(beta.get(Shared));
    expect(beta.has(Store)).toBe(false);
  });

  it('may be replaced by the hub', async () => {
    const fake = new Shared();
    const { alpha } = await resolve({
      hub: { providers: [{ provide: Shared, useValue: fake }] },
      alpha: { providers: [Shared] },
    });
    expect(alpha.get(Shared)).toBe(fake);
  });

  it('is made when the first group that brings it starts, even if the hub has started before', async () => {
    const { graph, hub } = await resolve({});
    expect(hub.has(Shared)).toBe(false);
    graph.addGroup(scope('gamma', { providers: [Shared] }));
    graph.addGroup(scope('delta', { providers: [Shared] }));
    const [gamma, delta] = await Promise.all([graph.resolveGroup('gamma'), graph.resolveGroup('delta')]);
    expect(gamma.get(Shared)).toBe(delta.get(Shared));
    expect(hub.get(Shared)).toBe(gamma.get(Shared));
  });
});

describe('a default that may be replaced', () => {
  class Voice {
    readonly kind: string = 'default';
  }
  class MusicVoice extends Voice {
    override readonly kind = 'music';
  }
  const builtIns = (): ScopeSpec['builtIns'] => [
    { token: Voice, aliases: ['voice'], value: () => new Voice(), overridable: true },
  ];
  const music = { provide: Voice, useClass: MusicVoice };

  it.each<[string, Parts, string[]]>([
    ['by nobody', {}, ['default', 'default']],
    ['by one group', { alpha: { builtIns: builtIns(), providers: [music] } }, ['music', 'default']],
    ['by the hub, for all groups', { hub: { providers: [music] } }, ['music', 'music']],
  ])('is replaced %s', async (_what, parts, kinds) => {
    const { alpha, beta } = await resolve({
      alpha: { builtIns: builtIns() },
      beta: { builtIns: builtIns() },
      ...parts,
    });
    expect([alpha.get(Voice).kind, beta.get(Voice).kind]).toEqual(kinds);
    expect(alpha.get('voice')).toBe(alpha.get(Voice));
  });

  it('is made once for each group, and a class as a value stays a class', async () => {
    const own = [...builtIns(), { token: 'type', value: Voice }];
    const { alpha, beta } = await resolve({ alpha: { builtIns: own }, beta: { builtIns: own } });
    expect(alpha.get(Voice)).toBe(alpha.get(Voice));
    expect(alpha.get(Voice)).not.toBe(beta.get(Voice));
    expect(alpha.get('type')).toBe(Voice);
  });
});

describe('providers', () => {
  it('may be values, classes, other names and functions, also of falsy things', async () => {
    const { alpha } = await resolve({
      alpha: {
        providers: [
          { provide: 'nothing', useValue: undefined },
          { provide: 'zero', useValue: 0 },
          { provide: 'other', useExisting: 'zero' },
          { provide: 'sum', useFactory: async (zero: number, two: number) => zero + two, inject: ['zero', 'two'] },
          { provide: 'two', useFactory: () => Promise.resolve(2) },
          { provide: 'plain', useClass: Plain },
        ],
      },
    });
    expect(['nothing', 'zero', 'other', 'sum', 'two'].map((name) => alpha.get(name))).toEqual([undefined, 0, 0, 2, 2]);
    expect(alpha.has('nothing')).toBe(true);
    expect(alpha.get('plain')).toBeInstanceOf(Plain);
    expect(alpha.get('plain')).toBe(alpha.get('plain'));
    expect(alpha.has(Plain)).toBe(false);
  });

  it('give what an async factory resolves to, never its promise, to whatever needs it', async () => {
    @Injectable()
    class Uses {
      constructor(@Inject('config') readonly config: { url: string }) {}
    }
    const { alpha } = await resolve({
      alpha: { providers: [Uses, { provide: 'config', useFactory: async () => ({ url: 'db://' }) }] },
    });
    expect(alpha.get(Uses).config).toEqual({ url: 'db://' });
  });

  it('leave a parameter with a default value alone when nothing stands for it', async () => {
    @Injectable()
    class Tuned {
      constructor(
        readonly plain: Plain = new Plain(),
        readonly limit = 10,
        @Inject('size') readonly size = 5,
      ) {}
    }
    const { alpha, beta } = await resolve({
      alpha: { providers: [Tuned] },
      beta: { providers: [Tuned, Plain, { provide: 'size', useValue: 7 }] },
    });
    expect(alpha.get(Tuned)).toMatchObject({ limit: 10, size: 5, plain: expect.any(Plain) as Plain });
    expect(beta.get(Tuned)).toMatchObject({ limit: 10, size: 7 });
    expect(beta.get(Tuned).plain).toBe(beta.get(Plain));
  });
});

describe('classes decorated for tsyringe', () => {
  @injectable()
  class Foreign {
    constructor(
      readonly client: Client,
      @inject('my_number') readonly n: number,
      @inject('absent', { isOptional: true }) readonly absent?: string,
    ) {}
  }

  it('are resolved by the same rules', async () => {
    const parts = { providers: [Foreign, { provide: 'my_number', useValue: 42 }] };
    const { alpha, beta } = await resolve({ alpha: parts, beta: parts });
    expect(alpha.get(Foreign)).toMatchObject({ n: 42, absent: undefined, client: { bot: 'alpha' } });
    expect(beta.get(Foreign).client.bot).toBe('beta');
  });

  it('cannot leak through the container of the process: what is registered there does not exist here', async () => {
    @singleton()
    class Everywhere {}
    processContainer.registerInstance('everywhere', 1);
    try {
      const { alpha, beta } = await resolve({ alpha: { providers: [Everywhere] } });
      expect(alpha.get(Everywhere)).toBeInstanceOf(Everywhere);
      expect(alpha.get(Everywhere)).not.toBe(processContainer.resolve(Everywhere));
      expect(beta.has(Everywhere)).toBe(false);
      expect(beta.tryGet('everywhere')).toBeUndefined();
      expect(() => beta.get(Everywhere)).toThrow('Nothing provides Everywhere');
    } finally {
      processContainer.reset();
    }
  });

  it('leave nothing in the container of the process', async () => {
    await resolve({
      hub: { providers: [Plain] },
      alpha: { providers: [Foreign, { provide: 'my_number', useValue: 1 }] },
    });
    expect([Plain, Foreign, Client, 'my_number'].map((one) => processContainer.isRegistered(one as never))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('two graphs in one process', () => {
  it('share nothing, though they are made of the same classes', async () => {
    const parts = { hub: { providers: [Plain] }, alpha: { providers: [Shared], handlers: [Greeter] } };
    const [first, second] = [await resolve(parts), await resolve(parts)];
    for (const type of [Plain, Shared, Greeter])
      expect(first.alpha.get<object>(type)).not.toBe(second.alpha.get<object>(type));
  });
});

describe('what replaces a provider', () => {
  abstract class Store {
    abstract readonly kind: string;
  }
  @Injectable()
  class DiskStore extends Store {
    readonly kind = 'disk';
  }
  @Injectable()
  class Reader {
    constructor(readonly store: Store) {}
  }
  @Module({ providers: [{ provide: Store, useClass: DiskStore }, Reader] })
  class StoreModule {}
  const replace = [{ provide: Store, useValue: { kind: 'memory' } }];

  it('stands in the place of what a module lists, in its own group alone', async () => {
    const { alpha, beta } = await resolve({
      alpha: { modules: [StoreModule], replace },
      beta: { modules: [StoreModule] },
    });
    expect(alpha.get(Reader).store.kind).toBe('memory');
    expect(beta.get(Reader).store.kind).toBe('disk');
  });

  it('stands for one group in the place of what the hub lists', async () => {
    const { hub, alpha, beta } = await resolve({ hub: { modules: [StoreModule] }, alpha: { replace, providers: [] } });
    expect([alpha, beta, hub].map((injector) => injector.get<Store>(Store).kind)).toEqual(['memory', 'disk', 'disk']);
  });

  it('takes a class that all groups share out of one of them', async () => {
    const mine = new Shared();
    const { alpha, beta } = await resolve({
      alpha: { providers: [Shared], replace: [{ provide: Shared, useValue: mine }] },
      beta: { providers: [Shared] },
    });
    expect(alpha.get(Shared)).toBe(mine);
    expect(beta.get(Shared)).not.toBe(mine);
  });
});
