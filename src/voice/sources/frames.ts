/** Opus packets that somebody has already, or makes. */
import { type AudioFrame, SAMPLE_RATE } from '../audio-frame';
import { packetSamples } from '../codec/opus-packet';
import { type ByteStream, type Pieces, piecesOf } from './bytes/stream-input';
import { sourceInvalid } from './source-errors';
import { type Pull } from './steady-reader';

/** Packets, or frames that say how long they sound. */
export type OpusFrames = Iterable<Buffer | AudioFrame> | AsyncIterable<Buffer | AudioFrame>;

export class FramesPull implements Pull<AudioFrame> {
  readonly durationMs: number | undefined;
  private readonly pieces: Pieces;
  private skip: number;

  constructor(
    frames: OpusFrames,
    private readonly label: string,
    startMs = 0,
  ) {
    this.pieces = piecesOf(frames as ByteStream, label);
    this.skip = Math.round((startMs * SAMPLE_RATE) / 1000);
    if (Array.isArray(frames)) {
      const samples = (frames as readonly (Buffer | AudioFrame)[]).reduce(
        (sum, one) => sum + packetSamples(dataOf(one)),
        0,
      );
      this.durationMs = (samples * 1000) / SAMPLE_RATE;
    }
  }

  async next(): Promise<AudioFrame | null> {
    for (;;) {
      const given = await this.pieces.next();
      if (given === undefined) return null;
      const data = dataOf(given);
      const samples = packetSamples(data);
      if (samples === 0) {
        throw sourceInvalid(this.label, 'what it gave is no Opus packet', 'PCM goes through Source.pcm.');
      }
      if (this.skip < samples) {
        this.skip = 0;
        return { data, samples };
      }
      this.skip -= samples;
    }
  }

  close(): Promise<void> {
    this.pieces.cancel();
    return Promise.resolve();
  }
}

/** Empty for what is neither a packet nor a frame. */
export function dataOf(given: unknown): Buffer {
  const data = given instanceof Uint8Array ? given : (given as Partial<AudioFrame> | null)?.data;
  if (Buffer.isBuffer(data)) return data;
  const bytes: unknown = data;
  return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0);
}
