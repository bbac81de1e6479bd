/** What is heard in place of audio that never came: the last of what came, fading over three frames, and then nothing. */

/** Samples of each channel over which it fades: 60 ms. */
const FADE_SAMPLES = 2_880;
/** Two channels of two bytes. */
const SAMPLE_BYTES = 4;

export class Concealment {
  private last: Buffer | undefined;
  /** Samples that were made up since. */
  private madeUp = 0;

  /** Audio that came. It is kept, not copied. */
  heard(pcm: Buffer): void {
    this.last = pcm;
    this.madeUp = 0;
  }

  /** @param samples of each channel. */
  conceal(samples: number): Buffer {
    const pcm = Buffer.alloc(samples * SAMPLE_BYTES);
    const { last } = this;
    const length = last ? last.length / SAMPLE_BYTES : 0;
    const audible = Math.min(samples, FADE_SAMPLES - this.madeUp);
    if (last && length > 0) {
      for (let at = 0; at < audible; at += 1) {
        // There and back, backwards first: so no seam clicks.
        const turn = (this.madeUp + at) % (2 * length);
        const from = (turn < length ? length - 1 - turn : turn - length) * SAMPLE_BYTES;
        const gain = 1 - (this.madeUp + at) / FADE_SAMPLES;
        pcm.writeInt16LE(Math.round(last.readInt16LE(from) * gain), at * SAMPLE_BYTES);
        pcm.writeInt16LE(Math.round(last.readInt16LE(from + 2) * gain), at * SAMPLE_BYTES + 2);
      }
    }
    this.madeUp = Math.min(FADE_SAMPLES, this.madeUp + samples);
    return pcm;
  }
}
