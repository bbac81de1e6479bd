import { inject, injectable, injectAll } from 'tsyringe';
import {
  Handler,
  Inject,
  Injectable,
  type InjectionGraph,
  Module,
  On,
  type Provider,
  type ScopeSpec,
  token,
} from '../../../src/di';
import { SetupError } from '../../../src/errors';
import { graphOf, scope, SentEvent, told, withCode } from './fixtures';

class Client {}
class Database {}
const client = { token: Client, aliases: ['client'], value: new Client() };

@Handler()
class Greeter {
  constructor(readonly database: Database) {}
}

const file = String.raw`\(.*problems\.test\.ts:\d+\)`;

/** What `check()` says of a graph whose group alpha is this. */
function alpha(parts: Partial<ScopeSpec>): string {
  return told(graphOf({ alpha: { builtIns: [client], ...parts } }).check());
}

/** Providers as JavaScript, or a circular import, may leave them. */
function odd(...providers: unknown[]): Provider[] {
  return providers as Provider[];
}

describe('what nothing provides', () => {
  it('is a problem that names file, class, argument and scope [seed 33]', () => {
    expect(alpha({ handlers: [Greeter] })).toMatch(
      new RegExp(
        '^- Greeter, listed by the options of group "alpha", needs Database \\(argument 0 "database"\\), and nothing provides it in group "alpha"\\. \\(DI_MISSING_PROVIDER\\)\n' +
          `    at Greeter\\.constructor, argument "database" ${file}\n` +
          '    Try: list Database in the `providers` of group "alpha", of one of its modules or of the hub\\.$',
      ),
    );
  });

  it('is found although a class could be built without a word', () => {
    @Injectable()
    class Empty {}
    @Injectable()
    class Uses {
      constructor(readonly empty: Empty) {}
    }
    expect(alpha({ providers: [Uses] })).toContain('needs Empty (argument 0 "empty"), and nothing provides it');
  });

  it('but another group does is not enough, and is said', () => {
    const problems = graphOf({ alpha: { handlers: [Greeter] }, beta: { providers: [Database] } }).check();
    expect(told(problems)).toContain('nothing provides it in group "alpha". It is provided in group "beta" only.');
  });

  it('by a name comes with the names that may be meant', () => {
    @Injectable()
    class Uses {
      constructor(@Inject(token<number>('my_nubmer')) readonly n: number) {}
    }
    const providers = [Uses, { provide: 'my_number', useValue: 42 }];
    expect(alpha({ providers })).toMatch(
      /needs "my_nubmer" \(argument 0 "n"\)[^]*Try: did you mean "my_number"\? Otherwise provide it in group "alpha" or in the hub: \{ provide: 'my_nubmer', useValue: … \}/,
    );
  });

  it('is found for factories and for other names', () => {
    @Module({
      providers: [
        { provide: 'db', useFactory: (url: string) => url, inject: ['url'] },
        { provide: 'other', useExisting: 'nowhere' },
      ],
    })
    class Data {}
    const said = alpha({ modules: [Data] });
    expect(said).toMatch(new RegExp(`The factory of db, listed by Data ${file}, needs "url" \\(argument 0 "url"\\)`));
    expect(said).toMatch(new RegExp(`other, listed by Data ${file}, needs "nowhere", and nothing provides it`));
  });
});

describe('what lives in the hub', () => {
  @Injectable()
  class Api {
    constructor(readonly client: Client) {}
  }
  @Injectable()
  class Stats {
    constructor(readonly api: Api) {}
  }

  it('cannot need what each group has of its own; the problem names the chain', () => {
    const graph = graphOf({
      hub: { providers: [Stats, Api] },
      alpha: { builtIns: [client] },
      beta: { builtIns: [client] },
    });
    expect(told(graph.check())).toMatch(
      new RegExp(
        '^- Api is one for all groups and needs Client \\(argument 0 "client"\\), of which each group has its own \\(group "alpha", group "beta"\\): Stats -> Api -> Client\\. ' +
          'Listed by the options of the hub\\. \\(DI_HUB_NEEDS_GROUP\\)\n' +
          `    at Api\\.constructor, argument "client" ${file}\n` +
          '    Try: list Api in each group instead of the hub[^\n]*or inject ClientGroups[^\n]*$',
      ),
    );
  });

  it('nor can what a group lists for all groups', () => {
    @Injectable({ scope: 'hub' })
    class Shared {
      constructor(readonly client: Client) {}
    }
    @Module({ providers: [Shared] })
    class Music {}
    expect(alpha({ modules: [Music] })).toMatch(
      new RegExp(
        `Shared is one for all groups and needs Client[^]*Shared -> Client\\. Listed by Music ${file}, shared by all groups`,
      ),
    );
  });

  it('nor may it start: no leak although nobody asked for the check', async () => {
    const graph = graphOf({ hub: { providers: [Api] }, alpha: { builtIns: [client] } });
    await expect(graph.resolveGroup('alpha')).rejects.toThrow(/DI_HUB_NEEDS_GROUP/);
    await expect(graph.resolveHub()).rejects.toBeInstanceOf(SetupError);
  });
});

