/** One measured property of each effect, and what effects may be. */
import { Effect } from '../../../../src/voice';
import { checkEffects } from '../../../../src/voice/effects/check-effects';
import { EffectChain } from '../../../../src/voice/effects/effect-chain';
import { EffectRack } from '../../../../src/voice/effects/effect-rack';
import { toFloats, toPcm } from '../../../../src/voice/effects/pcm';
import { type Stage } from '../../../../src/voice/effects/stage';
import { levelOf, tone } from '../../../support/audio';

const FRAME = 3_840;
const LEVEL = 0.1;

/** Sends PCM through a stage, frame by frame as a player does. */
function through(stage: Stage, pcm: Buffer): Buffer {
  const result = Buffer.alloc(pcm.length);
  const samples = new Float32Array(1_920);
  for (let at = 0; at + FRAME <= pcm.length; at += FRAME) {
    toFloats(pcm.subarray(at, at + FRAME), samples);
    stage.process(samples);
    toPcm(samples, result.subarray(at, at + FRAME));
  }
  return result;
}

/** What a tone has become, in decibels; the first half is left for swinging in. */
function gainDb(effect: Effect, hz: number, channel: 0 | 1 = 0): number {
  const heard = through(new EffectChain([effect]), tone(hz, 1_000, { level: LEVEL }));
  return 20 * Math.log10(levelOf(heard.subarray(heard.length / 2), hz, channel) / LEVEL);
}

/** A tone on the left alone, or with the opposite on the right. */
function sided(hz: number, ms: number, right: (left: number) => number): Buffer {
  const pcm = tone(hz, ms, { level: LEVEL });
  for (let at = 0; at < pcm.length; at += 4) pcm.writeInt16LE(right(pcm.readInt16LE(at)), at + 2);
  return pcm;
}

