import {
  Args,
  captureSpot,
  Handler,
  Inject,
  Injectable,
  On,
  type ParameterRecord,
  placeAt,
  readConstructor,
  readParameters,
  token,
} from '../../../src/di';
import { SentEvent, told } from './fixtures';

class Client {}
class Database {}
interface Shape {
  readonly corners: number;
}
const MY_NUMBER = token<number>('my_number');

/** Index, name and token of each. */
const brief = (records: readonly ParameterRecord[]): unknown[] =>
  records.map(({ index, name, token }) => [index, name, token]);
const problems = (records: readonly ParameterRecord[]): string => told(records.map(({ problem }) => problem));

/** The class as a compiler without metadata leaves it. */
function forgetTypes(type: new (...args: never[]) => object, method?: string): void {
  if (method === undefined) Reflect.deleteMetadata('design:paramtypes', type);
  else Reflect.deleteMetadata('design:paramtypes', type.prototype as object, method);
}

describe('the parameters of a method', () => {
  @Handler()
  class Greeter {
    @On(SentEvent)
    greet(_event: SentEvent, _client: Client, @Inject(MY_NUMBER) _n: number, @Inject('any') _any: Shape): void {}
    @On(SentEvent) @Args(Client, MY_NUMBER) named(_event: SentEvent, _client: Client, _n: number): void {}
    @On(SentEvent) defaults(_event: SentEvent, _n = 5, _client: Client = new Client(), ..._rest: Database[]): void {}
    @On(SentEvent) none(): void {}
    @On(SentEvent) shape(_event: unknown, _client: Client): void {}
  }

  it('are known by @Inject, then by their class; parameter 0 is the event whatever its type', () => {
    expect(brief(readParameters(Greeter, 'greet', 1))).toEqual([
      [1, '_client', Client],
      [2, '_n', MY_NUMBER],
      [3, '_any', 'any'],
    ]);
    expect(brief(readParameters(Greeter, 'shape', 1))).toEqual([[1, '_client', Client]]);
    expect(readParameters(Greeter, 'none', 1)).toEqual([]);
  });

  it('can be read from any number on, with what the compiler wrote about each', () => {
    expect(brief(readParameters(Greeter, 'greet', 2))).toEqual([
      [2, '_n', MY_NUMBER],
      [3, '_any', 'any'],
    ]);
    expect(readParameters(Greeter, 'greet', 1).map(({ designType }) => designType)).toEqual([Client, Number, Object]);
  });

  it('can be named by @Args where the compiler writes nothing', () => {
    @Handler()
    class Bare {
      @On(SentEvent) @Args(Client, MY_NUMBER) named(_event: SentEvent, _client: Client, _n: number): void {}
      @On(SentEvent) injected(_event: SentEvent, @Inject(Client) _client: Client): void {}
    }
    forgetTypes(Bare, 'named');
    forgetTypes(Bare, 'injected');
    const expected = [
      [1, '_client', Client],
      [2, '_n', MY_NUMBER],
    ];
    expect(brief(readParameters(Bare, 'named', 1))).toEqual(expected);
    expect(brief(readParameters(Greeter, 'named', 1))).toEqual(expected);
    expect(brief(readParameters(Bare, 'injected', 1))).toEqual(expected.slice(0, 1));
  });

  it('that have default values may stay undefined, and rest parameters get nothing', () => {
    const records = readParameters(Greeter, 'defaults', 1);
    expect(records.map(({ index, token, optional, problem }) => ({ index, token, optional, problem }))).toEqual([
      { index: 1, token: undefined, optional: true, problem: undefined },
      { index: 2, token: Client, optional: true, problem: undefined },
    ]);
  });

  it('are found on base classes', () => {
    @Handler()
    class Derived extends Greeter {
      override greet(): void {}
      override named(event: SentEvent, client: Client, n: number): void {
        super.named(event, client, n);
      }
    }
    expect(brief(readParameters(Derived, 'named', 1))).toEqual([
      [1, 'client', Client],
      [2, 'n', MY_NUMBER],
    ]);
    expect(brief(readParameters(Derived, 'shape', 1))).toEqual([[1, '_client', Client]]);
  });
});

