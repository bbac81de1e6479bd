/** Guards: who is asked when, what their refusals come to, and what cannot be used. */
import { Catch, type Class, Handler, Inject, Injectable, Module, On, Once, type Usable } from '../../../../src/di';
import {
  allOf,
  anyOf,
  Guard,
  type GuardRefusal,
  type GuardUse,
  type Invocation,
  not,
  OnOutcome,
  type InvocationOutcome,
  Use,
} from '../../../../src/dispatcher';
import { type HandlerRegistry } from '../../../../src/dispatcher/handlers/registry';
import { MessageCreateEvent } from '../../../../src/models';
import { MapInjector, message, SHARD, started, turn, unstarted, ALL_INTENTS } from '../support';

const log: string[] = [];
afterEach(() => {
  log.length = 0;
});

const no = (reason: string): GuardRefusal => ({ reason, message: `no: ${reason}` });

class Passes extends Guard {
  check(): undefined {
    log.push('passes');
  }
}
class Refuses extends Guard {
  check(): GuardRefusal {
    log.push('refuses');
    return no('refuses');
  }
}
const unknown: GuardRefusal = { reason: 'roles', message: 'nobody knows', values: { isKnown: false } };
class Ignorant extends Guard {
  check(): GuardRefusal {
    return unknown;
  }
}
class RefusesLater extends Guard {
  async check(): Promise<GuardRefusal> {
    log.push('later');
    await Promise.resolve();
    return no('later');
  }
}
class OfPlace extends Guard {
  static override readonly step = 'place';
  check(): GuardRefusal {
    log.push('place');
    return no('place');
  }
}
class Limits extends Guard<{ readonly most: number }> {
  static override readonly step = 'limits';
  check(_invocation: Invocation, { most }: { readonly most: number }): GuardRefusal | undefined {
    log.push(`limits ${most}`);
    return most === 0 ? no('limits') : undefined;
  }
}
const limit = (most: number): GuardUse<{ readonly most: number }> => ({ guard: Limits, options: { most } });

/** A handler class with these before its one method, and what its calls came to. */
function guarded(...used: readonly Usable[]): { type: Class; outcomes: InvocationOutcome[] } {
  const outcomes: InvocationOutcome[] = [];
  @Handler()
  class Greeter {
    @On(MessageCreateEvent)
    @Use(...used)
    greet(event: MessageCreateEvent): string {
      log.push(event.content);
      return event.content;
    }
    @OnOutcome()
    ended(outcome: InvocationOutcome): void {
      outcomes.push(outcome);
    }
  }
  return { type: Greeter, outcomes };
}

function hello(...used: readonly Usable[]): InvocationOutcome[] {
  const { dispatcher } = started();
  const { type, outcomes } = guarded(...used);
  dispatcher.addHandler(type);
  dispatcher.deliver(message('hello'), SHARD);
  return outcomes;
}

test('a guard that has nothing against a call lets it happen at once, without a promise', () => {
  expect(hello(Passes)).toEqual([{ kind: 'done', value: 'hello' }]);
  expect(log).toEqual(['passes', 'hello']);
});

test('all guards of a step are asked and all their refusals told; the next step is not asked, and nothing runs', async () => {
  const outcomes = hello(limit(5), Refuses, RefusesLater, Passes);
  await turn();
  expect(outcomes).toEqual([{ kind: 'refused', refusals: [no('refuses'), no('later')] }]);
  expect(log).toEqual(['refuses', 'later', 'passes']);
});

test('steps are asked in their order, however the guards are named', () => {
  expect(hello(limit(0), Passes)).toEqual([{ kind: 'refused', refusals: [no('limits')] }]);
  expect(log).toEqual(['passes', 'limits 0']);
  log.length = 0;
  expect(hello(Passes, OfPlace)).toEqual([{ kind: 'refused', refusals: [no('place')] }]);
  expect(log).toEqual(['place']);
});

