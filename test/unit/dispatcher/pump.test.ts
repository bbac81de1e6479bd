import { deferred, type Deferred } from '../../../src/util';
import { type AnyEvent, GatewayEvent, MessageCreateEvent, MessageDeleteEvent } from '../../../src/models';
import { message, packet, SHARD, started, turn, turns } from './support';

/** A handler whose runs the test ends one by one. */
function slowHandler() {
  const runs: { readonly content: string; readonly end: Deferred<void> }[] = [];
  const handler = (event: MessageCreateEvent): Promise<void> => {
    const end = deferred();
    runs.push({ content: event.content, end });
    return end.promise;
  };
  const begun = (): string[] => runs.map(({ content }) => content);
  return { runs, handler, begun };
}

describe('the socket', () => {
  test('does not wait for a handler: later events come although one never ends [seed 40]', async () => {
    const { dispatcher } = started();
    const { handler, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    expect(begun()).toEqual(['one', 'two']);
    expect(dispatcher.health()).toMatchObject({ status: 'green', running: 2, queued: 0 });
  });

  test('a handler that awaits still sees its event as it was sent', async () => {
    const { dispatcher } = started();
    const seen: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, async (event) => {
      await turn();
      seen.push(event.content);
    });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(packet('MESSAGE_UPDATE', message('edited').d), SHARD);
    await turns(2);
    expect(seen).toEqual(['one']);
  });
});

describe('the budget of a turn', () => {
  test('lets one blocking handler start at a time, with the timers between [seed 40]', async () => {
    const { dispatcher, clock } = started();
    const log: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, (event) => {
      log.push(event.content);
      clock.spend(200);
      // Long enough for a real timer to fall due meanwhile.
      const startedAt = performance.now();
      while (performance.now() - startedAt < 3);
      setTimeout(() => log.push(`timer after ${event.content}`), 1);
      const again = performance.now();
      while (performance.now() - again < 3);
    });
    for (const content of ['one', 'two', 'three']) dispatcher.deliver(message(content), SHARD);
    expect(log).toEqual(['one']);
    expect(dispatcher.health()).toMatchObject({ status: 'yellow', queued: 2 });
    while (dispatcher.health().queued > 0) await turn();
    expect(log.slice(0, 5)).toEqual(['one', 'timer after one', 'two', 'timer after two', 'three']);
  });

  test('is read before each handler, not only before each event; order is kept', async () => {
    const { dispatcher, clock } = started();
    const log: string[] = [];
    for (const name of ['a', 'b']) {
      dispatcher.addHandler(MessageCreateEvent, (event) => {
        log.push(`${name} ${event.content}`);
        clock.spend(20);
      });
    }
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    expect(log).toEqual(['a one']);
    await turns(2);
    expect(log).toEqual(['a one', 'b one']);
    await turns(4);
    expect(log).toEqual(['a one', 'b one', 'a two', 'b two']);
  });

  test('is enough for many quick handlers in one turn', () => {
    const { dispatcher, clock } = started({ turnBudgetMs: 12 });
    let calls = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      calls += 1;
      clock.spend(1);
    });
    for (let i = 0; i < 20; i += 1) dispatcher.deliver(message('x'), SHARD);
    expect(calls).toBe(12);
    expect(dispatcher.health().queued).toBe(8);
  });

  test('counts what handlers take, not how long a socket is drained: quick handlers keep up with it', () => {
    const { dispatcher, clock } = started({ turnBudgetMs: 12, maxQueued: 10 });
    let calls = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      calls += 1;
      clock.spend(0.5);
    });
    for (let i = 0; i < 1_000; i += 1) {
      // Inflating and parsing, before the event is handed over.
      clock.spend(1);
      dispatcher.deliver(message('x'), SHARD);
    }
    expect(calls).toBe(1_000);
    expect(dispatcher.health()).toMatchObject({ queued: 0, dropped: 0 });
  });

  test('is fresh in the next turn', async () => {
    const { dispatcher, clock } = started();
    let calls = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      calls += 1;
      clock.spend(200);
    });
    dispatcher.deliver(message('one'), SHARD);
    await turn();
    dispatcher.deliver(message('two'), SHARD);
    expect(calls).toBe(2);
  });

  test('an event that comes while others wait keeps its place behind them', async () => {
    const { dispatcher, clock } = started();
    const log: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, (event) => {
      log.push(event.content);
      clock.spend(20);
    });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await turn();
    dispatcher.deliver(message('three'), SHARD);
    await turns(8);
    expect(log).toEqual(['one', 'two', 'three']);
  });
});

