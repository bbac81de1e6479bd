/** The error for a piece of audio that no Opus encoder takes: a `RangeError`, because the caller can tell beforehand. */
import { inspect } from 'node:util';
import { PCM_FRAME_BYTES } from '../audio-frame';

/** Thrown before a library sees the audio; one of them would end the whole process. */
export class OpusFrameSizeError extends RangeError {
  override readonly name = 'OpusFrameSizeError';
  readonly code = 'VOICE_OPUS_FRAME_SIZE';
  readonly kind = 'codec';
  readonly advice =
    `Give 20 ms at a time: 960 samples, two channels, 16 bits, ${PCM_FRAME_BYTES} bytes. ` +
    'Source.pcm cuts a stream of any format into such pieces.';
  /** What was given: a number of bytes, or what kind of value it was. */
  readonly got: string;

  constructor(given: unknown) {
    const got = given instanceof Uint8Array ? `${given.byteLength} bytes` : inspect(given, { depth: 0 }).slice(0, 40);
    super(`An Opus encoder takes a Buffer of exactly ${PCM_FRAME_BYTES} bytes, and was given ${got}.`);
    this.got = got;
    this.message += `\n  Try: ${this.advice}`;
  }
}
