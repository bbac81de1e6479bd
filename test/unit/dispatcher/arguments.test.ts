import { inspect } from 'node:util';
import { DispatchError, type HandlerArguments } from '../../../src/dispatcher';
import { MessageCreateEvent } from '../../../src/models';
import { MapInjector, message, SHARD, started, unstarted, ALL_INTENTS } from './support';

declare module '../../../src/dispatcher' {
  interface HandlerArguments {
    readonly my_number: number;
  }
}

test('a function reads its arguments by name, with the types that were merged [seed 26] [seed 30] [seed 31]', () => {
  const { dispatcher } = started();
  let doubled = 0;
  dispatcher.addArgument('my_number', 42);
  dispatcher.addHandler(MessageCreateEvent, (_event, { my_number }) => {
    doubled = my_number * 2;
  });
  dispatcher.deliver(message('hello'), SHARD);
  expect(doubled).toBe(84);
});

test('the order of addHandler and addArgument does not matter, and adding again replaces [seed 30]', () => {
  const { dispatcher } = started();
  const seen: unknown[] = [];
  dispatcher.addHandler(MessageCreateEvent, (_event, { colour }) => seen.push(colour));
  dispatcher.addArgument('colour', 'red');
  dispatcher.deliver(message('one'), SHARD);
  dispatcher.addArgument('colour', 'blue');
  dispatcher.deliver(message('two'), SHARD);
  expect(seen).toEqual(['red', 'blue']);
});

test('arguments of one group are unknown to another [seed 32]', () => {
  const alpha = started({ name: 'alpha' });
  const beta = started({ name: 'beta' });
  alpha.dispatcher.addArgument('colour', 'red');
  beta.dispatcher.addHandler(MessageCreateEvent, function paint(_event, { colour }) {
    return colour;
  });
  beta.dispatcher.deliver(message('one'), SHARD);
  expect(beta.errors.failures[0]).toMatchObject({
    handler: 'paint',
    error: { code: 'DISPATCH_UNKNOWN_ARGUMENT', context: { group: 'beta' } },
  });
});

test('reading an unknown name throws and lists the known ones', () => {
  const { dispatcher, errors } = started({}, [['client', 'the client']]);
  dispatcher.addArgument('my_number', 42);
  dispatcher.addHandler(MessageCreateEvent, (_event, { my_nubmer }) => my_nubmer);
  dispatcher.deliver(message('one'), SHARD);
  const { error } = errors.failures[0]!;
  expect(error).toBeInstanceOf(DispatchError);
  expect(error.message).toContain('There is no argument "my_nubmer" in group "alpha". Known: client, my_number.');
});

test('names of the container are arguments too; those that were added come first', () => {
  const { dispatcher } = started({}, [
    ['client', 'the client'],
    ['gateway', 'the gateway'],
  ]);
  const seen: unknown[] = [];
  dispatcher.addHandler(MessageCreateEvent, (_event, { client, gateway }) => seen.push(client, gateway));
  dispatcher.addArgument('gateway', 'another');
  dispatcher.deliver(message('one'), SHARD);
  expect(seen).toEqual(['the client', 'another']);
});

test('the container is asked for a name once, not once an event', () => {
  const { dispatcher } = unstarted();
  const injector = new MapInjector([['client', 'the client']]);
  dispatcher.bind(injector, ALL_INTENTS);
  dispatcher.addHandler(MessageCreateEvent, (_event, { client }) => client);
  dispatcher.deliver(message('one'), SHARD);
  const asked = injector.asked;
  dispatcher.deliver(message('two'), SHARD);
  dispatcher.deliver(message('three'), SHARD);
  expect(injector.asked).toBe(asked);
});

test('the arguments are one object for all events, with the names as its keys, and cannot be written', () => {
  const { dispatcher, errors } = started({}, [['client', 'the client']]);
  dispatcher.addArgument('my_number', 42);
  const seen: HandlerArguments[] = [];
  dispatcher.addHandler(MessageCreateEvent, (_event, args) => seen.push(args));
  dispatcher.addHandler(MessageCreateEvent, (_event, args) => {
    (args as { my_number: number }).my_number = 43;
  });
  dispatcher.deliver(message('one'), SHARD);
  dispatcher.deliver(message('two'), SHARD);
  expect(seen[0]).toBe(seen[1]);
  expect(Object.keys(seen[0]!)).toEqual(['client', 'my_number']);
  expect('my_number' in seen[0]!).toBe(true);
  expect('your_number' in seen[0]!).toBe(false);
  expect({ ...seen[0] }).toEqual({ my_number: 42, client: 'the client' });
  expect(errors.failures.map(({ error }) => error.constructor)).toEqual([TypeError, TypeError]);
});

test('printing, serialising or awaiting the arguments does not count as reading an unknown name', async () => {
  const { dispatcher } = started();
  dispatcher.addArgument('my_number', 42);
  let args: HandlerArguments | undefined;
  dispatcher.addHandler(MessageCreateEvent, (_event, given) => {
    args = given;
  });
  dispatcher.deliver(message('one'), SHARD);
  expect(inspect(args)).toContain('my_number');
  expect(JSON.stringify(args)).toBe('{"my_number":42}');
  expect(await (args as unknown as Promise<unknown>)).toBe(args);
});

describe('{ inject: […] }', () => {
  test('is checked before the start, with the name and the handler [seed 33]', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(MessageCreateEvent, function greet() {}, { inject: ['db', 'client', 'my_number'] });
    dispatcher.addArgument('my_number', 42);
    const problems = dispatcher.check((token) => token === 'client');
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'DISPATCH_UNKNOWN_ARGUMENT',
        message: 'There is no argument "db", which greet asks for.',
      }),
    ]);
  });

  test('is checked at once after the start', () => {
    const { dispatcher } = started();
    expect(() => dispatcher.addHandler(MessageCreateEvent, () => undefined, { inject: ['db'] })).toThrow(
      expect.objectContaining({ code: 'DISPATCH_UNKNOWN_ARGUMENT', kind: 'argument' }) as Error,
    );
    dispatcher.addArgument('db', {});
    expect(() => dispatcher.addHandler(MessageCreateEvent, () => undefined, { inject: ['db'] })).not.toThrow();
  });

  test('of a handler that was removed is not checked any more', () => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(MessageCreateEvent, () => undefined, { inject: ['db'] }).remove();
    expect(dispatcher.check(() => false)).toEqual([]);
  });
});
