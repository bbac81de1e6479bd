/** What a recording is written as: audio and silence go in, bytes of a file come out. */
import { FRAME_SAMPLES, PCM_FRAME_BYTES, SILENCE_FRAME } from '../audio-frame';
import { type OpusEncoder } from '../codec/opus-codec';
import { OggOpusWriter, type OggOpusOptions } from './ogg-writer';
import { MAX_WAV_BYTES, SAMPLE_BYTES, wavHeader } from './wav-header';

/** One for each file; touches neither files nor clocks. */
export interface FileFormat {
  begin(): Buffer;
  /** What can be written now, if anything. */
  audio(data: Buffer, samples: number): Buffer | undefined;
  /**
   * @param samples a multiple of 20 ms where the format is Ogg.
   * @returns bytes, or how many zeros stand for it.
   */
  silence(samples: number): Buffer | number | undefined;
  /** To be called about once a second: what waits, so that a crash costs little. */
  flush(): Buffer | undefined;
  end(): Buffer | undefined;
  /** What to write over the beginning in the end, where that can be done. @param dataBytes what followed the beginning. */
  patch(dataBytes: number): Buffer | undefined;
  /** Frees what it holds; also after a failure. */
  close(): void;
}

/** Opus as it was sent. */
export class OggFormat implements FileFormat {
  protected readonly ogg: OggOpusWriter;

  constructor(options: OggOpusOptions) {
    this.ogg = new OggOpusWriter(options);
  }

  begin(): Buffer {
    return this.ogg.begin();
  }

  audio(data: Buffer, samples: number): Buffer | undefined {
    return this.ogg.push(data, samples);
  }

  silence(samples: number): Buffer | undefined {
    return this.quiet(samples / FRAME_SAMPLES, () => SILENCE_FRAME);
  }

  flush(): Buffer | undefined {
    return this.ogg.flush();
  }

  end(): Buffer {
    return this.ogg.end();
  }

  patch(): undefined {
    return undefined;
  }

  close(): void {
    return undefined;
  }

  protected quiet(frames: number, next: () => Buffer): Buffer | undefined {
    const pages: Buffer[] = [];
    for (let left = frames; left > 0; left -= 1) {
      const page = this.ogg.push(next(), FRAME_SAMPLES);
      if (page) pages.push(page);
    }
    return pages.length > 1 ? Buffer.concat(pages) : pages[0];
  }
}

const ZEROS = Buffer.alloc(PCM_FRAME_BYTES);

/** After that many frames of zeros an encoder has given out all it held, and has the state of a decoder that heard silence. */
const TAIL_FRAMES = 2;

/** PCM in frames of 20 ms, which is encoded. */
export class EncodedOggFormat extends OggFormat {
  private zerosLeft = TAIL_FRAMES;

  constructor(
    options: OggOpusOptions,
    private readonly encoder: OpusEncoder,
  ) {
    super(options);
  }

  override audio(pcm: Buffer, samples: number): Buffer | undefined {
    this.zerosLeft = TAIL_FRAMES;
    return super.audio(this.encoder.encode(pcm), samples);
  }

  override silence(samples: number): Buffer | undefined {
    return this.quiet(samples / FRAME_SAMPLES, () => this.nothing());
  }

  override end(): Buffer {
    return this.ogg.end(this.nothing());
  }

  override close(): void {
    this.encoder.close();
  }

  /** Encoding silence costs as much as encoding speech; once the tail of what was said is out, that is saved. */
  private nothing(): Buffer {
    if (this.zerosLeft === 0) return SILENCE_FRAME;
    this.zerosLeft -= 1;
    return this.encoder.encode(ZEROS);
  }
}

/** PCM as it is. */
export class WavFormat implements FileFormat {
  begin(): Buffer {
    return wavHeader(undefined);
  }

  audio(pcm: Buffer): Buffer {
    return pcm;
  }

  silence(samples: number): number {
    return samples * SAMPLE_BYTES;
  }

  flush(): undefined {
    return undefined;
  }

  end(): undefined {
    return undefined;
  }

  patch(dataBytes: number): Buffer | undefined {
    return dataBytes <= MAX_WAV_BYTES ? wavHeader(dataBytes) : undefined;
  }

  close(): void {
    return undefined;
  }
}
