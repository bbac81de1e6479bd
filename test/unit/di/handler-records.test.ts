import {
  Args,
  Catch,
  Handler,
  type HandlerRecord,
  Injectable,
  isModule,
  isProblem,
  Module,
  Needs,
  On,
  Once,
  readHandler,
  readModule,
} from '../../../src/di';
import { GatewayEvent } from '../../../src/models';
import { ReadEvent, SentEvent, told } from './fixtures';

class Client {}

function handler(type: Parameters<typeof readHandler>[0]): HandlerRecord {
  const record = readHandler(type);
  if (isProblem(record)) throw new Error(record.message);
  return record;
}

/** What a decorator returns, put on a method behind the compiler's back: as JavaScript, or a faulty program, would. */
function force(decorator: unknown, target: object, method: string): void {
  (decorator as (target: object, method: string, descriptor?: PropertyDescriptor) => void)(
    target,
    method,
    Object.getOwnPropertyDescriptor(target, method),
  );
}

describe('the record of a handler class', () => {
  it('tells the events, the options and the place of each method', () => {
    @Handler()
    @Needs(ReadEvent)
    class Greeter {
      @On(SentEvent, { needs: ['MessageContent'], sequential: 'guild' }) greet(_event: SentEvent): void {}
      @Once(SentEvent, ReadEvent) first(_event: SentEvent | ReadEvent): void {}
      @On(GatewayEvent) every(_event: GatewayEvent): void {}
      @Catch(RangeError, TypeError) failed(_error: RangeError | TypeError): void {}
      @Catch() all(_error: Error): void {}
      notListening(): void {}
    }
    const record = handler(Greeter);
    expect(record.type).toBe(Greeter);
    expect(record.needs).toEqual([ReadEvent]);
    expect(record.problems).toEqual([]);
    expect(
      record.subscriptions.map(({ method, events, once, options }) => ({ method, events, once, options })),
    ).toEqual([
      {
        method: 'greet',
        events: [SentEvent],
        once: false,
        options: { needs: ['MessageContent'], sequential: 'guild' },
      },
      { method: 'first', events: [SentEvent, ReadEvent], once: true, options: {} },
      { method: 'every', events: [GatewayEvent], once: false, options: {} },
    ]);
    expect(record.catches.map(({ method, errors }) => [method, errors])).toEqual([
      ['failed', [RangeError, TypeError]],
      ['all', []],
    ]);
    expect(record.subscriptions[0]?.place).toMatchObject({
      file: expect.stringMatching(/handler-records\.test\.ts:\d+$/) as string,
      className: 'Greeter',
      method: 'greet',
    });
  });

  it('reads the event of @On() from parameter 0 [seed 22]', () => {
    @Handler()
    class Inferring {
      @On() sent(_event: SentEvent, _client: Client): void {}
      @Once() read(_event: ReadEvent): void {}
      @On({ overwrite: true }) every(_event: GatewayEvent): void {}
    }
    expect(handler(Inferring).subscriptions.map(({ events, once }) => [events, once])).toEqual([
      [[SentEvent], false],
      [[ReadEvent], true],
      [[GatewayEvent], false],
    ]);
  });

  it('is left by decorators that run nothing: no instance, no shared list', () => {
    let made = 0;
    const declare = (): new () => object => {
      @Handler()
      class Same {
        constructor() {
          made += 1;
        }
        @On(SentEvent) greet(_event: SentEvent): void {}
      }
      return Same;
    };
    const [first, second] = [declare(), declare()];
    expect(made).toBe(0);
    expect(handler(first).subscriptions).toHaveLength(1);
    expect(handler(second).subscriptions).toHaveLength(1);
  });

  it('holds what base classes declare; a class that decorates a method anew replaces it', () => {
    abstract class Base {
      @On(SentEvent) kept(_event: SentEvent): void {}
      @On(SentEvent) overridden(_event: SentEvent): void {}
      @On(SentEvent) redecorated(_event: SentEvent): void {}
      @Catch() failed(_error: Error): void {}
    }
    @Handler()
    class Derived extends Base {
      override overridden(_event: SentEvent): void {}
      @On(ReadEvent) override redecorated(_event: SentEvent | ReadEvent): void {}
    }
    @Handler()
    class Sibling extends Base {}
    const events = handler(Derived).subscriptions.map((record) => [record.method, record.events]);
    expect(events).toEqual([
      ['kept', [SentEvent]],
      ['overridden', [SentEvent]],
      ['redecorated', [ReadEvent]],
    ]);
    expect(handler(Derived).catches).toHaveLength(1);
    expect(handler(Sibling).subscriptions.map((record) => record.events)).toEqual([
      [SentEvent],
      [SentEvent],
      [SentEvent],
    ]);
  });

  it('does not exist for a class without @Handler(), nor for one that only inherits it', () => {
    class Plain {
      @On(SentEvent) greet(_event: SentEvent): void {}
    }
    @Handler()
    class Base {}
    class Derived extends Base {}
    expect(told([readHandler(Plain)].map((one) => (isProblem(one) ? one : undefined)))).toMatch(
      /Plain is listed as a handler and has no @Handler\(\)\. \(DI_HANDLER_UNDECORATED\)\n {4}at Plain \(.*handler-records\.test\.ts:\d+\)\n {4}Try: put @Handler\(\) on Plain/,
    );
    expect(readHandler(Derived)).toMatchObject({ code: 'DI_HANDLER_UNDECORATED' });
  });
});

