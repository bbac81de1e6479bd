/** The parts that mixing is made of: the limiter, fades, the tape, and samples as numbers. */
import { Fader } from '../../../../src/voice/effects/fader';
import { Limiter } from '../../../../src/voice/effects/limiter';
import { toFloats, toPcm } from '../../../../src/voice/effects/pcm';
import { Tape } from '../../../../src/voice/effects/tape';
import { levelOf, measureTone, tone } from '../../../support/audio';

describe('samples as numbers', () => {
  it('come back as they were, from odd addresses too', () => {
    const pcm = Buffer.alloc(3_841);
    for (let index = 0; index < pcm.length; index += 1) pcm[index] = (index * 7_919) >> 3;
    const odd = pcm.subarray(1);
    const samples = new Float32Array(1_920);
    toFloats(odd, samples);
    expect(samples[5]).toBe(odd.readInt16LE(10));
    const back = Buffer.alloc(3_840);
    toPcm(samples, back);
    expect(back.equals(odd)).toBe(true);
  });

  it('never wrap', () => {
    const back = Buffer.alloc(10);
    toPcm(Float32Array.from([40_000, -40_000, Infinity, -Infinity, NaN]), back);
    expect([0, 2, 4, 6, 8].map((at) => back.readInt16LE(at))).toEqual([32_767, -32_768, 32_767, -32_768, 0]);
  });
});

describe('Limiter', () => {
  it('does not touch what has room', () => {
    const limiter = new Limiter();
    const samples = Float32Array.from({ length: 1_920 }, (_, index) => (index % 2 === 0 ? 32_767 : -32_768));
    const before = samples.slice();
    limiter.process(samples);
    expect(samples).toEqual(before);
    expect(limiter.isNeutral).toBe(true);
  });

  it('keeps the sum of two full tones within 16 bits, with no more than a trace of distortion, and lets go again', () => {
    const limiter = new Limiter();
    const [low, high] = [tone(440, 1_000, { level: 0.95 }), tone(3_000, 1_000, { level: 0.95 })];
    const out = Buffer.alloc(low.length);
    const samples = new Float32Array(1_920);
    const other = new Float32Array(1_920);
    let over = 0;
    let turned = 0;
    for (let at = 0; at < low.length; at += 3_840) {
      toFloats(low.subarray(at, at + 3_840), samples);
      toFloats(high.subarray(at, at + 3_840), other);
      const sums = samples.map((value, index) => value + (other[index] as number));
      samples.set(sums);
      limiter.process(samples);
      for (const [index, value] of samples.entries()) {
        if (Math.abs(value) > 32_767.5) over += 1;
        if (Math.sign(value) !== Math.sign(sums[index] as number)) turned += 1;
      }
      toPcm(samples, out.subarray(at, at + 3_840));
    }
    // Only in the sixteen samples that it has for coming down, at the very beginning.
    expect(over).toBeLessThanOrEqual(32);
    expect(turned).toBe(0);
    const late = out.subarray(out.length / 2);
    expect(levelOf(late, 440)).toBeGreaterThan(0.45);
    expect(levelOf(late, 3_000)).toBeGreaterThan(0.45);
    for (const foreign of [880, 1_320, 2_560, 5_560, 9_000]) expect(levelOf(late, foreign)).toBeLessThan(0.02);
    expect(limiter.isNeutral).toBe(false);
    for (let frame = 0; frame < 30; frame += 1) limiter.process(samples.fill(1_000));
    expect(limiter.isNeutral).toBe(true);
    expect(samples[1_919]).toBe(1_000);
  });
});

describe('Fader', () => {
  it('keeps the power of two that cross', () => {
    const [coming, going] = [new Fader(), new Fader()];
    coming.fadeIn(100);
    going.fadeOut(100);
    for (let frame = 0; frame < 5; frame += 1) {
      const [a, b] = [new Float32Array(1_920).fill(1), new Float32Array(1_920).fill(1)];
      coming.process(a);
      going.process(b);
      const power = a.map((value, index) => value ** 2 + (b[index] as number) ** 2);
      expect(Math.min(...power)).toBeGreaterThan(0.999);
      expect(Math.max(...power)).toBeLessThan(1.001);
    }
    expect(coming.isNeutral).toBe(true);
    expect(going.isSilent).toBe(true);
  });

  it('turns round in the middle of a fade without a step', () => {
    const fader = new Fader();
    fader.fadeIn(100);
    let last = 0;
    let most = 0;
    for (let frame = 0; frame < 10; frame += 1) {
      if (frame === 2) fader.fadeOut(60);
      if (frame === 1) fader.duckTo(0.5, 40);
      const samples = new Float32Array(1_920).fill(10_000);
      fader.process(samples);
      for (let index = 0; index < samples.length; index += 2) {
        most = Math.max(most, Math.abs((samples[index] as number) - last));
        last = samples[index] as number;
      }
    }
    expect(most).toBeLessThan(10);
    expect(fader.isSilent).toBe(true);
  });
});

