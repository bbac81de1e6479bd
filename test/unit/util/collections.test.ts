/** Queues, backoff and deferred promises: bounded, and honest about what they drop. */
import { AsyncQueue, backoffMs, deferred } from '../../../src/util';

describe('an async queue', () => {
  it('gives values in the order they came, before and after a reader waits', async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    const read: number[] = [];
    const reading = (async () => {
      for await (const value of queue) read.push(value);
    })();
    expect(queue.push(2)).toBeDefined();
    queue.close();
    await reading;
    expect(read).toEqual([1, 2]);
  });

  it('drops the oldest value when it is full, and counts it', async () => {
    const queue = new AsyncQueue<number>(2);
    expect([1, 2, 3].map((value) => queue.push(value))).toEqual(['buffered', 'buffered', 'dropped']);
    expect(queue.dropped).toBe(1);
    await expect(queue.next()).resolves.toEqual({ value: 2, done: false });
  });

  it('tells an error once to whoever reads, after what was buffered', async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    queue.close(new Error('broken'));
    await expect(queue.next()).resolves.toMatchObject({ value: 1 });
    await expect(queue.next()).rejects.toThrow('broken');
    await expect(queue.next()).resolves.toMatchObject({ done: true });
  });

  it('takes nothing after its end and calls its closer once', async () => {
    let closed = 0;
    const queue = new AsyncQueue<number>(10, () => (closed += 1));
    await queue.return();
    queue.close();
    expect([queue.push(1), closed]).toEqual(['closed', 1]);
  });

  it('ends readers that wait when it closes', async () => {
    const queue = new AsyncQueue<number>();
    const waiting = queue.next();
    queue.close();
    await expect(waiting).resolves.toEqual({ value: undefined, done: true });
  });
});

describe('backoff', () => {
  const options = { baseMs: 1_000, capMs: 60_000, random: () => 0 };

  it('doubles up to its cap', () => {
    expect([0, 1, 2, 5, 6, 500].map((attempt) => backoffMs(attempt, options))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('takes off as much as the jitter allows', () => {
    expect(backoffMs(3, { ...options, jitter: 0.5, random: () => 0.999_999 })).toBeCloseTo(4_000, 0);
  });
});

describe('a deferred promise', () => {
  it('settles once', async () => {
    const { promise, resolve, reject } = deferred<number>();
    resolve(1);
    reject(new Error('late'));
    await expect(promise).resolves.toBe(1);
  });
});
