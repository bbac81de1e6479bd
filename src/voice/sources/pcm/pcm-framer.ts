/** Cuts audio into frames of exactly 20 ms, the last one filled up with silence. */
import { PCM_FRAME_BYTES } from '../../audio-frame';

export class PcmFramer {
  /** Frames that nobody has taken yet. */
  readonly frames: Buffer[] = [];
  private frame: Buffer | undefined;
  private filled = 0;

  /** 48 kHz, two channels, 16 bits, little-endian. Any number of bytes. */
  pushBytes(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      this.frame ??= Buffer.alloc(PCM_FRAME_BYTES);
      const copied = bytes.copy(this.frame, this.filled, at);
      at += copied;
      this.fill(copied);
    }
  }

  /** Left and right in turn, between -1 and 1; what is louder is cut. */
  pushSamples(stereo: Float32Array): void {
    for (const value of stereo) {
      this.frame ??= Buffer.alloc(PCM_FRAME_BYTES);
      const scaled = Math.round(value * 32_768);
      const cell = scaled > 32_767 ? 32_767 : scaled < -32_768 ? -32_768 : scaled;
      this.frame[this.filled] = cell & 0xff;
      this.frame[this.filled + 1] = (cell >> 8) & 0xff;
      this.fill(2);
    }
  }

  finish(): void {
    if (this.frame && this.filled > 0) this.frames.push(this.frame);
    this.frame = undefined;
    this.filled = 0;
  }

  private fill(bytes: number): void {
    this.filled += bytes;
    if (this.filled === PCM_FRAME_BYTES) this.finish();
  }
}
