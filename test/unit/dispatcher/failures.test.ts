import { Catch, Handler, Inject, On } from '../../../src/di';
import { DefaultErrorHandler, ErrorHandler, HandlerFailure } from '../../../src/dispatcher';
import { GatewayEvent, MessageCreateEvent, MessageDeleteEvent } from '../../../src/models';
import {
  ALL_INTENTS,
  MapInjector,
  MemoryLogger,
  message,
  messageEvent,
  packet,
  SHARD,
  started,
  turn,
  unstarted,
} from './support';

class NetworkError extends Error {}
class TimeoutError extends NetworkError {}

const unhandled: unknown[] = [];
const remember = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => process.on('unhandledRejection', remember));
afterAll(() => process.off('unhandledRejection', remember));
afterEach(async () => {
  await turn();
  expect(unhandled.splice(0)).toEqual([]);
});

test('what one handler throws or rejects with keeps no other from running [seed 39]', async () => {
  const { dispatcher, errors } = started();
  let last = 0;
  dispatcher.addHandler(MessageCreateEvent, function throws() {
    throw new Error('at once');
  });
  dispatcher.addHandler(MessageCreateEvent, async function rejects() {
    await turn();
    throw new Error('later');
  });
  dispatcher.addHandler(MessageCreateEvent, () => {
    last += 1;
  });
  dispatcher.deliver(message('hello'), SHARD);
  expect(last).toBe(1);
  await turn();
  await turn();
  expect(errors.failures).toEqual([
    expect.objectContaining({ handler: 'throws', eventName: 'MESSAGE_CREATE', group: 'alpha' }),
    expect.objectContaining({ handler: 'rejects', eventName: 'MESSAGE_CREATE', group: 'alpha' }),
  ]);
  expect(errors.failures[0]!.event).toBeInstanceOf(MessageCreateEvent);
  expect(errors.failures.map(({ error }) => error.message)).toEqual(['at once', 'later']);
  expect(dispatcher.health().outcomes).toEqual({ done: 1, refused: 0, invalid: 0, unhandled: 0, failed: 2 });
});

test('a payload of the wrong shape fails the handler that reads it, and the next event comes [seed 41]', () => {
  const { dispatcher, errors } = started();
  const raw: unknown[] = [];
  const names: string[] = [];
  dispatcher.addHandler(GatewayEvent, (event) => raw.push(event.raw));
  dispatcher.addHandler(MessageCreateEvent, (event) => names.push(event.author.username.trim()));
  dispatcher.deliver(packet('MESSAGE_CREATE', { author: 7, content: [] }), SHARD);
  dispatcher.deliver(packet('MESSAGE_CREATE', null), SHARD);
  dispatcher.deliver(message('fine', { author: { id: '5', username: 'alice ' } }), SHARD);
  expect(raw).toHaveLength(3);
  expect(names).toEqual(['alice']);
  expect(errors.failures).toHaveLength(2);
  expect(errors.failures[0]!.error).toBeInstanceOf(TypeError);
});

test('something thrown that is no Error arrives as one, with the thing as its cause', () => {
  const { dispatcher, errors } = started();
  dispatcher.addHandler(MessageCreateEvent, () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the subject of the test
    throw 'a string';
  });
  dispatcher.deliver(message('hello'), SHARD);
  expect(errors.failures[0]!.error).toMatchObject({ message: 'a string', cause: 'a string' });
});

test('a thenable of another library that rejects is a failure like any other', async () => {
  const { dispatcher, errors } = started();
  dispatcher.addHandler(MessageCreateEvent, () => ({
    then: (_resolve: unknown, reject: (error: Error) => void) => {
      reject(new Error('foreign'));
    },
  }));
  dispatcher.deliver(message('hello'), SHARD);
  await turn();
  expect(errors.failures.map(({ error }) => error.message)).toEqual(['foreign']);
});

test('without an ErrorHandler of the author failures are logged with event, handler, argument names and error', () => {
  const { dispatcher, logger } = unstarted();
  const error = new NetworkError('no route', { cause: new Error('cable') });
  dispatcher.addArgument('my_number', 42);
  dispatcher.addHandler(
    MessageCreateEvent,
    function greet() {
      throw error;
    },
    { inject: ['my_number'] },
  );
  dispatcher.deliver(message('hello'), SHARD);
  expect(logger.lines).toEqual([
    {
      level: 'error',
      message: 'greet failed on MESSAGE_CREATE: no route',
      fields: { group: 'alpha', event: 'MESSAGE_CREATE', handler: 'greet', arguments: 'my_number', error },
    },
  ]);
});