test('refused calls are counted, and are no failures', () => {
  const { dispatcher, errors } = started();
  dispatcher.addHandler(guarded(Refuses).type);
  dispatcher.deliver(message('hello'), SHARD);
  dispatcher.deliver(message('hello'), SHARD);
  expect(dispatcher.health().outcomes).toEqual({ done: 0, refused: 2, invalid: 0, unhandled: 0, failed: 0 });
  expect(errors.failures).toEqual([]);
});

test('a guard may say nothing with an empty list, and several things at once', () => {
  class Several extends Guard<readonly string[]> {
    check(_invocation: Invocation, reasons: readonly string[]): GuardRefusal[] {
      return reasons.map(no);
    }
  }
  expect(hello({ guard: Several, options: ['a', 'b'] })).toEqual([{ kind: 'refused', refusals: [no('a'), no('b')] }]);
  expect(hello({ guard: Several, options: [] })).toEqual([{ kind: 'done', value: 'hello' }]);
});

test('a guard that throws fails the call; whoever is asked beside it is heard out first', async () => {
  const ended: string[] = [];
  class Throws extends Guard {
    check(): never {
      throw new Error('broken');
    }
  }
  class Takes extends Guard {
    async check(invocation: Invocation): Promise<undefined> {
      await turn();
      invocation.onEnd(({ kind }) => ended.push(kind));
    }
  }
  const { dispatcher, errors } = started();
  const { type, outcomes } = guarded(Takes, Throws);
  dispatcher.addHandler(type);
  dispatcher.deliver(message('hello'), SHARD);
  await turn();
  await turn();
  expect(outcomes).toMatchObject([{ kind: 'failed', error: { message: 'broken' } }]);
  expect(errors.failures.map(({ handler }) => handler)).toEqual(['Greeter.greet']);
  expect([log, ended]).toEqual([[], ['failed']]);
});

test.each([false, true, null, 'no', { reason: 1 }])('a guard that answers %p lets nobody through', (answer) => {
  class Odd extends Guard {
    check(): undefined {
      return answer as never;
    }
  }
  expect(hello(Odd)).toMatchObject([{ kind: 'failed', error: { code: 'DISPATCH_GUARD_VERDICT' } }]);
  expect(log).toEqual([]);
});

describe('combined guards', () => {
  test('anyOf asks in order until one has nothing against the call', () => {
    expect(hello(anyOf(Refuses, Passes, OfPlace))).toEqual([{ kind: 'done', value: 'hello' }]);
    expect(log).toEqual(['refuses', 'passes', 'hello']);
  });

  test('anyOf tells what all have against it when all do, promises or not', async () => {
    const outcomes = hello(anyOf(RefusesLater, Refuses));
    await turn();
    expect(outcomes).toEqual([{ kind: 'refused', refusals: [no('later'), no('refuses')] }]);
  });

  test('a combination is asked at the latest step of its members', () => {
    expect(hello(anyOf(OfPlace, limit(0)), Refuses)).toEqual([{ kind: 'refused', refusals: [no('refuses')] }]);
    expect(log).toEqual(['refuses']);
  });

  test('allOf within anyOf is one alternative', () => {
    expect(hello(anyOf(allOf(Passes, Refuses), Passes))).toEqual([{ kind: 'done', value: 'hello' }]);
    expect(hello(anyOf(allOf(Passes, Refuses), OfPlace))).toEqual([
      { kind: 'refused', refusals: [no('refuses'), no('place')] },
    ]);
  });

  test('allOf by itself asks each of its members at its own step', () => {
    expect(hello(allOf(limit(1), OfPlace))).toEqual([{ kind: 'refused', refusals: [no('place')] }]);
    expect(log).toEqual(['place']);
  });

  test('not turns a guard round, and says what it is told to say', async () => {
    expect(hello(not(Refuses, no('reversed')))).toEqual([{ kind: 'done', value: 'hello' }]);
    expect(hello(not(Ignorant, no('reversed')))).toEqual([{ kind: 'refused', refusals: [unknown] }]);
    expect(hello(not(Passes, no('reversed')))).toEqual([{ kind: 'refused', refusals: [no('reversed')] }]);
    const later = hello(not(RefusesLater, no('reversed')));
    await turn();
    expect(later).toEqual([{ kind: 'done', value: 'hello' }]);
  });
});

