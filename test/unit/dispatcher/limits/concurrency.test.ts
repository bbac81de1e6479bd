/** How many calls run at once: against a model, in random schedules; and how those that wait get their turn. */
import {
  Concurrency,
  type ConcurrencyRule,
  type GuardRefusal,
  type GuardUse,
  type Invocation,
  type InvocationOutcome,
  STEPS,
  type Verdict,
} from '../../../../src/dispatcher';
import { type Logger, ManualClock, nullLogger } from '../../../../src/util';
import { call, random, reasonOf } from './support';

const OUTCOMES: readonly InvocationOutcome[] = [
  { kind: 'done', value: undefined },
  { kind: 'failed', error: new Error('no') },
  { kind: 'refused', refusals: [] },
  { kind: 'invalid', faults: [] },
  { kind: 'unhandled', what: '/ban' },
];
const [DONE] = OUTCOMES as [InvocationOutcome];

class Rig {
  readonly clock = new ManualClock();
  readonly warnings: string[] = [];
  readonly guard = new Concurrency(
    this.clock,
    Object.assign(Object.create(nullLogger) as Logger, {
      warn: (message: string) => this.warnings.push(message),
    }),
  );

  ask(use: GuardUse<ConcurrencyRule>, invocation: Invocation): Verdict {
    return this.guard.check(invocation, use.options) as Verdict;
  }

  /** Asks for a call that may wait, and remembers what became of it. */
  start(use: GuardUse<ConcurrencyRule>, invocation = call()): Started {
    const started: Started = { invocation, state: 'waits', refusal: undefined };
    const decided = (verdict: Verdict): void => {
      started.state = verdict ? 'refused' : 'runs';
      started.refusal = verdict as GuardRefusal | undefined;
      // As the pipeline does.
      if (verdict) invocation.end({ kind: 'refused', refusals: [verdict as GuardRefusal] });
    };
    const verdict = this.guard.check(invocation, use.options);
    if (verdict instanceof Promise) void verdict.then(decided);
    else decided(verdict);
    return started;
  }
}

interface Started {
  readonly invocation: Invocation;
  state: 'waits' | 'runs' | 'refused';
  refusal: GuardRefusal | undefined;
}

const states = (all: readonly Started[]): string[] => all.map(({ state }) => state);

