/** What a list of effects does: the steps that it is made of, with what they remember. */
import { Biquad, highPass, lowPass, lowShelf, peaking } from './biquad';
import { Compressor } from './compressor';
import { Echo } from './echo';
import { type EffectData, speedOf } from './effect-data';
import { Karaoke, Mono } from './sides';
import { type Stage } from './stage';
import { Rotate, Tremolo } from './swing';

const BASS_HZ = 100;

export class EffectChain implements Stage {
  /** How fast the source is read; that is not done here, because it changes how much there is. */
  readonly speed: number;
  private readonly stages: readonly Stage[];

  /** @param effects checked ones. */
  constructor(effects: readonly EffectData[]) {
    this.stages = effects.flatMap((effect) => stagesOf(effect));
    this.speed = speedOf(effects);
  }

  /** Whether it changes nothing. */
  get isNeutral(): boolean {
    return this.stages.length === 0 && this.speed === 1;
  }

  process(samples: Float32Array): void {
    for (const stage of this.stages) stage.process(samples);
  }
}

function stagesOf(effect: EffectData): readonly Stage[] {
  switch (effect.kind) {
    case 'equaliser':
      return effect.bands
        .filter(({ gainDb }) => gainDb !== 0)
        .map(({ hz, gainDb, q }) => new Biquad(peaking(hz, gainDb, q)));
    case 'bassBoost':
      return effect.db === 0 ? [] : [new Biquad(lowShelf(BASS_HZ, effect.db))];
    case 'lowPass':
      return [new Biquad(lowPass(effect.hz))];
    case 'highPass':
      return [new Biquad(highPass(effect.hz))];
    case 'tremolo':
      return [new Tremolo(effect.hz, effect.depth)];
    case 'rotate':
      return [new Rotate(effect.hz)];
    case 'mono':
      return [new Mono()];
    case 'karaoke':
      return [new Karaoke()];
    case 'echo':
      return [new Echo(effect.ms, effect.decay)];
    case 'compressor':
      return [new Compressor(effect)];
    case 'speed':
      return [];
  }
}
