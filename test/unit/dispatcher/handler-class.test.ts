import { Handler, Inject, On, Once, token } from '../../../src/di';
import { SetupError } from '../../../src/errors';
import { GuildCreateEvent, MessageCreateEvent, MessageDeleteEvent } from '../../../src/models';
import { ALL_INTENTS, MapInjector, message, packet, SHARD, started, unstarted } from './support';

class Client {
  readonly sent: string[] = [];
}
class Database {}
const MY_NUMBER = token<number>('my_number');

@Handler()
class Greeter {
  readonly calls: unknown[][] = [];

  @On(MessageCreateEvent)
  greet(event: MessageCreateEvent, client: Client, @Inject(MY_NUMBER) n: number): void {
    if (event.author.bot) return;
    client.sent.push(`Hello number ${n}`);
    this.calls.push([event, client, n]);
  }
}

test('a method gets the event, then what its parameters ask for [seed 22] [seed 23] [seed 25]', () => {
  const client = new Client();
  const { dispatcher, errors } = started({}, [
    [Client, client],
    [MY_NUMBER, 42],
  ]);
  dispatcher.addHandler(Greeter);
  dispatcher.deliver(message('hello'), SHARD);
  dispatcher.deliver(message('beep', { author: { id: '6', bot: true } }), SHARD);
  expect(errors.failures).toEqual([]);
  expect(client.sent).toEqual(['Hello number 42']);
});

test('a class that was added before the start gets the instance that start hands over', () => {
  const { dispatcher } = unstarted();
  dispatcher.addHandler(Greeter);
  dispatcher.addArgument('my_number', 1);
  const greeter = new Greeter();
  dispatcher.bind(new MapInjector([[Client, new Client()]]), ALL_INTENTS, [{ type: Greeter, instance: greeter }]);
  dispatcher.deliver(message('hello'), SHARD);
  expect(greeter.calls).toHaveLength(1);
});

test('a class whose instance nobody hands over is got from the container, or made by it', () => {
  const { dispatcher } = unstarted();
  const greeter = new Greeter();
  dispatcher.addHandler(Greeter);
  dispatcher.addArgument('my_number', 1);
  dispatcher.bind(
    new MapInjector([
      [Client, new Client()],
      [Greeter, greeter],
    ]),
    ALL_INTENTS,
  );
  dispatcher.deliver(message('hello'), SHARD);
  expect(greeter.calls).toHaveLength(1);
});

test('a class that only start names is added by it', () => {
  const { dispatcher } = unstarted();
  const greeter = new Greeter();
  dispatcher.addArgument('my_number', 1);
  dispatcher.bind(new MapInjector([[Client, new Client()]]), ALL_INTENTS, [{ type: Greeter, instance: greeter }]);
  dispatcher.deliver(message('hello'), SHARD);
  expect(greeter.calls).toHaveLength(1);
});

test('a class that is added twice has one instance, called twice', () => {
  const { dispatcher } = unstarted();
  const greeter = new Greeter();
  dispatcher.addHandler(Greeter);
  dispatcher.addHandler(Greeter);
  expect(dispatcher.handlerClasses()).toEqual([Greeter]);
  dispatcher.addArgument('my_number', 1);
  dispatcher.bind(new MapInjector([[Client, new Client()]]), ALL_INTENTS, [{ type: Greeter, instance: greeter }]);
  dispatcher.deliver(message('hello'), SHARD);
  expect(greeter.calls).toHaveLength(2);
});

test('an argument that is asked for by name may be added later, and again [seed 30]', () => {
  const client = new Client();
  const { dispatcher } = started({}, [
    [Client, client],
    ['my_number', 1],
  ]);
  dispatcher.addHandler(Greeter);
  dispatcher.deliver(message('hello'), SHARD);
  dispatcher.addArgument('my_number', 2);
  dispatcher.deliver(message('hello'), SHARD);
  dispatcher.addArgument('my_number', 3);
  dispatcher.deliver(message('hello'), SHARD);
  expect(client.sent).toEqual(['Hello number 1', 'Hello number 2', 'Hello number 3']);
});