describe('a token', () => {
  it('provided twice in one scope is a problem that names both lists', () => {
    @Module({ providers: [{ provide: 'n', useValue: 1 }] })
    class One {}
    @Module({ providers: [{ provide: token<number>('n'), useValue: 2 }] })
    class Two {}
    expect(alpha({ modules: [One, Two] })).toMatch(
      new RegExp(
        `^- n is provided twice in group "alpha": by One ${file} and by Two ${file}\\. \\(DI_DUPLICATE_PROVIDER\\)\n` +
          '    Try: keep one of them; to share a provider between modules, list it in one module and import that module in the others; ' +
          'to put another in its place, as a test does, name it in `replace` of the options of the group\\.$',
      ),
    );
  });

  it('provided twice by one list is a problem too, be it the same class', () => {
    expect(alpha({ providers: [Database, Database] })).toContain(
      'Database is provided twice in group "alpha": by the options of group "alpha", in two entries.',
    );
  });

  it('whose default is replaced twice is a problem', () => {
    class Voice {}
    const replace = { provide: Voice, useClass: class MyVoice extends Voice {} };
    expect(
      alpha({ builtIns: [{ token: Voice, value: new Voice(), overridable: true }], providers: [replace, replace] }),
    ).toMatch(/Voice is provided twice in group "alpha"/);
  });

  it('of the framework cannot be provided, nor its other names', () => {
    const said = alpha({
      providers: [
        { provide: Client, useValue: 1 },
        { provide: 'client', useValue: 2 },
      ],
    });
    expect(said).toMatch(
      /"Client" belongs to group "alpha" itself and cannot be provided by the options of group "alpha"\. \(DI_BUILT_IN\)\n {4}Try: /,
    );
    expect(said).toMatch(/"client" belongs to group "alpha" itself \(it is another name for Client\)/);
  });

  it('provided once in the hub and once in a group is no problem', () => {
    const graph = graphOf({ hub: { providers: [Database] }, alpha: { providers: [Database] } });
    expect(graph.check()).toEqual([]);
  });
});

describe('a circle', () => {
  class Later {}
  @Injectable()
  class Left {
    constructor(@Inject('right') readonly right: object) {}
  }
  @Injectable()
  class Right {
    constructor(@Inject('factory') readonly made: Later) {}
  }
  const providers = [
    Left,
    { provide: 'right', useClass: Right },
    { provide: 'factory', useFactory: (left: Left) => left, inject: [Left] },
  ];

  it('is a problem that names every station, once', () => {
    expect(alpha({ providers })).toMatch(
      new RegExp(
        '^- Providers of group "alpha" need each other in a circle: Left -> right \\(Right\\) -> factory -> Left\\. \\(DI_CYCLE\\)\n' +
          `    at Left\\.constructor ${file}\n    Try: move what they share into a third provider[^\n]*$`,
      ),
    );
  });

  it('of one is a circle too', () => {
    expect(alpha({ providers: [{ provide: 'me', useExisting: 'me' }] })).toContain('me -> me');
  });
});

