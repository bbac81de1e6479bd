/** Limits where authors put them, on methods that events, commands, clicks and texts call: against a model, under a manual clock. */
import { Catch, type Class, Handler, On, type Usable } from '../../../../src/di';
import {
  allOf,
  anyOf,
  Concurrency,
  Cooldown,
  type Dispatcher,
  Guard,
  type GuardRefusal,
  HandlerFailure,
  type InjectedCall,
  Interceptor,
  type Invocation,
  type InvocationOutcome,
  MemoryLimitStore,
  not,
  OnOutcome,
  Use,
} from '../../../../src/dispatcher';
import { MessageCreateEvent } from '../../../../src/models';
import { deferred, type Deferred, ManualClock, nullLogger } from '../../../../src/util';
import { message, messageEvent, SHARD, started, turn } from '../support';
import { NOBODY, random } from './support';

const KINDS = ['event', 'command', 'component', 'form', 'text-command'] as const;
type Kind = (typeof KINDS)[number];

const no: GuardRefusal = { reason: 'no', message: 'no' };
class Refuses extends Guard {
  check(): GuardRefusal {
    return no;
  }
}
class Passes extends Guard {
  check(): undefined {
    return undefined;
  }
}

/** One method with these in use, called in one of the ways. What it does is up to the test. */
class Rig {
  readonly clock = new ManualClock();
  readonly store = new MemoryLimitStore();
  readonly concurrency = new Concurrency(this.clock, nullLogger);
  readonly outcomes: InvocationOutcome[] = [];
  runs = 0;
  act: () => unknown = () => undefined;
  private readonly dispatcher: Dispatcher;
  private readonly call: InjectedCall | undefined;

  constructor(
    private readonly kind: Kind,
    used: readonly Usable[],
    extra: readonly Class[] = [],
  ) {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- methods of the class below have a this of their own
    const rig = this;
    @Handler()
    class Tried {
      @Use(...used)
      run(_subject: object): unknown {
        rig.runs += 1;
        return rig.act();
      }

      @On(MessageCreateEvent)
      @Use(...used)
      hear(_event: MessageCreateEvent): unknown {
        rig.runs += 1;
        return rig.act();
      }

      @OnOutcome()
      ended(outcome: InvocationOutcome): void {
        rig.outcomes.push(outcome);
      }
    }
    const { dispatcher } = started({ clock: this.clock }, [
      [Cooldown, new Cooldown(this.store, this.clock, nullLogger)],
      [Concurrency, this.concurrency],
    ]);
    this.dispatcher = dispatcher;
    for (const type of [Tried, ...extra]) dispatcher.addHandler(type);
    if (kind !== 'event') {
      this.call = dispatcher.addCall({ owner: Tried, method: 'run', place: {}, given: 1, kind });
    }
  }

  /** Starts a use of somebody; how it ends is heard as an outcome. */
  async use(userId = '5'): Promise<void> {
    if (this.call) {
      const subject = { actor: { ...NOBODY, userId } };
      void this.dispatcher.runCall(this.call, { event: messageEvent('x'), subject });
    } else this.dispatcher.deliver(message('x', { author: { id: userId } }), SHARD);
    await turn();
  }

  get last(): string {
    const outcome = this.outcomes.at(-1);
    return outcome?.kind === 'refused' ? outcome.refusals.map(({ reason }) => reason).join() : (outcome?.kind ?? '');
  }
}