test('a failure on a dispatch without a class names the dispatch', () => {
  const { dispatcher, errors } = started();
  dispatcher.addHandler(GatewayEvent, () => {
    throw new Error('no');
  });
  dispatcher.deliver(packet('FOO_BAR', {}), SHARD);
  expect(errors.failures[0]!.eventName).toBe('FOO_BAR');
});

describe('an ErrorHandler that fails', () => {
  class Throwing extends ErrorHandler {
    override handle(): void {
      throw new Error('handler of errors');
    }
  }
  class Rejecting extends ErrorHandler {
    override handle(): Promise<void> {
      return Promise.reject(new Error('handler of errors'));
    }
  }

  test.each([Throwing, Rejecting])('is logged with the failure, and goes no further (%p)', async (type) => {
    const { dispatcher, logger } = unstarted();
    dispatcher.bind(new MapInjector([[ErrorHandler, new type()]]), ALL_INTENTS);
    dispatcher.addHandler(MessageCreateEvent, () => {
      throw new Error('first');
    });
    dispatcher.deliver(message('hello'), SHARD);
    await turn();
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatchObject({
      level: 'error',
      fields: { error: { message: 'handler of errors' }, failure: { message: 'first' } },
    });
  });

  test('and a logger that fails too stop nothing', () => {
    class BrokenLogger extends MemoryLogger {
      override error(): void {
        throw new Error('disk full');
      }
    }
    const { dispatcher } = unstarted({ logger: new BrokenLogger() });
    let after = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      throw new Error('first');
    });
    dispatcher.addHandler(MessageCreateEvent, () => {
      after += 1;
    });
    dispatcher.deliver(message('hello'), SHARD);
    expect(after).toBe(1);
  });
});

test('the default ErrorHandler works by itself', () => {
  const logger = new MemoryLogger();
  const failure = new HandlerFailure({
    error: new Error('no'),
    event: messageEvent('hello'),
    eventName: 'MESSAGE_CREATE',
    handler: 'greet',
    group: 'alpha',
    argumentNames: [],
  });
  new DefaultErrorHandler(logger).handle(failure);
  expect(logger.at('error')).toEqual(['greet failed on MESSAGE_CREATE: no']);
});

test('a failure names what the handler was called for, where its context says it', () => {
  const init = { error: new Error('no'), event: messageEvent('hello'), eventName: 'INTERACTION_CREATE' };
  const of = (context: object | undefined): HandlerFailure =>
    new HandlerFailure({ ...init, handler: 'Shop.buy', group: 'alpha', argumentNames: [], context });
  const whats = [{ what: '/buy' }, { what: 'the form "order"' }, { what: 7 }, undefined].map((one) => of(one).what);
  expect(whats).toEqual(['/buy', 'the form "order"', 'INTERACTION_CREATE', 'INTERACTION_CREATE']);
  const logger = new MemoryLogger();
  new DefaultErrorHandler(logger).handle(of({ what: 'the button "confirm"' }));
  expect(logger.at('error')).toEqual(['Shop.buy failed on the button "confirm": no']);
});

