import { DispatchError } from '../../../src/dispatcher';
import { GatewayEvent, MessageCreateEvent } from '../../../src/models';
import { message, SHARD, started, turn } from './support';

describe('waitFor', () => {
  test('resolves with the first event that fits', async () => {
    const { dispatcher, clock } = started();
    const answer = dispatcher.waitFor(MessageCreateEvent, { filter: (event) => event.content === 'yes' });
    dispatcher.deliver(message('no'), SHARD);
    dispatcher.deliver(message('yes', { id: '2' }), SHARD);
    dispatcher.deliver(message('yes', { id: '3' }), SHARD);
    expect((await answer).id).toBe('2');
    expect(clock.pendingTimers).toBe(0);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('hears everything through GatewayEvent', async () => {
    const { dispatcher } = started();
    const answer = dispatcher.waitFor(GatewayEvent);
    dispatcher.deliver(message('hello'), SHARD);
    expect(await answer).toBeInstanceOf(MessageCreateEvent);
  });

  test('rejects with a DispatchError when nothing fits in time; a minute by default', async () => {
    const { dispatcher, clock } = started();
    const errors: unknown[] = [];
    void dispatcher.waitFor(MessageCreateEvent, { timeoutMs: 500 }).catch((error: unknown) => errors.push(error));
    void dispatcher.waitFor(MessageCreateEvent).catch((error: unknown) => errors.push(error));
    await clock.advance(499);
    expect(errors).toEqual([]);
    await clock.advance(1);
    expect(errors).toEqual([expect.any(DispatchError)]);
    expect(errors[0]).toMatchObject({
      code: 'DISPATCH_WAIT_TIMEOUT',
      kind: 'wait',
      context: { event: 'MESSAGE_CREATE', timeoutMs: 500 },
    });
    await clock.advance(59_499);
    expect(errors).toHaveLength(1);
    await clock.advance(1);
    expect(errors).toHaveLength(2);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('rejects when its signal aborts, before or meanwhile, with the reason as the cause', async () => {
    const { dispatcher, clock } = started();
    const reason = new Error('enough');
    await expect(dispatcher.waitFor(MessageCreateEvent, { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'DISPATCH_WAIT_ABORTED',
      cause: reason,
    });
    const controller = new AbortController();
    const waiting = dispatcher.waitFor(MessageCreateEvent, { signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toMatchObject({ code: 'DISPATCH_WAIT_ABORTED', cause: reason });
    expect(clock.pendingTimers).toBe(0);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('rejects with what its filter throws, and handlers get the event all the same', async () => {
    const { dispatcher } = started();
    let handled = 0;
    dispatcher.addHandler(MessageCreateEvent, () => {
      handled += 1;
    });
    const waiting = dispatcher.waitFor(MessageCreateEvent, {
      filter: () => {
        throw new Error('bad filter');
      },
    });
    dispatcher.deliver(message('hello'), SHARD);
    expect(handled).toBe(1);
    await expect(waiting).rejects.toThrow('bad filter');
  });

  test('rejects when the dispatcher closes, and afterwards', async () => {
    const { dispatcher } = started();
    const waiting = dispatcher.waitFor(MessageCreateEvent);
    dispatcher.close();
    await expect(waiting).rejects.toMatchObject({ code: 'DISPATCH_CLOSED', kind: 'lifecycle' });
    await expect(dispatcher.waitFor(MessageCreateEvent)).rejects.toMatchObject({ code: 'DISPATCH_CLOSED' });
  });

  test('hears an event although every handler that may run waits for it', async () => {
    const { dispatcher } = started({ maxInFlight: 2 });
    const answers: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, async (event) => {
      if (event.content !== 'ask') return;
      const answer = await dispatcher.waitFor(MessageCreateEvent, { filter: ({ content }) => content === 'answer' });
      answers.push(answer.content);
    });
    dispatcher.deliver(message('ask'), SHARD);
    dispatcher.deliver(message('ask'), SHARD);
    dispatcher.deliver(message('answer'), SHARD);
    await dispatcher.drain({ limitMs: 1_000 });
    expect(answers).toEqual(['answer', 'answer']);
  });
});

describe('stream', () => {
  test('yields events in order, and ends its subscription when the loop is left', async () => {
    const { dispatcher } = started();
    const stream = dispatcher.stream(MessageCreateEvent);
    for (const content of ['one', 'two', 'three']) dispatcher.deliver(message(content), SHARD);
    const seen: string[] = [];
    for await (const event of stream) {
      seen.push(event.content);
      if (event.content === 'two') break;
    }
    expect(seen).toEqual(['one', 'two']);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('loses the oldest events when nobody reads, and counts them', async () => {
    const { dispatcher } = started();
    await using stream = dispatcher.stream(MessageCreateEvent, { limit: 2 });
    for (const content of ['one', 'two', 'three', 'four']) dispatcher.deliver(message(content), SHARD);
    const first = (await stream.next()) as IteratorYieldResult<MessageCreateEvent>;
    expect(first.value.content).toBe('three');
    expect(dispatcher.health().unread).toBe(2);
  });

  test('throws a DispatchError to its reader when the signal aborts', async () => {
    const { dispatcher } = started();
    const controller = new AbortController();
    const stream = dispatcher.stream(MessageCreateEvent, { signal: controller.signal });
    const next = stream.next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ code: 'DISPATCH_WAIT_ABORTED' });
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
    const late = dispatcher.stream(MessageCreateEvent, { signal: controller.signal });
    await expect(late.next()).rejects.toMatchObject({ code: 'DISPATCH_WAIT_ABORTED' });
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('ends quietly when the dispatcher closes', async () => {
    const { dispatcher } = started();
    const stream = dispatcher.stream(MessageCreateEvent);
    const next = stream.next();
    dispatcher.close();
    await expect(next).resolves.toEqual({ value: undefined, done: true });
  });
});

describe('when waiting is ended, because no event will come any more', () => {
  test('waiters reject and streams end, while handlers of events that have come go on', async () => {
    const { dispatcher, clock } = started();
    const heard: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
    const waiting = dispatcher.waitFor(MessageCreateEvent).catch((error: unknown) => error);
    const stream = dispatcher.stream(MessageCreateEvent);
    dispatcher.endWaiting();
    expect(await waiting).toMatchObject({ code: 'DISPATCH_CLOSED' });
    expect(await stream.next()).toMatchObject({ done: true });
    dispatcher.deliver(message('last'), SHARD);
    expect(heard).toEqual(['last']);
    expect(clock.pendingTimers).toBe(0);
  });

  test('nobody can begin to wait', async () => {
    const { dispatcher } = started();
    dispatcher.endWaiting();
    await expect(dispatcher.waitFor(MessageCreateEvent)).rejects.toMatchObject({ code: 'DISPATCH_CLOSED' });
    expect(() => dispatcher.stream(MessageCreateEvent)).toThrow(DispatchError);
  });
});

describe('a handler that waits with `during`', () => {
  test('is not told of as hanging while it waits for an event, and others run in its place', async () => {
    const { dispatcher, clock, logger } = started({ maxInFlight: 1 });
    const heard: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, async (event) => {
      heard.push(event.content);
      if (event.content !== 'ask') return;
      const filter = ({ content }: MessageCreateEvent): boolean => content === 'answer';
      await dispatcher.waitFor(MessageCreateEvent, { filter, timeoutMs: 300_000, during: event });
      await new Promise(() => undefined);
    });
    dispatcher.deliver(message('ask'), SHARD);
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 1 });
    await clock.advance(120_000);
    expect(logger.lines).toEqual([]);
    dispatcher.deliver(message('other'), SHARD);
    await turn();
    expect(heard).toEqual(['ask', 'other']);
    dispatcher.deliver(message('answer'), SHARD);
    await turn();
    expect(dispatcher.health()).toMatchObject({ running: 1, waiting: 0 });
    // From here on it hangs as any other.
    await clock.advance(60_000);
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 0, stalled: 1 });
  });

  test('goes on as any other when nothing came, the wait was given up, or the group stops', async () => {
    const { dispatcher, clock } = started();
    const controller = new AbortController();
    const ends: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, async (event) => {
      const signal = event.content === 'aborts' ? controller.signal : undefined;
      const waiting = dispatcher.waitFor(GatewayEvent, {
        filter: () => false,
        timeoutMs: 90_000,
        signal,
        during: event,
      });
      await waiting.catch((error: unknown) => ends.push((error as DispatchError).code));
      await turn();
    });
    dispatcher.deliver(message('aborts'), SHARD);
    dispatcher.deliver(message('waits'), SHARD);
    controller.abort();
    await turn();
    await turn();
    await clock.advance(90_000);
    dispatcher.deliver(message('stops'), SHARD);
    dispatcher.endWaiting();
    await dispatcher.drain({ limitMs: 1_000 });
    expect(ends).toEqual(['DISPATCH_WAIT_ABORTED', 'DISPATCH_WAIT_TIMEOUT', 'DISPATCH_CLOSED']);
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 0, stalled: 0 });
  });

  test('reads a stream for as long as it likes, but hangs where it works on an event for too long', async () => {
    const { dispatcher, clock } = started();
    const seen: string[] = [];
    dispatcher.addHandler(MessageCreateEvent, async (event) => {
      if (event.content !== 'begin') return;
      for await (const { content } of dispatcher.stream(MessageCreateEvent, { during: event })) {
        seen.push(content);
        if (content === 'hang') await new Promise(() => undefined);
      }
    });
    dispatcher.deliver(message('begin'), SHARD);
    for (const content of ['one', 'two', 'hang']) {
      await clock.advance(120_000);
      expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 1, stalled: 0 });
      dispatcher.deliver(message(content), SHARD);
      await turn();
    }
    expect(seen).toEqual(['one', 'two', 'hang']);
    await clock.advance(60_000);
    expect(dispatcher.health()).toMatchObject({ running: 0, waiting: 0, stalled: 1 });
  });
});
