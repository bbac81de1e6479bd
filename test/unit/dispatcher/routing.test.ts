import {
  type AnyEvent,
  dispatch,
  GatewayEvent,
  GuildCreateEvent,
  MessageCreateEvent,
  MessageDeleteEvent,
  PayloadView,
  unboundContext,
  UnknownDispatchEvent,
} from '../../../src/models';
import { DispatchError, Dispatcher } from '../../../src/dispatcher';
import { message, messageEvent, packet, SHARD, started, unstarted } from './support';

class LoomEvent extends dispatch('loom', PayloadView<{ readonly thread: number }>) {}

test('a handler gets the typed event of its class, bound to the group’s context [seed 3] [seed 21] [seed 24] [seed 29]', () => {
  const heard: MessageCreateEvent[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(MessageCreateEvent, (event) => heard.push(event));
  dispatcher.deliver(message('hello'), SHARD);
  expect(heard).toHaveLength(1);
  expect(heard[0]).toBeInstanceOf(MessageCreateEvent);
  expect(heard[0]!.content).toBe('hello');
});

test('an event reaches the handlers of its own class only [seed 23]', () => {
  const heard: string[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(MessageCreateEvent, () => heard.push('create'));
  dispatcher.addHandler(MessageDeleteEvent, () => heard.push('delete'));
  dispatcher.deliver(message('hello'), SHARD);
  expect(heard).toEqual(['create']);
  dispatcher.deliver(packet('MESSAGE_DELETE', { id: '1', channel_id: '10' }), SHARD);
  expect(heard).toEqual(['create', 'delete']);
});

test('handlers of one event start in the order of registration, those of every event among them [seed 40]', () => {
  const heard: string[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(MessageCreateEvent, () => heard.push('first'));
  dispatcher.addHandler(GatewayEvent, () => heard.push('second'));
  dispatcher.addHandler(MessageCreateEvent, () => heard.push('third'));
  dispatcher.deliver(message('hello'), SHARD);
  expect(heard).toEqual(['first', 'second', 'third']);
});

test('GatewayEvent hears everything: known, unknown and derived events', () => {
  const heard: AnyEvent[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(GatewayEvent, (event) => heard.push(event));
  dispatcher.deliver(message('hello'), SHARD);
  dispatcher.deliver(packet('FOO_BAR', { a: 1 }), SHARD);
  dispatcher.dispatch(new LoomEvent({ thread: 1 }));
  expect(heard.map((event) => event.constructor)).toEqual([MessageCreateEvent, UnknownDispatchEvent, LoomEvent]);
});

test('UnknownDispatchEvent hears dispatches that have no class, and no others', () => {
  const heard: string[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(UnknownDispatchEvent, (event) => heard.push(event.name));
  dispatcher.deliver(packet('FOO_BAR', { a: 1 }), SHARD);
  dispatcher.deliver(message('hello'), SHARD);
  expect(heard).toEqual(['FOO_BAR']);
});

test('events that are made inside the program travel the same way', () => {
  const heard: number[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(LoomEvent, (event) => heard.push(event.raw.thread));
  dispatcher.dispatch(new LoomEvent({ thread: 7 }));
  expect(heard).toEqual([7]);
});

test('a view that is no event cannot be dispatched', () => {
  const { dispatcher } = started();
  class Plain extends PayloadView {}
  expect(() => {
    dispatcher.dispatch(new Plain({}) as never);
  }).toThrow(expect.objectContaining({ code: 'DISPATCH_NOT_AN_EVENT' }) as Error);
});

test('a handler that is added twice is called twice, and each subscription removes one', () => {
  let calls = 0;
  const count = (): void => {
    calls += 1;
  };
  const { dispatcher } = started();
  const first = dispatcher.addHandler(MessageCreateEvent, count);
  dispatcher.addHandler(MessageCreateEvent, count);
  dispatcher.deliver(message('one'), SHARD);
  expect(calls).toBe(2);
  first.remove();
  first.remove();
  dispatcher.deliver(message('two'), SHARD);
  expect(calls).toBe(3);
});

test('a subscription is disposable, and tells what it listens to', () => {
  let calls = 0;
  const { dispatcher } = started();
  {
    using subscription = dispatcher.addHandler(MessageCreateEvent, function greet() {
      calls += 1;
    });
    expect(subscription.events).toEqual([MessageCreateEvent]);
    expect(subscription.label).toBe('greet');
    dispatcher.deliver(message('one'), SHARD);
  }
  dispatcher.deliver(message('two'), SHARD);
  expect(calls).toBe(1);
});

test('a handler that removes a later one keeps it from starting for the same event', () => {
  const heard: string[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(MessageCreateEvent, () => {
    heard.push('first');
    later.remove();
  });
  const later = dispatcher.addHandler(MessageCreateEvent, () => heard.push('second'));
  dispatcher.deliver(message('one'), SHARD);
  expect(heard).toEqual(['first']);
});

test('a handler that is added while an event is handled hears the next one, not this one', () => {
  let late = 0;
  const { dispatcher } = started();
  dispatcher.addHandler(
    MessageCreateEvent,
    () => {
      dispatcher.addHandler(MessageCreateEvent, () => {
        late += 1;
      });
    },
    { once: true },
  );
  dispatcher.deliver(message('one'), SHARD);
  expect(late).toBe(0);
  dispatcher.deliver(message('two'), SHARD);
  expect(late).toBe(1);
});

test('a once handler is gone before it runs, so an event dispatched by itself does not reach it again', () => {
  let calls = 0;
  const { dispatcher } = started();
  dispatcher.addHandler(
    MessageCreateEvent,
    () => {
      calls += 1;
      expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
      dispatcher.dispatch(messageEvent('again'));
    },
    { once: true },
  );
  dispatcher.deliver(message('one'), SHARD);
  expect(calls).toBe(1);
});

test('once counts per group: the same function runs once in each', () => {
  let calls = 0;
  const groups = ['alpha', 'beta'].map((name) => new Dispatcher({ name, context: unboundContext }));
  for (const group of groups) {
    group.addHandler(
      MessageCreateEvent,
      () => {
        calls += 1;
      },
      { once: true },
    );
    group.deliver(message('one'), SHARD);
    group.deliver(message('two'), SHARD);
  }
  expect(calls).toBe(2);
});

test('all handlers of an event start before those of an event that one of them dispatches', () => {
  const heard: string[] = [];
  const { dispatcher } = started();
  dispatcher.addHandler(MessageCreateEvent, () => {
    heard.push('message 1');
    dispatcher.dispatch(new LoomEvent({ thread: 1 }));
  });
  dispatcher.addHandler(MessageCreateEvent, () => heard.push('message 2'));
  dispatcher.addHandler(LoomEvent, () => heard.push('loom'));
  dispatcher.deliver(message('one'), SHARD);
  expect(heard).toEqual(['message 1', 'message 2', 'loom']);
});

describe('wants', () => {
  test('follows handlers as they come and go', () => {
    const { dispatcher } = unstarted();
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
    const first = dispatcher.addHandler(MessageCreateEvent, () => undefined);
    const second = dispatcher.addHandler(MessageCreateEvent, () => undefined);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(true);
    expect(dispatcher.wants('MESSAGE_DELETE')).toBe(false);
    first.remove();
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(true);
    second.remove();
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  });

  test('says yes to everything while somebody listens to GatewayEvent', () => {
    const { dispatcher } = unstarted();
    const subscription = dispatcher.addHandler(GatewayEvent, () => undefined);
    expect([dispatcher.wants('MESSAGE_CREATE'), dispatcher.wants('FOO_BAR')]).toEqual([true, true]);
    subscription.remove();
    expect([dispatcher.wants('MESSAGE_CREATE'), dispatcher.wants('FOO_BAR')]).toEqual([false, false]);
  });

  test('says yes to names without a class while somebody listens to UnknownDispatchEvent', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(UnknownDispatchEvent, () => undefined);
    expect([dispatcher.wants('MESSAGE_CREATE'), dispatcher.wants('FOO_BAR')]).toEqual([false, true]);
  });

  test('counts waiters, streams and observers', async () => {
    const { dispatcher } = started();
    const waiting = dispatcher.waitFor(MessageCreateEvent);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(true);
    dispatcher.deliver(message('one'), SHARD);
    await waiting;
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);

    const stream = dispatcher.stream(MessageCreateEvent);
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(true);
    await stream[Symbol.asyncDispose]();
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);

    const observation = dispatcher.observe(['MESSAGE_CREATE', 'GUILD_CREATE'], () => undefined);
    expect([dispatcher.wants('MESSAGE_CREATE'), dispatcher.wants('GUILD_CREATE')]).toEqual([true, true]);
    observation[Symbol.dispose]();
    observation[Symbol.dispose]();
    expect([dispatcher.wants('MESSAGE_CREATE'), dispatcher.wants('GUILD_CREATE')]).toEqual([false, false]);
  });
});

describe('observers', () => {
  test('see a packet before the handlers; what they dispatch follows the packet’s own event', () => {
    const heard: string[] = [];
    const { dispatcher } = started();
    dispatcher.addHandler(GuildCreateEvent, () => heard.push('handler'));
    dispatcher.addHandler(LoomEvent, () => heard.push('derived'));
    dispatcher.observe(['GUILD_CREATE'], (seen) => {
      heard.push(`observer of ${seen.t}`);
      dispatcher.dispatch(new LoomEvent({ thread: 1 }));
    });
    dispatcher.deliver(packet('GUILD_CREATE', { id: '3' }), SHARD);
    expect(heard).toEqual(['observer of GUILD_CREATE', 'handler', 'derived']);
  });

  test('that fail are logged, and neither the next observer nor the handlers miss the packet', () => {
    const heard: string[] = [];
    const { dispatcher, logger } = started();
    dispatcher.addHandler(GuildCreateEvent, () => heard.push('handler'));
    dispatcher.observe(['GUILD_CREATE'], () => {
      throw new Error('broken record');
    });
    dispatcher.observe(['GUILD_CREATE'], () => heard.push('observer'));
    dispatcher.deliver(packet('GUILD_CREATE', { id: '3' }), SHARD);
    expect(heard).toEqual(['observer', 'handler']);
    expect(logger.at('error')).toEqual(['An observer of GUILD_CREATE failed.']);
  });
});

describe('what cannot be subscribed', () => {
  test('a class that is no event', () => {
    const { dispatcher } = unstarted();
    class Plain {}
    expect(() => dispatcher.addHandler(Plain as never, () => undefined)).toThrow(DispatchError);
    expect(() => dispatcher.addHandler(undefined as never, () => undefined)).toThrow('circular import');
  });

  test('a second class of a dispatch that arrives as another one', () => {
    const { dispatcher } = unstarted();
    class MyMessage extends dispatch('MESSAGE_CREATE', PayloadView) {}
    expect(() => dispatcher.addHandler(MyMessage, () => undefined)).toThrow('arrives as MessageCreateEvent');
  });

  test('something that is no function', () => {
    const { dispatcher } = unstarted();
    expect(() => dispatcher.addHandler(MessageCreateEvent, 42 as never)).toThrow(
      expect.objectContaining({ code: 'DISPATCH_NOT_A_HANDLER' }) as Error,
    );
    expect(() => dispatcher.addHandler(MessageCreateEvent as never)).toThrow(
      expect.objectContaining({ code: 'DISPATCH_NOT_A_HANDLER' }) as Error,
    );
  });
});
