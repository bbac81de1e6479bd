/** The encoder of one line: whatever is not passed through goes out by it, so that a change of what is heard is no change of coder. */
import { type AudioFrame, FRAME_SAMPLES, PCM_FRAME_BYTES } from '../audio-frame';
import { type OpusEncoder, type OpusLibrary } from '../codec/opus-codec';
import { Limiter } from '../effects/limiter';
import { toPcm } from '../effects/pcm';
import { VoiceError } from '../voice-error';

/** Makes frames of PCM. It opens an encoder when it needs one; while Opus passes, and while the line rests, it has none. */
export class FrameEncoder {
  private encoder: OpusEncoder | undefined;
  private bitrate: number | undefined;
  private readonly limiter = new Limiter();
  private scratch: Buffer | undefined;
  /** What it was given last. */
  private heard: Buffer | undefined;

  /** Whether nothing of what was limited before is left. */
  get isNeutral(): boolean {
    return this.limiter.isNeutral;
  }

  /** @throws {VoiceError} VOICE_OPUS_FAILED, or what the library throws. */
  encode(pcm: Buffer, library: OpusLibrary | undefined, bitrate: number | undefined): AudioFrame {
    const encoder = this.open(library, bitrate);
    pcm.copy((this.heard ??= Buffer.alloc(PCM_FRAME_BYTES)));
    return { data: encoder.encode(pcm), samples: FRAME_SAMPLES };
  }

  /** Limits what is too loud, in place, and encodes it. @throws as {@link encode} does. */
  encodeFloats(samples: Float32Array, library: OpusLibrary | undefined, bitrate: number | undefined): AudioFrame {
    this.limiter.process(samples);
    const scratch = (this.scratch ??= Buffer.alloc(PCM_FRAME_BYTES));
    toPcm(samples, scratch);
    return this.encode(scratch, library, bitrate);
  }

  /**
   * What was heard last, before this encoder was: it looks a few milliseconds back, and with nothing there it would begin with
   * a step. What it makes of it is not sent. Does nothing to an encoder that has heard something.
   */
  warmUp(heard: Buffer, library: OpusLibrary, bitrate: number | undefined): void {
    if (!this.encoder) this.open(library, bitrate).encode(heard);
  }

  close(): void {
    this.encoder?.close();
    this.encoder = undefined;
  }

  private open(library: OpusLibrary | undefined, bitrate: number | undefined): OpusEncoder {
    const { encoder: before } = this;
    if (before && this.bitrate === bitrate) return before;
    this.close();
    if (!library) {
      throw new VoiceError({
        code: 'VOICE_OPUS_MISSING',
        kind: 'codec',
        message: 'PCM was to be encoded before an Opus library was there.',
      });
    }
    this.bitrate = bitrate;
    this.encoder = library.encoder();
    if (bitrate !== undefined) this.encoder.setBitrate(bitrate);
    // Another bitrate needs another encoder, because the library's own choice cannot be asked for again.
    if (before && this.heard) this.encoder.encode(this.heard);
    return this.encoder;
  }
}