describe('maxInFlight', () => {
  test('makes events wait while so many handlers run, and go on as they end', async () => {
    const { dispatcher } = started({ maxInFlight: 2 });
    const { handler, runs, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    for (const content of ['one', 'two', 'three', 'four']) dispatcher.deliver(message(content), SHARD);
    expect(begun()).toEqual(['one', 'two']);
    expect(dispatcher.health()).toMatchObject({ status: 'yellow', running: 2, queued: 2 });
    runs[1]!.end.resolve();
    await turn();
    expect(begun()).toEqual(['one', 'two', 'three']);
    runs[0]!.end.reject(new Error('failed'));
    await turn();
    expect(begun()).toEqual(['one', 'two', 'three', 'four']);
    expect(dispatcher.health()).toMatchObject({ status: 'green', running: 2, queued: 0 });
  });

  test('does not count handlers that return at once', () => {
    const { dispatcher } = started({ maxInFlight: 1 });
    let calls = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      calls += 1;
    });
    for (let i = 0; i < 5; i += 1) dispatcher.deliver(message('x'), SHARD);
    expect(calls).toBe(5);
  });
});

describe('maxQueued', () => {
  test('drops what is beyond it, counts it, says so once a burst, and is red until the queue is empty', async () => {
    const { dispatcher, logger } = started({ maxInFlight: 1, maxQueued: 2 });
    const { handler, runs, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    for (const content of ['one', 'two', 'three', 'four', 'five']) dispatcher.deliver(message(content), SHARD);
    expect(dispatcher.health()).toMatchObject({ status: 'red', running: 1, queued: 2, dropped: 2 });
    expect(logger.at('error')).toEqual(['Events are being dropped: handlers do not keep up.']);
    expect(logger.lines[0]!.fields).toEqual({ firstDropped: 'MESSAGE_CREATE', queued: 2, running: 1 });
    for (let i = 0; i < 3; i += 1) {
      runs[i]!.end.resolve();
      await turn();
    }
    expect(begun()).toEqual(['one', 'two', 'three']);
    expect(dispatcher.health()).toMatchObject({ status: 'green', dropped: 2 });
    expect(logger.lines.at(-1)).toMatchObject({ level: 'warn', fields: { dropped: 2 } });
    for (const content of ['six', 'seven', 'eight', 'nine']) dispatcher.deliver(message(content), SHARD);
    expect(dispatcher.health()).toMatchObject({ status: 'red', dropped: 3 });
    expect(logger.at('error')).toHaveLength(2);
  });

  test('also bounds what waits in sequences', () => {
    const { dispatcher } = started({ maxQueued: 2 });
    const { handler } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'channel' });
    for (const content of ['one', 'two', 'three', 'four']) dispatcher.deliver(message(content), SHARD);
    expect(dispatcher.health()).toMatchObject({ status: 'red', running: 1, queued: 2, dropped: 1 });
  });
});

