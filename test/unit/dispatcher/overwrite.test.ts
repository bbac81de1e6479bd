import { Handler, On } from '../../../src/di';
import { dispatch, MessageCreateEvent, PayloadView } from '../../../src/models';
import { message, SHARD, started, unstarted } from './support';

class JoinEvent extends dispatch('join', PayloadView) {}

function setup() {
  const { dispatcher, logger } = started();
  const log: string[] = [];
  const say = (text: string) => () => {
    log.push(text);
  };
  const run = (): string[] => {
    log.length = 0;
    dispatcher.dispatch(new JoinEvent({}));
    return [...log];
  };
  dispatcher.addHandler(JoinEvent, say('default'), { isDefault: true });
  return { dispatcher, logger, say, run };
}

test('without overwrite a handler runs beside the default one', () => {
  const { dispatcher, say, run } = setup();
  dispatcher.addHandler(JoinEvent, say('mine'));
  expect(run()).toEqual(['default', 'mine']);
});

test('an overwriting handler replaces the default one, and removing it brings the default back', () => {
  const { dispatcher, say, run } = setup();
  const subscription = dispatcher.addHandler(JoinEvent, say('mine'), { overwrite: true });
  dispatcher.addHandler(JoinEvent, say('beside'));
  expect(run()).toEqual(['mine', 'beside']);
  subscription.remove();
  expect(run()).toEqual(['default', 'beside']);
});

test('of two overwriting handlers the last one runs, with a warning; the other one is next in line', () => {
  const { dispatcher, logger, say, run } = setup();
  dispatcher.addHandler(JoinEvent, say('first'), { overwrite: true });
  expect(logger.at('warn')).toEqual([]);
  const second = dispatcher.addHandler(JoinEvent, say('second'), { overwrite: true });
  expect(logger.at('warn')).toHaveLength(1);
  expect(logger.at('warn')[0]).toContain('both overwrite the default handler of JoinEvent');
  expect(run()).toEqual(['second']);
  second.remove();
  expect(run()).toEqual(['first']);
});

test('a method overwrites like a function does', () => {
  const { dispatcher, run } = setup();
  const calls: string[] = [];
  @Handler()
  class Mine {
    @On(JoinEvent, { overwrite: true })
    join(): void {
      calls.push('mine');
    }
  }
  dispatcher.addHandler(Mine);
  expect(run()).toEqual([]);
  expect(calls).toEqual(['mine']);
});

test('an overwriting once handler gives way to the default after its run', () => {
  const { dispatcher, say, run } = setup();
  dispatcher.addHandler(JoinEvent, say('mine'), { overwrite: true, once: true });
  expect(run()).toEqual(['mine']);
  expect(run()).toEqual(['default']);
});

test('an overwriting handler of an event without a default simply runs', () => {
  const { dispatcher } = unstarted();
  let calls = 0;
  dispatcher.addHandler(
    MessageCreateEvent,
    () => {
      calls += 1;
    },
    { overwrite: true },
  );
  dispatcher.deliver(message('hello'), SHARD);
  expect(calls).toBe(1);
});

test.each([
  ['before', true],
  ['after', false],
])('a handler that overwrites a default of the author’s own runs, with a warning, added %s it', (_, isFirst) => {
  const { dispatcher, logger } = started();
  const log: string[] = [];
  const mine = (): void => {
    dispatcher.addHandler(JoinEvent, () => log.push('mine'), { overwrite: true, label: 'Mine.join' });
  };
  if (isFirst) mine();
  const options = { isDefault: true, isAuthored: true, label: 'Music.join' };
  dispatcher.addHandler(JoinEvent, () => log.push('authored'), options);
  if (!isFirst) mine();
  dispatcher.dispatch(new JoinEvent({}));
  expect(log).toEqual(['mine']);
  expect(logger.at('warn')).toEqual([
    'Mine.join overwrites the default handler of JoinEvent, which is Music.join; Mine.join runs.',
  ]);
});
