/**
 * One step of what is done to sound. All sound in here is floating point in the scale of 16-bit samples (full scale is 32 768),
 * so that nothing overflows between two steps and nothing is lost on the way in: two channels, interleaved, 48 kHz.
 */
export interface Stage {
  /** Changes samples in place. Called for every frame: it allocates nothing. */
  process(samples: Float32Array): void;
}

export const FULL_SCALE = 32_768;