describe('stallAfterMs', () => {
  test('reports a handler that hangs once, with its event, and counts it no longer', async () => {
    const { dispatcher, clock, logger } = started({ maxInFlight: 1, stallAfterMs: 1_000 });
    const { handler, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, async function hangs(event) {
      await handler(event);
    });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await clock.advance(999);
    expect(logger.lines).toEqual([]);
    await clock.advance(1);
    expect(logger.lines).toEqual([
      {
        level: 'warn',
        message: 'hangs still runs; it is no longer counted.',
        fields: { event: 'MESSAGE_CREATE', handler: 'hangs', runningMs: 1_000 },
      },
    ]);
    expect(begun()).toEqual(['one', 'two']);
    expect(dispatcher.health()).toMatchObject({ running: 1, stalled: 1 });
    await clock.advance(999);
    expect(logger.lines).toHaveLength(1);
    await clock.advance(1);
    expect(logger.lines).toHaveLength(2);
    await clock.advance(10_000);
    expect(logger.lines).toHaveLength(2);
  });

  test('needs one timer however many handlers run, and none when nothing runs', async () => {
    const { dispatcher, clock } = started({ stallAfterMs: 1_000 });
    const { handler, runs } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    await clock.advance(400);
    dispatcher.deliver(message('two'), SHARD);
    dispatcher.deliver(message('three'), SHARD);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(600);
    expect(dispatcher.health()).toMatchObject({ running: 2, stalled: 1 });
    expect(clock.nextTimerInMs).toBe(400);
    for (const { end } of runs) end.resolve();
    await clock.advance(400);
    expect(dispatcher.health()).toMatchObject({ running: 0, stalled: 1 });
    expect(clock.pendingTimers).toBe(0);
  });

  test('a handler that ends after it stalled is not counted twice, and its failure is still told', async () => {
    const { dispatcher, clock, errors } = started({ stallAfterMs: 1_000 });
    const { handler, runs } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    await clock.advance(1_000);
    runs[0]!.end.reject(new Error('late'));
    await turn();
    expect(dispatcher.health()).toMatchObject({ running: 0, outcomes: { done: 0, failed: 1 } });
    expect(errors.failures.map(({ error }) => error.message)).toEqual(['late']);
  });
});

describe('a handler that waits for somebody on purpose', () => {
  test('neither stalls nor keeps others from running, and both begin again when it goes on', async () => {
    const { dispatcher, clock, logger } = started({ maxInFlight: 1, stallAfterMs: 1_000 });
    const { handler, runs, begun } = slowHandler();
    let waiting: Disposable | undefined;
    dispatcher.addHandler(MessageCreateEvent, (event) => {
      if (event.content === 'asks') waiting = dispatcher.pause(event);
      return handler(event);
    });
    dispatcher.deliver(message('asks'), SHARD);
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 1 });
    await clock.advance(60_000);
    expect(logger.lines).toEqual([]);
    dispatcher.deliver(message('works'), SHARD);
    expect(begun()).toEqual(['asks', 'works']);
    runs[1]!.end.resolve();
    await turn();
    waiting?.[Symbol.dispose]();
    expect(dispatcher.health()).toMatchObject({ running: 1, waiting: 0 });
    dispatcher.deliver(message('later'), SHARD);
    expect(begun()).toEqual(['asks', 'works']);
    await clock.advance(999);
    expect(logger.lines).toEqual([]);
    await clock.advance(1);
    expect(logger.at('warn')).toHaveLength(1);
    expect(begun()).toEqual(['asks', 'works', 'later']);
  });

  test('lets go of its place when it begins to wait, and waits as often as it is said', async () => {
    const { dispatcher, clock, logger } = started({ maxInFlight: 1, stallAfterMs: 1_000 });
    const { handler, begun } = slowHandler();
    const events: MessageCreateEvent[] = [];
    dispatcher.addHandler(MessageCreateEvent, (event) => {
      events.push(event);
      return handler(event);
    });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    const [one] = events as [MessageCreateEvent];
    const waits = [dispatcher.pause(one), dispatcher.pause(one)];
    expect(begun()).toEqual(['one', 'two']);
    waits[0]?.[Symbol.dispose]();
    waits[0]?.[Symbol.dispose]();
    expect(dispatcher.health()).toMatchObject({ running: 1, waiting: 1 });
    await clock.advance(5_000);
    expect(logger.lines.map(({ fields }) => fields.event)).toEqual(['MESSAGE_CREATE']);
    waits[1]?.[Symbol.dispose]();
    expect(dispatcher.health()).toMatchObject({ running: 1, waiting: 0, stalled: 1 });
  });

  test('is waited for by the stop, and keeps its key', async () => {
    const { dispatcher } = started();
    const { handler, runs, begun } = slowHandler();
    const waits: Disposable[] = [];
    dispatcher.addHandler(
      MessageCreateEvent,
      async (event) => {
        waits.push(dispatcher.pause(event));
        await handler(event);
      },
      { sequential: 'user' },
    );
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    expect(begun()).toEqual(['one']);
    let drained = false;
    const draining = dispatcher.drain({ limitMs: 1_000 }).then(() => (drained = true));
    await turns(2);
    expect(drained).toBe(false);
    for (const index of [0, 1]) {
      runs[index]!.end.resolve();
      await turns(2);
    }
    await draining;
    expect(drained).toBe(true);
    for (const wait of waits) wait[Symbol.dispose]();
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 0, outcomes: { done: 2 } });
  });
});

