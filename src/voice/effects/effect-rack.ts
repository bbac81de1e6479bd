/** The effects of one playback, which may be changed while it plays: for two frames the old and the new sound together. */
import { FRAME_SAMPLES } from '../audio-frame';
import { EffectChain } from './effect-chain';
import { type Stage } from './stage';

const FADE_SAMPLES = FRAME_SAMPLES * 2;

export class EffectRack implements Stage {
  private current = new EffectChain([]);
  private coming: EffectChain | undefined;
  /** What comes after the coming one: a change in the middle of a change waits for its end. */
  private waiting: EffectChain | undefined;
  private faded = 0;
  private other = new Float32Array(0);

  /** Whether samples come out as they go in. */
  get isNeutral(): boolean {
    return !this.coming && this.current.isNeutral;
  }

  /** How fast the source is to be read. Changes at once: a tape that runs faster makes no step. */
  get speed(): number {
    return (this.waiting ?? this.coming ?? this.current).speed;
  }

  /** Without a fade: nothing was heard yet. */
  set(chain: EffectChain): void {
    this.current = chain;
    this.coming = undefined;
    this.waiting = undefined;
  }

  fadeTo(chain: EffectChain): void {
    if (this.coming) {
      this.waiting = chain;
      return;
    }
    this.coming = chain;
    this.faded = 0;
  }

  process(samples: Float32Array): void {
    const { coming } = this;
    if (!coming) {
      this.current.process(samples);
      return;
    }
    if (this.other.length !== samples.length) this.other = new Float32Array(samples.length);
    const { other } = this;
    other.set(samples);
    this.current.process(samples);
    coming.process(other);
    for (let index = 0; index + 1 < samples.length; index += 2) {
      this.faded += 1;
      const part = Math.min(1, this.faded / FADE_SAMPLES);
      samples[index] = blend(samples[index] as number, other[index] as number, part);
      samples[index + 1] = blend(samples[index + 1] as number, other[index + 1] as number, part);
    }
    if (this.faded < FADE_SAMPLES) return;
    this.current = coming;
    this.coming = this.waiting;
    this.waiting = undefined;
    this.faded = 0;
  }
}

function blend(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}
