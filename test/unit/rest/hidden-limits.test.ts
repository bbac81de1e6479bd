/** Limits that no header tells of are learnt from their 429s, and hold nothing but what they are about. */
import { type LimitKey, type LimitReport, MemoryRateLimiter, type Permit, type Refusal } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { limited, makeClient, watch } from './support/make-client';

const LATER = 1e9;
const REPORT: LimitReport = { bucket: 'b', limit: 5, remaining: 4, resetAfterMs: 1_000 };
const TEN_MINUTES: Refusal = { scope: 'user', retryAfterMs: 600_000 };
const CREATE = key('POST /guilds/{guild_id}/emojis');
const DELETE = key('DELETE /guilds/{guild_id}/emojis/{emoji_id}');

function key(route: string, major = '1'): LimitKey {
  return { route, major, part: '', exempt: false };
}

async function bench() {
  const clock = new ManualClock();
  const limiter = new MemoryRateLimiter({ clock, global: { limit: 1_000 } });
  const call = (which: LimitKey, deadline = LATER) => watch<Permit>(limiter.acquire(which, { deadline }));
  const refuse = async (which: LimitKey, refusal: Refusal, report?: LimitReport): Promise<void> => {
    const permit = await limiter.acquire(which, { deadline: LATER });
    permit.complete({ status: 429, refusal, report });
  };
  // Both routes turn out to share a bucket.
  for (const which of [CREATE, DELETE]) {
    (await limiter.acquire(which, { deadline: LATER })).complete({ status: 200, report: REPORT });
  }
  await clock.advance(10_000);
  return { clock, limiter, call, refuse };
}

