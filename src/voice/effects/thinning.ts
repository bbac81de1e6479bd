/**
 * What lies between samples when fewer are made than there are. Of a tape that runs faster every sound is higher by as much, and
 * what would come to lie above half the sample rate folds back into what is heard. So each new sample is a sum over the old ones
 * around it that holds nothing so high: a `sin(x)/x` as wide as the tape is fast, cut off by a Kaiser window. It is symmetrical, so
 * nothing comes later than it was, and it remembers nothing, so the speed may change at any time.
 */

/** Zeros of the `sin(x)/x` on either side; at twice the speed they lie twice as far apart. */
const ZEROS = 8;
/** The fastest that a tape runs. */
const MOST_SPEED = 2;
/** Old samples that are looked at on either side. */
export const REACH = ZEROS * MOST_SPEED;
/** Places for which the curve is computed, from one zero to the next; between them lies a straight line. */
const STEPS = 256;
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
  let left = 0;
  let right = 0;
  let sum = 0;
  const until = Math.floor(place + reach);
  for (let index = Math.ceil(place - reach); index <= until; index += 1) {
    const far = Math.abs(index - place) * scale;
    const step = Math.floor(far);
    const before = weights[step] as number;
    const weight = before + ((weights[step + 1] as number) - before) * (far - step);
    left += weight * (samples[index * 2] as number);
    right += weight * (samples[index * 2 + 1] as number);
    sum += weight;
  }
  into[at] = left / sum;
  into[at + 1] = right / sum;
}

function halfCurve(): Float32Array {
  // One beyond the last zero, which is looked at with a weight of nothing.
  const weights = new Float32Array(ZEROS * STEPS + 2);
  const atCentre = bessel(KAISER_BETA);
  for (let index = 0; index < ZEROS * STEPS; index += 1) {
    const far = index / STEPS;
    const x = Math.PI * PASSED * far;
    const window = bessel(KAISER_BETA * Math.sqrt(1 - (far / ZEROS) ** 2)) / atCentre;
    weights[index] = window * (x === 0 ? 1 : Math.sin(x) / x);
  }
  return weights;
}

/** The modified Bessel function of the first kind and order zero. */
export function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