describe('sequential', () => {
  function inChannel(content: string, channel: string, fields: object = {}) {
    return message(content, { channel_id: channel, ...fields });
  }

  test('runs events of one key one after another, and other keys meanwhile', async () => {
    const { dispatcher } = started();
    const { handler, runs, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'channel' });
    for (const content of ['a1', 'a2', 'b1', 'a3']) dispatcher.deliver(inChannel(content, content.charAt(0)), SHARD);
    expect(begun()).toEqual(['a1', 'b1']);
    expect(dispatcher.health()).toMatchObject({ running: 2, queued: 2 });
    runs[0]!.end.resolve();
    await turn();
    expect(begun()).toEqual(['a1', 'b1', 'a2']);
    runs[2]!.end.reject(new Error('no'));
    await turn();
    expect(begun()).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  test('concerns the runs of its own subscription only', () => {
    const { dispatcher } = started();
    const { handler, begun } = slowHandler();
    let beside = 0;
    dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'channel' });
    dispatcher.addHandler(MessageCreateEvent, () => {
      beside += 1;
    });
    dispatcher.deliver(inChannel('one', 'a'), SHARD);
    dispatcher.deliver(inChannel('two', 'a'), SHARD);
    expect(begun()).toEqual(['one']);
    expect(beside).toBe(2);
  });

  test('waits for nothing when the event has no such key, as a direct message has no guild', () => {
    const { dispatcher } = started();
    const { handler, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'guild' });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    dispatcher.deliver(message('three', { guild_id: '3' }), SHARD);
    dispatcher.deliver(message('four', { guild_id: '3' }), SHARD);
    expect(begun()).toEqual(['one', 'two', 'three']);
  });

  test('moves on when a run stalls', async () => {
    const { dispatcher, clock } = started({ stallAfterMs: 1_000 });
    const { handler, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'user' });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    await clock.advance(1_000);
    expect(begun()).toEqual(['one', 'two']);
  });

  test('frees its key after handlers that return at once', async () => {
    const { dispatcher } = started();
    const log: string[] = [];
    const gate = deferred();
    dispatcher.addHandler(
      MessageCreateEvent,
      (event) => {
        log.push(event.content);
        return event.content === 'one' ? gate.promise : undefined;
      },
      { sequential: 'user' },
    );
    for (const content of ['one', 'two', 'three']) dispatcher.deliver(message(content), SHARD);
    expect(log).toEqual(['one']);
    gate.resolve();
    await turn();
    expect(log).toEqual(['one', 'two', 'three']);
    dispatcher.deliver(message('four'), SHARD);
    expect(log).toEqual(['one', 'two', 'three', 'four']);
    expect(dispatcher.health()).toMatchObject({ running: 0, queued: 0 });
  });

  test('runs that follow keep within the budget of a turn', async () => {
    const { dispatcher, clock } = started();
    const log: string[] = [];
    const gate = deferred();
    dispatcher.addHandler(
      MessageCreateEvent,
      (event) => {
        log.push(event.content);
        if (event.content === 'one') return gate.promise;
        clock.spend(200);
        return undefined;
      },
      { sequential: 'user' },
    );
    for (const content of ['one', 'two', 'three']) dispatcher.deliver(message(content), SHARD);
    await turn();
    gate.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(log).toEqual(['one', 'two']);
    await turns(2);
    expect(log).toEqual(['one', 'two', 'three']);
  });

  test('what waits is forgotten when the subscription is removed', async () => {
    const { dispatcher } = started();
    const { handler, runs, begun } = slowHandler();
    const subscription = dispatcher.addHandler(MessageCreateEvent, handler, { sequential: 'channel' });
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    subscription.remove();
    runs[0]!.end.resolve();
    await turn();
    expect(begun()).toEqual(['one']);
    expect(dispatcher.health()).toMatchObject({ running: 0, queued: 0 });
  });
});

