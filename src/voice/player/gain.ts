/** Loudness of 16-bit audio: a factor that moves to a new value over two frames, so that no step is heard. */
import { FRAME_SAMPLES } from '../audio-frame';

const FADE_SAMPLES = FRAME_SAMPLES * 2;
const MOST = 32_767;
const LEAST = -32_768;

export class Gain {
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

  /** Scales stereo samples in place: rounded, and clipped where they would not fit into 16 bits. */
  apply(pcm: Buffer): void {
    for (let offset = 0; offset + 3 < pcm.length; offset += 4) {
      if (this.fadeLeft > 0) {
        this.fadeLeft -= 1;
        this.current = this.fadeLeft === 0 ? this.target : this.current + this.perSample;
      }
      pcm.writeInt16LE(scale(pcm.readInt16LE(offset), this.current), offset);
      pcm.writeInt16LE(scale(pcm.readInt16LE(offset + 2), this.current), offset + 2);
    }
  }
}

function scale(sample: number, factor: number): number {
  const scaled = Math.round(sample * factor);
  if (scaled > MOST) return MOST;
  return scaled < LEAST ? LEAST : scaled;
}
