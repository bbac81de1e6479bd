/**
 * Changes the sample rate of stereo audio to 48 kHz, as it comes.
 *
 * Between the samples of a sound there is only one curve that holds no frequency above half their rate: the sum of a
 * `sin(x)/x` at each of them. Here it is cut off by a Kaiser window, 32 samples to either side, which leaves errors below
 * -80 dB; and its pitch is lowered to half of 48 kHz where the source has more. New samples fall between old ones at as many
 * different places (phases) as the two rates have in common: for each of them the weights are computed once.
 */
import { SAMPLE_RATE } from '../../audio-frame';
import { kaiserWindow } from '../../kaiser-window';

/** Samples that are looked at on either side, at the lower of the two rates. */
const REACH = 32;
const KAISER_BETA = 8.5;
/** The part of the lower half-rate that passes; the rest is where the filter falls. */
const PASSED = 0.955;
/** Rates with little in common have more phases than this; then the nearest of so many is taken (noise below -70 dB). */
const MAX_PHASES = 4_096;

export const MIN_RATE = 1_000;
export const MAX_RATE = 768_000;

export class Resampler {
  private readonly up: number;
  private readonly down: number;
  private readonly phases: number;
  private readonly half: number;
  private readonly taps: number;
  private readonly weights: Float32Array;
  /** What is still looked at, two values each; `first` is the number of its first sample. */
  private held: Float32Array;
  private heldCount: number;
  private first: number;
  /** The next new sample lies at `index + part / up` among the old ones. */
  private index = 0;
  private part = 0;
  /** Old samples that came, and new ones that were given. */
  private total = 0;
  private given = 0;

  constructor(sampleRate: number) {
    const common = greatestCommon(sampleRate, SAMPLE_RATE);
    this.up = SAMPLE_RATE / common;
    this.down = sampleRate / common;
    this.phases = Math.min(this.up, MAX_PHASES);
    const stretch = Math.max(1, sampleRate / SAMPLE_RATE);
    this.half = Math.ceil(REACH * stretch);
    this.taps = this.half * 2;
    this.weights = weightsOf(this.phases, this.half, PASSED / stretch);
    // Silence before the beginning.
    this.first = -this.half;
    this.heldCount = this.half;
    this.held = new Float32Array(this.half * 2);
  }

  /** @param stereo left and right in turn. Gives as many new samples as can be told by now. */
  process(stereo: Float32Array): Float32Array {
    this.total += stereo.length / 2;
    return this.run(stereo);
  }

  /** What is left at the end: the last samples waited for what would follow. */
  flush(): Float32Array {
    const rest = this.run(new Float32Array(this.taps * 2));
    const due = Math.max(0, Math.ceil((this.total * this.up) / this.down) - this.given + rest.length / 2);
    return rest.subarray(0, due * 2);
  }

  private run(more: Float32Array): Float32Array {
    this.hold(more);
    const { up, down, half, taps, phases, weights, held } = this;
    const end = this.first + this.heldCount - half;
    const room = Math.max(0, Math.ceil(((end - this.index) * up) / down) + 1);
    const output = new Float32Array(room * 2);
    let count = 0;
    while (this.index < end) {
      let phase = phases === up ? this.part : Math.round((this.part * phases) / up);
      let from = this.index - half + 1 - this.first;
      if (phase === phases) {
        phase = 0;
        from += 1;
      }
      let left = 0;
      let right = 0;
      for (let tap = 0, at = from * 2, w = phase * taps; tap < taps; tap += 1, at += 2, w += 1) {
        const weight = weights[w] as number;
        left += (held[at] as number) * weight;
        right += (held[at + 1] as number) * weight;
      }
      output[count * 2] = left;
      output[count * 2 + 1] = right;
      count += 1;
      this.part += down;
      const whole = Math.floor(this.part / up);
      this.index += whole;
      this.part -= whole * up;
    }
    this.given += count;
    return output.subarray(0, count * 2);
  }

  /** Puts new samples behind those that are still looked at. */
  private hold(more: Float32Array): void {
    const unneeded = Math.max(0, Math.min(this.heldCount, this.index - this.half - this.first));
    const kept = this.heldCount - unneeded;
    const needed = kept * 2 + more.length + 2;
    const target = needed <= this.held.length ? this.held : new Float32Array(needed * 2);
    target.set(this.held.subarray(unneeded * 2, this.heldCount * 2));
    target.set(more, kept * 2);
    // One more is looked at, with a weight of nothing, when a phase is rounded up to the next sample.
    target.fill(0, kept * 2 + more.length, needed);
    this.held = target;
    this.first += unneeded;
    this.heldCount = kept + more.length / 2;
  }
}

/** For each phase the weights of the samples around it, which add up to 1, so that levels stay. */
function weightsOf(phases: number, half: number, cutoff: number): Float32Array {
  const taps = half * 2;
  const weights = new Float32Array(phases * taps);
  const window = kaiserWindow(KAISER_BETA);
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - half + 1 - phase / phases;
      const x = Math.PI * cutoff * distance;
      const weight = window(distance / half) * (x === 0 ? 1 : Math.sin(x) / x);
      weights[phase * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap += 1) weights[phase * taps + tap] = (weights[phase * taps + tap] as number) / sum;
  }
  return weights;
}

function greatestCommon(left: number, right: number): number {
  return right === 0 ? left : greatestCommon(right, left % right);
}
