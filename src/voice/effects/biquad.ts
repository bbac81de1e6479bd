/**
 * Filters of second order: the five numbers of a biquad, by the usual bilinear designs for peaking, shelving and pass filters
 * (Robert Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", https://www.w3.org/TR/audio-eq-cookbook/).
 */
import { SAMPLE_RATE } from '../audio-frame';
import { type Stage } from './stage';

/** y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''. */
export interface Coefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Neither rises before it falls. */
const FLAT_Q = Math.SQRT1_2;

/** A bell of `gainDb` around `hz`. */
export function peaking(hz: number, gainDb: number, q: number): Coefficients {
  const { cos, alpha } = angles(hz, q);
  const a = 10 ** (gainDb / 40);
  return scaled(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
}

/** `gainDb` for everything well below `hz`. */
export function lowShelf(hz: number, gainDb: number): Coefficients {
  const { cos, alpha } = angles(hz, FLAT_Q);
  const a = 10 ** (gainDb / 40);
  const root = 2 * Math.sqrt(a) * alpha;
  return scaled(
    a * (a + 1 - (a - 1) * cos + root),
    2 * a * (a - 1 - (a + 1) * cos),
    a * (a + 1 - (a - 1) * cos - root),
    a + 1 + (a - 1) * cos + root,
    -2 * (a - 1 + (a + 1) * cos),
    a + 1 + (a - 1) * cos - root,
  );
}

export function lowPass(hz: number): Coefficients {
  const { cos, alpha } = angles(hz, FLAT_Q);
  return scaled((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

export function highPass(hz: number): Coefficients {
  const { cos, alpha } = angles(hz, FLAT_Q);
  return scaled((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

function angles(hz: number, q: number): { readonly cos: number; readonly alpha: number } {
  const turn = (2 * Math.PI * hz) / SAMPLE_RATE;
  return { cos: Math.cos(turn), alpha: Math.sin(turn) / (2 * q) };
}

function scaled(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Coefficients {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/** Below this a filter is at rest; without it silence makes numbers so small that the processor gets slow. */
const NOTHING = 1e-12;

/**
 * Louder than anything that is to be heard. Thirty bands on one frequency, each of which may be, make more than a number can hold; what
 * is no number stays so for ever in what comes after, and takes everything with it that it is mixed with.
 */
const MOST = 1e12;

/** One filter for both sides of interleaved samples. */
export class Biquad implements Stage {
  // Left and right, in the transposed direct form, which needs two memories for each.
  private readonly memory = new Float64Array(4);

  constructor(private readonly c: Coefficients) {}

  process(samples: Float32Array): void {
    this.channel(samples, 0);
    this.channel(samples, 1);
  }

  /** The left side alone. */
  processOne(samples: Float32Array): void {
    this.channel(samples, 0);
  }

  /** @param side 0 is left, 1 is right; samples of that side are at every second place. */
  private channel(samples: Float32Array, side: 0 | 1): void {
    const { b0, b1, b2, a1, a2 } = this.c;
    let first = this.memory[side * 2] as number;
    let second = this.memory[side * 2 + 1] as number;
    for (let index = side; index < samples.length; index += 2) {
      const input = samples[index] as number;
      const output = b0 * input + first;
      first = b1 * input - a1 * output + second;
      second = b2 * input - a2 * output;
      samples[index] = output > MOST ? MOST : output < -MOST ? -MOST : output;
    }
    const isAtRest = Math.abs(first) < NOTHING && Math.abs(second) < NOTHING;
    this.memory[side * 2] = isAtRest ? 0 : first;
    this.memory[side * 2 + 1] = isAtRest ? 0 : second;
  }
}