describe('what is used', () => {
  class Named extends Guard<string> {
    check(_invocation: Invocation, name: string): undefined {
      log.push(name);
    }
  }
  const named = (name: string): GuardUse<string> => ({ guard: Named, options: name });

  test('by hub, group, module, class and method is asked in this order, and from the top down', () => {
    @Use(named('class 1'))
    @Use(named('class 2'))
    class Base {}
    @Handler()
    @Use(named('derived'))
    class Greeter extends Base {
      @On(MessageCreateEvent)
      @Use(named('method 1'), named('method 2'))
      @Use(named('method 3'))
      greet(): void {
        log.push('call');
      }
    }
    @Module({ handlers: [Greeter], use: [named('module')] })
    class Greeting {}
    const { dispatcher } = started({
      hubUse: [named('hub')],
      use: [named('group')],
      homeOf: () => ({ modules: [Greeting], isHubs: false }),
    });
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('hello'), SHARD);
    expect(log).toEqual([
      ...['hub', 'group', 'module', 'class 1', 'class 2', 'derived'],
      ...['method 1', 'method 2', 'method 3', 'call'],
    ]);
  });

  test('by a method is replaced where a class says it again, and kept where it does not', () => {
    class Base {
      @On(MessageCreateEvent)
      @Use(named('base'))
      greet(): void {
        log.push('call');
      }
    }
    @Handler()
    class Keeps extends Base {
      override greet(): void {
        log.push('own call');
      }
    }
    @Handler()
    class Replaces extends Base {
      @On(MessageCreateEvent)
      @Use(named('own'))
      override greet(): void {
        log.push('own call');
      }
    }
    const { dispatcher } = started();
    dispatcher.addHandler(Keeps);
    dispatcher.addHandler(Replaces);
    dispatcher.deliver(message('hello'), SHARD);
    expect(log).toEqual(['base', 'own call', 'own', 'own call']);
  });

  test('by a group holds for its functions too, and for nothing that the framework adds itself', () => {
    const { dispatcher } = started({ use: [Refuses] });
    dispatcher.addHandler(MessageCreateEvent, () => log.push('function'));
    dispatcher.addHandler(MessageCreateEvent, () => log.push('default'), { isDefault: true });
    dispatcher.deliver(message('hello'), SHARD);
    expect(log).toEqual(['refuses', 'default']);
  });

  test('by a function holds for it, and it is not called before its guards are there', () => {
    const { dispatcher, errors } = unstarted();
    dispatcher.addHandler(MessageCreateEvent, () => log.push('function'), { use: [Passes] });
    dispatcher.deliver(message('early'), SHARD);
    expect(log).toEqual([]);
    dispatcher.bind(new MapInjector([]), ALL_INTENTS);
    dispatcher.deliver(message('late'), SHARD);
    expect(log).toEqual(['passes', 'function']);
    expect(errors.failures).toEqual([]);
  });

  test('comes from the container, one for each group', () => {
    const asked: string[] = [];
    @Injectable()
    class Asks extends Guard {
      constructor(@Inject('word') private readonly word: string) {
        super();
      }
      check(): undefined {
        asked.push(this.word);
      }
    }
    @Handler()
    @Use(Asks)
    class Greeter {
      @On(MessageCreateEvent) greet(): void {}
      @On(MessageCreateEvent) wave(): void {}
    }
    const injector = new MapInjector([]);
    let made = 0;
    injector.create = <T>(type: Class<T>): T => {
      made += type === (Asks as Class) ? 1 : 0;
      return new (type as unknown as new (word: string) => T)('from the container');
    };
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Greeter);
    dispatcher.bind(injector, ALL_INTENTS);
    dispatcher.deliver(message('hello'), SHARD);
    expect([made, asked]).toEqual([1, ['from the container', 'from the container']]);
  });
});