describe.each(KINDS)('on a method that is called by: %s', (kind) => {
  it.each(['sliding', 'fixed'] as const)(
    'a %s cooldown allows just what its rule says, in random schedules',
    async (how) => {
      const next = random(7);
      let refused = 0;
      for (let schedule = 0; schedule < 12; schedule += 1) {
        const uses = 1 + Math.floor(next() * 3);
        const rig = new Rig(kind, [Cooldown.perUser(100, { uses, kind: how })]);
        /** The model: when each person was let through. */
        const taken = new Map<string, number[]>([
          ['5', []],
          ['6', []],
        ]);
        const windows = new Map<string, number>();
        for (let step = 0; step < 30; step += 1) {
          await rig.clock.advance(Math.floor(next() * 60));
          const who = next() < 0.6 ? '5' : '6';
          const times = taken.get(who) as number[];
          const nowMs = rig.clock.now();
          if (how === 'fixed' && nowMs - (windows.get(who) ?? -Infinity) >= 100) windows.set(who, nowMs);
          const from = how === 'fixed' ? (windows.get(who) as number) : nowMs - 99;
          const isAllowed = times.filter((atMs) => atMs >= from).length < uses;
          await rig.use(who);
          expect(rig.last).toBe(isAllowed ? 'done' : 'cooldown');
          if (isAllowed) times.push(nowMs);
          else refused += 1;
        }
        expect(rig.runs).toBe([...taken.values()].flat().length);
      }
      expect(refused).toBeGreaterThan(50);
    },
  );

  it('Concurrency never runs more than allowed at once, nor refuses what may run, in random schedules', async () => {
    const next = random(11);
    let refused = 0;
    for (let schedule = 0; schedule < 12; schedule += 1) {
      const atOnce = 1 + Math.floor(next() * 3);
      const rig = new Rig(kind, [Concurrency.perUser(atOnce)]);
      const running: Deferred<void>[] = [];
      rig.act = () => {
        const run = deferred();
        running.push(run);
        return run.promise;
      };
      for (let step = 0; step < 30; step += 1) {
        if (next() < 0.65) {
          const isAllowed = running.length < atOnce;
          const before = rig.runs;
          await rig.use();
          expect(rig.runs - before).toBe(isAllowed ? 1 : 0);
          if (!isAllowed) refused += 1;
        } else if (running.length > 0) {
          const [over] = running.splice(Math.floor(next() * running.length), 1) as [Deferred<void>];
          if (next() < 0.5) over.resolve();
          else over.reject(new Error('no'));
          await turn();
        }
        expect(running.length).toBeLessThanOrEqual(atOnce);
      }
      for (const run of running) run.resolve();
      await turn();
      expect(rig.concurrency.busyKeys).toBe(0);
    }
    expect(refused).toBeGreaterThan(50);
  });

  it('a cooldown refuses at once, also where a turn is waited for, and a use is given back whose turn did not come', async () => {
    const rig = new Rig(kind, [Concurrency.perUser(1, { wait: '1s' }), Cooldown.perUser('1m', { uses: 2 })]);
    const first = deferred();
    rig.act = () => first.promise;
    await rig.use();
    await rig.use();
    expect(rig.outcomes).toEqual([]);
    await rig.use();
    expect(rig.last).toBe('cooldown');
    await rig.clock.advance(1_000);
    await turn();
    expect(rig.last).toBe('concurrency');
    first.resolve();
    await turn();
    rig.act = () => undefined;
    await rig.use();
    await rig.use();
    expect(rig.outcomes.map(({ kind: how }) => how)).toEqual(['refused', 'refused', 'done', 'done', 'refused']);
  });

  it('a method that hangs gives its place up after `longest`', async () => {
    const rig = new Rig(kind, [Concurrency.perUser(1, { longest: '30s' })]);
    rig.act = () => new Promise(() => undefined);
    await rig.use();
    await rig.use();
    expect([rig.runs, rig.last]).toEqual([1, 'concurrency']);
    await rig.clock.advance(30_000);
    await rig.use();
    expect(rig.runs).toBe(2);
  });
});

describe('a use of a cooldown', () => {
  const minute = Cooldown.perUser('1m');

  it('is given back where the set that took it refuses, though another lets the call through', async () => {
    const rig = new Rig('command', [anyOf(allOf(minute, Refuses), Passes)]);
    for (let count = 0; count < 2; count += 1) await rig.use();
    expect([rig.runs, rig.store.size]).toEqual([2, 0]);
  });

  it('is kept where its set lets the call through', async () => {
    const rig = new Rig('command', [anyOf(allOf(minute, Passes), Refuses)]);
    for (let count = 0; count < 2; count += 1) await rig.use();
    expect([rig.runs, rig.last]).toEqual([1, 'cooldown,no']);
  });

  it('is counted anew in the next set, and refused there too', async () => {
    const rig = new Rig('command', [anyOf(allOf(minute, Refuses), allOf(minute, Passes))]);
    for (let count = 0; count < 2; count += 1) await rig.use();
    expect([rig.runs, rig.last, rig.store.size]).toEqual([1, 'cooldown,no', 1]);
  });

  it('is kept by who relies on it beside the set that gave it up', async () => {
    const rig = new Rig('command', [anyOf(allOf(minute, Refuses), Passes), minute]);
    for (let count = 0; count < 2; count += 1) await rig.use();
    expect([rig.runs, rig.last]).toEqual([1, 'cooldown']);
  });

  it('is never taken for good within not()', async () => {
    const rig = new Rig('command', [not(allOf(minute, Refuses), no)]);
    for (let count = 0; count < 3; count += 1) await rig.use();
    expect([rig.runs, rig.store.size]).toEqual([3, 0]);
    const turned = new Rig('command', [anyOf(not(minute, no), Passes)]);
    for (let count = 0; count < 2; count += 1) await turned.use();
    expect([turned.runs, turned.store.size]).toEqual([2, 0]);
  });

  it('places are freed likewise', async () => {
    const rig = new Rig('command', [anyOf(allOf(Concurrency.perUser(1), Refuses), Passes)]);
    const run = deferred();
    rig.act = () => run.promise;
    await rig.use();
    expect(rig.concurrency.busyKeys).toBe(0);
    run.resolve();
  });

  it('is given back when a guard beside it throws, and a further run does not slip by its refusal', async () => {
    let throws = 2;
    class Flaky extends Guard {
      static override readonly step = 'limits';
      check(): undefined {
        throws -= 1;
        if (throws >= 0) throw new Error('flaky');
      }
    }
    @Handler()
    class Again {
      @Catch()
      again(_error: Error, failure: HandlerFailure): unknown {
        return failure.retry();
      }
    }
    const broken = new Rig('command', [minute, Flaky]);
    throws = 1;
    await broken.use();
    expect([broken.last, broken.store.size]).toEqual(['failed', 0]);
    const rig = new Rig('command', [minute, Flaky], [Again]);
    await rig.use();
    throws = 1;
    await rig.use();
    expect([rig.runs, rig.last]).toEqual([1, 'cooldown']);
  });
});

