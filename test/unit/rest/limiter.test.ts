/** The limiter’s finer points, beyond the contract of its port. */
import { type AcquireOptions, MemoryRateLimiter, type LimitKey, type LimitReport, type Permit } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { watch } from './support/make-client';

const LATER = 1e9;
const REPORT: LimitReport = { bucket: 'b', limit: 5, remaining: 4, resetAfterMs: 1_000 };

function key(route: string, major = '1', rest: Partial<LimitKey> = {}): LimitKey {
  return { route, major, part: '', exempt: false, ...rest };
}

function bench(global = 1_000) {
  const clock = new ManualClock();
  const limiter = new MemoryRateLimiter({ clock, global: { limit: global } });
  const call = (which: LimitKey, deadline = LATER) => watch<Permit>(limiter.acquire(which, { deadline }));
  const answer = async (which: LimitKey, report: Partial<LimitReport> = {}): Promise<void> => {
    const permit = await limiter.acquire(which, { deadline: LATER });
    permit.complete({ status: 200, report: { ...REPORT, ...report } });
  };
  return { clock, limiter, call, answer };
}

describe('buckets', () => {
  it('are forgotten when they are idle', async () => {
    const { clock, limiter, answer } = bench(100_000);
    for (let channel = 0; channel < 5_000; channel += 1) {
      await answer(key('GET /channels/{channel_id}', String(channel)));
      if (channel % 100 === 0) await clock.advance(2_000);
    }
    expect(limiter.bucketCount).toBeLessThan(600);
  });

  it('are forgotten a minute after a burst, with the next request', async () => {
    const { clock, limiter, answer } = bench(100_000);
    for (let channel = 0; channel < 2_000; channel += 1) {
      await answer(key('GET /channels/{channel_id}', String(channel)));
    }
    expect(limiter.bucketCount).toBe(2_000);
    await clock.advance(59_000);
    await answer(key('GET /channels/{channel_id}', '1'));
    expect(limiter.bucketCount).toBe(2_000);
    await clock.advance(1_000);
    await answer(key('GET /channels/{channel_id}', '1'));
    expect(limiter.bucketCount).toBe(1);
  });

  it('of what comes once are none', async () => {
    const { clock, limiter, call } = bench();
    const once = (id: number) => key('POST /interactions/{interaction_id}', String(id), { exempt: true, once: true });
    for (let id = 0; id < 1_000; id += 1) {
      const permit = limiter.tryAcquire(once(id), { deadline: LATER })!;
      permit.complete({ status: 200, report: { ...REPORT, remaining: 0 } });
    }
    expect(limiter.bucketCount).toBe(0);
    const [refused, held] = [call(once(1)), call(key('GET /a'))];
    await clock.advance(0);
    refused.value!.complete({ status: 429, refusal: { scope: 'edge', retryAfterMs: 5_000 } });
    held.value!.complete({ status: 200, report: REPORT });
    const calls = [call(once(2)), call(key('GET /a'))];
    await clock.advance(4_999);
    expect(calls.map(({ done }) => done)).toEqual([false, false]);
    await clock.advance(1);
    expect(calls.map(({ done }) => done)).toEqual([true, true]);
  });

  it('are not forgotten while somebody is under way or blocked', async () => {
    const { clock, limiter, call, answer } = bench(100_000);
    const route = 'GET /channels/{channel_id}';
    const blocked = await limiter.acquire(key(route, 'x'), { deadline: LATER });
    blocked.complete({
      status: 429,
      report: { ...REPORT, remaining: 0 },
      refusal: { scope: 'user', retryAfterMs: 600_000 },
    });
    for (let channel = 0; channel < 1_000; channel += 1) {
      await answer(key(route, String(channel)));
      if (channel % 100 === 0) await clock.advance(2_000);
    }
    const waiting = call(key(route, 'x'));
    await clock.advance(10_000);
    expect(waiting.done).toBe(false);
  });

  it('that two routes turn out to share become one, and those who wait keep the order of their calls', async () => {
    const { clock, limiter, call, answer } = bench();
    const [a, b] = [key('POST /a/{channel_id}'), key('POST /b/{channel_id}')];
    await answer(a, { limit: 1, remaining: 0 });
    const probe = await limiter.acquire(b, { deadline: LATER });
    const calls = [call(b), call(a), call(b)];
    probe.complete({ status: 200, report: { ...REPORT, limit: 1, remaining: 0 } });
    for (let turn = 0; turn < 3; turn += 1) {
      await clock.advance(1_000);
      expect(calls.map((one) => one.done)).toEqual([true, turn >= 1, turn >= 2]);
      calls[turn]!.value!.complete({ status: 200, report: { ...REPORT, limit: 1, remaining: 0 } });
    }
  });

  it('follow a route whose bucket changes', async () => {
    const { clock, call, answer } = bench();
    const which = key('POST /a/{channel_id}');
    await answer(which, { bucket: 'old', remaining: 3 });
    await answer(which, { bucket: 'new', limit: 2, remaining: 0, resetAfterMs: 5_000 });
    const waiting = call(which);
    await clock.advance(4_999);
    expect(waiting.done).toBe(false);
    await clock.advance(1);
    expect(waiting.done).toBe(true);
  });

  it.each([
    ['was asked for', ['new', 'new']],
    ['is asked for under two new names', ['new', 'newer', 'new']],
  ])('stay with the other routes when one leaves them while more of it %s', async (_what, names) => {
    const { clock, limiter, call, answer } = bench();
    const [leaves, stays] = [key('POST /a/{channel_id}'), key('POST /b/{channel_id}')];
    await answer(leaves, { bucket: 'old', limit: 10, remaining: 9 });
    await answer(stays, { bucket: 'old', limit: 10, remaining: 8 });
    const permits = await Promise.all(names.map(() => limiter.acquire(leaves, { deadline: LATER })));
    permits.forEach((permit, index) => {
      const report = { bucket: names[index], limit: 2, remaining: 0, resetAfterMs: 60_000 };
      permit.complete({ status: 200, report });
    });
    const calls = [call(stays), call(leaves)];
    await clock.advance(1_500);
    expect(calls.map(({ done }) => done)).toEqual([true, false]);
  });

  it('lose nobody who waits, whatever names the answers give them', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 60; round += 1) {
      const { clock, limiter } = bench();
      const aborts: AbortController[] = [];
      const calls = Array.from({ length: 40 }, () => {
        const abort = new AbortController();
        aborts.push(abort);
        const acquired = limiter.acquire(key(`POST /${random(3)}/{channel_id}`), {
          deadline: 60_000,
          signal: abort.signal,
        });
        const call = watch<Permit>(acquired);
        void acquired.then(
          (permit) => {
            clock.setTimer(random(2_000), () => {
              const remaining = random(3);
              permit.complete({
                status: 200,
                report: { bucket: `b${random(3)}`, limit: 3, remaining, resetAfterMs: random(3_000) },
              });
            });
          },
          () => undefined,
        );
        return call;
      });
      for (let step = 0; step < 20; step += 1) {
        await clock.advance(random(1_000));
        if (random(3) === 0) aborts[random(aborts.length)]?.abort();
      }
      await clock.advance(70_000);
      expect(calls.every(({ done }) => done)).toBe(true);
      expect(clock.pendingTimers).toBe(0);
    }
  });

  it('of parts of a route are apart although Discord gives them one name', async () => {
    const { clock, limiter, call } = bench();
    const named = key('PATCH /channels/{channel_id}', '1', { part: 'name-or-topic' });
    const permit = await limiter.acquire(named, { deadline: LATER });
    permit.complete({ status: 429, report: REPORT, refusal: { scope: 'user', retryAfterMs: 600_000 } });
    const other = call(key('PATCH /channels/{channel_id}'));
    const blocked = call(named);
    await clock.advance(0);
    expect([other.done, blocked.done]).toEqual([true, false]);
  });

  it('of a route without limits let everything through at once', async () => {
    const { clock, limiter, call } = bench();
    const which = key('GET /gateway', '');
    (await limiter.acquire(which, { deadline: LATER })).complete({ status: 200 });
    const calls = Array.from({ length: 30 }, () => call(which));
    await clock.advance(0);
    expect(calls.every((one) => one.done)).toBe(true);
  });

  it('that others use as well are believed when they say that less is left', async () => {
    const { clock, call, answer } = bench();
    const which = key('POST /a/{channel_id}');
    await answer(which, { remaining: 1 });
    const calls = [call(which), call(which)];
    await clock.advance(0);
    expect(calls.map((one) => one.done)).toEqual([true, false]);
  });

  it('carry what is under way into the next window', async () => {
    const { clock, call, answer } = bench();
    const which = key('POST /a/{channel_id}');
    await answer(which, { limit: 2, remaining: 1 });
    const slow = call(which);
    await clock.advance(1_000);
    const calls = [call(which), call(which)];
    await clock.advance(0);
    expect([slow.done, ...calls.map((one) => one.done)]).toEqual([true, true, false]);
  });

  it('do not end a window early because of a late answer from the one before', async () => {
    const { clock, call, answer } = bench();
    const which = key('POST /a/{channel_id}');
    await answer(which, { limit: 2, remaining: 1 });
    const slow = call(which);
    await clock.advance(1_000);
    const next = call(which);
    await clock.advance(0);
    next.value!.complete({ status: 200, report: { ...REPORT, limit: 2, remaining: 1 } });
    slow.value!.complete({ status: 200, report: { ...REPORT, limit: 2, remaining: 0, resetAfterMs: 10 } });
    const waiting = call(which);
    await clock.advance(999);
    expect(waiting.done).toBe(false);
    await clock.advance(1);
    expect(waiting.done).toBe(true);
  });

  it('refuse at once one whose place in the line comes after its deadline', async () => {
    const { clock, call, answer } = bench();
    const which = key('POST /a/{channel_id}');
    await answer(which, { limit: 1, remaining: 0 });
    const calls = Array.from({ length: 5 }, () => call(which, 3_500));
    await clock.advance(0);
    expect(calls.map((one) => one.error?.retryAfterMs)).toEqual([undefined, undefined, undefined, 4_000, 4_000]);
  });
});