test('the container is not asked while events are handled', () => {
  const injector = new MapInjector([
    [Client, new Client()],
    [MY_NUMBER, 42],
  ]);
  const { dispatcher } = unstarted();
  dispatcher.addHandler(Greeter);
  dispatcher.bind(injector, ALL_INTENTS);
  const asked = injector.asked;
  for (let i = 0; i < 10; i += 1) dispatcher.deliver(message('hello'), SHARD);
  expect(injector.asked).toBe(asked);
});

@Handler()
class Arities {
  readonly calls: unknown[][] = [];

  @On(MessageCreateEvent)
  none(...all: unknown[]): void {
    this.calls.push(all);
  }
  @On(MessageCreateEvent)
  one(e: MessageCreateEvent, @Inject('a') a: string): void {
    this.calls.push([e, a]);
  }
  @On(MessageCreateEvent)
  two(e: MessageCreateEvent, @Inject('a') a: string, @Inject('b') b: string): void {
    this.calls.push([e, a, b]);
  }
  @On(MessageCreateEvent)
  three(e: MessageCreateEvent, @Inject('a') a: string, @Inject('b') b: string, db: Database): void {
    this.calls.push([e, a, b, db]);
  }
  @On(MessageCreateEvent)
  four(e: MessageCreateEvent, @Inject('a') a: string, @Inject('b') b: string, db: Database, c: Client): void {
    this.calls.push([e, a, b, db, c]);
  }
  @On(MessageCreateEvent)
  // prettier-ignore
  five(
    e: MessageCreateEvent,
    @Inject('a') a: string,
    @Inject('b') b: string,
    db: Database,
    c: Client,
    @Inject('a') again: string,
  ): void {
    this.calls.push([e, a, b, db, c, again]);
  }
}

test('the event is always the first argument, however many follow [seed 29]', () => {
  const [db, client, instance] = [new Database(), new Client(), new Arities()];
  const { dispatcher } = started({}, [
    ['a', 'A'],
    ['b', 'B'],
    [Database, db],
    [Client, client],
    [Arities, instance],
  ]);
  dispatcher.addHandler(Arities);
  dispatcher.deliver(message('hello'), SHARD);
  const event: unknown = expect.any(MessageCreateEvent);
  expect(instance.calls).toEqual([
    [event],
    [event, 'A'],
    [event, 'A', 'B'],
    [event, 'A', 'B', db],
    [event, 'A', 'B', db, client],
    [event, 'A', 'B', db, client, 'A'],
  ]);
});

test('a parameter with a default value keeps it when nothing is provided', () => {
  @Handler()
  class Optional {
    readonly calls: unknown[] = [];
    @On(MessageCreateEvent)
    greet(_event: MessageCreateEvent, @Inject('greeting') greeting = 'hi'): void {
      this.calls.push(greeting);
    }
  }
  const instance = new Optional();
  const { dispatcher } = started({}, [[Optional, instance]]);
  dispatcher.addHandler(Optional);
  dispatcher.deliver(message('one'), SHARD);
  dispatcher.addArgument('greeting', 'hello');
  dispatcher.deliver(message('two'), SHARD);
  expect(instance.calls).toEqual(['hi', 'hello']);
});

test('one method hears several events; @Once hears one of them, once', () => {
  @Handler()
  class Several {
    readonly calls: string[] = [];
    @On(MessageCreateEvent, MessageDeleteEvent)
    both(event: MessageCreateEvent | MessageDeleteEvent): void {
      this.calls.push(`on ${event.constructor.name}`);
    }
    @Once(MessageCreateEvent, MessageDeleteEvent)
    once(event: MessageCreateEvent | MessageDeleteEvent): void {
      this.calls.push(`once ${event.constructor.name}`);
    }
  }
  const instance = new Several();
  const { dispatcher } = started({}, [[Several, instance]]);
  dispatcher.addHandler(Several);
  dispatcher.deliver(message('one'), SHARD);
  dispatcher.deliver(packet('MESSAGE_DELETE', { id: '1' }), SHARD);
  expect(instance.calls).toEqual(['on MessageCreateEvent', 'once MessageCreateEvent', 'on MessageDeleteEvent']);
});

