/**
 * Plays faster or slower by reading between the samples, as a tape does that runs at another speed. Where it is slower, the curve
 * between two samples goes through both, and through both neighbours' directions (Catmull and Rom's cubic); where it is faster,
 * what would get too high to be heard is taken away on the way (`thinning.ts`). Back at the speed of 1 a frame is left that begins in the middle of the source's: it is faded into the next whole one,
 * so that the source's own packets can be sent again.
 */
import { FRAME_SAMPLES, PCM_FRAME_BYTES } from '../audio-frame';
import { toFloats } from './pcm';
import { REACH, thinned } from './thinning';

const PIECE = FRAME_SAMPLES * 2;
/** Samples before the place that is read, and after. */
const BEFORE = REACH;
const AFTER = REACH + 1;

const NOTHING = new Float32Array(0);

export class Tape {
  /** Two frames are read at most, and one more may lie behind them. */
  private samples = NOTHING;
  /** How many of them are there, of each side. */
  private filled = 0;
  /** Where the next sample is read, of each side. */
  private at = BEFORE;
  /** Silence was put behind the last of the source. */
  private isOver = false;

  /** Whether nothing is left over. */
  get isEmpty(): boolean {
    return this.filled === 0;
  }

  clear(): void {
    this.filled = 0;
    this.at = BEFORE;
    this.isOver = false;
  }

  /**
   * Fills 20 ms.
   * @param next gives the next 20 ms of the source; `undefined` when there are none now.
   * @param isLast nothing more will come: what is missing is silence.
   * @returns how many samples of the source it was, or -1 when it has to wait for the source.
   */
  read(into: Float32Array, speed: number, next: () => Buffer | undefined, isLast: boolean): number {
    const goesStraight = speed === 1;
    const reach = goesStraight
      ? FRAME_SAMPLES
      : Math.ceil(this.at - Math.floor(this.at) + FRAME_SAMPLES * speed) + AFTER;
    while (this.filled === 0 || this.filled - Math.floor(this.at) < reach) {
      const piece = next();
      if (piece) this.append(piece);
      else if (!isLast || this.isEmpty) return -1;
      else this.appendSilence(reach);
    }
    const taken = goesStraight ? this.realign(into) : this.resample(into, speed);
    if (this.isOver) this.clear();
    return taken;
  }

  private append(piece: Buffer): void {
    if (this.filled === 0) {
      // Made when it is needed: most that is played never needs it.
      if (this.samples.length === 0) this.samples = new Float32Array(PIECE * 5);
      toFloats(piece, this.samples, 2 * BEFORE);
      // What came before the first is taken to be the same.
      for (let at = 0; at < BEFORE; at += 1) this.samples.copyWithin(2 * at, 2 * BEFORE, 2 * BEFORE + 2);
      this.filled = BEFORE + PCM_FRAME_BYTES / 4;
      this.at = BEFORE;
      return;
    }
    toFloats(piece, this.samples, this.filled * 2);
    this.filled += PCM_FRAME_BYTES / 4;
  }

  private appendSilence(reach: number): void {
    const until = Math.floor(this.at) + reach;
    this.samples.fill(0, this.filled * 2, until * 2);
    this.filled = until;
    this.isOver = true;
  }

  private resample(into: Float32Array, speed: number): number {
    const { samples } = this;
    const from = this.at;
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const place = from + index * speed;
      if (speed > 1) {
        thinned(samples, place, speed, into, index * 2);
        continue;
      }
      const whole = Math.floor(place);
      const part = place - whole;
      into[index * 2] = between(samples, whole * 2, part);
      into[index * 2 + 1] = between(samples, whole * 2 + 1, part);
    }
    this.at = from + FRAME_SAMPLES * speed;
    this.forget();
    return FRAME_SAMPLES * speed;
  }

  /** What is left over fades into what ends where the source's frame ends. */
  private realign(into: Float32Array): number {
    const { samples } = this;
    const old = Math.floor(this.at);
    const whole = this.filled - FRAME_SAMPLES;
    for (let index = 0; index < PIECE; index += 1) {
      const part = (index >> 1) / FRAME_SAMPLES;
      const fading = samples[old * 2 + index] as number;
      into[index] = fading + ((samples[whole * 2 + index] as number) - fading) * part;
    }
    const taken = this.filled - this.at;
    this.clear();
    return taken;
  }

  private forget(): void {
    const gone = Math.floor(this.at) - BEFORE;
    this.samples.copyWithin(0, gone * 2, this.filled * 2);
    this.filled -= gone;
    this.at -= gone;
  }
}

/** @param at the place of the sample before, in interleaved samples. */
function between(samples: Float32Array, at: number, part: number): number {
  const before = samples[at - 2] as number;
  const from = samples[at] as number;
  const to = samples[at + 2] as number;
  const after = samples[at + 4] as number;
  const slope = (to - before) / 2;
  const bend = before - 2.5 * from + 2 * to - after / 2;
  const twist = (after - before) / 2 + 1.5 * (from - to);
  return from + part * (slope + part * (bend + part * twist));
}
