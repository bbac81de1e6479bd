/** @Catch: the nearest first, what it may ask for, and running a call again. */
import { Catch, type Class, Handler, On } from '../../../../src/di';
import {
  Guard,
  HandlerFailure,
  Interceptor,
  Invocation,
  type InvocationOutcome,
  OnOutcome,
  Use,
} from '../../../../src/dispatcher';
import { GatewayEvent, MessageCreateEvent } from '../../../../src/models';
import { deferred, type ManualClock, sleep } from '../../../../src/util';
import { message, messageEvent, SHARD, type Setup, started, turn, turns, unstarted } from '../support';

class NetworkError extends Error {}
class TimeoutError extends NetworkError {}

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

class MusicModule {}
class PetsModule {}

@Handler()
class Songs {
  @On(MessageCreateEvent)
  play(event: MessageCreateEvent): void {
    if (event.content === 'play') throw new TimeoutError('slow');
  }
  @On(MessageCreateEvent)
  stop(event: MessageCreateEvent): void {
    if (event.content === 'stop') throw new TimeoutError('slow');
  }
}

/** A class that catches everything it is near enough for. */
function catching(name: string, ...errors: (typeof TimeoutError)[]): Class {
  @Handler()
  class Catcher {
    @Catch(...errors)
    caught(): void {
      log.push(name);
    }
  }
  return Catcher;
}

test('a failure goes to the nearest: method, class, module, group, hub, whatever error class each names', () => {
  @Handler()
  class OwnOf extends Songs {
    @Catch({ of: 'play' })
    ofPlay(): void {
      log.push('method');
    }
    @Catch(TimeoutError)
    own(): void {
      log.push('class');
    }
  }
  const [module, group, hub] = ['module', 'group', 'hub'].map((name) => catching(name)) as [Class, Class, Class];
  const homes = new Map<Class, { modules: Class[]; isHubs: boolean }>([
    [Songs, { modules: [MusicModule], isHubs: false }],
    [OwnOf, { modules: [MusicModule], isHubs: false }],
    [module, { modules: [PetsModule, MusicModule], isHubs: false }],
    [group, { modules: [PetsModule], isHubs: false }],
    [hub, { modules: [PetsModule], isHubs: true }],
  ]);
  const heard = (content: string, ...types: Class[]): string[] => {
    const { dispatcher } = started({ homeOf: (type) => homes.get(type)! });
    for (const type of types) dispatcher.addHandler(type);
    dispatcher.deliver(message(content), SHARD);
    return log.splice(0);
  };
  expect(heard('play', hub, group, module, OwnOf)).toEqual(['method']);
  expect(heard('stop', hub, group, module, OwnOf)).toEqual(['class']);
  expect(heard('stop', hub, group, module, Songs)).toEqual(['module']);
  expect(heard('stop', hub, group, Songs)).toEqual(['group']);
  expect(heard('stop', hub, Songs)).toEqual(['hub']);
});

test('of equally near ones the most specific error class comes first', () => {
  const { dispatcher } = started();
  for (const type of [catching('any'), catching('network', NetworkError), catching('timeout', TimeoutError)]) {
    dispatcher.addHandler(type);
  }
  dispatcher.addHandler(Songs);
  dispatcher.deliver(message('play'), SHARD);
  expect(log).toEqual(['timeout']);
});

test('may ask by type for the event, the invocation and the failure', () => {
  const seen: unknown[] = [];
  @Handler()
  class Asks {
    @Catch(NetworkError)
    caught(error: NetworkError, event: GatewayEvent, failure: HandlerFailure, invocation: Invocation): void {
      seen.push(error.message, event.constructor, failure.handler, failure.invocation === invocation);
      seen.push(invocation.label, invocation.owner, invocation.method, invocation.kind);
    }
  }
  const { dispatcher } = started();
  dispatcher.addHandler(Songs);
  dispatcher.addHandler(Asks);
  dispatcher.deliver(message('play'), SHARD);
  expect(seen).toEqual(['slow', MessageCreateEvent, 'Songs.play', true, 'Songs.play', Songs, 'play', 'event']);
});

test.each([
  ['a method that is none', { of: 'gone' } as never, 'failures of "gone", which is no method'],
  ['a class that a circular import left undefined', undefined as never, 'no class'],
])('that names %s is told before the start', (_name, argument, text) => {
  @Handler()
  class Wrong {
    @Catch(argument)
    caught(): void {}
  }
  const { dispatcher } = unstarted();
  dispatcher.addHandler(Wrong);
  expect(dispatcher.check(() => true)).toMatchObject([
    { code: 'DI_NOT_CATCHABLE', message: expect.stringContaining(text) as string, place: { method: 'caught' } },
  ]);
});