describe('a 429', () => {
  it.each<[string, Refusal, LimitReport | undefined, number]>([
    ['says that something is left', TEN_MINUTES, { ...REPORT, remaining: 1 }, 0],
    ['is over long after the window', TEN_MINUTES, { ...REPORT, remaining: 0 }, 1_000],
    ['does not speak of a bucket', TEN_MINUTES, undefined, 0],
    ['is about what everybody uses', { scope: 'shared', retryAfterMs: 900 }, { ...REPORT, remaining: 2 }, 0],
    ['agrees with the window', { scope: 'user', retryAfterMs: 1_200 }, { ...REPORT, remaining: 0 }, 1_200],
    ['agrees with it in whole seconds', { scope: 'user', retryAfterMs: 2_000 }, { ...REPORT, remaining: 0 }, 2_000],
  ])('that %s holds the right ones', async (_what, refusal, report, neighbourAfterMs) => {
    const { clock, call, refuse } = await bench();
    await refuse(CREATE, refusal, report);
    const [refused, neighbour, elsewhere] = [call(CREATE), call(DELETE), call({ ...CREATE, major: '2' })];
    const freeAfterMs: (number | undefined)[] = [undefined, undefined, undefined];
    for (let ms = 0; ms <= refusal.retryAfterMs; ms += 100) {
      await clock.advance(ms === 0 ? 0 : 100);
      [refused, neighbour, elsewhere].forEach((one, index) => {
        if (one.done) freeAfterMs[index] ??= ms;
      });
    }
    expect(freeAfterMs).toEqual([refusal.retryAfterMs, neighbourAfterMs, 0]);
  });

  it('of a hidden limit leaves the bucket its count', async () => {
    const { clock, call, refuse } = await bench();
    await refuse(CREATE, TEN_MINUTES, { ...REPORT, remaining: 2 });
    const others = [1, 2, 3].map(() => call(DELETE));
    await clock.advance(0);
    expect(others.map((one) => one.done)).toEqual([true, true, false]);
    others[0]!.value!.complete({ status: 200, report: { ...REPORT, remaining: 0, resetAfterMs: 700 } });
    await clock.advance(1_000);
    expect(others[2]!.done).toBe(true);
  });

  it('of a hidden limit lets those of other routes pass who wait behind the ones it holds', async () => {
    const { clock, call, refuse, limiter } = await bench();
    const full = await limiter.acquire(DELETE, { deadline: LATER });
    full.complete({ status: 200, report: { ...REPORT, limit: 2, remaining: 1 } });
    await refuse(CREATE, TEN_MINUTES, { ...REPORT, limit: 2, remaining: 0 });
    const calls = [call(CREATE), call(DELETE), call(CREATE), call(DELETE)];
    await clock.advance(1_000);
    expect(calls.map((one) => one.done)).toEqual([false, true, false, true]);
    for (const one of [calls[1]!, calls[3]!]) one.value!.complete({ status: 502 });
    await clock.advance(598_999);
    expect(calls.map((one) => one.done)).toEqual([false, true, false, true]);
    await clock.advance(1);
    expect(calls[0]!.done).toBe(true);
  });

  it('of a hidden limit refuses at once those who cannot wait so long, and says how long', async () => {
    const { clock, call, limiter } = await bench();
    const under = await limiter.acquire(CREATE, { deadline: LATER });
    const full = await limiter.acquire(DELETE, { deadline: LATER });
    full.complete({ status: 200, report: { ...REPORT, remaining: 0, resetAfterMs: 50_000 } });
    const waiting = call(CREATE, clock.now() + 120_000);
    const neighbour = call(DELETE, clock.now() + 120_000);
    await clock.advance(0);
    expect([waiting.done, neighbour.done]).toEqual([false, false]);
    under.complete({ status: 429, refusal: TEN_MINUTES });
    await clock.advance(0);
    expect(waiting.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 600_000 });
    const late = call(CREATE, clock.now() + 120_000);
    await clock.advance(0);
    expect(late.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 600_000 });
    expect(neighbour.done).toBe(false);
    await clock.advance(50_000);
    expect(neighbour.value).toBeDefined();
  });

  it('of a hidden limit is remembered while buckets come and go, and follows a bucket that changes its name', async () => {
    const { clock, limiter, call, refuse } = await bench();
    await refuse(CREATE, TEN_MINUTES, { ...REPORT, remaining: 2 });
    for (let guild = 100; guild < 1_000; guild += 1) {
      const permit = await limiter.acquire({ ...CREATE, major: String(guild) }, { deadline: LATER });
      permit.complete({ status: 200, report: { ...REPORT, bucket: 'renamed' } });
      if (guild % 100 === 0) await clock.advance(2_000);
    }
    const neighbour = await limiter.acquire(DELETE, { deadline: LATER });
    neighbour.complete({ status: 200, report: { ...REPORT, bucket: 'renamed' } });
    const held = call(CREATE);
    await clock.advance(500_000);
    expect(held.done).toBe(false);
    await clock.advance(100_000);
    expect(held.done).toBe(true);
  });

  it('of a hidden limit holds on when the route turns out to share a bucket with others', async () => {
    const { clock, limiter, call, refuse } = await bench();
    const other = key('PATCH /guilds/{guild_id}/emojis/{emoji_id}');
    await refuse(other, TEN_MINUTES);
    const held = call(other);
    const elsewhere = await limiter.acquire({ ...other, major: '2' }, { deadline: LATER });
    elsewhere.complete({ status: 200, report: REPORT });
    const neighbour = call(DELETE);
    await clock.advance(599_999);
    expect([held.done, neighbour.done]).toEqual([false, true]);
    await clock.advance(1);
    expect(held.done).toBe(true);
  });

  it('of a hidden limit goes along with a route that leaves its bucket for another', async () => {
    const { clock, limiter, call } = await bench();
    const [first, second] = await Promise.all([1, 2].map(() => limiter.acquire(CREATE, { deadline: LATER })));
    first!.complete({ status: 429, refusal: TEN_MINUTES, report: REPORT });
    const held = call(CREATE);
    second!.complete({ status: 200, report: { ...REPORT, bucket: 'another' } });
    const late = call(CREATE);
    const neighbour = call(DELETE);
    await clock.advance(599_999);
    expect([held.done, late.done, neighbour.done]).toEqual([false, false, true]);
    await clock.advance(1);
    expect([held.done, late.done]).toEqual([true, true]);
  });

  it('of a hidden limit makes nobody seem to be too late who goes before those it holds', async () => {
    const { clock, limiter, call, refuse } = await bench();
    await refuse(CREATE, TEN_MINUTES, { ...REPORT, limit: 2, remaining: 1 });
    const full = await limiter.acquire(DELETE, { deadline: LATER });
    full.complete({ status: 200, report: { ...REPORT, limit: 2, remaining: 0 } });
    for (let n = 0; n < 5; n += 1) call(CREATE);
    const neighbour = call(DELETE, clock.now() + 1_500);
    await clock.advance(1_000);
    expect(neighbour.value).toBeDefined();
  });

  it('of a hidden limit leaves no timer behind when nobody waits any more', async () => {
    const { clock, limiter, refuse } = await bench();
    await refuse(CREATE, TEN_MINUTES);
    const abort = new AbortController();
    const waiting = watch(limiter.acquire(CREATE, { deadline: LATER, signal: abort.signal }));
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(1);
    abort.abort();
    await clock.advance(0);
    expect(waiting.done).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('of a hidden limit takes no turn at the global limit', async () => {
    const clock = new ManualClock();
    const limiter = new MemoryRateLimiter({ clock, global: { limit: 2 } });
    const call = (which: LimitKey) => watch<Permit>(limiter.acquire(which, { deadline: LATER }));
    const first = await limiter.acquire(CREATE, { deadline: LATER });
    first.complete({ status: 429, refusal: TEN_MINUTES, report: REPORT });
    const [held, used, next] = [call(CREATE), call(key('GET /a/{channel_id}')), call(key('GET /b/{channel_id}'))];
    await clock.advance(999);
    expect([held.done, used.done, next.done]).toEqual([false, true, false]);
    await clock.advance(251);
    expect([held.done, next.done]).toEqual([false, true]);
  });
});