describe('@Catch', () => {
  const log: string[] = [];
  afterEach(() => {
    log.length = 0;
  });

  @Handler()
  class Failing {
    @On(MessageCreateEvent)
    greet(event: MessageCreateEvent): void {
      if (event.content === 'timeout') throw new TimeoutError('slow');
      if (event.content === 'network') throw new NetworkError('down');
      throw new RangeError('other');
    }
    @Catch(NetworkError)
    network(error: NetworkError): void {
      log.push(`own network: ${error.message}`);
    }
  }

  @Handler()
  class Elsewhere {
    @Catch()
    all(error: Error): void {
      log.push(`other all: ${error.message}`);
    }
    @Catch(TimeoutError)
    timeout(error: TimeoutError): void {
      log.push(`other timeout: ${error.message}`);
    }
    @Catch(NetworkError)
    network(error: NetworkError): void {
      log.push(`other network: ${error.message}`);
    }
  }

  test('of the failing class comes first, although another class knows the error better', () => {
    const { dispatcher } = started();
    dispatcher.addHandler(Elsewhere);
    dispatcher.addHandler(Failing);
    dispatcher.deliver(message('timeout'), SHARD);
    expect(log).toEqual(['own network: slow']);
  });

  test('of other classes takes what the own class does not, the most specific error class first', () => {
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Elsewhere);
    dispatcher.addHandler(Failing);
    dispatcher.addHandler(MessageCreateEvent, () => {
      throw new TimeoutError('from a function');
    });
    dispatcher.deliver(message('range'), SHARD);
    expect(log).toEqual(['other all: other', 'other timeout: from a function']);
    expect(errors.failures).toEqual([]);
  });

  test('that takes other errors leaves this one to the ErrorHandler', () => {
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Failing);
    dispatcher.deliver(message('range'), SHARD);
    expect(log).toEqual([]);
    expect(errors.failures.map(({ handler }) => handler)).toEqual(['Failing.greet']);
  });

  test('catches no more once its class is removed', () => {
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Elsewhere).remove();
    dispatcher.addHandler(Failing);
    dispatcher.deliver(message('range'), SHARD);
    expect(errors.failures).toHaveLength(1);
  });

  test('gets its other parameters injected, and the event where a parameter is typed as one', () => {
    const seen: unknown[] = [];
    @Handler()
    class Reporter {
      @On(MessageDeleteEvent)
      mourn(): void {
        throw new NetworkError('down');
      }
      @Catch(NetworkError)
      report(error: NetworkError, @Inject('channel') channel: string, event: GatewayEvent): void {
        seen.push(error.message, channel, event.constructor);
      }
    }
    const { dispatcher, errors } = started({}, [['channel', 'general']]);
    dispatcher.addHandler(Reporter);
    dispatcher.deliver(packet('MESSAGE_DELETE', { id: '1' }), SHARD);
    expect(errors.failures).toEqual([]);
    expect(seen).toEqual(['down', 'general', MessageDeleteEvent]);
  });

  test('with a parameter of one event class catches failures of that event only', () => {
    const seen: string[] = [];
    @Handler()
    class OfMessages {
      @Catch()
      message(error: Error, event: MessageCreateEvent): void {
        seen.push(`${error.message} on ${event.content}`);
      }
    }
    const { dispatcher, errors } = started();
    dispatcher.addHandler(OfMessages);
    dispatcher.addHandler(GatewayEvent, () => {
      throw new Error('no');
    });
    dispatcher.deliver(message('hello'), SHARD);
    dispatcher.deliver(packet('MESSAGE_DELETE', { id: '1' }), SHARD);
    expect(seen).toEqual(['no on hello']);
    expect(errors.failures.map(({ eventName }) => eventName)).toEqual(['MESSAGE_DELETE']);
  });

  test('that fails is told to the ErrorHandler together with what it was to catch, and catches nothing of its own', async () => {
    let calls = 0;
    @Handler()
    class Broken {
      @Catch()
      async all(error: Error): Promise<void> {
        calls += 1;
        await Promise.resolve();
        throw new Error(`broken by ${error.message}`);
      }
    }
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Broken);
    dispatcher.addHandler(MessageCreateEvent, function greet() {
      throw new Error('first');
    });
    dispatcher.deliver(message('hello'), SHARD);
    await turn();
    expect(calls).toBe(1);
    expect(errors.failures.map(({ handler, error }) => `${handler}: ${error.message}`)).toEqual([
      'Broken.all: broken by first',
      'greet: first',
    ]);
  });

  test('that throws its error again declines it: it is told once, as the handler’s', () => {
    @Handler()
    class Declining {
      @Catch()
      all(error: Error): void {
        throw error;
      }
    }
    const { dispatcher, errors } = started();
    dispatcher.addHandler(Declining);
    dispatcher.addHandler(MessageCreateEvent, function greet() {
      throw new Error('first');
    });
    dispatcher.deliver(message('hello'), SHARD);
    expect(errors.failures.map(({ handler }) => handler)).toEqual(['greet']);
  });
});
