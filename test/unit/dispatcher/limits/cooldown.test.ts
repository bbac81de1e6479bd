/** Cooldowns as guards: whom they count together, what they say, and when a use is given back. */
import {
  Cooldown,
  type CooldownRule,
  type GuardRefusal,
  type GuardUse,
  type Invocation,
  type InvocationOutcome,
  type LimitAnswer,
  LimitStore,
  MemoryLimitStore,
  type Verdict,
} from '../../../../src/dispatcher';
import { type Logger, ManualClock, nullLogger } from '../../../../src/util';
import { call, reasonOf } from './support';

const DONE: InvocationOutcome = { kind: 'done', value: undefined };

class Rig {
  readonly clock = new ManualClock();
  readonly guard: Cooldown;

  constructor(
    readonly store: LimitStore = new MemoryLimitStore(),
    logger: Logger = nullLogger,
  ) {
    this.guard = new Cooldown(store, this.clock, logger);
  }

  ask(use: GuardUse<CooldownRule>, invocation: Invocation): Verdict {
    return this.guard.check(invocation, use.options) as Verdict;
  }

  /** The reasons of calls that come one after another and are done. */
  reasons(use: GuardUse<CooldownRule>, ...invocations: readonly Invocation[]): (string | undefined)[] {
    return invocations.map((invocation) => {
      const verdict = this.ask(use, invocation);
      invocation.end(verdict ? { kind: 'refused', refusals: [verdict as GuardRefusal] } : DONE);
      return reasonOf(verdict);
    });
  }
}

