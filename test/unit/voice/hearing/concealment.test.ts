/** What is played where nothing came. */
import { Concealment } from '../../../../src/voice/hearing/concealment';
import { measureTone, tone } from '../../../support/audio';

const loudest = (pcm: Buffer): number => {
  let most = 0;
  for (let at = 0; at < pcm.length; at += 2) most = Math.max(most, Math.abs(pcm.readInt16LE(at)));
  return most;
};

describe('Concealment', () => {
  it('is silence before anything was heard', () => {
    expect(new Concealment().conceal(960)).toEqual(Buffer.alloc(3_840));
  });

  it('is what came last, fading over three frames, and silence from there on', () => {
    const concealment = new Concealment();
    concealment.heard(tone(440, 20, { level: 0.5 }));
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => concealment.conceal(960)) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const levels = [first, second, third].map(loudest);
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels[0]).toBeGreaterThan(0.45 * 32_767);
    expect(levels[2]).toBeLessThan(0.2 * 32_767);
    expect(loudest(fourth)).toBe(0);
    expect(Math.abs(measureTone(first, { skipMs: 0 }).hz - 440)).toBeLessThan(40);
    concealment.heard(tone(440, 20, { level: 0.5 }));
    expect(concealment.conceal(960)).toEqual(first);
  });

  it('has no click at its seams', () => {
    const concealment = new Concealment();
    const heard = tone(440, 20, { level: 0.5 });
    concealment.heard(heard);
    const all = Buffer.concat([heard, ...Array.from({ length: 4 }, () => concealment.conceal(480))]);
    let step = 0;
    for (let at = 4; at < all.length; at += 4)
      step = Math.max(step, Math.abs(all.readInt16LE(at) - all.readInt16LE(at - 4)));
    // A tone of 440 Hz at half of the scale moves by no more than this from sample to sample.
    expect(step).toBeLessThan(0.5 * 32_767 * ((2 * Math.PI * 440) / 48_000) * 1.1);
  });

  it('takes lengths of any kind, longer than what it has as well', () => {
    const concealment = new Concealment();
    concealment.heard(tone(440, 10, { level: 0.5 }));
    expect(concealment.conceal(120)).toHaveLength(480);
    expect(concealment.conceal(5_760)).toHaveLength(23_040);
    expect(loudest(concealment.conceal(960))).toBe(0);
  });
});