describe('Tape', () => {
  const play = (pcm: Buffer, speed: (frame: number) => number): { heard: Buffer; taken: number } => {
    const tape = new Tape();
    const pieces: Buffer[] = [];
    let at = 0;
    let taken = 0;
    const next = (): Buffer | undefined => {
      const piece = pcm.subarray(at, at + 3_840);
      at += piece.length;
      return piece.length > 0 ? piece : undefined;
    };
    const samples = new Float32Array(1_920);
    for (let frame = 0; ; frame += 1) {
      const part = tape.read(samples, speed(frame), next, at >= pcm.length);
      if (part < 0) return { heard: Buffer.concat(pieces), taken };
      taken += part;
      const piece = Buffer.alloc(3_840);
      toPcm(samples, piece);
      pieces.push(piece);
    }
  };

  it.each([0.5, 0.8, 1.25, 2])('plays %d times as fast: so much shorter, and so much higher', (factor) => {
    const { heard, taken } = play(tone(500, 1_000, { level: 0.5 }), () => factor);
    expect(Math.abs(heard.length / 192_000 - 1 / factor)).toBeLessThan(0.021);
    expect(Math.abs(taken / 48_000 - 1)).toBeLessThan(0.045);
    const measured = measureTone(heard, { skipMs: 50 });
    expect(Math.abs(measured.hz - 500 * factor)).toBeLessThan(0.5);
    expect(measured.level).toBeCloseTo(0.5, 2);
    expect(measured.residue).toBeLessThan(1e-5);
  });

  it.each([1.3, 1.9, 2])(
    'plays %d times as fast without folding what gets too high back into what is heard',
    (factor) => {
      const source = (24_000 / factor) * 1.25;
      const { heard } = play(tone(source, 1_000, { level: 0.5 }), () => factor);
      const folded = 48_000 - source * factor;
      expect(levelOf(heard.subarray(heard.length / 4), folded) / 0.5).toBeLessThan(0.003);
      const { heard: kept } = play(tone((24_000 / factor) * 0.6, 1_000, { level: 0.5 }), () => factor);
      const part = kept.subarray(kept.length / 4, (kept.length * 3) / 4);
      expect(levelOf(part, 24_000 * 0.6) / 0.5).toBeCloseTo(1, 1);
    },
  );

  it('changes its speed, and comes back to whole frames, without a step', () => {
    const speeds = [1.25, 1.25, 0.7, 0.7, 0.7, 1.9, 1.9, 1];
    const { heard } = play(tone(300, 2_000, { level: 0.5 }), (frame) => speeds[frame] ?? (frame % 3 === 0 ? 1.1 : 1));
    const slope = (0.5 * 32_767 * 2 * Math.PI * 300 * 1.9) / 48_000;
    let most = 0;
    for (let at = 4; at < heard.length - 3_840; at += 4) {
      most = Math.max(most, Math.abs(heard.readInt16LE(at) - heard.readInt16LE(at - 4)));
    }
    expect(most).toBeLessThan(slope * 1.3);
  });

  it('waits for a source that is late, and loses nothing', () => {
    const tape = new Tape();
    const samples = new Float32Array(1_920);
    const pieces = [tone(500, 20)];
    expect(tape.read(samples, 1.5, () => pieces.shift(), false)).toBe(-1);
    expect(tape.isEmpty).toBe(false);
    pieces.push(tone(500, 20));
    expect(tape.read(samples, 1.5, () => pieces.shift(), false)).toBe(1_440);
    expect(tape.read(samples, 1.5, () => undefined, true)).toBe(1_440);
    expect(tape.isEmpty).toBe(true);
  });
});
