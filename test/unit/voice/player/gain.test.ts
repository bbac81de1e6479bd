/** Loudness of 16-bit audio. */
import { Gain } from '../../../../src/voice/player/gain';

function pcm(...samples: number[]): Buffer {
  const buffer = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => buffer.writeInt16LE(sample, index * 2));
  return buffer;
}

function samplesOf(buffer: Buffer): number[] {
  return Array.from({ length: buffer.length / 2 }, (_, index) => buffer.readInt16LE(index * 2));
}

describe('Gain', () => {
  it('scales, rounds, and clips what has no room', () => {
    const buffer = pcm(101, -101, 30_000, -30_000);
    new Gain(1.5).apply(buffer);
    expect(samplesOf(buffer)).toEqual([152, -151, 32_767, -32_768]);
  });

  it('halves every sample at 0.5 and silences at 0', () => {
    const half = pcm(1_000, -1_000, 2, 32_767);
    new Gain(0.5).apply(half);
    expect(samplesOf(half)).toEqual([500, -500, 1, 16_384]);
    const none = pcm(1_000, -1_000);
    new Gain(0).apply(none);
    expect(samplesOf(none)).toEqual([0, 0]);
  });

  it('moves over two frames without a step and is exact in the end', () => {
    const gain = new Gain(1);
    gain.fadeTo(0.5);
    expect(gain.isNeutral).toBe(false);
    const buffer = pcm(...new Array<number>(1_920 * 2).fill(10_000));
    gain.apply(buffer);
    const samples = samplesOf(buffer);
    const steps = samples.slice(1).map((sample, index) => Math.abs(sample - (samples[index] as number)));
    expect(Math.max(...steps)).toBeLessThanOrEqual(3);
    expect(samples.at(-1)).toBe(5_000);
    const after = pcm(10_000, 10_000);
    gain.apply(after);
    expect(samplesOf(after)).toEqual([5_000, 5_000]);
  });

  it('is neutral again only when a fade back to 1 is over', () => {
    const gain = new Gain(0.5);
    gain.fadeTo(1);
    gain.apply(pcm(...new Array<number>(960 * 2).fill(1)));
    expect(gain.isNeutral).toBe(false);
    gain.apply(pcm(...new Array<number>(960 * 2).fill(1)));
    expect(gain.isNeutral).toBe(true);
  });

  it('turns round in the middle of a fade from where it is', () => {
    const gain = new Gain(1);
    gain.fadeTo(0);
    gain.apply(pcm(...new Array<number>(960 * 2).fill(1)));
    gain.fadeTo(1);
    const next = pcm(10_000, 10_000);
    gain.apply(next);
    expect(samplesOf(next)[0]).toBeGreaterThan(4_990);
    expect(samplesOf(next)[0]).toBeLessThan(5_010);
  });
});