describe('a client', () => {
  const bucket = (remaining: number): Record<string, string> => ({
    'x-ratelimit-bucket': 'c',
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': '15',
  });
  const hidden = limited(580, { ...bucket(3), 'x-ratelimit-scope': 'user' });

  it('that renames a channel too often may still change its other settings', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(hidden).otherwise({ json: { id: '1', type: 0 }, headers: bucket(3) });
    const renamed = watch(client.channels.edit('1', { name: 'new' }));
    await clock.advance(0);
    expect(renamed.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 580_000 });
    expect(renamed.error!.advice).toBe('wait 580 s (10 min) before sending it again.');
    const calls = [
      watch(client.channels.edit('1', { rateLimitPerUser: 5 })),
      watch(client.channels.edit('2', { name: 'new' })),
      watch(client.channels.edit('1', { topic: 'new' })),
    ];
    await clock.advance(0);
    expect(calls.map((call) => call.error?.kind ?? call.value?.id)).toEqual(['1', '1', 'rate-limited']);
    expect(transport.requests).toHaveLength(3);
  });

  it('that deletes old messages too fast may still delete young ones', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(limited(90, { ...bucket(3), 'x-ratelimit-scope': 'user' })).otherwise({ headers: bucket(3) });
    // 2015, and the first day of 2026.
    const old = watch(client.messages.delete('1', '175928847299117063'));
    const young = watch(client.messages.delete('1', '1455971424665600000'));
    await clock.advance(1);
    expect([old.done, young.done]).toEqual([false, true]);
    await clock.advance(90_000);
    expect(old.done).toBe(true);
  });

  it('that is refused by a bucket of which something is left keeps to the wait, and repeats the request', async () => {
    const { client, transport, clock } = makeClient();
    transport.reply(limited(30, { ...bucket(4), 'x-ratelimit-scope': 'shared' })).otherwise({ headers: bucket(3) });
    const first = watch(client.reactions.removeOwn('1', '20', '🔥'));
    await clock.advance(29_999);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect(first.done).toBe(true);
  });
});