describe('a parameter of a method that cannot be injected says why, where, and what to try', () => {
  @Handler()
  class Broken {
    @On(SentEvent) shape(_event: SentEvent, shape: Shape): Shape {
      return shape;
    }
    @On(SentEvent) union(_event: SentEvent, client: Client | Database): unknown {
      return client;
    }
    @On(SentEvent) text(_event: SentEvent, text: string): string {
      return text;
    }
    @On(SentEvent) list(_event: SentEvent, list: Client[]): unknown {
      return list;
    }
    @On(SentEvent) fn(_event: SentEvent, fn: () => void): unknown {
      return fn;
    }
    @On(SentEvent) late(_event: SentEvent, client: Client): unknown {
      return client;
    }
    @On(SentEvent) bare(_event: SentEvent, client: Client, other: Client): unknown {
      return [client, other];
    }
    @On(SentEvent) lost(_event: SentEvent, @Inject(undefined as unknown as string) client: Client): unknown {
      return client;
    }
    @On(SentEvent) enumerated(_event: SentEvent, colour: object): unknown {
      return colour;
    }
  }
  Reflect.defineMetadata('design:paramtypes', [SentEvent, undefined], Broken.prototype, 'late');
  Reflect.defineMetadata('design:paramtypes', [SentEvent, { Red: 0 }], Broken.prototype, 'enumerated');
  forgetTypes(Broken, 'bare');

  it.each([
    [
      'shape',
      'shape',
      'DI_ARGUMENT_OBJECT',
      /its type is an interface, a union or a generic/,
      /write @Inject\(token\) before it/,
    ],
    ['union', 'client', 'DI_ARGUMENT_OBJECT', /an interface, a union or a generic/, /give it the class itself/],
    ['enumerated', 'colour', 'DI_ARGUMENT_OBJECT', /an interface, a union or a generic/, /@Inject/],
    [
      'text',
      'text',
      'DI_ARGUMENT_PRIMITIVE',
      /is of type String, and nothing says which one/,
      /write @Inject\(token\) before it and provide/,
    ],
    ['list', 'list', 'DI_ARGUMENT_PRIMITIVE', /is of type Array, and nothing says which one/, /@Inject\(token\)/],
    ['fn', 'fn', 'DI_ARGUMENT_FUNCTION', /its class came by `import type`/, /`import { … }` without `type`/],
    [
      'late',
      'client',
      'DI_ARGUMENT_UNDEFINED',
      /undefined when the file was loaded: the two files import each other/,
      /break the circular import/,
    ],
    ['lost', 'client', 'DI_ARGUMENT_UNDEFINED', /undefined when the file was loaded/, /break the circular import/],
    [
      'bare',
      'client',
      'DI_NO_METADATA',
      /the compiler wrote no metadata.*tsx/,
      /tsc, ts-node or swc.*@Args\(RestClient, …\)/,
    ],
  ])('%s', (method, argument, code, message, advice) => {
    const [record] = readParameters(Broken, method, 1);
    expect(record?.token).toBeUndefined();
    expect(record?.problem?.code).toBe(code);
    expect(record?.problem?.message).toMatch(message);
    expect(record?.problem?.message.toLowerCase()).toContain(`argument 1 "${argument}" of broken.${method}`);
    expect(record?.problem?.advice).toMatch(advice);
    expect(told([record?.problem])).toMatch(
      new RegExp(`at Broken\\.${method}, argument "${argument}" \\(.*parameters\\.test\\.ts:\\d+\\)\\n    Try: `),
    );
  });

  it('at a place of the caller’s choice', () => {
    const here = (): ReturnType<typeof captureSpot> => captureSpot(here);
    const place = placeAt(here(), 'Broken', 'shape');
    const [record] = readParameters(Broken, 'shape', 1, place);
    expect(record?.problem?.place?.file).toBe(place.file);
  });
});