describe('a deadline', () => {
  it.each<[string, Partial<AcquireOptions>]>([
    ['behind', {}],
    ['before', { priority: 'high' }],
    ['before', { again: true }],
  ])('ends the wait of one %s another with more time, while an answer does not come', async (_where, options) => {
    const { clock, limiter, call } = bench();
    const which = key('POST /a/{channel_id}');
    const first = await limiter.acquire(which, { deadline: LATER });
    const patient = call(which);
    const hasty = watch(limiter.acquire(which, { deadline: 5_000, ...options }));
    await clock.advance(4_999);
    expect(hasty.done).toBe(false);
    await clock.advance(1);
    expect(hasty.error?.kind).toBe('rate-limited');
    first.complete({ status: 200, report: REPORT });
    await clock.advance(0);
    expect(patient.value).toBeDefined();
  });
});

describe('the global limit', () => {
  it('lets so many go in any second, and lines take turns', async () => {
    const { clock, call } = bench(3);
    const calls = ['1', '2', '3', '4', '5'].map((major) => call(key('POST /a/{channel_id}', major)));
    await clock.advance(0);
    expect(calls.map((one) => one.done)).toEqual([true, true, true, false, false]);
    for (const one of calls.slice(0, 3)) one.value!.complete({ status: 200, report: REPORT });
    await clock.advance(999);
    expect(calls[3]!.done).toBe(false);
    await clock.advance(1);
    expect(calls.every((one) => one.done)).toBe(true);
  });

  it('does not count exempt requests', async () => {
    const { clock, call } = bench(1);
    const first = call(key('POST /a/{channel_id}'));
    const exempt = ['1', '2', '3'].map((id) => call(key('POST /interactions', id, { exempt: true })));
    await clock.advance(0);
    expect([first, ...exempt].every((one) => one.done)).toBe(true);
  });

  it('is not held up by slow answers', async () => {
    const { clock, call } = bench(1);
    call(key('POST /a/{channel_id}', '1'));
    const second = call(key('POST /a/{channel_id}', '2'));
    await clock.advance(1_249);
    expect(second.done).toBe(false);
    await clock.advance(1);
    expect(second.done).toBe(true);
  });

  it('counts what a program asked for in a long turn from the end of the turn, when it is written', async () => {
    const clock = new ManualClock();
    let blockedMs = 0;
    const limiter = new MemoryRateLimiter({
      clock: {
        now: () => clock.now() + blockedMs,
        wallMs: () => clock.wallMs() + blockedMs,
        setTimer: (delayMs, callback) => clock.setTimer(delayMs, callback),
      },
      global: { limit: 2 },
    });
    const call = (major: string) =>
      watch<Permit>(limiter.acquire(key('POST /a/{channel_id}', major), { deadline: LATER }));
    call('1');
    blockedMs = 400;
    call('2');
    const third = call('3');
    await clock.advance(1_249);
    expect(third.done).toBe(false);
    await clock.advance(1);
    expect(third.done).toBe(true);
  });

  it('is halved by a burst that Discord refuses, for others use the token, and comes back with time', async () => {
    const { clock, limiter } = bench(50);
    const take = (): Permit[] => {
      const permits: Permit[] = [];
      for (;;) {
        const permit = limiter.tryAcquire(key('GET /a/{channel_id}', String(permits.length)), { deadline: LATER });
        if (!permit) return permits;
        permits.push(permit);
      }
    };
    const refused = take();
    await clock.advance(50);
    for (const permit of refused) permit.complete({ status: 429, refusal: { scope: 'global', retryAfterMs: 1_000 } });
    const counts: number[] = [refused.length];
    for (let second = 0; second < 30; second += 1) {
      await clock.advance(1_000);
      const permits = take();
      counts.push(permits.length);
      for (const permit of permits) permit.complete({ status: 200 });
    }
    expect(counts.slice(0, 4)).toEqual([50, 25, 26, 27]);
    expect(counts.slice(-4)).toEqual([50, 50, 50, 50]);
  });

  it('leaves no timer behind when those who waited for it gave up', async () => {
    const { clock, limiter } = bench(1);
    const permit = await limiter.acquire(key('POST /a/{channel_id}'), { deadline: LATER });
    const controller = new AbortController();
    const waiting = watch(
      limiter.acquire(key('POST /a/{channel_id}', '2'), { deadline: LATER, signal: controller.signal }),
    );
    await clock.advance(0);
    controller.abort();
    permit.complete({ status: 200, report: REPORT });
    await clock.advance(0);
    expect(waiting.done).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});