test('a method that runs once runs for the first event that is let through', async () => {
  class Word extends Guard {
    async check({ event }: Invocation): Promise<GuardRefusal | undefined> {
      await Promise.resolve();
      return (event as MessageCreateEvent).content === 'please' ? undefined : no('word');
    }
  }
  @Handler()
  class Polite {
    @Once(MessageCreateEvent)
    @Use(Word)
    greet(event: MessageCreateEvent): void {
      log.push(event.content);
    }
  }
  const { dispatcher } = started();
  dispatcher.addHandler(Polite);
  for (const content of ['now', 'please', 'please']) dispatcher.deliver(message(content), SHARD);
  await turn();
  await turn();
  dispatcher.deliver(message('please'), SHARD);
  await turn();
  expect(log).toEqual(['please']);
  expect(dispatcher.health().outcomes).toMatchObject({ done: 1, refused: 1, unhandled: 1 });
});

describe('steps of one’s own', () => {
  const step = (name: string, guard = 'one'): Class<Guard> & { readonly step: string } => {
    class OfStep extends Guard {
      static override readonly step = name;
      check(): undefined {
        log.push(`${name} ${guard}`);
      }
    }
    return OfStep;
  };

  test('stand where they are put, in the order of their naming', () => {
    const { dispatcher } = started({
      steps: [
        { name: 'late', after: 'early' },
        { name: 'early', before: 'place' },
        { name: 'first', after: 'limits' },
        { name: 'second', after: 'limits' },
      ],
    });
    dispatcher.addHandler(guarded(step('second'), step('first'), limit(1), Passes, step('late'), step('early')).type);
    dispatcher.deliver(message('hello'), SHARD);
    expect(log).toEqual(['early one', 'late one', 'passes', 'limits 1', 'first one', 'second one', 'hello']);
  });

  test('that cannot be put anywhere, or are there already, are told before the start', () => {
    const { dispatcher } = unstarted({
      steps: [
        { name: 'lost', after: 'nowhere' },
        { name: 'limits', after: 'place' },
      ],
    });
    expect(dispatcher.check(() => true)).toMatchObject([
      {
        code: 'DISPATCH_STEP_INVALID',
        message: expect.stringContaining('beside "nowhere", which does not exist') as string,
      },
      { code: 'DISPATCH_STEP_INVALID', message: expect.stringContaining('"limits", which is there already') as string },
    ]);
  });

  test('that a guard names and nobody added are told before the start', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(guarded(step('payment')).type);
    expect(dispatcher.check(() => true)).toMatchObject([
      {
        code: 'DISPATCH_STEP_INVALID',
        message:
          'OfStep, which @Use on Greeter.greet names, is to be asked at the step "payment", which does not exist.',
        place: { className: 'Greeter', method: 'greet', file: expect.stringContaining('guards.test.ts') as string },
      },
    ]);
  });
});

