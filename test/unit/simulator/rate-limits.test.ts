/** Buckets, the global limit, and what their headers say. */
import { ManualClock } from '../../../src/util';
import { InvalidRequests } from '../../../src/testing/simulator/rest/invalid-requests';
import { type LimitedRequest, RateLimits } from '../../../src/testing/simulator/rest/rate-limits';

const CREATE: LimitedRequest = {
  botId: 'bot',
  method: 'POST',
  route: '/channels/{}/messages',
  major: '1',
  params: { channel_id: '1' },
  body: { content: 'hi' },
};

describe('rate limits', () => {
  let clock: ManualClock;
  let limits: RateLimits;

  beforeEach(() => {
    clock = new ManualClock();
    limits = new RateLimits(clock, 50, {});
  });

  it('count down in the headers, to thousandths of a second', async () => {
    const first = limits.take(CREATE);
    await clock.advance(1_234.5);
    const second = limits.take(CREATE);
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset-after': '5.000',
      'x-ratelimit-reset': (Date.UTC(2026, 0, 1) / 1_000 + 5).toFixed(3),
    });
    expect(second.headers).toMatchObject({ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset-after': '3.766' });
    expect(second.headers['x-ratelimit-bucket']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuse the sixth request with what a client needs to wait, and let it pass after the window', async () => {
    for (let index = 0; index < 5; index += 1) expect(limits.take(CREATE).refused).toBeUndefined();
    await clock.advance(700);
    const refused = limits.take(CREATE);
    expect(refused.refused).toEqual({ retryAfterS: 4.3, global: false });
    expect(refused.headers).toMatchObject({
      'retry-after': '5',
      'x-ratelimit-scope': 'user',
      'x-ratelimit-remaining': '0',
    });
    await clock.advance(4_300);
    expect(limits.take(CREATE).refused).toBeUndefined();
  });

  it('remember no counters whose time is over', async () => {
    for (let index = 0; index < 5_000; index += 1) {
      limits.take({ ...CREATE, route: '/webhooks/{}/{}', major: `1 ${index}`, params: {}, outsideGlobal: true });
      if (index % 100 === 0) await clock.advance(3_000);
    }
    expect(limits.counters).toBeLessThan(1_000);
  });

  it('are counted for each channel, under one hash', () => {
    for (let index = 0; index < 5; index += 1) limits.take(CREATE);
    const elsewhere = limits.take({ ...CREATE, major: '2' });
    expect(elsewhere.refused).toBeUndefined();
    expect(elsewhere.headers['x-ratelimit-bucket']).toBe(limits.take(CREATE).headers['x-ratelimit-bucket']);
  });

  it('are counted for each bot', () => {
    for (let index = 0; index < 5; index += 1) limits.take(CREATE);
    expect(limits.take({ ...CREATE, botId: 'other' }).refused).toBeUndefined();
  });

  it('are shared by routes of one bucket', () => {
    const reaction = { ...CREATE, route: '/channels/{}/messages/{}/reactions/{}/@me', body: undefined };
    expect(limits.take({ ...reaction, method: 'PUT' }).refused).toBeUndefined();
    expect(limits.take({ ...reaction, method: 'DELETE' }).refused).toBeDefined();
  });

  it('put old messages into another bucket, although the route is the same', () => {
    const remove = { ...CREATE, method: 'DELETE', route: '/channels/{}/messages/{}', body: undefined };
    const young = limits.take({
      ...remove,
      params: { message_id: (BigInt(clock.wallMs() - 1_420_070_400_000) << 22n).toString() },
    });
    const old = limits.take({ ...remove, params: { message_id: '175928847299117063' } });
    expect(young.headers['x-ratelimit-bucket']).not.toBe(old.headers['x-ratelimit-bucket']);
  });

  it('hold a channel to two renames in ten minutes, without a header that says so', () => {
    const rename = { ...CREATE, method: 'PATCH', route: '/channels/{}', body: { name: 'new' } };
    expect(limits.take(rename).refused).toBeUndefined();
    const second = limits.take(rename);
    expect(second.refused).toBeUndefined();
    expect(second.headers['x-ratelimit-remaining']).toBe('3');
    expect(limits.take(rename).refused).toEqual({ retryAfterS: 600, global: false });
    expect(limits.take({ ...rename, body: { nsfw: true } }).refused).toBeUndefined();
  });

  it('stop everything of a bot at the global limit, and say so', async () => {
    const everywhere = (index: number): LimitedRequest => ({ ...CREATE, major: String(index) });
    for (let index = 0; index < 50; index += 1) expect(limits.take(everywhere(index)).refused).toBeUndefined();
    const refused = limits.take(everywhere(50));
    expect(refused.refused?.global).toBe(true);
    expect(refused.headers).toEqual({
      'retry-after': '1',
      'x-ratelimit-scope': 'global',
      'x-ratelimit-global': 'true',
      via: '1.1 google',
    });
    expect(limits.take({ ...CREATE, botId: 'other' }).refused).toBeUndefined();
    await clock.advance(1_000);
    expect(limits.take(everywhere(51)).refused).toBeUndefined();
  });

  it('can be changed for a route, or switched off', () => {
    const changed = new RateLimits(clock, 50, { 'POST /channels/{}/messages': { limit: 1, windowMs: 10 } });
    changed.take(CREATE);
    expect(changed.take(CREATE).refused).toBeDefined();
    const off = new RateLimits(clock, 50, false);
    for (let index = 0; index < 20; index += 1) expect(off.take(CREATE)).toEqual({ headers: {} });
  });
});

describe('invalid requests', () => {
  it('are 401, 403 and 429 of ten minutes, but not those of a shared limit', async () => {
    const clock = new ManualClock();
    const guard = new InvalidRequests(clock, 3);
    guard.note(404, {});
    guard.note(429, { 'x-ratelimit-scope': 'shared' });
    expect(guard.inWindow).toBe(0);
    for (const status of [401, 403, 429]) guard.note(status, {});
    expect(guard.banned).toBe(true);
    await clock.advance(600_000);
    expect(guard.banned).toBe(false);
  });
});
