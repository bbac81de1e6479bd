/** Clocks: the manual one fires what is due, in order; the system's can wait longer than a timer of Node can. */
import { ManualClock, sleep, SystemClock, withLimit } from '../../../src/util';

describe('the manual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = new ManualClock();
    let fired = false;
    clock.setTimer(10, () => (fired = true));
    await clock.advance(9);
    expect([clock.now(), fired]).toEqual([9, false]);
    await clock.advance(1);
    expect([clock.now(), fired]).toEqual([10, true]);
  });

  it('fires timers by due time, and those of one time in the order they were set', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    clock.setTimer(20, () => fired.push('late'));
    clock.setTimer(10, () => fired.push('first'));
    clock.setTimer(10, () => fired.push('second'));
    await clock.advance(20);
    expect(fired).toEqual(['first', 'second', 'late']);
  });

  it('shows each timer its own time, and lets it set further ones', async () => {
    const clock = new ManualClock();
    const times: number[] = [];
    clock.setTimer(10, () => {
      times.push(clock.now());
      clock.setTimer(10, () => times.push(clock.now()));
    });
    await clock.advance(30);
    expect(times).toEqual([10, 20]);
  });

  it('forgets a cancelled timer', async () => {
    const clock = new ManualClock();
    const timer = clock.setTimer(10, () => {
      throw new Error('fired');
    });
    timer.cancel();
    timer.cancel();
    await clock.advance(20);
    expect(clock.pendingTimers).toBe(0);
  });

  it('moves the wall with it', async () => {
    const clock = new ManualClock(1_000);
    await clock.advance(500);
    expect(clock.wallMs()).toBe(1_500);
  });
});

describe('the system clock', () => {
  it('does not fire a delay at once that is longer than Node’s timers can wait', async () => {
    const clock = new SystemClock();
    let fired = false;
    const timer = clock.setTimer(2 ** 31 + 1_000, () => (fired = true), { keepAlive: false });
    await sleep(clock, 20);
    timer.cancel();
    expect(fired).toBe(false);
  });
});

describe('sleep', () => {
  it('rejects with the reason when its signal aborts, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const aborter = new AbortController();
    const sleeping = sleep(clock, 1_000, { signal: aborter.signal });
    aborter.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.pendingTimers).toBe(0);
  });

  it('rejects at once on a signal that is aborted already', async () => {
    await expect(sleep(new ManualClock(), 1, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    );
  });
});

describe('withLimit', () => {
  it('gives what came in time, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    await expect(withLimit(clock, Promise.resolve(7), 100, () => new Error('late'))).resolves.toBe(7);
    expect(clock.pendingTimers).toBe(0);
  });

  it('rejects with the given error when the limit passes first', async () => {
    const clock = new ManualClock();
    const waiting = expect(withLimit(clock, new Promise(() => {}), 100, () => new Error('late'))).rejects.toThrow(
      'late',
    );
    await clock.advance(100);
    await waiting;
  });

  it('makes an Error of whatever was thrown', async () => {
    const clock = new ManualClock();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the subject of the test
    const thrown = Promise.reject('a text');
    await expect(withLimit(clock, thrown, 100, () => new Error('late'))).rejects.toThrow('a text');
  });
});
