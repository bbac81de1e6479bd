/** What effects are made of: numbers alone. */

/** One band of an equaliser: a bell around a frequency. */
export interface EqualiserBand {
  /** Where it is, 10 to 20 000. */
  readonly hz: number;
  /** How much louder (or quieter) it makes that, -24 to 24 decibels. */
  readonly gainDb: number;
  /** How narrow it is, 0.1 to 20. 1.41 is an octave, 4.32 a third of one. */
  readonly q: number;
}

/** Dynamics of `Effect.compressor`; what is left out has a value that suits speech and music. */
export interface CompressorOptions {
  /** What is louder is made quieter, -60 to 0 decibels of full scale. Default -24. */
  readonly thresholdDb?: number | undefined;
  /** How many decibels above the threshold become one, 1 to 20. Default 4. */
  readonly ratio?: number | undefined;
  /** How fast it answers, 0.1 to 200 milliseconds. Default 5. */
  readonly attackMs?: number | undefined;
  /** How fast it lets go, 5 to 2 000 milliseconds. Default 120. */
  readonly releaseMs?: number | undefined;
  /** Added to everything, 0 to 24 decibels. Default 0. */
  readonly makeUpDb?: number | undefined;
}

/** One effect. */
export type EffectData =
  | { readonly kind: 'equaliser'; readonly bands: readonly EqualiserBand[] }
  | { readonly kind: 'bassBoost'; readonly db: number }
  | { readonly kind: 'lowPass'; readonly hz: number }
  | { readonly kind: 'highPass'; readonly hz: number }
  | { readonly kind: 'tremolo'; readonly hz: number; readonly depth: number }
  | { readonly kind: 'rotate'; readonly hz: number }
  | { readonly kind: 'mono' }
  | { readonly kind: 'karaoke' }
  | { readonly kind: 'echo'; readonly ms: number; readonly decay: number }
  | ({ readonly kind: 'compressor' } & { readonly [K in keyof CompressorOptions]-?: number })
  | { readonly kind: 'speed'; readonly factor: number };

export type EffectKind = EffectData['kind'];

/** How fast a source is read by all effects of a list together. */
export function speedOf(effects: readonly EffectData[]): number {
  return effects.reduce((product, effect) => product * (effect.kind === 'speed' ? effect.factor : 1), 1);
}