describe('what cannot be used is told before the start', () => {
  class NoGuard {}
  test.each([
    ['a class that is no guard', NoGuard, 'names NoGuard, which is no guard and no interceptor'],
    ['what a circular import left undefined', undefined, 'undefined when the file was loaded'],
    ['a value', 42, 'names a number'],
    ['a use of something else', { guard: NoGuard, options: 1 }, 'names an object'],
    ['an empty combination', anyOf(), 'anyOf() without a guard'],
    ['an empty combination of all', allOf(), 'allOf() without a guard'],
    ['something within a combination', anyOf(Passes, NoGuard as never), 'names NoGuard'],
  ])('%s', (_name, used, text) => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(guarded(used as never).type);
    expect(dispatcher.check(() => true)).toMatchObject([
      { code: 'DISPATCH_NOT_USABLE', message: expect.stringContaining(text) as string, place: { method: 'greet' } },
    ]);
  });

  test('in options, with whose they are', () => {
    const { dispatcher } = unstarted({ hubUse: [undefined as never], use: [NoGuard as never] });
    expect(dispatcher.check(() => true).map(({ message: text }) => text)).toEqual([
      expect.stringContaining('`use` in the options of the hub names something that was undefined'),
      expect.stringContaining('`use` in the options of group "alpha" names NoGuard'),
    ]);
  });

  test('on a static method', () => {
    @Handler()
    class Static {
      @Use(Passes)
      static greet(): number {
        return 1;
      }
    }
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Static);
    expect(dispatcher.check(() => true)).toMatchObject([{ code: 'DI_STATIC_METHOD', place: { method: 'greet' } }]);
  });

  describe('on a method where it guards nothing', () => {
    @Handler()
    class Idle {
      @On(MessageCreateEvent)
      greet(): number {
        return this.helps();
      }

      @Use(Passes)
      helps(): number {
        return 1;
      }

      @Use(Passes)
      @Catch()
      caught(): void {
        log.push('caught');
      }

      @Use(Passes)
      @OnOutcome()
      ended(_outcome: InvocationOutcome): void {
        log.push('ended');
      }

      @Use(Passes)
      called(): void {
        log.push('called');
      }
    }

    test('before the start', () => {
      const { dispatcher } = unstarted();
      dispatcher.addHandler(Idle);
      dispatcher.addCall({ owner: Idle, method: 'called', place: {}, given: 1, kind: 'command' });
      expect(dispatcher.check(() => true)).toMatchObject([
        {
          code: 'DISPATCH_USE_IDLE',
          place: { method: 'helps' },
          message: expect.stringContaining('nothing calls') as string,
        },
        {
          code: 'DISPATCH_USE_IDLE',
          place: { method: 'caught' },
          message: expect.stringContaining('@Catch') as string,
        },
        {
          code: 'DISPATCH_USE_IDLE',
          place: { method: 'ended' },
          message: expect.stringContaining('@OnOutcome') as string,
        },
      ]);
    });

    test('but where others are to call it', () => {
      const { dispatcher } = unstarted();
      dispatcher.addHandler(Idle);
      const said = dispatcher.check(
        () => true,
        () => false,
        (type, method) => type === Idle && method !== 'helps',
      );
      expect(said).toMatchObject([{ code: 'DISPATCH_USE_IDLE', place: { method: 'helps' } }]);
    });

    test('when the class is added later', () => {
      const { dispatcher } = started();
      expect(dispatcher.check(() => true)).toEqual([]);
      expect(() => dispatcher.addHandler(Idle)).toThrow('@Use on Idle.helps guards nothing');
    });
  });

  test('and thrown when the class is added later', () => {
    const { dispatcher } = started();
    expect(() => dispatcher.addHandler(guarded(NoGuard as never).type)).toThrow('names NoGuard');
    expect(() => dispatcher.addHandler(MessageCreateEvent, () => 1, { use: [NoGuard as never] })).toThrow(
      'names NoGuard',
    );
  });
});

test('a handler with nothing in use is compiled as if there were no guards: no invocation, no wrapper', () => {
  @Handler()
  class Plain {
    @On(MessageCreateEvent)
    greet(event: MessageCreateEvent): MessageCreateEvent {
      log.push(event.content);
      return event;
    }
  }
  const { dispatcher } = started();
  dispatcher.addHandler(Plain);
  const { registry } = dispatcher as unknown as { registry: HandlerRegistry };
  const [handler] = registry.handlersOf('MESSAGE_CREATE');
  const event = { content: 'direct' };
  // A wrapper would return how the call ended.
  expect(handler?.invoke(event as never)).toBe(event);
  expect(handler?.runsItself).toBe(false);
});
