/** Calls that are on their way when their group stops: what has not begun does not begin any more. */
import { Catch, Handler, On } from '../../../../src/di';
import { Guard, HandlerFailure, Interceptor, Invocation, Use } from '../../../../src/dispatcher';
import { MessageCreateEvent } from '../../../../src/models';
import { deferred, type Deferred } from '../../../../src/util';
import { message, messageEvent, SHARD, started, turns } from '../support';

const log: string[] = [];
let answer: Deferred<void>;
beforeEach(() => {
  log.length = 0;
  answer = deferred();
});

class Slow extends Guard {
  async check(): Promise<undefined> {
    log.push('asked');
    await answer.promise;
    return undefined;
  }
}

class Around extends Interceptor {
  async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    log.push('asked');
    await answer.promise;
    return next();
  }
}

test('a handler that is removed while its guards are asked is not started any more', async () => {
  const { dispatcher, errors } = started();
  const subscription = dispatcher.addHandler(MessageCreateEvent, () => log.push('greeted'), { use: [Slow] });
  dispatcher.deliver(message('hello'), SHARD);
  subscription.remove();
  answer.resolve();
  await turns(2);
  expect(log).toEqual(['asked']);
  expect([errors.failures, dispatcher.health().outcomes]).toMatchObject([[], { done: 0, unhandled: 1 }]);
});

describe('after the stop of its group', () => {
  test.each([
    ['a guard', Slow],
    ['an interceptor', Around],
  ])('%s that goes on then starts no handler, and that is no failure', async (_what, used) => {
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      @Use(used)
      greet(): void {
        log.push('greeted');
      }
    }
    const { dispatcher, errors, logger } = started();
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('hello'), SHARD);
    await turns(1);
    dispatcher.close();
    answer.resolve();
    await turns(2);
    expect(log).toEqual(['asked']);
    expect(errors.failures).toEqual([]);
    expect(logger.at('debug')).toEqual(['Greeter.greet was ended by the stop of its group.']);
    expect(dispatcher.health().outcomes).toMatchObject({ done: 0, failed: 1 });
  });

  test('a guard that answers while handlers may still finish starts its handler', async () => {
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      @Use(Slow)
      greet(): void {
        log.push('greeted');
      }
    }
    const { dispatcher } = started();
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('hello'), SHARD);
    dispatcher.endWaiting();
    const drained = dispatcher.drain({ limitMs: 1_000 });
    answer.resolve();
    await drained;
    expect(log).toEqual(['asked', 'greeted']);
  });

  test('a command is not called whose options are read late, nor one that comes late', async () => {
    class Bank {
      pay(): void {
        log.push('paid');
      }
    }
    const { dispatcher } = started();
    const call = dispatcher.addCall({ owner: Bank, method: 'pay', place: {}, given: 1, kind: 'command' });
    const event = messageEvent('pay');
    const read = async (): Promise<undefined> => {
      await answer.promise;
      return undefined;
    };
    const running = dispatcher.runCall(call, { event, subject: event, read });
    dispatcher.close();
    answer.resolve();
    const closed = { outcome: { kind: 'failed', error: { code: 'DISPATCH_CLOSED' } } };
    expect(await running).toMatchObject(closed);
    expect(await dispatcher.runCall(call, { event, subject: event })).toMatchObject(closed);
    expect(log).toEqual([]);
  });

  test('the stop of another group is a failure like any other', async () => {
    const other = started({ name: 'other' });
    const { dispatcher, errors } = started();
    dispatcher.addHandler(MessageCreateEvent, async function listens() {
      await other.dispatcher.waitFor(MessageCreateEvent);
    });
    dispatcher.deliver(message('hello'), SHARD);
    other.dispatcher.close();
    await turns(2);
    expect(errors.failures).toMatchObject([{ handler: 'listens', error: { code: 'DISPATCH_CLOSED' } }]);
  });

  test('a failed handler is not run again', async () => {
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      greet(): void {
        log.push('greeted');
        throw new Error('not today');
      }
      @Catch()
      async again(_error: Error, failure: HandlerFailure): Promise<unknown> {
        await answer.promise;
        return failure.retry();
      }
    }
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('hello'), SHARD);
    dispatcher.close();
    answer.resolve();
    await turns(3);
    expect(log).toEqual(['greeted']);
    expect(errors.failures).toEqual([]);
  });
});
