/** What every RateLimiter keeps to. Run it over an implementation of yours with any test runner. */
import assert from 'node:assert/strict';
import {
  type AcquireOptions,
  type LimitKey,
  type LimitReport,
  type Permit,
  type RateLimiter,
  type Refusal,
  RestError,
} from '../../rest';
import { ManualClock } from '../../util';
import { type ContractCase } from './contract-case';

export interface RateLimiterContractOptions {
  /** `false` for one that lets everything through: it keeps to the shape of the port alone. Default `true`. */
  readonly limits?: boolean;
}

/** @param make a new limiter on a clock that the suite moves. */
export function rateLimiterContract(
  make: (clock: ManualClock) => RateLimiter | Promise<RateLimiter>,
  options: RateLimiterContractOptions = {},
): ContractCase[] {
  const cases: Record<string, (bench: Bench) => Promise<void>> = {
    ...shapeCases,
    ...(options.limits === false ? {} : limitCases),
  };
  return Object.entries(cases).map(([name, run]) => ({
    name,
    run: async () => {
      const clock = new ManualClock();
      const limiter = await make(clock);
      try {
        await run(new Bench(clock, limiter));
      } finally {
        limiter.close();
      }
    },
  }));
}

const SEND: LimitKey = { route: 'POST /channels/{channel_id}/messages', major: '1', part: '', exempt: false };

/** A call to `acquire` and what became of it so far. */
interface Call {
  permit?: Permit;
  error?: unknown;
}

class Bench {
  constructor(
    readonly clock: ManualClock,
    readonly limiter: RateLimiter,
  ) {}

  call(key: LimitKey = SEND, options: Omit<AcquireOptions, 'deadline'> & { readonly withinMs?: number } = {}): Call {
    const call: Call = {};
    const { withinMs = 3_600_000, ...rest } = options;
    this.limiter.acquire(key, { ...rest, deadline: this.clock.now() + withinMs }).then(
      (permit) => (call.permit = permit),
      (error: unknown) => (call.error = error),
    );
    return call;
  }

  /** So many calls of one key, in a row. */
  calls(count: number, key: LimitKey = SEND): Call[] {
    return Array.from({ length: count }, () => this.call(key));
  }

  settle(): Promise<void> {
    return this.clock.advance(0);
  }

  /** A call that is let through at once and answered with a report. */
  async answered(report: Partial<LimitReport>, key: LimitKey = SEND): Promise<void> {
    const call = this.call(key);
    await this.settle();
    granted(call).complete({ status: 200, report: { ...REPORT, ...report } });
    await this.settle();
  }

  /** A call that is let through at once and answered with 429. */
  async refused(refusal: Refusal, key: LimitKey = SEND, report?: LimitReport): Promise<void> {
    const call = this.call(key);
    await this.settle();
    granted(call).complete({ status: 429, refusal, report });
    await this.settle();
  }
}

const REPORT: LimitReport = { bucket: 'send', limit: 5, remaining: 4, resetAfterMs: 1_000 };

function granted(call: Call): Permit {
  if (call.permit) return call.permit;
  throw new assert.AssertionError({ message: 'the request was not let through', actual: call.error });
}

function through(calls: readonly Call[]): number {
  return calls.filter((call) => call.permit).length;
}

function assertKind(call: Call, kind: RestError['kind']): RestError {
  assert.ok(call.error instanceof RestError, `it was to be refused as ${kind}`);
  assert.equal(call.error.kind, kind);
  return call.error;
}

const shapeCases: Record<string, (bench: Bench) => Promise<void>> = {
  'lets the first request through at once': async (bench) => {
    const call = bench.call();
    await bench.settle();
    granted(call).complete({ status: 200 });
  },
  'takes an outcome once and ignores what is told afterwards': async (bench) => {
    const call = bench.call();
    await bench.settle();
    const permit = granted(call);
    permit.complete({ status: 200, report: REPORT });
    permit.complete({ status: 429, refusal: { scope: 'user', retryAfterMs: 60_000 } });
    permit.cancel();
    const next = bench.call();
    await bench.settle();
    granted(next).cancel();
  },
  'rejects with the signal’s reason when it is aborted already': async (bench) => {
    const reason = new Error('enough');
    const call = bench.call(SEND, { signal: AbortSignal.abort(reason) });
    await bench.settle();
    assert.equal(call.error, reason);
  },
  'refuses what comes after close': async (bench) => {
    bench.limiter.close();
    const call = bench.call();
    await bench.settle();
    assertKind(call, 'closed');
  },
  'can be closed twice': (bench) => {
    bench.limiter.close();
    bench.limiter.close();
    return Promise.resolve();
  },
};