test('@On() without a class takes the event from the first parameter [seed 22] [seed 23]', () => {
  @Handler()
  class Inferring {
    readonly calls: string[] = [];
    @On()
    message(event: MessageCreateEvent): void {
      this.calls.push(event.content);
    }
    @On()
    guild(event: GuildCreateEvent): void {
      this.calls.push(event.id);
    }
  }
  const instance = new Inferring();
  const { dispatcher } = started({}, [[Inferring, instance]]);
  dispatcher.addHandler(Inferring);
  dispatcher.deliver(message('one'), SHARD);
  dispatcher.deliver(packet('GUILD_CREATE', { id: '3' }), SHARD);
  expect(instance.calls).toEqual(['one', '3']);
});

test('removing a class removes all its methods', () => {
  const { dispatcher } = started({}, [
    [Client, new Client()],
    [MY_NUMBER, 42],
  ]);
  const subscription = dispatcher.addHandler(Greeter);
  expect(subscription.label).toBe('Greeter');
  expect(subscription.events).toEqual([MessageCreateEvent]);
  subscription.remove();
  expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
  expect(dispatcher.handlerClasses()).toEqual([]);
});

describe('before the start', () => {
  test('what cannot be filled is told with class, method and argument, everything at once [seed 33]', () => {
    @Handler()
    class Wrong {
      @On(MessageCreateEvent)
      greet(_event: MessageCreateEvent, _db: Database, @Inject('my_number') _n: number): void {}
      @On(MessageDeleteEvent)
      mourn(_event: MessageDeleteEvent, _n: number): void {}
    }
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Wrong);
    const problems = dispatcher.check(() => false);
    expect(problems.map(({ code }) => code)).toEqual([
      'DISPATCH_ARGUMENT_UNRESOLVED',
      'DISPATCH_ARGUMENT_UNRESOLVED',
      'DI_ARGUMENT_PRIMITIVE',
    ]);
    expect(problems[0]).toMatchObject({
      message: 'Nothing is provided for Database, which Wrong.greet asks for.',
      place: { className: 'Wrong', method: 'greet', argument: '_db' },
    });
    expect(problems[1]!.advice).toContain("dispatcher.addArgument('my_number', value)");
    expect(dispatcher.check((wanted) => wanted === Database).map(({ place }) => place?.argument)).toEqual(['_n', '_n']);
  });

  test('an argument that was added satisfies a parameter that asks for its name', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(Greeter);
    dispatcher.addArgument('my_number', 42);
    expect(dispatcher.check((wanted) => wanted === Client)).toEqual([]);
  });

  test('a class without @Handler() is a problem, and gone when its subscription is removed', () => {
    class Plain {}
    const { dispatcher } = unstarted();
    const subscription = dispatcher.addHandler(Plain);
    expect(dispatcher.check(() => true)).toEqual([expect.objectContaining({ code: 'DI_HANDLER_UNDECORATED' })]);
    subscription.remove();
    expect(dispatcher.check(() => true)).toEqual([]);
  });

  test('an event that reaches a class too early is a failure of that handler, not a crash', () => {
    const { dispatcher, logger } = unstarted();
    dispatcher.addHandler(Greeter);
    dispatcher.deliver(message('early'), SHARD);
    expect(logger.at('error')[0]).toContain('Greeter.greet failed on MESSAGE_CREATE');
  });
});

test('of a class that comes after the start it is said which of its hooks nobody calls', () => {
  const { dispatcher, logger } = started();
  @Handler()
  class Late implements Disposable {
    onInit(): void {}
    onShutdown(): void {}
    [Symbol.dispose](): void {}
    @On(MessageCreateEvent) hear(_event: MessageCreateEvent): void {}
  }
  dispatcher.addHandler(Late);
  dispatcher.addHandler(Late);
  expect(logger.at('warn')).toEqual([
    'Late was added after the start: nobody calls its onInit(), onShutdown() and dispose method.',
  ]);
  @Handler()
  class Known {
    onInit(): void {}
    @On(MessageCreateEvent) hear(_event: MessageCreateEvent): void {}
  }
  const provided = started({}, [[Known, new Known()]]);
  provided.dispatcher.addHandler(Known);
  expect(provided.logger.at('warn')).toEqual([]);
});

test('after the start a class that cannot work is refused with everything that is wrong', () => {
  const { dispatcher } = started();
  expect(() => dispatcher.addHandler(Greeter)).toThrow(SetupError);
  expect(dispatcher.wants('MESSAGE_CREATE')).toBe(false);
});
