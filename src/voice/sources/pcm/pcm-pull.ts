/** Raw audio of any format as frames of 20 ms at 48 kHz in stereo: what WAV, raw PCM and ffmpeg's PCM have in common. */
import { SAMPLE_RATE } from '../../audio-frame';
import { type ByteInput } from '../bytes/byte-input';
import { type Pull } from '../steady-reader';
import { PcmFramer } from './pcm-framer';
import { Resampler } from './resampler';
import { frameBytes, type SampleFormat, type StereoReader, stereoReader } from './sample-format';

export interface PcmRange {
  /** Where the samples begin. The input is there already. */
  readonly from: number;
  /** Bytes of samples; `undefined`: until the end. */
  readonly bytes: number | undefined;
  /** What was read of them already, at the beginning. */
  readonly read?: Buffer | undefined;
}

/** Parts of a second that are converted at once: more would become frames that wait, and hold up whoever else is to be heard. */
const SLICES_PER_SECOND = 50;

export class PcmPull implements Pull<Buffer> {
  readonly durationMs: number | undefined;
  private readonly framer = new PcmFramer();
  private readonly stereo: StereoReader;
  private readonly resampler: Resampler | undefined;
  private readonly isPlain: boolean;
  private readonly unit: number;
  /** Samples of all channels that are converted at once. */
  private readonly slice: number;
  /** Bytes that have come and are not converted. */
  private piece: Buffer;
  private left: number;
  private skip = 0;
  private isEnded = false;
  private taken = 0;

  private constructor(
    private readonly input: ByteInput,
    format: SampleFormat,
    range: PcmRange,
  ) {
    this.unit = frameBytes(format);
    this.slice = Math.ceil(format.sampleRate / SLICES_PER_SECOND);
    this.isPlain = format.encoding === 's16' && format.channels === 2 && format.sampleRate === SAMPLE_RATE;
    this.stereo = stereoReader(format);
    this.resampler = format.sampleRate === SAMPLE_RATE ? undefined : new Resampler(format.sampleRate);
    const { size } = input;
    const there = size === undefined ? undefined : Math.max(0, size - range.from);
    // Sizes that a file tells of itself may be wrong; those that are told by where it ends are not.
    const bytes = Math.min(range.bytes ?? Infinity, there ?? Infinity);
    this.left = bytes;
    this.durationMs = Number.isFinite(bytes) ? (Math.floor(bytes / this.unit) * 1000) / format.sampleRate : undefined;
    this.piece = range.read ?? Buffer.alloc(0);
  }

  static async open(input: ByteInput, format: SampleFormat, range: PcmRange, startMs = 0): Promise<PcmPull> {
    const pull = new PcmPull(input, format, range);
    if (startMs > 0) await pull.begin(range, Math.round((startMs * format.sampleRate) / 1000) * pull.unit);
    return pull;
  }

  next(): Buffer | null | Promise<Buffer | null> {
    return this.ready() ?? (this.isEnded ? null : this.readOn());
  }

  close(): Promise<void> {
    return this.input.close();
  }

  private ready(): Buffer | undefined {
    const { frames } = this.framer;
    for (;;) {
      if (this.taken < frames.length) {
        const frame = frames[this.taken++];
        if (this.taken === frames.length) this.taken = frames.length = 0;
        return frame;
      }
      if (this.piece.length < this.unit) return undefined;
      this.convert();
    }
  }

  private async readOn(): Promise<Buffer | null> {
    while (!this.isEnded) {
      await this.readPiece();
      const frame = this.ready();
      if (frame) return frame;
    }
    return null;
  }

  private async readPiece(): Promise<void> {
    const more = this.left > this.piece.length ? await this.input.read() : null;
    if (!more) {
      // Half a sample at the end is nothing that could be heard.
      if (this.resampler) this.framer.pushSamples(this.resampler.flush());
      this.framer.finish();
      this.isEnded = true;
      return;
    }
    const wanted = more.subarray(Math.min(this.skip, more.length));
    this.skip -= more.length - wanted.length;
    this.piece = this.piece.length === 0 ? wanted : Buffer.concat([this.piece, wanted]);
  }

  private convert(): void {
    const usable = Math.min(this.piece.length, this.left);
    const count = Math.min(this.slice, Math.floor(usable / this.unit));
    const bytes = this.piece.subarray(0, count * this.unit);
    this.left -= bytes.length;
    // Behind the samples of a file other chunks may follow: they are no sound.
    this.piece = this.left < this.unit ? this.piece.subarray(0, 0) : this.piece.subarray(bytes.length);
    if (this.left < this.unit) this.left = 0;
    if (count === 0) return;
    if (this.isPlain) this.framer.pushBytes(bytes);
    else if (this.resampler) this.framer.pushSamples(this.resampler.process(this.stereo(bytes, count)));
    else this.framer.pushSamples(this.stereo(bytes, count));
  }

  private async begin(range: PcmRange, bytes: number): Promise<void> {
    if (bytes >= this.left) {
      this.left = 0;
      this.piece = this.piece.subarray(0, 0);
      return;
    }
    this.left -= bytes;
    if (this.input.seeking !== 'none') {
      this.piece = this.piece.subarray(0, 0);
      await this.input.seek(range.from + bytes);
      return;
    }
    const here = Math.min(bytes, this.piece.length);
    this.piece = this.piece.subarray(here);
    this.skip = bytes - here;
  }
}