describe('a list', () => {
  it.each([
    ['modules', { modules: [undefined] }, 'Entry 0 of `modules` in the options of group "alpha" is undefined'],
    ['providers', { providers: [Database, undefined] }, 'Entry 1 of `providers` in the options of group "alpha"'],
    ['handlers', { handlers: [undefined] }, 'Entry 0 of `handlers` in the options'],
  ])('of %s with a hole tells of the circular import', (_what, parts, message) => {
    const said = alpha(parts as unknown as Partial<ScopeSpec>);
    expect(said).toContain(message);
    expect(said).toMatch(
      /the two files import each other\. \(DI_UNDEFINED_ENTRY\)\n {4}Try: break the circular import/,
    );
  });

  it('of imports with a hole names the module', () => {
    @Module({ imports: [undefined as never] })
    class Broken {}
    expect(alpha({ modules: [Broken] })).toMatch(new RegExp(`Entry 0 of \`imports\` in Broken ${file} is undefined`));
  });

  it('of modules with a class that is none says who lists it', () => {
    @Module({ imports: [Database] })
    class Outer {}
    expect(alpha({ modules: [Outer] })).toMatch(
      new RegExp(
        `^- Database is listed as a module and has no @Module\\(\\)\\. Listed by Outer ${file}\\. \\(DI_MODULE_UNDECORATED\\)\n    at Database\n    Try: put @Module`,
      ),
    );
  });

  it('of handlers with a class that is none says who lists it', () => {
    expect(alpha({ handlers: [Database] })).toMatch(
      /^- Database is listed as a handler and has no @Handler\(\)\. Listed by the options of group "alpha"\. \(DI_HANDLER_UNDECORATED\)\n {4}at Database\n {4}Try: put @Handler\(\)/,
    );
  });
});

describe('a provider', () => {
  const useFactory = (a: unknown): unknown => a;

  it.each<[string, unknown, RegExp]>([
    ['that is a string', 'Database', /A provider has no `provide`.*in the options of group "alpha"/],
    ['without a token', { useValue: 1 }, /A provider has no `provide`/],
    [
      'with an undefined token',
      { provide: undefined, useValue: 1 },
      /The `provide` of a provider is undefined \(a circular import\?\)/,
    ],
    ['with a token that is none', { provide: 5, useValue: 1 }, /The `provide` of a provider is no token/],
    ['that says nothing', { provide: 'n' }, /The provider of n says nothing about how/],
    ['that says two things', { provide: 'n', useValue: 1, useClass: Database }, /says useValue and useClass/],
    [
      'with a useClass that is undefined',
      { provide: 'n', useClass: undefined },
      /The useClass of n is undefined \(a circular import\?\)/,
    ],
    ['with a useClass that is none', { provide: 'n', useClass: 'Database' }, /The useClass of n is a string/],
    [
      'with a useExisting that is undefined',
      { provide: 'n', useExisting: undefined },
      /The useExisting of n is undefined/,
    ],
    ['with a useExisting that is none', { provide: 'n', useExisting: null }, /The useExisting of n is null/],
    ['with a useFactory that is none', { provide: 'n', useFactory: 5 }, /The useFactory of n is a number/],
    ['with an inject that is no list', { provide: 'n', useFactory, inject: Database }, /The `inject` of n is no list/],
    [
      'with a hole in inject',
      { provide: 'n', useFactory, inject: [undefined] },
      /Entry 0 of the `inject` of n is undefined/,
    ],
    [
      'with a factory that takes more than inject names',
      { provide: 'n', useFactory },
      /The factory of n takes 1 arguments and `inject` names 0/,
    ],
  ])('%s is a problem', (_what, provider, message) => {
    const said = alpha({ providers: odd(provider) });
    expect(said).toMatch(message);
    expect(said).toMatch(/\(DI_PROVIDER_SHAPE\)\n {4}Try: /);
  });

  it('that is undecorated and has parameters is a problem, told with the list it stands in', () => {
    class Service {
      constructor(readonly database: Database) {}
    }
    @Module({ providers: [Database, Service] })
    class Data {}
    expect(alpha({ modules: [Data] })).toMatch(
      new RegExp(
        `^- Service has constructor parameters and no decorator: argument 0 "database" would be undefined\\. Listed by Data ${file}\\. \\(DI_UNDECORATED\\)\n` +
          '    at Service\\.constructor, argument "database"\n    Try: put @Injectable\\(\\) on Service\\.$',
      ),
    );
    expect(alpha({ providers: [Database, { provide: 'service', useClass: Service }] })).toContain('(DI_UNDECORATED)');
  });

  it('that inherits parameters from an undecorated class is a problem', () => {
    class Base {
      constructor(readonly database: Database) {}
    }
    @Injectable()
    class Derived extends Base {}
    expect(alpha({ providers: [Database, Derived] })).toContain(
      'Derived inherits the constructor of Base, which has no decorator',
    );
  });

  it('that uses features of tsyringe beyond tokens is a problem', () => {
    @injectable()
    class Collects {
      constructor(
        @injectAll('plugin') readonly plugins: object[],
        @inject('n') readonly n: number,
      ) {}
    }
    expect(alpha({ providers: [Collects, { provide: 'n', useValue: 1 }] })).toMatch(
      /Argument 0 "plugins" of the constructor of Collects uses injectAll, a transform or delay of tsyringe[^]*\(DI_TSYRINGE_FEATURE\)/,
    );
  });
});

