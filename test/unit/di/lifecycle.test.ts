import { Handler, Inject, Injectable, type InjectionGraph, type Provider } from '../../../src/di';
import { SetupError } from '../../../src/errors';
import { deferred, ManualClock } from '../../../src/util';
import { Diary } from './diary';
import { graphOf, scope, withCode } from './fixtures';

function classes(diary: Diary): {
  Pool: new () => object;
  Store: new (...args: never[]) => object;
  Greeter: new (...args: never[]) => object;
} {
  const write = (entry: string): void => void diary.entries.push(entry);
  @Injectable()
  class Pool {
    constructor() {
      write('new Pool');
    }
    async onInit(): Promise<void> {
      await Promise.resolve();
      write('Pool.onInit');
    }
    onReady(): void {
      write('Pool.onReady');
    }
    onShutdown(): void {
      write('Pool.onShutdown');
    }
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.resolve();
      write('Pool disposed');
    }
  }
  @Injectable()
  class Store {
    constructor(readonly pool: Pool) {
      write('new Store');
    }
    onInit(): void {
      write('Store.onInit');
    }
    [Symbol.dispose](): void {
      write('Store disposed');
    }
  }
  @Handler()
  class Greeter {
    constructor(readonly store: Store) {
      write('new Greeter');
    }
    async onReady(): Promise<void> {
      await Promise.resolve();
      write('Greeter.onReady');
    }
    async onShutdown(): Promise<void> {
      await Promise.resolve();
      write('Greeter.onShutdown');
    }
  }
  return { Pool, Store, Greeter };
}

function only(providers: readonly Provider[], handlers: readonly (new () => object)[] = []): InjectionGraph {
  return graphOf({ alpha: { providers, handlers } });
}

