/** Refused requests are counted over a sliding window, and sending stops in time. */
import { InvalidRequestGuard } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';

const REQUEST = { method: 'GET', shownPath: '/guilds/1' };

describe('the guard against invalid requests', () => {
  it('counts 401, 403 and 429, but not 429s of scope shared', () => {
    const guard = new InvalidRequestGuard({ clock: new ManualClock() });
    for (const status of [200, 400, 401, 403, 404, 429, 500]) guard.record(status);
    guard.record(429, 'shared');
    guard.record(429, 'global');
    expect(guard.count).toBe(4);
  });

  it('stops at 9,500 and goes on when enough have left the ten minutes', async () => {
    const clock = new ManualClock();
    const guard = new InvalidRequestGuard({ clock });
    for (let index = 0; index < 9_499; index += 1) guard.record(403);
    await clock.advance(300_000);
    expect(() => {
      guard.check(REQUEST);
    }).not.toThrow();
    guard.record(401);
    expect(() => {
      guard.check(REQUEST);
    }).toThrow(/9500 requests of this process were refused/);
    expect(guard.waitMs).toBe(301_000);
    await clock.advance(300_999);
    expect(guard.waitMs).toBe(1);
    await clock.advance(1);
    expect(() => {
      guard.check(REQUEST);
    }).not.toThrow();
    expect(guard.count).toBe(1);
  });

  it('tells when a threshold is crossed, once, and again after it fell below', async () => {
    const clock = new ManualClock();
    const guard = new InvalidRequestGuard({ clock, limit: 4 });
    expect([1, 2, 3, 4, 5].map(() => guard.record(403))).toEqual([undefined, 2, 3, 4, undefined]);
    await clock.advance(700_000);
    expect([1, 2].map(() => guard.record(403))).toEqual([undefined, 2]);
  });
});