describe('Cooldown', () => {
  it('is asked in the step of limits, as the class that the use names', () => {
    expect(Cooldown.perUser('5s').guard).toBe(Cooldown);
    expect(Cooldown.step).toBe('limits');
  });

  it('refuses until the window is over, in words and in values', async () => {
    const rig = new Rig();
    const use = Cooldown.perUser('5s', { name: 'bans' });
    expect(rig.reasons(use, call())).toEqual([undefined]);
    await rig.clock.advance(1_200);
    expect(rig.ask(use, call())).toEqual({
      reason: 'cooldown',
      message: 'You can use this again in 4 seconds.',
      values: {
        retryAfterMs: 3_800,
        retryAtMs: rig.clock.wallMs() + 3_800,
        timestamp: `<t:${Date.UTC(2026, 0, 1) / 1_000 + 5}:R>`,
        scope: 'user',
        uses: 1,
        windowMs: 5_000,
        name: 'bans',
      },
    });
    await rig.clock.advance(3_800);
    expect(rig.reasons(use, call())).toEqual([undefined]);
  });

  it.each([
    ['perUser', [undefined, undefined, 'cooldown', 'cooldown', 'cooldown']],
    ['perMember', [undefined, undefined, undefined, 'cooldown', 'cooldown']],
    ['perGuild', [undefined, 'cooldown', undefined, 'cooldown', 'cooldown']],
    ['perChannel', [undefined, 'cooldown', undefined, undefined, 'cooldown']],
    ['global', [undefined, 'cooldown', 'cooldown', 'cooldown', 'cooldown']],
  ] as const)('%s counts those together that it names', (scope, expected) => {
    const reasons = new Rig().reasons(
      Cooldown[scope]('1m'),
      call(),
      call({ userId: '2' }),
      call({ guildId: '20', channelId: '200' }),
      call({ channelId: '101' }),
      call(),
    );
    expect(reasons).toEqual(expected);
  });

  it('takes the channel for the guild in direct messages, and counts together whose calls they are nobody knows', () => {
    const direct = { guildId: undefined, channelId: '300' };
    const rig = new Rig();
    expect(rig.reasons(Cooldown.perGuild('1m'), call(direct), call({ ...direct, channelId: '301' }))).toEqual([
      undefined,
      undefined,
    ]);
    expect(rig.reasons(Cooldown.perUser('1m'), call({ userId: undefined }), call({ userId: undefined }))).toEqual([
      undefined,
      'cooldown',
    ]);
  });

  it('gives each handler, each group and each of two classes of one name its own', () => {
    const rig = new Rig();
    const use = Cooldown.global('1m');
    const Other = { Moderation: class {} }.Moderation;
    const calls = (): Invocation[] => [
      call(),
      call({}, { label: 'Moderation.kick' }),
      call({}, { owner: Other }),
      call({}, { group: 'beta' }),
    ];
    expect(rig.reasons(use, ...calls())).toEqual([undefined, undefined, undefined, undefined]);
    expect(rig.reasons(use, ...calls())).toEqual(['cooldown', 'cooldown', 'cooldown', 'cooldown']);
  });

  it('tells functions of one name apart by the limit that stands on them', () => {
    const rig = new Rig();
    const [first, second] = [Cooldown.global('1m'), Cooldown.global('1m')];
    const anonymous = (): Invocation => call({}, { label: 'a function', owner: undefined, method: undefined });
    expect(rig.reasons(first, anonymous(), anonymous())).toEqual([undefined, 'cooldown']);
    expect(rig.reasons(second, anonymous(), anonymous())).toEqual([undefined, 'cooldown']);
  });

  it('counts handlers together that share a name', () => {
    const rig = new Rig();
    const here = Cooldown.perUser('1m', { shared: 'money' });
    const there = Cooldown.perUser('1m', { shared: 'money' });
    const kick = call({}, { label: 'Moderation.kick', owner: class Bank {} });
    expect([...rig.reasons(here, call()), ...rig.reasons(there, kick)]).toEqual([undefined, 'cooldown']);
  });

  it('holds two limits of one handler side by side', async () => {
    const rig = new Rig();
    const quick = Cooldown.perUser('1s');
    const slow = Cooldown.perUser('1m', { uses: 2 });
    const both = (): (string | undefined)[] => {
      const invocation = call();
      const verdicts = [rig.ask(quick, invocation), rig.ask(slow, invocation)].map(reasonOf);
      invocation.end(verdicts.some(Boolean) ? { kind: 'refused', refusals: [] } : DONE);
      return verdicts;
    };
    expect(both()).toEqual([undefined, undefined]);
    expect(both()).toEqual(['cooldown', undefined]);
    await rig.clock.advance(1_000);
    expect(both()).toEqual([undefined, undefined]);
    await rig.clock.advance(1_000);
    expect(both()).toEqual([undefined, 'cooldown']);
  });

  it('counts a call once where the same limit stands on its class and on its method', () => {
    const rig = new Rig();
    const invocation = call();
    expect(rig.ask(Cooldown.perUser('1m', { uses: 2 }), invocation)).toBeUndefined();
    expect(rig.ask(Cooldown.perUser('1m', { uses: 2 }), invocation)).toBeUndefined();
    expect(rig.reasons(Cooldown.perUser('1m', { uses: 2 }), call(), call())).toEqual([undefined, 'cooldown']);
  });

  it('does not hold for whom it is bypassed, and does not count them', () => {
    const use = Cooldown.global('1m', { bypass: ({ userId }) => userId === '7' });
    const admin = (): Invocation => call({ userId: '7' });
    expect(new Rig().reasons(use, admin(), admin(), call(), call(), admin())).toEqual([
      undefined,
      undefined,
      undefined,
      'cooldown',
      undefined,
    ]);
  });

  it.each<[InvocationOutcome, boolean]>([
    [DONE, false],
    [{ kind: 'failed', error: new Error('no') }, false],
    [{ kind: 'refused', refusals: [] }, true],
    [{ kind: 'invalid', faults: [] }, true],
    [{ kind: 'unhandled', what: '/ban' }, true],
  ])('after the outcome %j gives the use back: %j', (outcome, isGivenBack) => {
    for (const kind of ['fixed', 'sliding'] as const) {
      const rig = new Rig();
      const use = Cooldown.perUser('1m', { kind });
      const first = call();
      rig.ask(use, first);
      if (outcome.kind === 'done' || outcome.kind === 'failed') first.begin();
      first.end(outcome);
      expect(rig.reasons(use, call())).toEqual([isGivenBack ? undefined : 'cooldown']);
    }
  });

  it('gives the use back of a call that failed before it began, because another guard did', () => {
    const rig = new Rig();
    const use = Cooldown.perUser('1m');
    const first = call();
    rig.ask(use, first);
    first.end({ kind: 'failed', error: new Error('the other guard') });
    expect(rig.reasons(use, call())).toEqual([undefined]);
  });

  it('refuses the same call again where it is asked again, and lets nothing through that it did not count', () => {
    const rig = new Rig();
    const use = Cooldown.perUser('1m');
    rig.reasons(use, call());
    const second = call();
    expect([rig.ask(use, second), rig.ask(use, second)].map(reasonOf)).toEqual(['cooldown', 'cooldown']);
    second.end({ kind: 'refused', refusals: [] });
    const failing = Object.assign(new MemoryLimitStore(), { isBroken: true });
    const take = failing.take.bind(failing);
    failing.take = (...args) => {
      if (failing.isBroken) throw new Error('the store is gone');
      return take(...args);
    };
    const other = new Rig(failing);
    const third = call();
    expect(() => other.ask(use, third)).toThrow('the store is gone');
    failing.isBroken = false;
    expect(other.ask(use, third)).toBeUndefined();
    expect(failing.size).toBe(1);
  });

  it('gives nothing back of what it refused itself', () => {
    const rig = new Rig();
    const use = Cooldown.perUser('1m', { uses: 2 });
    expect(rig.reasons(use, call(), call(), call(), call())).toEqual([undefined, undefined, 'cooldown', 'cooldown']);
  });

  it.each([0, -1, 1.5, 10_001, NaN, '3'])('refuses %j uses', (uses) => {
    expect(() => Cooldown.perUser('5s', { uses: uses as number })).toThrow(
      /`uses` of Cooldown.perUser\(\) takes a whole/,
    );
  });

  it('refuses a kind that is none', () => {
    expect(() => Cooldown.global('5s', { kind: 'rolling' as never })).toThrow(
      /takes "fixed" or "sliding", and got 'rolling'/,
    );
  });
});