describe('an effect', () => {
  it('equaliser: +6 dB at 1 kHz measures +6 dB there, and nothing far from it', () => {
    const effect = Effect.equaliser([{ hz: 1_000, gainDb: 6 }]);
    expect(Math.abs(gainDb(effect, 1_000) - 6)).toBeLessThan(0.5);
    expect(Math.abs(gainDb(effect, 60))).toBeLessThan(0.2);
    expect(Math.abs(gainDb(effect, 12_000))).toBeLessThan(0.2);
  });

  it('equaliser: ten bands do what each of them says', () => {
    const bands = [31, 62, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000].map((hz, index) => ({
      hz,
      gainDb: index % 2 === 0 ? 6 : -6,
      q: 4,
    }));
    for (const { hz, gainDb: wanted } of bands.slice(2)) {
      expect(Math.abs(gainDb(Effect.equaliser(bands), hz) - wanted)).toBeLessThan(1);
    }
  });

  it('bassBoost: lifts 40 Hz by what was asked for and leaves 2 kHz', () => {
    expect(Math.abs(gainDb(Effect.bassBoost(9), 40) - 9)).toBeLessThan(1);
    expect(Math.abs(gainDb(Effect.bassBoost(9), 2_000))).toBeLessThan(0.1);
  });

  it('lowPass: -3 dB at its frequency, and 12 dB less for each octave', () => {
    const effect = Effect.lowPass(1_000);
    expect(Math.abs(gainDb(effect, 100))).toBeLessThan(0.1);
    expect(Math.abs(gainDb(effect, 1_000) + 3)).toBeLessThan(0.3);
    expect(Math.abs(gainDb(effect, 2_000) + 12.3)).toBeLessThan(0.5);
    expect(Math.abs(gainDb(effect, 4_000) + 24.2)).toBeLessThan(1);
  });

  it('highPass: the mirror of it', () => {
    const effect = Effect.highPass(1_000);
    expect(Math.abs(gainDb(effect, 8_000))).toBeLessThan(0.1);
    expect(Math.abs(gainDb(effect, 1_000) + 3)).toBeLessThan(0.3);
    expect(Math.abs(gainDb(effect, 250) + 24.1)).toBeLessThan(0.5);
  });

  it('tremolo: swells between full and 1 - depth, as often as it was told', () => {
    const heard = through(
      new EffectChain([Effect.tremolo({ hz: 5, depth: 0.8 })]),
      tone(1_000, 1_000, { level: LEVEL }),
    );
    const at = (ms: number): number => levelOf(heard.subarray(ms * 192, (ms + 10) * 192), 1_000) / LEVEL;
    for (const crest of [200, 400, 800]) expect(at(crest - 5)).toBeCloseTo(1, 1);
    for (const trough of [100, 300, 900]) expect(at(trough - 5)).toBeCloseTo(0.2, 1);
  });

  it('rotate: walks from side to side with the same power', () => {
    const heard = through(new EffectChain([Effect.rotate({ hz: 1 })]), tone(1_000, 1_000, { level: LEVEL }));
    const at = (ms: number, side: 0 | 1): number =>
      levelOf(heard.subarray(ms * 192, (ms + 10) * 192), 1_000, side) / LEVEL;
    expect(at(245, 0)).toBeLessThan(0.05);
    expect(at(245, 1)).toBeCloseTo(1, 1);
    expect(at(745, 0)).toBeCloseTo(1, 1);
    for (const ms of [0, 110, 370, 600]) expect(Math.hypot(at(ms, 0), at(ms, 1))).toBeCloseTo(1, 1);
  });

  it('mono: gives both sides half of each', () => {
    const heard = through(
      new EffectChain([Effect.mono()]),
      sided(1_000, 200, () => 0),
    );
    expect(levelOf(heard, 1_000, 0)).toBeCloseTo(LEVEL / 2, 3);
    expect(levelOf(heard, 1_000, 1)).toBeCloseTo(LEVEL / 2, 3);
  });

  it('karaoke: takes away the middle, and leaves the sides and the bass', () => {
    const chain = new EffectChain([Effect.karaoke()]);
    expect(gainDb(Effect.karaoke(), 1_000)).toBeLessThan(-30);
    expect(Math.abs(gainDb(Effect.karaoke(), 40))).toBeLessThan(0.5);
    const sides = through(
      chain,
      sided(1_000, 500, (left) => -left),
    );
    expect(levelOf(sides, 1_000, 0)).toBeCloseTo(LEVEL, 2);
    expect(levelOf(sides, 1_000, 1)).toBeCloseTo(LEVEL, 2);
  });

  it('echo: comes back after its time, each time quieter by its decay', () => {
    const click = Buffer.alloc(FRAME * 50);
    click.writeInt16LE(16_000, 0);
    const heard = through(new EffectChain([Effect.echo({ ms: 150, decay: 0.5 })]), click);
    const loud: number[] = [];
    for (let at = 0; at < heard.length; at += 2) if (heard.readInt16LE(at) !== 0) loud.push(at, heard.readInt16LE(at));
    expect(loud.slice(0, 8)).toEqual([0, 16_000, 28_800, 8_000, 57_600, 4_000, 86_400, 2_000]);
  });

  it('compressor: what is 12 dB above the threshold comes out 3 dB above it at 4 : 1, and what is below as it was', () => {
    const effect = Effect.compressor({ thresholdDb: -18, ratio: 4, makeUpDb: 0 });
    const level = (loud: number): number => {
      const heard = through(new EffectChain([effect]), tone(1_000, 1_000, { level: loud }));
      return 20 * Math.log10(levelOf(heard.subarray(heard.length / 2), 1_000));
    };
    expect(Math.abs(level(10 ** (-6 / 20)) + 15)).toBeLessThan(1);
    expect(Math.abs(level(10 ** (-30 / 20)) + 30)).toBeLessThan(0.1);
  });

  it('changes nothing where its amount is nothing, so that Opus may pass', () => {
    const none = [Effect.equaliser([{ hz: 100, gainDb: 0 }]), Effect.bassBoost(0), Effect.speed(1)];
    expect(new EffectChain(none).isNeutral).toBe(true);
    expect(new EffectChain([Effect.speed(2), Effect.speed(0.5)]).isNeutral).toBe(true);
    expect(new EffectChain([Effect.mono()]).isNeutral).toBe(false);
  });

  it('comes to rest in silence, and never gives what is no number', () => {
    const all = [
      Effect.equaliser([{ hz: 30, gainDb: 24, q: 5 }]),
      Effect.bassBoost(24),
      Effect.lowPass(20_000),
      Effect.highPass(20),
      Effect.karaoke(),
      Effect.echo({ ms: 1, decay: 0.9 }),
      Effect.compressor({ makeUpDb: 24 }),
    ];
    const chain = new EffectChain(all);
    const samples = new Float32Array(1_920);
    let state = 1;
    for (let frame = 0; frame < 50; frame += 1) {
      for (let index = 0; index < samples.length; index += 1) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        samples[index] = state / 65_536 - 32_768;
      }
      chain.process(samples);
      expect(samples.every((value) => Number.isFinite(value))).toBe(true);
    }
    for (let frame = 0; frame < 600; frame += 1) chain.process(samples.fill(0));
    expect(samples.every((value) => value === 0)).toBe(true);
  });

  it('stays a number where everything is as loud as it may be, and is itself again in a moment', () => {
    const loudest = Array.from({ length: 31 }, () => ({ hz: 440, gainDb: 24, q: 0.1 }));
    const rest = Array.from({ length: 7 }, () => [
      Effect.compressor({ makeUpDb: 24 }),
      Effect.echo({ ms: 1, decay: 0.9 }),
    ]);
    const chain = new EffectChain([Effect.equaliser(loudest), ...rest.flat()]);
    const samples = new Float32Array(1_920);
    const loud = tone(440, 200, { level: 1 });
    for (let frame = 0; frame < 10; frame += 1) {
      toFloats(loud.subarray(frame * FRAME, (frame + 1) * FRAME), samples);
      chain.process(samples);
      expect(samples.every((value) => Number.isFinite(value))).toBe(true);
    }
    for (let frame = 0; frame < 200; frame += 1) chain.process(samples.fill(0));
    expect(Math.max(...samples)).toBeLessThan(1);
  });
});