describe('a subscription that cannot work carries its problem', () => {
  type Item = [what: string, declare: () => new () => object, message: RegExp, advice: RegExp];
  const union = (): new () => object => {
    @Handler()
    class Broken {
      @On() method(_event: SentEvent | ReadEvent): void {}
    }
    return Broken;
  };
  const cases: Item[] = [
    [
      'a union for @On()',
      union,
      /@On\(\) reads the event from the first parameter.*a union, an interface/,
      /name the event: @On\(/,
    ],
    [
      'no parameter for @On()',
      () => {
        @Handler()
        class Broken {
          method(): void {}
        }
        force(On(), Broken.prototype, 'method');
        Reflect.defineMetadata('design:paramtypes', [], Broken.prototype, 'method');
        return Broken;
      },
      /it has none, or its class was undefined.*circular import/,
      /name the event/,
    ],
    [
      'no metadata for @On()',
      () => {
        @Handler()
        class Broken {
          method(_event: SentEvent): void {}
        }
        force(On(), Broken.prototype, 'method');
        return Broken;
      },
      /the compiler wrote no metadata\. Runners built on esbuild, such as tsx/,
      /name the event: @On\(MessageCreateEvent\); or compile with tsc, ts-node or swc/,
    ],
    [
      'a class that is no event for @Once()',
      () => {
        @Handler()
        class Broken {
          // @ts-expect-error a client is no event
          @Once() method(_client: Client): void {}
        }
        return Broken;
      },
      /@Once\(\) reads.*its type is Client, which is no event class/,
      /name the event: @Once\(/,
    ],
    [
      'a class that is no event',
      () => {
        @Handler()
        class Broken {
          // @ts-expect-error a client is no event
          @On(Client) method(_client: Client): void {}
        }
        return Broken;
      },
      /@On on Broken\.method names Client, which is no event class/,
      /name an event class/,
    ],
    [
      'an event of a circular import',
      () => {
        @Handler()
        class Broken {
          @On(SentEvent, undefined as never) method(_event: SentEvent): void {}
        }
        return Broken;
      },
      /names an event that was undefined when the file was loaded: the two files import each other/,
      /break the circular import/,
    ],
    [
      'a static method',
      () => {
        @Handler()
        class Broken {
          static method(_event: SentEvent): void {}
        }
        force(On(SentEvent), Broken, 'method');
        return Broken;
      },
      /@On stands on the static method Broken\.method/,
      /take `static` away/,
    ],
    [
      'an event named twice',
      () => {
        @Handler()
        class Broken {
          @On(SentEvent, SentEvent) method(_event: SentEvent): void {}
        }
        return Broken;
      },
      /Broken\.method listens to SentEvent twice/,
      /name the event once/,
    ],
  ];

  it.each(cases)('%s', (_what, declare, message, advice) => {
    const [subscription] = handler(declare()).subscriptions;
    expect(subscription?.events).toEqual([]);
    expect(subscription?.problem?.message).toMatch(message);
    expect(subscription?.problem?.advice).toMatch(advice);
    expect(told([subscription?.problem])).toMatch(/at Broken\.method.* \(.*handler-records\.test\.ts:\d+\)\n {4}Try: /);
  });

  it('two decorators on one method for one event', () => {
    @Handler()
    class Twice {
      @On(SentEvent) @Once(SentEvent) method(_event: SentEvent): void {}
    }
    const problems = handler(Twice).subscriptions.map(({ problem }) => problem?.code);
    expect(problems).toEqual([undefined, 'DI_EVENT_TWICE']);
  });

  it('and the class carries those of @Catch and @Needs', () => {
    @Handler()
    @Needs(undefined as never, SentEvent)
    class Broken {
      static failed(_error: Error): void {}
    }
    force(Catch(), Broken, 'failed');
    const { problems, needs, catches } = handler(Broken);
    expect(needs).toEqual([SentEvent]);
    expect(catches).toEqual([]);
    expect(told(problems)).toMatch(
      /@Needs on Broken names an event that was undefined[^]*@Catch stands on the static method/,
    );
  });
});

describe('the record of a module', () => {
  it('tells what it lists', () => {
    @Module()
    class Empty {}
    @Module({ imports: [Empty], providers: [Client, { provide: 'n', useValue: 1 }] })
    class Music {}
    expect(readModule(Music)).toMatchObject({
      type: Music,
      imports: [Empty],
      handlers: [],
      providers: [Client, { provide: 'n', useValue: 1 }],
      place: { className: 'Music', file: expect.stringMatching(/handler-records\.test\.ts:\d+$/) as string },
    });
    expect([isModule(Music), isModule(Client)]).toEqual([true, false]);
  });

  it('does not exist for a class without @Module()', () => {
    @Injectable()
    class Plain {}
    const problem = readModule(Plain);
    expect(isProblem(problem) && told([problem])).toMatch(
      /Plain is listed as a module and has no @Module\(\)[^]*Try: put @Module/,
    );
  });
});

it('@Args does not disturb the event', () => {
  @Handler()
  class Named {
    @On() @Args(Client) method(_event: SentEvent, _client: Client): void {}
  }
  expect(handler(Named).subscriptions[0]?.events).toEqual([SentEvent]);
});
