/**
 * What lies between samples when fewer are made than there are. Of a tape that runs faster every sound is higher by as much, and
 * what would come to lie above half the sample rate folds back into what is heard. So each new sample is a sum over the old ones
 * around it that holds nothing so high: a `sin(x)/x` as wide as the tape is fast, cut off by a Kaiser window. It is symmetrical, so
 * nothing comes later than it was, and it remembers nothing, so the speed may change at any time.
 */
import { kaiserWindow } from '../kaiser-window';

/** Zeros of the `sin(x)/x` on either side; at twice the speed they lie twice as far apart. */
const ZEROS = 8;
/** The fastest that a tape runs. */
const MOST_SPEED = 2;
/** Old samples that are looked at on either side. */
export const REACH = ZEROS * MOST_SPEED;
/** Places for which the curve is computed, from one zero to the next; the nearest is taken. */
const STEPS = 2_048;
/** The part of what may be heard that passes; above it the filter falls. */
const PASSED = 0.84;
const KAISER_BETA = 6;

/** One half of the curve, because both are alike. Made when it is needed: most that is played never needs it. */
let curve: Float32Array | undefined;

/**
 * @param samples of both sides, interleaved.
 * @param place between them, of each side; {@link REACH} of them are there before it, and behind it.
 * @param speed 1 to 2.
 * @param into both sides of the new sample are written at `at`.
 */
export function thinned(samples: Float32Array, place: number, speed: number, into: Float32Array, at: number): void {
  const weights = (curve ??= halfCurve());
  const scale = STEPS / speed;
  const reach = ZEROS * speed;
  const from = Math.ceil(place - reach);
  const middle = Math.floor(place);
  const until = Math.floor(place + reach);
  let left = 0;
  let right = 0;
  let sum = 0;
  // Half a step is added, so that cutting rounds.
  let far = (place - from) * scale + 0.5;
  for (let index = from; index <= middle; index += 1, far -= scale) {
    const weight = weights[far | 0] as number;
    left += weight * (samples[index * 2] as number);
    right += weight * (samples[index * 2 + 1] as number);
    sum += weight;
  }
  far = (middle + 1 - place) * scale + 0.5;
  for (let index = middle + 1; index <= until; index += 1, far += scale) {
    const weight = weights[far | 0] as number;
    left += weight * (samples[index * 2] as number);
    right += weight * (samples[index * 2 + 1] as number);
    sum += weight;
  }
  into[at] = left / sum;
  into[at + 1] = right / sum;
}

function halfCurve(): Float32Array {
  // Beyond the last zero lies nothing, which rounding may reach.
  const weights = new Float32Array(ZEROS * STEPS + 2);
  const window = kaiserWindow(KAISER_BETA);
  for (let index = 0; index < ZEROS * STEPS; index += 1) {
    const far = index / STEPS;
    const x = Math.PI * PASSED * far;
    weights[index] = window(far / ZEROS) * (x === 0 ? 1 : Math.sin(x) / x);
  }
  return weights;
}
