/** Loudness: a factor that moves to a new value over two frames, so that no step is heard. */
import { FRAME_SAMPLES } from '../audio-frame';
import { type Stage } from '../effects/stage';

const FADE_SAMPLES = FRAME_SAMPLES * 2;
const MOST = 32_767;
const LEAST = -32_768;

export class Gain implements Stage {
  private target: number;
  private perSample = 0;
  private fadeLeft = 0;

  constructor(private current: number) {
    this.target = current;
  }

  /** Whether samples come out as they go in. */
  get isNeutral(): boolean {
    return this.fadeLeft === 0 && this.current === 1;
  }

  /** Moves to another factor over the next two frames, from wherever it is now. */
  fadeTo(target: number): void {
    if (target === this.target) return;
    this.target = target;
    this.perSample = (target - this.current) / FADE_SAMPLES;
    this.fadeLeft = FADE_SAMPLES;
  }

  /** Whether it may make what is louder than 16 bits can be. */
  get mayExceed(): boolean {
    return this.target > 1 || this.current > 1;
  }

  /** Scales samples in place; whoever sends them limits what is too loud. */
  process(samples: Float32Array): void {
    for (let index = 0; index + 1 < samples.length; index += 2) {
      this.step();
      (samples[index] as number) *= this.current;
      (samples[index + 1] as number) *= this.current;
    }
  }

  /** Scales stereo samples of 16 bits in place: rounded, and clipped where they would not fit. */
  apply(pcm: Buffer): void {
    for (let offset = 0; offset + 3 < pcm.length; offset += 4) {
      this.step();
      pcm.writeInt16LE(scale(pcm.readInt16LE(offset), this.current), offset);
      pcm.writeInt16LE(scale(pcm.readInt16LE(offset + 2), this.current), offset + 2);
    }
  }

  private step(): void {
    if (this.fadeLeft === 0) return;
    this.fadeLeft -= 1;
    this.current = this.fadeLeft === 0 ? this.target : this.current + this.perSample;
  }
}

function scale(sample: number, factor: number): number {
  const scaled = Math.round(sample * factor);
  if (scaled > MOST) return MOST;
  return scaled < LEAST ? LEAST : scaled;
}