describe('Concurrency', () => {
  it.each(OUTCOMES)('frees its place when the call has ended with %j', (outcome) => {
    const rig = new Rig();
    const use = Concurrency.perUser(1);
    const first = call();
    expect(rig.ask(use, first)).toBeUndefined();
    expect(rig.ask(use, call())).toEqual({
      reason: 'concurrency',
      message: 'This is already running for you. Try again when it is done.',
      values: { why: 'busy', atOnce: 1, scope: 'user', name: undefined },
    });
    first.end(outcome);
    expect(rig.guard.busyKeys).toBe(0);
    expect(rig.ask(use, call())).toBeUndefined();
  });

  it.each([
    ['perUser', [undefined, 'concurrency', undefined]],
    ['perMember', [undefined, undefined, undefined]],
    ['perGuild', [undefined, undefined, 'concurrency']],
    ['perChannel', [undefined, undefined, 'concurrency']],
    ['global', [undefined, 'concurrency', 'concurrency']],
  ] as const)('%s counts those together that it names', (scope, expected) => {
    const rig = new Rig();
    const use = Concurrency[scope](1);
    const calls = [call(), call({ guildId: '20', channelId: '200' }), call({ userId: '2' })];
    expect(calls.map((one) => reasonOf(rig.ask(use, one)))).toEqual(expected);
  });

  it('says how often it may run, and where', () => {
    const rig = new Rig();
    const use = Concurrency.perGuild(2);
    for (let index = 0; index < 2; index++) rig.ask(use, call());
    expect(rig.ask(use, call())).toMatchObject({
      message: 'This is already running 2 times in this server. Try again when it is done.',
    });
  });

  it('counts a call once where the same limit stands on its class and on its method', () => {
    const rig = new Rig();
    const invocation = call();
    expect([Concurrency.perUser(1), Concurrency.perUser(1)].map((use) => rig.ask(use, invocation))).toEqual([
      undefined,
      undefined,
    ]);
    invocation.end(DONE);
    expect(rig.guard.busyKeys).toBe(0);
  });

  it('does not hold for whom it is bypassed', () => {
    const rig = new Rig();
    const use = Concurrency.global(1, { bypass: ({ userId }) => userId === '1' });
    expect([call(), call()].map((one) => rig.ask(use, one))).toEqual([undefined, undefined]);
    expect(rig.guard.busyKeys).toBe(0);
  });

  it('lets calls wait for their turn in the order in which they came', async () => {
    const rig = new Rig();
    const use = Concurrency.perUser(2, { wait: '10s', queue: 3 });
    const all = Array.from({ length: 6 }, () => rig.start(use));
    await rig.clock.advance(0);
    expect(states(all)).toEqual(['runs', 'runs', 'waits', 'waits', 'waits', 'refused']);
    expect(all[5]?.refusal).toMatchObject({
      message: 'This is already running 2 times for you, and too many are waiting. Try again later.',
      values: { why: 'full' },
    });
    all[1]?.invocation.end(DONE);
    await rig.clock.advance(0);
    expect(states(all)).toEqual(['runs', 'runs', 'runs', 'waits', 'waits', 'refused']);
    // Who comes now stands behind those who wait.
    const late = rig.start(use);
    all[0]?.invocation.end(DONE);
    await rig.clock.advance(0);
    expect(states([...all.slice(2, 5), late])).toEqual(['runs', 'runs', 'waits', 'waits']);
    await rig.clock.advance(10_000);
    expect(states([...all.slice(2, 5), late])).toEqual(['runs', 'runs', 'refused', 'refused']);
    expect(late.refusal).toMatchObject({
      message: 'This is already running 2 times for you, and your turn did not come in 10 seconds. Try again later.',
      values: { why: 'late' },
    });
    for (const { invocation } of all) invocation.end(DONE);
    expect(rig.guard.busyKeys).toBe(0);
    rig.guard[Symbol.dispose]();
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('takes a call out of the line that was given up while it waited', async () => {
    const rig = new Rig();
    const use = Concurrency.perUser(1, { wait: '10s' });
    const [first, second, third] = [rig.start(use), rig.start(use), rig.start(use)];
    second.invocation.end({ kind: 'refused', refusals: [] });
    first.invocation.end(DONE);
    await rig.clock.advance(0);
    expect(states([second, third])).toEqual(['refused', 'runs']);
    third.invocation.end(DONE);
    rig.guard[Symbol.dispose]();
    expect([rig.guard.busyKeys, rig.clock.pendingTimers]).toEqual([0, 0]);
  });

  it('lets nobody wait any more when its group stops, and leaves what runs alone', async () => {
    const rig = new Rig();
    const use = Concurrency.perUser(1, { wait: '10s' });
    const [first, second] = [rig.start(use), rig.start(use)];
    rig.guard[Symbol.dispose]();
    const third = rig.start(use);
    await rig.clock.advance(0);
    expect(states([first, second, third])).toEqual(['runs', 'refused', 'refused']);
    expect(third.refusal).toMatchObject({ values: { why: 'closed' } });
    expect(rig.clock.pendingTimers).toBe(0);
    first.invocation.end(DONE);
    expect(rig.guard.busyKeys).toBe(0);
  });

  it('is asked at the last step, so that nobody waits who is refused anyway', () => {
    expect(Concurrency.step).toBe('turns');
    expect(STEPS.at(-1)).toBe('turns');
  });

  it('frees the place of a call that never ends after `longest`, for those who wait and those who come', async () => {
    const rig = new Rig();
    const use = Concurrency.perUser(1, { wait: '1m', longest: '10s' });
    const [hangs, waits] = [rig.start(use), rig.start(use)];
    await rig.clock.advance(9_999);
    expect(states([hangs, waits])).toEqual(['runs', 'waits']);
    await rig.clock.advance(1);
    expect(states([hangs, waits])).toEqual(['runs', 'runs']);
    expect(rig.warnings).toEqual(['Moderation.ban still runs; it no longer keeps others from running.']);
    // It ends after all, which makes no room a second time.
    hangs.invocation.end(DONE);
    const next = rig.start(use);
    await rig.clock.advance(0);
    expect(next.state).toBe('waits');
    for (const { invocation } of [waits, next]) invocation.end(DONE);
    expect(rig.guard.busyKeys).toBe(0);
  });

  it('watches calls for as long as each may take, by one timer, and 15 minutes unless told otherwise', async () => {
    const rig = new Rig();
    const uses = [
      Concurrency.perUser(1),
      Concurrency.perUser(1, { longest: '2s' }),
      Concurrency.perUser(1, { longest: '1s' }),
    ];
    for (const use of uses) for (const userId of ['1', '2']) rig.ask(use, call({ userId }));
    expect(rig.clock.pendingTimers).toBe(1);
    const busy: number[] = [];
    for (const byMs of [999, 1, 1_000, 15 * 60_000 - 2_001, 1]) {
      await rig.clock.advance(byMs);
      busy.push(rig.guard.busyKeys);
    }
    expect(busy).toEqual([6, 4, 2, 2, 0]);
    expect(rig.clock.pendingTimers).toBe(0);
    expect(() => Concurrency.perUser(1, { longest: '0s' })).toThrow(/`longest` of Concurrency.perUser\(\)/);
  });

  it('never runs more than allowed, never refuses what may run, and keeps the order, in 400 random schedules', async () => {
    const next = random(42);
    let waited = 0;
    for (let schedule = 0; schedule < 400; schedule++) {
      const rig = new Rig();
      const atOnce = 1 + Math.floor(next() * 3);
      const queue = 1 + Math.floor(next() * 3);
      const use = Concurrency.perUser(atOnce, { wait: 20, queue });
      // The model: who runs, and who waits since when.
      let running: Started[] = [];
      let line: { readonly who: Started; readonly untilMs: number }[] = [];
      for (let step = 0; step < 25; step++) {
        const chance = next();
        if (chance < 0.5) {
          const isFull = running.length >= atOnce && line.length >= queue;
          const who = rig.start(use);
          if (isFull) expect(who.state).toBe('refused');
          else if (running.length < atOnce) running.push(who);
          else line.push({ who, untilMs: rig.clock.now() + 20 });
        } else if (chance < 0.8 && running.length > 0) {
          const [over] = running.splice(Math.floor(next() * running.length), 1) as [Started];
          over.invocation.end(OUTCOMES[Math.floor(next() * OUTCOMES.length)] as InvocationOutcome);
          const first = line.shift();
          if (first) running.push(first.who);
          if (first) waited++;
        } else {
          await rig.clock.advance(Math.floor(next() * 12));
          line = line.filter(({ untilMs }) => untilMs > rig.clock.now());
        }
        if (chance < 0.8) await rig.clock.advance(0);
        expect(running.every(({ state }) => state === 'runs')).toBe(true);
        expect(line.every(({ who }) => who.state === 'waits')).toBe(true);
        expect(running.length).toBeLessThanOrEqual(atOnce);
      }
      for (const { invocation } of running) invocation.end(DONE);
      running = line.map(({ who }) => who);
      while (running.length > 0) for (const { invocation } of running.splice(0)) invocation.end(DONE);
      rig.guard[Symbol.dispose]();
      expect([rig.guard.busyKeys, rig.clock.pendingTimers]).toEqual([0, 0]);
    }
    expect(waited).toBeGreaterThan(500);
  });

  it.each([
    [() => Concurrency.perUser(0), /Concurrency.perUser\(\) takes a whole number from 1 to 10,000, and got 0/],
    [
      () => Concurrency.global(1, { queue: 3 }),
      /`queue` of Concurrency.global\(\) takes a number together with `wait`/,
    ],
    [() => Concurrency.global(1, { wait: '1s', queue: 0 }), /`queue` of Concurrency.global\(\) takes a whole number/],
    [() => Concurrency.global(1, { wait: 'soon' as never }), /`wait` of Concurrency.global\(\) takes a duration/],
  ])('refuses what it cannot hold', (make, message) => {
    expect(make).toThrow(message);
  });
});