/** What a rejected start says. */
async function refusal(start: Promise<unknown>): Promise<SetupError> {
  const error: unknown = await start.then(
    () => 'it started',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error as SetupError;
}

describe('a scope that starts', () => {
  it('makes each thing after what it needs has been made and initialised, whatever the order of the lists', async () => {
    const diary = new Diary();
    const { Pool, Store, Greeter } = classes(diary);
    const graph = graphOf({ alpha: { handlers: [Greeter], providers: [Store, Pool] } });
    await graph.resolveGroup('alpha');
    expect(diary.entries).toEqual(['new Pool', 'Pool.onInit', 'new Store', 'Store.onInit', 'new Greeter']);
  });

  it('awaits async factories before what needs them is made', async () => {
    const gate = deferred<string>();
    const seen: string[] = [];
    @Injectable()
    class Uses {
      constructor(@Inject('url') url: string) {
        seen.push(url);
      }
    }
    const start = only([Uses, { provide: 'url', useFactory: () => gate.promise }]).resolveGroup('alpha');
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([]);
    gate.resolve('db://');
    await start;
    expect(seen).toEqual(['db://']);
  });

  it('is started once, however often it is asked for', async () => {
    let made = 0;
    const graph = only([{ provide: 'n', useFactory: async () => (made += 1) }]);
    const [first, second] = await Promise.all([graph.resolveGroup('alpha'), graph.resolveGroup('alpha')]);
    expect(first).toBe(second);
    expect(await graph.resolveGroup('alpha')).toBe(first);
    expect(made).toBe(1);
  });

  it('makes what all groups share once, though they start together', async () => {
    let made = 0;
    const graph = graphOf({ hub: { providers: [{ provide: 'n', useFactory: async () => (made += 1) }] } });
    const [alpha, beta] = await Promise.all([graph.resolveGroup('alpha'), graph.resolveGroup('beta')]);
    expect([alpha.get('n'), beta.get('n'), made]).toEqual([1, 1, 1]);
  });
});

describe('a start that fails', () => {
  it('names the factory that rejects, keeps the cause, and takes down what was made', async () => {
    const diary = new Diary();
    const { Pool } = classes(diary);
    const cause = new Error('connection refused');
    const graph = only([Pool, { provide: 'db', useFactory: () => Promise.reject(cause), inject: [] }]);
    const error = await refusal(graph.resolveGroup('alpha'));
    expect(error.message).toBe(
      [
        'Group "alpha" cannot start: 1 problem found.',
        '- The factory of db failed: connection refused. Listed by the options of group "alpha". (DI_FACTORY_FAILED)',
        '    Try: look at the cause.',
      ].join('\n'),
    );
    expect(error.cause).toBe(cause);
    expect(diary.entries).toEqual(['new Pool', 'Pool.onInit', 'Pool.onShutdown', 'Pool disposed']);
  });

  it('names a factory that throws, and what it threw, be it no error', async () => {
    const useFactory = (): never => {
      throw 'nope' as unknown as Error;
    };
    const error = await refusal(only([{ provide: 'db', useFactory }]).resolveGroup('alpha'));
    expect(error.message).toContain('The factory of db failed: nope.');
    expect(error.cause).toBe('nope');
  });

  it('names the factory that never ends, after the limit, and disposes of what arrives later', async () => {
    const clock = new ManualClock();
    const gate = deferred<object>();
    let disposed = false;
    const graph = only([{ provide: 'db', useFactory: () => gate.promise }]);
    const start = refusal(graph.resolveGroup('alpha', { clock, limitMs: 5_000 }));
    await clock.advance(4_999);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1);
    const error = await start;
    expect(error.problems[0]?.code).toBe('DI_FACTORY_LATE');
    expect(error.message).toContain('The factory of db did not settle in time (it did not end within 5000 ms).');
    gate.resolve({ [Symbol.asyncDispose]: async () => void (disposed = true) });
    await clock.advance(0);
    expect(disposed).toBe(true);
  });

  it('names the class whose constructor throws', async () => {
    const cause = new Error('no such table');
    @Injectable()
    class Tables {
      constructor() {
        throw cause;
      }
    }
    const error = await refusal(only([Tables]).resolveGroup('alpha'));
    expect(error.message).toMatch(
      /The constructor of Tables threw: no such table \(DI_CONSTRUCTOR_FAILED\)\n {4}at Tables\.constructor \(.*lifecycle\.test\.ts:\d+\)\n {4}Try: /,
    );
    expect(error.cause).toBe(cause);
  });

  it('names the onInit that rejects or never ends', async () => {
    const cause = new Error('not today');
    class Refuses {
      onInit(): Promise<void> {
        return Promise.reject(cause);
      }
    }
    class Hangs {
      onInit(): Promise<void> {
        return new Promise(() => undefined);
      }
    }
    const error = await refusal(only([Refuses]).resolveGroup('alpha'));
    expect(error.message).toMatch(/Refuses\.onInit\(\) failed: not today \(DI_HOOK_FAILED\)\n {4}at Refuses\.onInit\n/);
    expect(error.cause).toBe(cause);
    const clock = new ManualClock();
    const late = refusal(only([Hangs]).resolveGroup('alpha', { clock, limitMs: 100 }));
    await clock.advance(100);
    expect((await late).message).toMatch(
      /Hangs\.onInit\(\) did not end in time \(it did not end within 100 ms\)\. \(DI_HOOK_LATE\)/,
    );
  });

  it('can be tried again, from the beginning', async () => {
    let attempts = 0;
    const graph = only([
      {
        provide: 'db',
        useFactory: () => {
          attempts += 1;
          if (attempts === 1) throw new Error('not yet');
          return 'here';
        },
      },
    ]);
    await refusal(graph.resolveGroup('alpha'));
    expect((await graph.resolveGroup('alpha')).get('db')).toBe('here');
  });

  it('leaves the other groups running', async () => {
    const graph = graphOf({
      alpha: { providers: [{ provide: 'db', useFactory: () => Promise.reject(new Error('refused')) }] },
      beta: { providers: [{ provide: 'db', useValue: 'fine' }] },
    });
    const [alpha, beta] = await Promise.allSettled([graph.resolveGroup('alpha'), graph.resolveGroup('beta')]);
    expect([alpha.status, beta.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('ends with the signal’s reason when the signal aborts', async () => {
    const aborter = new AbortController();
    const diary = new Diary();
    const { Pool } = classes(diary);
    const graph = only([Pool, { provide: 'db', useFactory: () => new Promise(() => undefined) }]);
    const clock = new ManualClock();
    const start = graph.resolveGroup('alpha', { signal: aborter.signal, clock });
    await new Promise((resolve) => setImmediate(resolve));
    const reason = new Error('enough');
    aborter.abort(reason);
    await expect(start).rejects.toBe(reason);
    expect(clock.pendingTimers).toBe(0);
    expect(diary.entries.at(-1)).toBe('Pool disposed');
  });

  it('of the hub that one group gave up is not lost for the other', async () => {
    const gate = deferred<number>();
    let made = 0;
    const useFactory = (): Promise<number> => {
      made += 1;
      return gate.promise;
    };
    const graph = graphOf({ hub: { providers: [{ provide: 'n', useFactory }] } });
    const aborter = new AbortController();
    const alpha = graph.resolveGroup('alpha', { signal: aborter.signal });
    const beta = graph.resolveGroup('beta');
    await new Promise((resolve) => setImmediate(resolve));
    aborter.abort(new Error('alpha gives up'));
    await expect(alpha).rejects.toThrow('alpha gives up');
    gate.resolve(7);
    expect((await beta).get('n')).toBe(7);
    expect(made).toBe(1);
  });
});

describe('onReady', () => {
  it('is called in the order of making, hub first, each instance once', async () => {
    const diary = new Diary();
    const { Pool, Store, Greeter } = classes(diary);
    const graph = graphOf({
      hub: { providers: [Pool] },
      alpha: { providers: [Store], handlers: [Greeter] },
      beta: { providers: [Store], handlers: [Greeter] },
    });
    await graph.resolveGroup('alpha');
    await graph.resolveGroup('beta');
    diary.entries.length = 0;
    await Promise.all([graph.runReady('alpha'), graph.runReady('beta'), graph.runReady('hub')]);
    expect(diary.entries).toEqual(['Pool.onReady', 'Greeter.onReady', 'Greeter.onReady']);
    expect(await graph.runReady('alpha')).toEqual([]);
    expect(diary.entries).toHaveLength(3);
  });

  it('that fails is told by name and keeps nobody else from hearing it', async () => {
    const heard: string[] = [];
    class Fails {
      onReady(): void {
        throw new Error('not ready');
      }
    }
    class Hears {
      onReady(): void {
        heard.push('ready');
      }
    }
    const graph = only([Fails, Hears]);
    await graph.resolveGroup('alpha');
    expect(await graph.runReady('alpha')).toEqual([{ name: 'Fails.onReady', error: new Error('not ready') }]);
    expect(heard).toEqual(['ready']);
  });
});

describe('closing', () => {
  it('calls onShutdown of all and then disposes of all, both in the reverse order of making', async () => {
    const diary = new Diary();
    const { Pool, Store, Greeter } = classes(diary);
    const graph = graphOf({ hub: { providers: [Pool] }, alpha: { providers: [Store], handlers: [Greeter] } });
    await graph.resolveGroup('alpha');
    diary.entries.length = 0;
    expect(await graph.closeGroup('alpha')).toEqual([]);
    expect(diary.entries).toEqual(['Greeter.onShutdown', 'Store disposed']);
    expect(await graph.close()).toEqual([]);
    expect(diary.entries.slice(2)).toEqual(['Pool.onShutdown', 'Pool disposed']);
  });

  it('goes on although something fails or hangs, and tells what', async () => {
    const diary: string[] = [];
    class First {
      [Symbol.dispose](): void {
        diary.push('First');
      }
    }
    @Injectable()
    class Hangs {
      constructor(readonly first: First) {}
      onShutdown(): Promise<void> {
        return new Promise(() => undefined);
      }
    }
    @Injectable()
    class Fails {
      constructor(readonly hangs: Hangs) {}
      onShutdown(): void {
        throw new Error('cannot');
      }
      [Symbol.dispose](): void {
        diary.push('Fails');
        throw new Error('cannot either');
      }
    }
    const clock = new ManualClock();
    const graph = only([First, Hangs, Fails]);
    await graph.resolveGroup('alpha');
    const closing = graph.closeGroup('alpha', { clock, limitMs: 1_000 });
    await clock.advance(1_000);
    const failures = await closing;
    expect(failures.map(({ name, error }) => `${name}: ${error.message}`)).toEqual([
      'Fails.onShutdown: cannot',
      'Hangs.onShutdown: it did not end within 1000 ms',
      'Fails.dispose: cannot either',
    ]);
    expect(diary).toEqual(['Fails', 'First']);
  });

  it('leaves alone what was not made here: values, what the framework has of itself, and what stands in the hub', async () => {
    const calls: string[] = [];
    const loud = (name: string): object => ({
      onInit: () => calls.push(`${name} init`),
      onShutdown: () => calls.push(`${name} shutdown`),
      [Symbol.dispose]: () => calls.push(`${name} disposed`),
    });
    const graph = graphOf({
      hub: { providers: [{ provide: 'made', useFactory: () => loud('made') }] },
      alpha: {
        builtIns: [
          { token: 'own', value: loud('own') },
          { token: 'lazy', value: () => loud('lazy') },
        ],
        providers: [
          { provide: 'value', useValue: loud('value') },
          { provide: 'handed on', useFactory: (made: object) => made, inject: ['made'] },
          { provide: 'other', useExisting: 'made' },
        ],
      },
    });
    await graph.resolveGroup('alpha');
    await graph.closeGroup('alpha');
    expect(calls).toEqual(['made init']);
    await graph.close();
    expect(calls).toEqual(['made init', 'made shutdown', 'made disposed']);
  });

  it('calls hooks once for an instance that two tokens stand for', async () => {
    let inits = 0;
    const one = { onInit: () => (inits += 1) };
    await only([
      { provide: 'a', useFactory: () => one },
      { provide: 'b', useFactory: () => one },
    ]).resolveGroup('alpha');
    expect(inits).toBe(1);
  });

  it('ends a start that still runs, and what it made', async () => {
    const diary = new Diary();
    const { Pool } = classes(diary);
    const graph = only([Pool, { provide: 'db', useFactory: () => new Promise(() => undefined) }]);
    const start = graph.resolveGroup('alpha', { clock: new ManualClock() });
    await new Promise((resolve) => setImmediate(resolve));
    const closing = graph.closeGroup('alpha');
    await expect(start).rejects.toMatchObject({ code: 'DI_CLOSED' });
    expect(await closing).toEqual([]);
    expect(diary.entries.at(-1)).toBe('Pool disposed');
  });

  it('tells later what failed while a failed start was taken down', async () => {
    class Stubborn {
      [Symbol.dispose](): void {
        throw new Error('stays');
      }
    }
    const graph = only([Stubborn, { provide: 'db', useFactory: () => Promise.reject(new Error('refused')) }]);
    await refusal(graph.resolveGroup('alpha'));
    expect(await graph.closeGroup('alpha')).toEqual([{ name: 'Stubborn.dispose', error: new Error('stays') }]);
    expect(await graph.close()).toEqual([]);
  });

  it('of the graph ends what the hub still makes', async () => {
    const graph = graphOf({ hub: { providers: [{ provide: 'db', useFactory: () => new Promise(() => undefined) }] } });
    const start = graph.resolveGroup('alpha', { clock: new ManualClock() });
    await new Promise((resolve) => setImmediate(resolve));
    const closing = graph.close();
    await expect(start).rejects.toMatchObject({ code: 'DI_CLOSED' });
    expect(await closing).toEqual([]);
  });

  it('takes the groups down before the hub, the last started first, and is final', async () => {
    const calls: string[] = [];
    const part = (name: string): Provider => ({
      provide: 'part',
      useFactory: () => ({ onShutdown: () => calls.push(name) }),
    });
    const graph = graphOf({
      hub: { providers: [part('hub')] },
      alpha: { providers: [part('alpha')] },
      beta: { providers: [part('beta')] },
    });
    await graph.resolveGroup('alpha');
    await graph.resolveGroup('beta');
    await graph[Symbol.asyncDispose]();
    expect(calls).toEqual(['beta', 'alpha', 'hub']);
    await expect(graph.resolveGroup('alpha')).rejects.toMatchObject({ code: 'DI_CLOSED' });
    expect(() => {
      graph.addGroup(scope('gamma'));
    }).toThrow(withCode('DI_CLOSED'));
    expect(await graph.close()).toEqual([]);
  });

  it('lets a group start anew, with new instances', async () => {
    class Thing {}
    const graph = only([Thing]);
    const before = await graph.resolveGroup('alpha');
    const thing = before.get(Thing);
    await graph.closeGroup('alpha');
    const after = await graph.resolveGroup('alpha');
    expect(after.get(Thing)).not.toBe(thing);
    expect(() => before.get(Thing)).toThrow(withCode('DI_CLOSED'));
  });
});
