import { Sequence } from '../../../src/gateway/protocol/sequence';

describe('sequence numbers', () => {
  it('count an event once', () => {
    const sequence = new Sequence();
    expect([1, 2, 2, 1, 3].map((s) => sequence.advance(s))).toEqual([true, true, false, false, true]);
    expect(sequence.last).toBe(3);
  });

  it('begin anywhere near', () => {
    const sequence = new Sequence();
    expect([3, 3, 5].map((s) => sequence.advance(s))).toEqual([true, false, true]);
  });

  it('are not carried away by a single absurd one', () => {
    const sequence = new Sequence();
    sequence.advance(10);
    for (const absurd of [Number.MAX_SAFE_INTEGER, 2 ** 31, 5e9]) expect(sequence.advance(absurd)).toBe(true);
    expect(sequence.last).toBe(10);
    expect(sequence.advance(11)).toBe(true);
    expect(sequence.last).toBe(11);
    expect(sequence.advance(10)).toBe(false);
  });

  it('follow a jump that the next number confirms', () => {
    const sequence = new Sequence();
    sequence.advance(10);
    expect(sequence.advance(1_000_000)).toBe(true);
    expect(sequence.last).toBe(10);
    expect(sequence.advance(1_000_001)).toBe(true);
    expect(sequence.last).toBe(1_000_001);
    expect(sequence.advance(1_000_001)).toBe(false);
  });

  it('takes an event numbered 0 as new, whatever came before, and goes on from where it was', () => {
    const sequence = new Sequence();
    expect(sequence.advance(0)).toBe(true);
    expect(sequence.last).toBeNull();
    sequence.advance(5);
    expect([sequence.isNew(0), sequence.advance(0), sequence.last]).toEqual([true, true, 5]);
    expect([sequence.advance(5), sequence.advance(6)]).toEqual([false, true]);
  });
});
