/**
 * Keeps sums within 16 bits without the sound of clipping: where a peak has no room, everything around it is made quieter
 * for a moment. What has room is not touched at all.
 */
import { type Stage } from './stage';

const MOST = 32_767;
/** A millisecond, both sides. The factor is decided for each, one ahead. */
const BLOCK = 48 * 2;
/** The first block of a frame has not been seen before: it gets so many samples to come down; what is over is cut. */
const HURRY = 16;
/** How much of the way back is gone in each block: a tenth of a second for most of it. */
const RELEASE = 0.02;
const NEARLY_ONE = 0.999;

export class Limiter implements Stage {
  private factor = 1;

  /** Whether samples come out as they go in, as long as they have room. */
  get isNeutral(): boolean {
    return this.factor === 1;
  }

  process(samples: Float32Array): void {
    if (this.factor === 1 && peakOf(samples, 0, samples.length) <= MOST + 1) return;
    let room = roomOf(samples, 0);
    for (let start = 0; start < samples.length; start += BLOCK) {
      const end = Math.min(samples.length, start + BLOCK);
      const roomAfter = roomOf(samples, end);
      const risen = this.factor + (1 - this.factor) * RELEASE;
      const target = Math.min(risen > NEARLY_ONE ? 1 : risen, room, roomAfter);
      if (this.factor > room) this.ramp(samples, start, Math.min(end, start + HURRY * 2), Math.min(room, target));
      else this.ramp(samples, start, end, target);
      room = roomAfter;
    }
  }

  /** Moves to a factor within the first part of a block, and holds it for the rest. */
  private ramp(samples: Float32Array, start: number, arrival: number, target: number): void {
    const perSample = ((target - this.factor) * 2) / (arrival - start);
    let { factor } = this;
    const end = Math.min(samples.length, start + BLOCK);
    for (let index = start; index + 1 < end; index += 2) {
      factor = index + 2 >= arrival ? target : factor + perSample;
      (samples[index] as number) *= factor;
      (samples[index + 1] as number) *= factor;
    }
    this.factor = target;
  }
}

/** The factor that a block needs. */
function roomOf(samples: Float32Array, start: number): number {
  const peak = peakOf(samples, start, Math.min(samples.length, start + BLOCK));
  return peak <= MOST ? 1 : MOST / peak;
}

function peakOf(samples: Float32Array, start: number, end: number): number {
  let peak = 0;
  for (let index = start; index < end; index += 1) {
    const value = Math.abs(samples[index] as number);
    if (value > peak) peak = value;
  }
  return peak;
}