describe('retry', () => {
  /** Fails as often as it is told to, and then works. */
  function flaky(
    failures: number,
    catches: Class,
    used: Parameters<MethodDecorator>[0][] = [],
  ): Setup & { outcomes: InvocationOutcome[] } {
    const outcomes: InvocationOutcome[] = [];
    let runs = 0;
    @Handler()
    class Flaky {
      @On(MessageCreateEvent, { sequential: 'channel' })
      @Use(...(used as never[]))
      greet(): string {
        runs += 1;
        log.push(`run ${runs}`);
        if (runs <= failures) throw new NetworkError(`failure ${runs}`);
        return `worked at ${runs}`;
      }
    }
    @Handler()
    class Records {
      @OnOutcome() ended(outcome: InvocationOutcome): void {
        outcomes.push(outcome);
      }
    }
    const setup = started();
    // With nobody who hears of outcomes, and nothing in use, the handler is called straight.
    for (const type of used.length > 0 ? [Flaky, catches, Records] : [Flaky, catches])
      setup.dispatcher.addHandler(type);
    return { ...setup, outcomes };
  }

  @Handler()
  class Again {
    @Catch(NetworkError)
    again(_error: NetworkError, failure: HandlerFailure): Promise<unknown> {
      log.push(`caught at ${failure.attempt}`);
      return failure.retry();
    }
  }
  class Counts extends Guard {
    check(): undefined {
      log.push('guard');
    }
  }
  class Around extends Interceptor {
    async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
      log.push('around');
      return next();
    }
  }

  test('runs a call again; a failure of that is caught anew', async () => {
    const { dispatcher, errors } = flaky(2, Again);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(log).toEqual(['run 1', 'caught at 1', 'run 2', 'caught at 2', 'run 3']);
    expect(errors.failures).toEqual([]);
    expect(dispatcher.health()).toMatchObject({ running: 0, outcomes: { done: 1, failed: 0 } });
  });

  test('runs it three times in all, then the failure ends at the ErrorHandler', async () => {
    const { dispatcher, errors } = flaky(9, Again);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(log.filter((line) => line.startsWith('run'))).toHaveLength(3);
    expect(errors.failures.map(({ error, handler }) => [error.message, handler])).toEqual([
      ['failure 3', 'Flaky.greet'],
    ]);
    expect(dispatcher.health().outcomes).toMatchObject({ done: 0, failed: 1 });
  });

  test('goes through interceptors, but not through guards that let the call through; the last run counts', async () => {
    const { dispatcher, outcomes } = flaky(1, Again, [Counts, Around]);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(log).toEqual(['guard', 'around', 'run 1', 'caught at 1', 'around', 'run 2']);
    expect(outcomes).toEqual([{ kind: 'done', value: 'worked at 2' }]);
    expect(dispatcher.health().outcomes).toMatchObject({ done: 1, failed: 0 });
  });

  test('asks a guard again that failed itself: nobody gets past it', async () => {
    let asked = 0;
    class FailsOnce extends Guard {
      check(): { reason: string; message: string } {
        asked += 1;
        if (asked === 1) throw new NetworkError('store is away');
        return { reason: 'no', message: 'No.' };
      }
    }
    const { dispatcher, outcomes } = flaky(0, Again, [FailsOnce]);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(log).toEqual(['caught at 1']);
    expect(outcomes).toMatchObject([{ kind: 'refused' }]);
  });

  test('keeps the order of a sequence: the next run waits for it', async () => {
    const { dispatcher } = flaky(1, Again);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await turns(4);
    expect(log).toEqual(['run 1', 'caught at 1', 'run 2', 'run 3']);
  });

  test('that is not waited for decides all the same', async () => {
    @Handler()
    class Forgets {
      @Catch()
      again(_error: Error, failure: HandlerFailure): void {
        void failure.retry();
      }
    }
    const worked = flaky(1, Forgets);
    worked.dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(worked.dispatcher.health().outcomes).toMatchObject({ done: 1, failed: 0 });
    const failed = flaky(9, Forgets);
    failed.dispatcher.deliver(message('hello'), SHARD);
    await turns(4);
    expect(failed.dispatcher.health().outcomes).toMatchObject({ done: 0, failed: 1 });
  });

  test('whose failure a @Catch method takes itself is caught by it', async () => {
    @Handler()
    class GivesUp {
      @Catch()
      async again(_error: Error, failure: HandlerFailure): Promise<string> {
        try {
          await failure.retry();
        } catch (error) {
          return `gave up: ${(error as Error).message}`;
        }
        return 'unreached';
      }
    }
    const { dispatcher, errors, outcomes } = flaky(9, GivesUp, [Counts]);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(errors.failures).toEqual([]);
    expect(outcomes).toMatchObject([{ kind: 'failed', error: { message: 'failure 2' }, caughtBy: 'GivesUp.again' }]);
  });

  test('is not possible any more once the @Catch method has ended', async () => {
    let kept: HandlerFailure | undefined;
    @Handler()
    class Keeps {
      @Catch()
      keep(_error: Error, failure: HandlerFailure): void {
        kept = failure;
        expect(failure.mayRetry).toBe(true);
      }
    }
    const { dispatcher } = flaky(9, Keeps);
    dispatcher.deliver(message('hello'), SHARD);
    expect(kept?.mayRetry).toBe(false);
    await expect(kept?.retry()).rejects.toThrow('failure 1');
    expect(log).toEqual(['run 1']);
  });

  test('may be asked for more often in the options', async () => {
    let runs = 0;
    @Handler()
    class Failing {
      @On(MessageCreateEvent)
      greet(): void {
        runs += 1;
        throw new NetworkError('no');
      }
    }
    const { dispatcher } = started({ maxRuns: 5 });
    dispatcher.addHandler(Failing);
    dispatcher.addHandler(Again);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(4);
    expect(runs).toBe(5);
  });

  test('of a failure in a @Catch method is none: it is told to the ErrorHandler, and nothing loops', async () => {
    @Handler()
    class Broken {
      @Catch()
      async again(_error: Error, failure: HandlerFailure): Promise<void> {
        await failure.retry();
        throw new TypeError('broken catch');
      }
    }
    const { dispatcher, errors, outcomes } = flaky(1, Broken, [Counts]);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(3);
    expect(errors.failures.map(({ handler, error, mayRetry }) => [handler, error.message, mayRetry])).toEqual([
      ['Broken.again', 'broken catch', false],
    ]);
    expect(outcomes).toEqual([{ kind: 'done', value: 'worked at 2' }]);
  });
});