describe('effects', () => {
  it('are plain data that survives a message to another thread', () => {
    const effects = [Effect.equaliser([{ hz: 60, gainDb: 3 }]), Effect.compressor(), Effect.mono()];
    expect(structuredClone(effects)).toEqual(effects);
    expect(JSON.parse(JSON.stringify(effects))).toEqual(effects);
    expect(effects[0]).toEqual({ kind: 'equaliser', bands: [{ hz: 60, gainDb: 3, q: 1.41 }] });
  });

  it.each([
    ['hz is 5,', () => Effect.lowPass(5)],
    ['db is 30,', () => Effect.bassBoost(30)],
    [
      'bands[1].hz is 30000,',
      () =>
        Effect.equaliser([
          { hz: 10, gainDb: 0 },
          { hz: 30_000, gainDb: 0 },
        ]),
    ],
    ['bands must be a list', () => Effect.equaliser('loud' as never)],
    ['bands must be a list', () => Effect.equaliser(new Array<never>(32).fill({ hz: 20, gainDb: 1 } as never))],
    ['bands[0].gainDb is undefined', () => Effect.equaliser([{ hz: 20 } as never])],
    ['depth is NaN,', () => Effect.tremolo({ hz: 1, depth: NaN })],
    ['decay is 1,', () => Effect.echo({ ms: 100, decay: 1 })],
    ['ratio is 0,', () => Effect.compressor({ ratio: 0 })],
    ['factor is string', () => Effect.speed('2' as never)],
  ])('are refused where they are made: %s', (message, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error);
    expect(make).toThrow(message);
  });

  it.each([
    ['effects must be a list', 'bass'],
    ['effects must be a list', new Array(17).fill({ kind: 'mono' })],
    ['effects[1] is no effect', [{ kind: 'mono' }, { kind: 'reverb' }]],
    ['effects[0] is no effect', [null]],
    ['effects[0] is no effect', [{ kind: 'toString' }]],
    ['effects[1].hz is 5.1,', [{ kind: 'mono' }, { kind: 'rotate', hz: 5.1 }]],
    ['effects[0].bands[0].q is undefined', [{ kind: 'equaliser', bands: [{ hz: 20, gainDb: 1 }] }]],
    ['effects[0].bands[0].hz is undefined', [{ kind: 'equaliser', bands: [null] }]],
    ['the speed that effects make together is 4,', [Effect.speed(2), Effect.mono(), Effect.speed(2)]],
    ['the speed that effects make together is 0.25,', [Effect.speed(0.5), Effect.speed(0.5)]],
  ])('are refused where they are used, by the path: %s', (message, effects) => {
    expect(() => {
      checkEffects(effects);
    }).toThrow(message);
  });
});

describe('EffectRack', () => {
  it('fades from the old to the new over two frames, and takes up a change in the middle of a change', () => {
    const rack = new EffectRack();
    const silent = new EffectChain([Effect.equaliser([])]);
    const halving = (): EffectChain => new EffectChain([Effect.compressor({ thresholdDb: -60, ratio: 20 })]);
    rack.set(silent);
    expect(rack.isNeutral).toBe(true);
    rack.fadeTo(halving());
    rack.fadeTo(new EffectChain([Effect.speed(2)]));
    expect(rack.speed).toBe(2);
    rack.fadeTo(new EffectChain([]));
    const samples = new Float32Array(1_920);
    const steps: number[] = [];
    let last = 10_000;
    for (let frame = 0; frame < 5; frame += 1) {
      rack.process(samples.fill(10_000));
      for (let index = 0; index < samples.length; index += 2) {
        steps.push(Math.abs((samples[index] as number) - last));
        last = samples[index] as number;
      }
    }
    expect(Math.max(...steps)).toBeLessThan(60);
    expect(last).toBe(10_000);
    expect(rack.isNeutral).toBe(true);
  });
});