/** Answers when it is told to. */
class SlowStore extends LimitStore {
  readonly memory = new MemoryLimitStore();
  readonly asked: (() => void)[] = [];

  override take(...args: Parameters<MemoryLimitStore['take']>): Promise<LimitAnswer> {
    return new Promise((resolve) => {
      this.asked.push(() => {
        resolve(this.memory.take(...args));
      });
    });
  }

  override giveBack(...args: Parameters<MemoryLimitStore['giveBack']>): Promise<void> {
    this.memory.giveBack(...args);
    return Promise.reject(new Error('the store is gone'));
  }

  override close(): void {
    this.memory.close();
  }
}

describe('Cooldown over a store that answers later', () => {
  it('waits for the answer, gives back what was not used, and logs what could not be', async () => {
    const store = new SlowStore();
    const warnings: string[] = [];
    const logger = Object.assign(Object.create(nullLogger) as Logger, {
      warn: (message: string) => warnings.push(message),
    });
    const rig = new Rig(store, logger);
    const use = Cooldown.perUser('1m');
    const first = call();
    const verdict = rig.guard.check(first, use.options);
    store.asked.shift()?.();
    expect(await verdict).toBeUndefined();
    first.end({ kind: 'invalid', faults: [] });
    expect(store.memory.size).toBe(0);
    await rig.clock.advance(0);
    expect(warnings).toEqual(['a use of a cooldown could not be given back']);
  });

  it('hurts nobody where the logger fails as well', async () => {
    const unhandled: unknown[] = [];
    const remember = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', remember);
    const store = new SlowStore();
    const broken = Object.assign(Object.create(nullLogger) as Logger, {
      warn: () => {
        throw new Error('the disk is full');
      },
    });
    const first = call();
    const verdict = new Rig(store, broken).guard.check(first, Cooldown.perUser('1m').options);
    store.asked.shift()?.();
    await verdict;
    first.end({ kind: 'invalid', faults: [] });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', remember);
    expect(unhandled).toEqual([]);
  });

  it('gives a use back that was granted when the call was over already', async () => {
    const store = new SlowStore();
    const rig = new Rig(store);
    const first = call();
    const verdict = rig.guard.check(first, Cooldown.perUser('1m').options);
    first.end({ kind: 'refused', refusals: [] });
    store.asked.shift()?.();
    expect(await verdict).toBeUndefined();
    expect(store.memory.size).toBe(0);
  });
});
