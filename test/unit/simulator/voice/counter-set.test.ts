/** Which counters were spent: exact like a set, and far smaller. */
import { CounterSet } from '../../../../src/testing/simulator/voice/counter-set';
import { seededRandom } from '../../../../src/testing/simulator/random';

describe('a set of counters', () => {
  it('says of each whether it is new, over the whole range', () => {
    const random = seededRandom(7);
    const [counters, known] = [new CounterSet(), new Set<number>()];
    const edges = [0, 7, 8, 32_767, 32_768, 0xffff_ffff];
    const some = Array.from({ length: 2_000 }, () => Math.floor(random() * (random() < 0.5 ? 500 : 2 ** 32)));
    for (const counter of [...edges, ...some, ...edges]) {
      expect([counter, counters.add(counter)]).toEqual([counter, !known.has(counter)]);
      known.add(counter);
    }
  });

  it('knows none when it was cleared', () => {
    const counters = new CounterSet();
    counters.add(5);
    counters.clear();
    expect(counters.add(5)).toBe(true);
  });

  it('takes less than a hundred kilobytes for two hours of a call', () => {
    const counters = new CounterSet();
    const before = process.memoryUsage().arrayBuffers;
    for (let counter = 0; counter < 2 * 3_600 * 50; counter += 1) counters.add(counter);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000);
    expect(counters.add(0)).toBe(false);
  });
});
