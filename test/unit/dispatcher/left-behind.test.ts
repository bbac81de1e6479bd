/** Handlers that come and go while a bot runs: what is gone is kept by nobody. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Catch, Handler, On } from '../../../src/di';
import { Cooldown, Guard, MemoryLimitStore, Use } from '../../../src/dispatcher';
import { MessageCreateEvent } from '../../../src/models';
import { ManualClock, nullLogger } from '../../../src/util';
import { message, messageEvent, SHARD, started, turn } from './support';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

test.each([
  ['that run once', { once: true }],
  ['that are removed', {}],
])('functions %s, and the limits that stand on them', async (_which, options) => {
  const cooldown = new Cooldown(new MemoryLimitStore(), new ManualClock(), nullLogger);
  const { dispatcher } = started({}, [[Cooldown, cooldown]]);
  const kept: WeakRef<object>[] = [];
  let runs = 0;
  const add = (): (() => void) => {
    const handler = (): void => {
      runs += 1;
    };
    const limit = Cooldown.perUser('1s');
    kept.push(new WeakRef(handler), new WeakRef(limit.options));
    const subscription = dispatcher.addHandler(MessageCreateEvent, handler, { ...options, use: [limit], inject: [] });
    return () => {
      if (!('once' in options)) subscription.remove();
    };
  };
  for (let count = 0; count < 20; count += 1) {
    const end = add();
    dispatcher.deliver(message('hello'), SHARD);
    end();
  }
  expect(runs).toBe(20);
  expect(dispatcher.usedClasses()).toEqual([]);
  await turn();
  gc();
  // The last one may still be on a stack.
  expect(kept.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(3);
});

test('classes that are loaded anew again and again, with their guards', async () => {
  const { dispatcher } = started();
  const kept: WeakRef<object>[] = [];
  const load = (): void => {
    class Passes extends Guard {
      check(): undefined {
        return undefined;
      }
    }
    @Handler()
    class Plugin {
      @On(MessageCreateEvent) @Use(Passes) hear(_event: MessageCreateEvent): void {
        throw new Error('caught below');
      }
      @Catch() caught(): void {}
    }
    kept.push(new WeakRef(Plugin), new WeakRef(Passes));
    const subscription = dispatcher.addHandler(Plugin);
    dispatcher.deliver(message('hello'), SHARD);
    subscription.remove();
  };
  for (let count = 0; count < 20; count += 1) load();
  expect(dispatcher.health().outcomes).toMatchObject({ failed: 20 });
  await turn();
  gc();
  expect(kept.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(3);
});

describe('streams', () => {
  /** Collects, and lets what was collected be told of, until it is so. */
  async function untilCollected(isSo: () => boolean, most = 10): Promise<boolean> {
    for (let tries = 0; tries < most && !isSo(); tries += 1) {
      gc();
      await turn();
    }
    return isSo();
  }

  test('that nobody holds any more, read or not, hear nothing more', async () => {
    const { dispatcher } = started();
    const signal = new AbortController();
    const kept: WeakRef<object>[] = [];
    const drop = async (): Promise<void> => {
      const stream = dispatcher.stream(MessageCreateEvent, { signal: signal.signal });
      kept.push(new WeakRef(stream));
      dispatcher.stream(MessageCreateEvent);
      dispatcher.deliver(message('hello'), SHARD);
      expect((await stream.next()).value).toMatchObject({ content: 'hello' });
    };
    for (let count = 0; count < 5; count += 1) await drop();
    expect(dispatcher.wants('MESSAGE_CREATE')).toBe(true);
    expect(await untilCollected(() => !dispatcher.wants('MESSAGE_CREATE'))).toBe(true);
    expect(kept.filter((ref) => ref.deref() !== undefined)).toEqual([]);
  });

  test('that somebody waits on go on, whether or not they hold them', async () => {
    const { dispatcher } = started();
    const during = messageEvent('asked');
    const heard: string[] = [];
    const next = dispatcher.stream(MessageCreateEvent).next();
    const paused = dispatcher.stream(MessageCreateEvent, { during }).next();
    void (async () => {
      for await (const { content } of dispatcher.stream(MessageCreateEvent)) heard.push(content);
    })();
    expect(await untilCollected(() => !dispatcher.wants('MESSAGE_CREATE'), 2)).toBe(false);
    dispatcher.deliver(message('hello'), SHARD);
    await turn();
    gc();
    dispatcher.deliver(message('again'), SHARD);
    await turn();
    expect(heard).toEqual(['hello', 'again']);
    for (const read of [next, paused]) expect((await read).value).toMatchObject({ content: 'hello' });
    dispatcher.close();
  });
});