const limitCases: Record<string, (bench: Bench) => Promise<void>> = {
  'lets the first request of an unknown route go alone': async (bench) => {
    const calls = bench.calls(3);
    await bench.settle();
    assert.equal(through(calls), 1);
    granted(calls[0] as Call).complete({ status: 200, report: REPORT });
    await bench.settle();
    assert.equal(through(calls), 3);
  },
  'lets as many be under way as the bucket has left, and no more': async (bench) => {
    await bench.answered({});
    const calls = bench.calls(7);
    await bench.settle();
    assert.equal(through(calls), 4);
  },
  'gives without a promise what could go at once, and lets nobody overtake': async (bench) => {
    const { limiter } = bench;
    if (!limiter.tryAcquire) return;
    const options = { deadline: bench.clock.now() + 3_600_000 };
    await bench.answered({ remaining: 1 });
    assert.equal(limiter.tryAcquire(SEND, { ...options, signal: AbortSignal.abort() }), undefined);
    const permit = limiter.tryAcquire(SEND, options);
    assert.ok(permit, 'the request was not let through');
    const waiting = bench.call();
    assert.equal(limiter.tryAcquire(SEND, options), undefined);
    permit.cancel();
    await bench.settle();
    granted(waiting).cancel();
    limiter.close();
    assert.equal(limiter.tryAcquire(SEND, options), undefined);
  },
  'remembers a route’s limit for another channel': async (bench) => {
    await bench.answered({});
    const calls = bench.calls(7, { ...SEND, major: '2' });
    await bench.settle();
    assert.equal(through(calls), 5);
  },
  'counts routes of one bucket together': async (bench) => {
    const edit = { ...SEND, route: 'PATCH /channels/{channel_id}/messages/{message_id}' };
    await bench.answered({ remaining: 4 });
    await bench.answered({ remaining: 3 }, edit);
    const calls = [...bench.calls(2), ...bench.calls(4, edit)];
    await bench.settle();
    assert.equal(through(calls), 3);
  },
  'lets the rest go when the window is over, not earlier': async (bench) => {
    await bench.answered({ remaining: 0 });
    const call = bench.call();
    await bench.clock.advance(999);
    assert.equal(call.permit, undefined);
    await bench.clock.advance(1);
    granted(call);
  },
  'lets those of one bucket go in the order of their calls': async (bench) => {
    await bench.answered({ limit: 1, remaining: 0 });
    const calls = bench.calls(3);
    for (let turn = 0; turn < 3; turn += 1) {
      await bench.clock.advance(1_000);
      assert.equal(through(calls), turn + 1);
      granted(calls[turn] as Call).complete({ status: 200, report: { ...REPORT, limit: 1, remaining: 0 } });
    }
  },
  'honours a 429 in full, for its bucket alone': async (bench) => {
    await bench.refused({ scope: 'user', retryAfterMs: 2_500 });
    const call = bench.call();
    const other = bench.call({ ...SEND, major: '2' });
    await bench.clock.advance(2_499);
    assert.equal(call.permit, undefined);
    granted(other);
    await bench.clock.advance(1);
    granted(call);
  },
  'holds the whole bucket when its headers agree with the 429': async (bench) => {
    const edit = { ...SEND, route: 'PATCH /channels/{channel_id}/messages/{message_id}' };
    await bench.answered({}, edit);
    await bench.refused({ scope: 'user', retryAfterMs: 1_000 }, SEND, { ...REPORT, remaining: 0 });
    const call = bench.call(edit);
    await bench.clock.advance(999);
    assert.equal(call.permit, undefined);
    await bench.clock.advance(1);
    granted(call);
  },
  'holds one route on one resource when the headers of a 429 contradict it': async (bench) => {
    const edit = { ...SEND, route: 'PATCH /channels/{channel_id}/messages/{message_id}' };
    await bench.answered({}, edit);
    await bench.refused({ scope: 'user', retryAfterMs: 600_000 }, SEND, { ...REPORT, remaining: 3 });
    const held = bench.call();
    const others = [bench.call(edit), bench.call({ ...SEND, major: '2' })];
    await bench.settle();
    assert.equal(held.permit, undefined);
    others.forEach(granted);
    await bench.clock.advance(599_999);
    assert.equal(held.permit, undefined);
    await bench.clock.advance(1);
    granted(held);
  },
  'honours a shared 429 for the resource': async (bench) => {
    await bench.refused({ scope: 'shared', retryAfterMs: 700 });
    const call = bench.call();
    await bench.clock.advance(699);
    assert.equal(call.permit, undefined);
    await bench.clock.advance(1);
    granted(call);
  },
  'lets a 429 of no wait at all pass': async (bench) => {
    await bench.refused({ scope: 'user', retryAfterMs: 0 });
    const call = bench.call();
    await bench.settle();
    granted(call);
  },
  'stops everything but exempt routes on a global 429': async (bench) => {
    await bench.refused({ scope: 'global', retryAfterMs: 3_000 });
    const other = bench.call({ ...SEND, major: '2' });
    const exempt = bench.call({ route: 'POST /interactions/{id}/callback', major: '', part: '', exempt: true });
    await bench.clock.advance(2_999);
    assert.equal(other.permit, undefined);
    granted(exempt);
    await bench.clock.advance(1);
    granted(other);
  },
  'stops everything when the edge refuses': async (bench) => {
    await bench.refused({ scope: 'edge', retryAfterMs: 3_000 });
    const exempt = bench.call({ route: 'POST /interactions/{id}/callback', major: '', part: '', exempt: true });
    await bench.clock.advance(2_999);
    assert.equal(exempt.permit, undefined);
    await bench.clock.advance(1);
    granted(exempt);
  },
  'puts a request that came back with a 429 before those that wait': async (bench) => {
    await bench.answered({ limit: 1, remaining: 0 });
    const first = bench.call();
    const again = bench.call(SEND, { again: true });
    await bench.clock.advance(1_000);
    granted(again);
    assert.equal(first.permit, undefined);
  },
  'lets those of higher priority go first, and equals in the order of their calls': async (bench) => {
    await bench.answered({ limit: 1, remaining: 0 });
    const order: string[] = [];
    for (const [name, priority] of [
      ['low', 'low'],
      ['normal', undefined],
      ['second normal', 'normal'],
      ['high', 'high'],
      ['second high', 'high'],
    ] as const) {
      const options = { deadline: bench.clock.now() + 60_000, priority };
      void bench.limiter.acquire(SEND, options).then((permit) => {
        order.push(name);
        permit.complete({ status: 200, report: { ...REPORT, limit: 1, remaining: 0 } });
      });
    }
    await bench.clock.advance(5_000);
    assert.deepEqual(order, ['high', 'second high', 'normal', 'second normal', 'low']);
  },
  'does not let a stream of higher priority keep one waiting for ever': async (bench) => {
    await bench.answered({ limit: 1, remaining: 0 });
    const low = bench.call(SEND, { priority: 'low' });
    for (let second = 0; second < 60; second += 1) {
      bench.limiter.acquire(SEND, { deadline: Infinity, priority: 'high' }).then(
        (permit) => {
          permit.complete({ status: 200, report: { ...REPORT, limit: 1, remaining: 0 } });
        },
        // Those who are left when it ends.
        () => undefined,
      );
      await bench.clock.advance(1_000);
    }
    granted(low);
  },
  'gives the slot of a request that was not sent to the next one': async (bench) => {
    const [first, second] = bench.calls(2) as [Call, Call];
    await bench.settle();
    granted(first).cancel();
    await bench.settle();
    granted(second);
  },
  'goes on after an answer that tells nothing': async (bench) => {
    const [first, second] = bench.calls(2) as [Call, Call];
    await bench.settle();
    granted(first).complete({ status: 502 });
    await bench.settle();
    granted(second).complete({ status: undefined });
    const third = bench.call();
    await bench.settle();
    granted(third);
  },
  'lets one who gave up hold nobody back': async (bench) => {
    await bench.answered({ remaining: 0 });
    const controller = new AbortController();
    const given = bench.call(SEND, { signal: controller.signal });
    const next = bench.call();
    const reason = new Error('enough');
    controller.abort(reason);
    await bench.clock.advance(1_000);
    assert.equal(given.error, reason);
    granted(next);
  },
  'refuses at once a wait that cannot end before the deadline': async (bench) => {
    await bench.answered({ remaining: 0, resetAfterMs: 90_000 });
    const call = bench.call(SEND, { withinMs: 30_000 });
    await bench.settle();
    assert.equal(assertKind(call, 'rate-limited').retryAfterMs, 90_000);
  },
  'refuses those who wait already when a 429 makes their wait too long': async (bench) => {
    const [first] = bench.calls(1) as [Call];
    await bench.settle();
    const waiting = bench.call(SEND, { withinMs: 5_000 });
    granted(first).complete({ status: 429, refusal: { scope: 'user', retryAfterMs: 60_000 } });
    await bench.settle();
    assertKind(waiting, 'rate-limited');
  },
  'refuses at the deadline one who waits for an answer that does not come': async (bench) => {
    bench.call();
    const waiting = bench.call(SEND, { withinMs: 5_000 });
    await bench.clock.advance(4_999);
    assert.equal(waiting.error, undefined);
    await bench.clock.advance(1);
    assertKind(waiting, 'rate-limited');
  },
  'refuses those who wait when it is closed': async (bench) => {
    await bench.answered({ remaining: 0 });
    const call = bench.call();
    await bench.settle();
    bench.limiter.close();
    await bench.settle();
    assertKind(call, 'closed');
  },
};