describe('check()', () => {
  const build = (made: () => void): InjectionGraph => {
    @Injectable()
    class Counting {
      constructor() {
        made();
      }
    }
    @Handler()
    class Broken {
      constructor(readonly n: number) {}
      @On(SentEvent) greet(_event: SentEvent): void {}
    }
    return graphOf({
      hub: { providers: [Counting] },
      alpha: {
        handlers: [Greeter, Broken],
        providers: odd(Counting, undefined, { provide: 'x' }),
        modules: [Database],
      },
      beta: { handlers: [Broken] },
    });
  };

  it('tells everything at once, once, and makes nothing', () => {
    let made = 0;
    const problems = build(() => (made += 1)).check();
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'DI_ARGUMENT_PRIMITIVE',
      'DI_MISSING_PROVIDER',
      'DI_MODULE_UNDECORATED',
      'DI_PROVIDER_SHAPE',
      'DI_UNDEFINED_ENTRY',
    ]);
    expect(made).toBe(0);
    for (const problem of problems) expect(told([problem])).toMatch(/\n {4}Try: ./);
  });

  it('is repeated by a start, which makes nothing either and leaves other groups alone [seed 33]', async () => {
    const graph = graphOf({ alpha: { handlers: [Greeter] }, beta: { handlers: [Greeter], providers: [Database] } });
    const refused = await graph.resolveGroup('alpha').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SetupError);
    expect((refused as SetupError).message).toMatch(/^Group "alpha" cannot start: 1 problem found\.\n- Greeter/);
    const beta = await graph.resolveGroup('beta');
    expect(beta.get(Greeter).database).toBe(beta.get(Database));
  });
});

describe('a check of some groups', () => {
  it('tells what is wrong with the hub and with them, and nothing of others', () => {
    const graph = graphOf({
      hub: { providers: odd({ provide: 'half' }) },
      alpha: { handlers: [Greeter] },
      beta: { providers: odd({ provide: 'other half' }) },
    });
    expect(graph.check(['beta']).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The provider of half/),
      expect.stringMatching(/^The provider of other half/),
    ]);
    expect(graph.check()).toHaveLength(3);
  });
});

describe('groups', () => {
  it('need names of their own', () => {
    const graph = graphOf({});
    expect(() => {
      graph.addGroup(scope('alpha'));
    }).toThrow(withCode('DI_GROUP_TWICE'));
    expect(() => {
      graph.addGroup(scope('hub'));
    }).toThrow(/The name "hub" is taken\.\n {2}Try: the hub itself goes by that name/);
  });

  it('that do not exist are named with those that do', async () => {
    const graph = graphOf({});
    await expect(graph.resolveGroup('gamma')).rejects.toMatchObject({
      code: 'DI_UNKNOWN_GROUP',
      advice: 'add it first. Known groups: alpha, beta.',
    });
  });

  it('take handlers that were added in code, which are checked like listed ones', () => {
    const graph = graphOf({ alpha: { builtIns: [client] }, beta: { providers: [Database] } });
    graph.addHandlers('beta', [Greeter]);
    expect(graph.check()).toEqual([]);
    expect(graph.handlersOf('beta')).toEqual([Greeter]);
    graph.addHandlers('alpha', [Greeter]);
    graph.addHandlers('alpha', [Greeter]);
    expect(told(graph.check())).toMatch(
      /^- Greeter, listed by addHandler\(\), needs Database[^\n]* It is provided in group "beta" only\./,
    );
  });

  it('can be asked what they provide before anything is made', () => {
    const graph = graphOf({ hub: { providers: [Database] }, alpha: { builtIns: [client] } });
    expect([
      graph.provides('alpha', Client),
      graph.provides('alpha', Database),
      graph.provides('alpha', token('client')),
    ]).toEqual([true, true, true]);
    expect([graph.provides('beta', Client), graph.provides('hub', Client), graph.provides('hub', Database)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
