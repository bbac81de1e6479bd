/** Makes loud parts quieter: it follows the peaks of both sides together, so that nothing moves from side to side. */
import { SAMPLE_RATE } from '../audio-frame';
import { type EffectData } from './effect-data';
import { FULL_SCALE, type Stage } from './stage';

/** The factor is reckoned anew every so many samples, and moves in a straight line between. */
const STEP = 16;

/** Far below what can be heard; smaller numbers only make the processor slow. */
const NOTHING = 1e-6;

export class Compressor implements Stage {
  private readonly attack: number;
  private readonly release: number;
  private readonly threshold: number;
  private readonly slope: number;
  private readonly makeUp: number;
  private peak = 0;
  private factor: number;

  constructor(options: Extract<EffectData, { kind: 'compressor' }>) {
    this.attack = share(options.attackMs);
    this.release = share(options.releaseMs);
    this.threshold = FULL_SCALE * 10 ** (options.thresholdDb / 20);
    this.slope = 1 / options.ratio - 1;
    this.makeUp = 10 ** (options.makeUpDb / 20);
    this.factor = this.makeUp;
  }

  process(samples: Float32Array): void {
    for (let start = 0; start < samples.length; start += STEP * 2) {
      const end = Math.min(samples.length, start + STEP * 2);
      this.follow(samples, start, end);
      const over = this.peak / this.threshold;
      // Above the threshold, `ratio` decibels become one: in factors, a power.
      const target = over > 1 ? this.makeUp * over ** this.slope : this.makeUp;
      const perSample = ((target - this.factor) * 2) / (end - start);
      for (let index = start; index + 1 < end; index += 2) {
        this.factor += perSample;
        (samples[index] as number) *= this.factor;
        (samples[index + 1] as number) *= this.factor;
      }
      this.factor = target;
    }
  }

  private follow(samples: Float32Array, start: number, end: number): void {
    let { peak } = this;
    for (let index = start; index + 1 < end; index += 2) {
      const now = Math.max(Math.abs(samples[index] as number), Math.abs(samples[index + 1] as number));
      peak += (now - peak) * (now > peak ? this.attack : this.release);
    }
    this.peak = peak < NOTHING ? 0 : peak;
  }
}

/** How much of the way is gone in one sample, to be two thirds there after so long. */
function share(ms: number): number {
  return 1 - Math.exp(-1_000 / (ms * SAMPLE_RATE));
}