describe('a retry of what an interceptor gave up', () => {
  /** Gives up after a second, whatever the handler does. */
  class GivesUp extends Interceptor {
    around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
      return Promise.race([next(), sleep(clock, 1_000).then(() => Promise.reject(new TimeoutError('too slow')))]);
    }
  }
  @Handler()
  class Again {
    @Catch(TimeoutError)
    again(_error: TimeoutError, failure: HandlerFailure): Promise<unknown> {
      log.push('caught');
      return failure.retry();
    }
  }
  let clock: ManualClock;
  let runs: { readonly end: (error?: Error) => void }[];

  function slow(options: Parameters<typeof started>[0] = {}): Setup {
    runs = [];
    @Handler()
    class Slow {
      @On(MessageCreateEvent)
      @Use(GivesUp)
      async greet(): Promise<string> {
        const run = deferred();
        const at = runs.push({
          end: (error) => {
            if (error) run.reject(error);
            else run.resolve();
          },
        });
        log.push(`run ${at}`);
        try {
          await run.promise;
        } finally {
          log.push(`end ${at}`);
        }
        return `worked at ${at}`;
      }
    }
    const setup = started(options);
    clock = setup.clock;
    for (const type of [Slow, Again]) setup.dispatcher.addHandler(type);
    return setup;
  }

  test.each(['worked', 'failed'])(
    'begins when the run before has ended, which %s: two never run at once',
    async (how) => {
      const { dispatcher, errors } = slow();
      dispatcher.deliver(message('hello'), SHARD);
      await clock.advance(31_000);
      expect(log).toEqual(['run 1', 'caught']);
      runs[0]?.end(how === 'failed' ? new Error('late') : undefined);
      await turns(3);
      expect(log).toEqual(['run 1', 'caught', 'end 1', 'run 2']);
      runs[1]?.end();
      await turns(3);
      expect(errors.failures).toEqual([]);
      expect(dispatcher.health()).toMatchObject({ running: 0, outcomes: { done: 1, failed: 0 } });
      await clock.advance(60_000);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  test('is refused when that run has not ended by the time after which it counts as hanging', async () => {
    const { dispatcher, errors } = slow({ stallAfterMs: 5_000 });
    dispatcher.deliver(message('hello'), SHARD);
    await clock.advance(7_000);
    expect(log).toEqual(['run 1', 'caught']);
    expect(errors.failures.map(({ error }) => error)).toEqual([
      expect.objectContaining({ code: 'DISPATCH_RETRY_BESIDE', cause: new TimeoutError('too slow') }),
    ]);
    expect(dispatcher.health().outcomes).toMatchObject({ done: 0, failed: 1 });
    runs[0]?.end();
    await turns(3);
    expect([log, clock.pendingTimers]).toEqual([['run 1', 'caught', 'end 1'], 0]);
  });

  test('does not begin when the group has stopped meanwhile, and is no failure', async () => {
    const { dispatcher, errors } = slow();
    dispatcher.deliver(message('hello'), SHARD);
    await clock.advance(2_000);
    dispatcher.close();
    runs[0]?.end();
    await turns(3);
    await clock.advance(100_000);
    expect([log, errors.failures, clock.pendingTimers]).toEqual([['run 1', 'caught', 'end 1'], [], 0]);
  });
});

test('a failure that nobody made a call of has no invocation and no retry', async () => {
  const failure = new HandlerFailure({
    error: new Error('no'),
    event: messageEvent('hello'),
    eventName: 'MESSAGE_CREATE',
    handler: 'greet',
    group: 'alpha',
    argumentNames: [],
  });
  expect([failure.invocation, failure.mayRetry, failure.attempt]).toEqual([undefined, false, 1]);
  await expect(failure.retry()).rejects.toThrow('no');
});