it('an interceptor that calls next() after its own end calls nothing', async () => {
  let late: Promise<unknown> | undefined;
  class Late extends Interceptor {
    around(_invocation: Invocation, next: () => Promise<unknown>): string {
      setImmediate(() => {
        late = next();
      });
      return 'before';
    }
  }
  const rig = new Rig('command', [Late]);
  await rig.use();
  await turn();
  expect(rig.outcomes).toEqual([{ kind: 'done', value: 'before' }]);
  await expect(late).rejects.toMatchObject({ code: 'DISPATCH_NEXT_LATE' });
  expect(rig.runs).toBe(0);
});

describe('an interceptor that does not wait for next()', () => {
  class Hasty extends Interceptor {
    around(_invocation: Invocation, next: () => Promise<unknown>): string {
      void next();
      return 'on its way';
    }
  }
  class Patient extends Interceptor {
    async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
      const value = await next();
      await turn();
      return value;
    }
  }

  it.each(KINDS)('answers at once, and the method keeps its place until it has ended (%s)', async (kind) => {
    const rig = new Rig(kind, [Hasty, Concurrency.perUser(1)]);
    const run = deferred();
    rig.act = () => run.promise;
    await rig.use();
    expect(rig.outcomes).toEqual([{ kind: 'done', value: 'on its way' }]);
    await rig.use();
    expect([rig.runs, rig.last]).toEqual([1, 'concurrency']);
    run.resolve();
    await turn();
    expect(rig.concurrency.busyKeys).toBe(0);
  });

  it('is waited for with all that it called, also where that fails', async () => {
    const rig = new Rig('command', [Hasty, Patient, Concurrency.perUser(1)]);
    const run = deferred();
    rig.act = () => run.promise;
    await rig.use();
    run.resolve();
    await Promise.resolve();
    expect(rig.concurrency.busyKeys).toBe(1);
    await turn();
    await turn();
    expect(rig.concurrency.busyKeys).toBe(0);
    rig.act = async () => {
      await turn();
      throw new Error('late');
    };
    await rig.use();
    await turn();
    expect([rig.last, rig.concurrency.busyKeys]).toEqual(['done', 0]);
  });
});

it('a @Catch method that tries again for ever keeps nothing else from running', async () => {
  let asked = 0;
  let isOver = false;
  @Handler()
  class Stubborn {
    @Catch()
    async again(_error: Error, failure: HandlerFailure): Promise<void> {
      while (!isOver) {
        asked += 1;
        // Where the loop keeps the event loop, the test fails in place of hanging.
        if (asked > 10_000) throw new Error('nothing else runs');
        await failure.retry().catch(() => undefined);
      }
    }
  }
  const rig = new Rig('command', [Passes], [Stubborn]);
  rig.act = () => {
    throw new Error('no');
  };
  await rig.use();
  for (let count = 0; count < 20; count += 1) await turn();
  expect(rig.runs).toBe(3);
  expect(asked).toBeLessThan(100);
  isOver = true;
  await turn();
  await turn();
  expect(rig.last).toBe('failed');
});