describe('drain', () => {
  test('resolves at once when nothing runs', async () => {
    const { dispatcher } = started();
    await dispatcher.drain({ limitMs: 1_000 });
    expect(dispatcher.health().running).toBe(0);
  });

  test('waits for what runs and what waits', async () => {
    const { dispatcher } = started({ maxInFlight: 1 });
    const { handler, runs } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    let drained = false;
    const draining = dispatcher.drain({ limitMs: 1_000 }).then(() => {
      drained = true;
    });
    runs[0]!.end.resolve();
    await turn();
    expect(drained).toBe(false);
    runs[1]!.end.resolve();
    await draining;
    expect(drained).toBe(true);
  });

  test('gives up after its limit, and says what still runs', async () => {
    const { dispatcher, clock, logger } = started();
    const { handler } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    const draining = dispatcher.drain({ limitMs: 1_000 });
    await clock.advance(1_000);
    await draining;
    expect(logger.lines.at(-1)).toMatchObject({ level: 'warn', fields: { running: 1, queued: 0 } });
  });
});

describe('close', () => {
  test('forgets what waits, sets no timer, and lets nothing start any more', async () => {
    const { dispatcher, clock, errors } = started({ maxInFlight: 1 });
    const { handler, runs, begun } = slowHandler();
    dispatcher.addHandler(MessageCreateEvent, handler);
    dispatcher.deliver(message('one'), SHARD);
    dispatcher.deliver(message('two'), SHARD);
    dispatcher.close();
    expect(clock.pendingTimers).toBe(0);
    runs[0]!.end.reject(new Error('after the end'));
    await turn();
    dispatcher.deliver(message('three'), SHARD);
    dispatcher.dispatch(new MessageDeleteEvent({ id: '1', channel_id: '10' }));
    expect(begun()).toEqual(['one']);
    expect(errors.failures.map(({ error }) => error.message)).toEqual(['after the end']);
    expect(() => dispatcher.addHandler(MessageCreateEvent, handler)).toThrow(
      expect.objectContaining({ code: 'DISPATCH_CLOSED' }) as Error,
    );
    dispatcher.close();
  });

  test('from within a handler stops the handlers after it', () => {
    const { dispatcher, clock } = started();
    const seen: AnyEvent[] = [];
    dispatcher.addHandler(MessageCreateEvent, async () => {
      dispatcher.close();
      await turn();
    });
    dispatcher.addHandler(GatewayEvent, (event) => seen.push(event));
    dispatcher.deliver(message('one'), SHARD);
    expect(seen).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('is what disposal does', async () => {
    const { dispatcher } = started();
    {
      await using disposed = dispatcher;
      disposed.addHandler(MessageCreateEvent, () => undefined);
    }
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });
});