describe('the parameters of a constructor', () => {
  it('are known by @Inject, then by their class', () => {
    @Injectable()
    class Service {
      constructor(
        readonly client: Client,
        @Inject(MY_NUMBER) readonly n: number,
        readonly limit = 10,
      ) {}
    }
    expect(brief(readConstructor(Service))).toEqual([
      [0, 'client', Client],
      [1, 'n', MY_NUMBER],
      [2, 'limit', undefined],
    ]);
    expect(readConstructor(Service)[2]).toMatchObject({ optional: true });
  });

  it('may be inherited from a decorated class', () => {
    @Injectable()
    class Base {
      constructor(readonly client: Client) {}
    }
    class Derived extends Base {}
    class Closed extends Base {
      constructor() {
        super(new Client());
      }
    }
    expect(brief(readConstructor(Derived))).toEqual([[0, 'client', Client]]);
    expect(readConstructor(Closed)).toEqual([]);
  });

  it('do not exist for classes without any, whatever they extend', () => {
    class Plain {}
    class Failure extends Error {}
    class Bus extends EventTarget {}
    expect([Plain, Failure, Bus].map((type) => readConstructor(type))).toEqual([[], [], []]);
  });

  it('of an undecorated class are one problem that names them all', () => {
    class Service {
      constructor(
        readonly client: Client,
        readonly database: Database,
      ) {}
    }
    const records = readConstructor(Service);
    expect(records.map(({ token }) => token)).toEqual([undefined, undefined]);
    expect(new Set(records.map(({ problem }) => problem)).size).toBe(1);
    expect(told([records[0]?.problem])).toBe(
      [
        '- Service has constructor parameters and no decorator: arguments 0 "client", 1 "database" would be undefined. (DI_UNDECORATED)',
        '    at Service.constructor, argument "client"',
        '    Try: put @Injectable() on Service.',
      ].join('\n'),
    );
  });

  it('of an undecorated base class are a problem of the class that inherits them', () => {
    class Base {
      constructor(readonly client: Client) {}
    }
    @Injectable()
    class Derived extends Base {}
    expect(problems(readConstructor(Derived))).toMatch(
      /Derived inherits the constructor of Base, which has no decorator: argument 0 "client" would be undefined\. \(DI_INHERITED_CONSTRUCTOR\)\n {4}at Derived\.constructor, argument "client" \(.*parameters\.test\.ts:\d+\)\n {4}Try: put @Injectable\(\) on Base/,
    );
  });

  it('of its own hide those of a decorated base class', () => {
    @Injectable()
    class Base {
      constructor(readonly client: Client) {}
    }
    class Derived extends Base {
      constructor(readonly database: Database) {
        super(new Client());
      }
    }
    expect(problems(readConstructor(Derived))).toMatch(/Derived has constructor parameters and no decorator/);
  });

  it('need @Inject where the compiler writes nothing', () => {
    @Injectable()
    class Bare {
      constructor(
        @Inject(Client) readonly client: Client,
        readonly database: Database,
      ) {}
    }
    forgetTypes(Bare);
    const records = readConstructor(Bare);
    expect(brief(records)).toEqual([
      [0, 'client', Client],
      [1, 'database', undefined],
    ]);
    expect(problems(records.slice(1))).toMatch(
      /Nothing is known about argument 1 "database" of the constructor of Bare[^]*\(DI_NO_METADATA\)[^]*Try: compile with tsc.*or write @Inject\(token\) before it/,
    );
  });

  it('of a bare class with @Injectable() are told apart from those of an undecorated one', () => {
    @Injectable()
    class Bare {
      constructor(readonly database: Database) {}
    }
    forgetTypes(Bare);
    expect(problems(readConstructor(Bare))).toMatch(/DI_NO_METADATA/);
  });

  it('that are interfaces are a problem', () => {
    @Injectable()
    class Service {
      constructor(readonly shape: Shape) {}
    }
    expect(problems(readConstructor(Service))).toMatch(
      /Argument 0 "shape" of the constructor of Service has no class to inject[^]*at Service\.constructor, argument "shape" \(/,
    );
  });
});
