/**
 * What stands before every Opus library, so that no input can end the process: sizes and packets are judged here, a codec
 * that was closed is never touched again, and whatever a library throws becomes a {@link VoiceError}.
 */
import { PCM_FRAME_BYTES } from '../audio-frame';
import { VoiceError } from '../voice-error';
import { type OpusDecoder, type OpusEncoder } from './opus-codec';
import { OpusFrameSizeError } from './opus-frame-size-error';
import { packetSamples } from './opus-packet';

/** A library’s encoder or decoder as its adapter gives it. It is only called with what is right. */
export interface RawEncoder {
  encode(pcm: Buffer): Buffer;
  setBitrate(bitsPerSecond: number): void;
  free(): void;
}

export interface RawDecoder {
  /** @param samples what the packet will give, of each channel. */
  decode(packet: Buffer, samples: number): Buffer;
  free(): void;
}

const MIN_BITRATE = 8_000;
const MAX_BITRATE = 510_000;

export class GuardedEncoder implements OpusEncoder {
  #raw: RawEncoder | undefined;

  constructor(
    private readonly library: string,
    make: () => RawEncoder,
  ) {
    this.#raw = made(library, make);
  }

  encode(pcm: Buffer): Buffer {
    const raw = this.#raw ?? refuseClosed(this.library, 'encoder');
    if (!Buffer.isBuffer(pcm) || pcm.length !== PCM_FRAME_BYTES) throw new OpusFrameSizeError(pcm);
    try {
      return raw.encode(pcm);
    } catch (cause) {
      throw failed(this.library, 'could not encode a frame', cause);
    }
  }

  setBitrate(bitsPerSecond: number): void {
    const raw = this.#raw ?? refuseClosed(this.library, 'encoder');
    if (!(bitsPerSecond >= MIN_BITRATE && bitsPerSecond <= MAX_BITRATE)) {
      throw new VoiceError({
        code: 'VOICE_INVALID_OPTIONS',
        kind: 'options',
        message: `A bitrate of ${String(bitsPerSecond)} is not between ${MIN_BITRATE} and ${MAX_BITRATE} bits per second.`,
        advice: 'Discord’s channels have 64000 to 384000; `channel.bitrate` tells.',
      });
    }
    try {
      raw.setBitrate(Math.round(bitsPerSecond));
    } catch (cause) {
      throw failed(this.library, 'refused a bitrate', cause);
    }
  }

  close(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    free(raw);
  }
}

export class GuardedDecoder implements OpusDecoder {
  #raw: RawDecoder | undefined;

  constructor(
    private readonly library: string,
    make: () => RawDecoder,
  ) {
    this.#raw = made(library, make);
  }

  decode(packet: Buffer): Buffer {
    const raw = this.#raw ?? refuseClosed(this.library, 'decoder');
    // An empty packet would mean "conceal a loss" to some libraries, with a length that is each library's own.
    const samples = Buffer.isBuffer(packet) ? packetSamples(packet) : 0;
    if (samples === 0) {
      throw new VoiceError({
        code: 'VOICE_OPUS_FAILED',
        kind: 'codec',
        message: `What was to be decoded is no Opus packet (${Buffer.isBuffer(packet) ? `${packet.length} bytes` : typeof packet}).`,
        advice: 'Skip it; the next packet can be decoded all the same.',
        context: { library: this.library },
      });
    }
    let pcm: Buffer;
    try {
      pcm = raw.decode(packet, samples);
    } catch (cause) {
      throw failed(this.library, 'could not decode a packet', cause);
    }
    if (pcm.length !== samples * 4) {
      throw failed(this.library, `decoded ${pcm.length / 4} samples of a packet of ${samples}`, undefined);
    }
    return pcm;
  }

  close(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    free(raw);
  }
}

function made<T>(library: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw failed(library, 'could not make a codec', cause);
  }
}

function free(raw: { free(): void } | undefined): void {
  try {
    raw?.free();
  } catch {
    // What could not be freed went with the library that broke.
  }
}

function refuseClosed(library: string, what: string): never {
  throw new VoiceError({
    code: 'VOICE_OPUS_FAILED',
    kind: 'codec',
    message: `The Opus ${what} was used after it had been closed.`,
    advice: 'Make a new one for each thing that is played or heard.',
    context: { library },
  });
}

function failed(library: string, what: string, cause: unknown): VoiceError {
  return new VoiceError({
    code: 'VOICE_OPUS_FAILED',
    kind: 'codec',
    message: `The Opus library ${library} ${what}.`,
    advice: 'Skip what it was given; when it goes on, the audio is broken.',
    context: { library },
    cause,
  });
}
