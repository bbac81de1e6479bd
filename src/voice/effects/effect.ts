/** What may be done to the sound of a playback: plain data, so that it can be kept, compared, and sent to another thread. */
import { checkEffect } from './check-effects';
import { type CompressorOptions, type EffectData, type EqualiserBand } from './effect-data';

/** One effect, made by {@link Effect} or written by hand. It is checked where it is used. */
export type Effect = EffectData;

/** A band, where `q` may be left out: it is an octave then. */
export type BandOptions = Omit<EqualiserBand, 'q'> & { readonly q?: number | undefined };

/** An octave: what is common where nothing is said. */
const DEFAULT_Q = 1.41;

/**
 * Makes effects. All throw VOICE_INVALID_OPTIONS for what is out of bounds. They are applied in the order in which they are
 * given; what gets too loud by them is limited, never clipped.
 */
export const Effect = {
  /** Makes frequencies louder or quieter: up to 31 bands, each a bell around its `hz`. */
  equaliser: (bands: readonly BandOptions[]): Effect =>
    checked({ kind: 'equaliser', bands: Array.isArray(bands) ? bands.map(withQ) : bands } as Effect),
  /** Makes what is below 100 Hz louder by so many decibels, 0 to 24. */
  bassBoost: (db: number): Effect => checked({ kind: 'bassBoost', db }),
  /** Takes away what is above a frequency (20 to 20 000), by 12 decibels an octave. */
  lowPass: (hz: number): Effect => checked({ kind: 'lowPass', hz }),
  /** Takes away what is below a frequency (20 to 20 000), by 12 decibels an octave. */
  highPass: (hz: number): Effect => checked({ kind: 'highPass', hz }),
  /** Lets the loudness swell: so many times a second (0.1 to 20), down to `1 - depth` (0 to 1). */
  tremolo: ({ hz, depth }: { readonly hz: number; readonly depth: number }): Effect =>
    checked({ kind: 'tremolo', hz, depth }),
  /** Lets the sound walk from one ear to the other and back, so many times a second (0.01 to 5); also known as 8D. */
  rotate: ({ hz }: { readonly hz: number }): Effect => checked({ kind: 'rotate', hz }),
  /** The same on both sides. */
  mono: (): Effect => ({ kind: 'mono' }),
  /** Takes away what is in the middle, where voices mostly are; what is below 120 Hz stays. */
  karaoke: (): Effect => ({ kind: 'karaoke' }),
  /** Repeats everything after so many milliseconds (1 to 2 000), each time `decay` (0 to 0.9) times as loud. Ends with its source. */
  echo: ({ ms, decay }: { readonly ms: number; readonly decay: number }): Effect =>
    checked({ kind: 'echo', ms, decay }),
  /** Makes loud parts quieter. */
  compressor: (options: CompressorOptions = {}): Effect =>
    checked({
      kind: 'compressor',
      thresholdDb: options.thresholdDb ?? -24,
      ratio: options.ratio ?? 4,
      attackMs: options.attackMs ?? 5,
      releaseMs: options.releaseMs ?? 120,
      makeUpDb: options.makeUpDb ?? 0,
    }),
  /** Plays faster or slower (0.5 to 2, all of a list together), and higher or lower with it, as a tape does. Positions are still those of the source. */
  speed: (factor: number): Effect => checked({ kind: 'speed', factor }),
} as const;

function withQ(band: BandOptions): EqualiserBand {
  return { ...band, q: band.q ?? DEFAULT_Q };
}

function checked(effect: Effect): Effect {
  checkEffect('', effect);
  return effect;
}
