/** Makes what is sent of what a source gave: Opus passes through untouched, unless its loudness is to change; PCM is encoded. */
import { type AudioFrame, FRAME_SAMPLES, PCM_FRAME_BYTES } from '../audio-frame';
import { type OpusDecoder, type OpusEncoder, type OpusLibrary } from '../codec/opus-codec';
import { VoiceError } from '../voice-error';
import { Gain } from './gain';
import { type RawFrame } from './frame-feed';

/** Packets in a row that cannot be decoded before the source is given up. */
const MOST_BAD_PACKETS = 25;
const BYTES_PER_SAMPLE = 4;

/** Where raw frames come from. */
export interface RawFrames {
  take(): RawFrame | undefined;
}

/**
 * For one playback, across seeks. Changes between passing and encoding happen at the border of a frame: on the way in, the
 * decoder and the encoder first hear the packet that was sent last, so that they do not begin from nothing (with a tone of
 * 440 Hz no step is left at the seam), and the loudness fades from 1; on the way out it fades to 1 before packets pass again.
 */
export class Shaper {
  /** The library, once it is loaded; without one, Opus passes whatever the volume, and PCM cannot be sent. */
  library: OpusLibrary | undefined;
  private gain: Gain;
  private encoder: OpusEncoder | undefined;
  private decoder: OpusDecoder | undefined;
  private lastPacket: Buffer | undefined;
  /** Decoded, and not encoded yet: packets may be longer or shorter than the 20 ms that an encoder takes. */
  private decoded: Buffer = Buffer.alloc(0);
  private scratch: Buffer | undefined;
  private badPackets = 0;

  constructor(
    private readonly frames: RawFrames,
    volume: number,
    private readonly bitrate: number | undefined,
  ) {
    this.gain = new Gain(volume);
  }

  /** Whether something that was taken from the source has not come out yet. */
  get holdsAudio(): boolean {
    return this.decoded.length > 0;
  }

  /** Without a fade: nothing was heard yet, or nothing was changed yet. */
  setVolume(volume: number): void {
    this.gain = new Gain(volume);
  }

  fadeTo(volume: number): void {
    this.gain.fadeTo(volume);
  }

  /** What was sent before has nothing to do with what comes next. */
  reset(): void {
    this.lastPacket = undefined;
    this.decoded = Buffer.alloc(0);
    this.stopTranscoding();
  }

  close(): void {
    this.reset();
    this.encoder?.close();
    this.encoder = undefined;
  }

  /**
   * The next frame to send; `undefined` when the source has none now.
   * @param isLast the source has ended, so that a piece shorter than 20 ms is filled up with silence.
   * @throws {VoiceError} VOICE_OPUS_FAILED, or what the library throws.
   */
  next(isLast: boolean): AudioFrame | undefined {
    while (this.decoded.length < PCM_FRAME_BYTES) {
      const raw = this.frames.take();
      if (raw === undefined) return isLast && this.decoded.length > 0 ? this.encodeRest() : undefined;
      if (Buffer.isBuffer(raw)) return this.encodeScaled(raw);
      if (!this.library || (this.gain.isNeutral && this.decoded.length === 0)) {
        this.stopTranscoding();
        this.lastPacket = raw.data;
        return raw;
      }
      this.decode(raw, this.library);
    }
    const piece = this.decoded.subarray(0, PCM_FRAME_BYTES);
    this.decoded = this.decoded.subarray(PCM_FRAME_BYTES);
    return this.encodeScaled(piece);
  }

  private decode(packet: AudioFrame, library: OpusLibrary): void {
    if (!this.decoder) this.startDecoder(library);
    const pcm = this.attempt(packet);
    this.decoded = this.decoded.length === 0 ? pcm : Buffer.concat([this.decoded, pcm]);
  }

  private startDecoder(library: OpusLibrary): void {
    this.decoder = library.decoder();
    if (!this.lastPacket) return;
    const heard = this.attempt({ data: this.lastPacket, samples: FRAME_SAMPLES });
    // The encoder as well: it looks a few milliseconds back. What it makes of them was heard already.
    if (heard.length >= PCM_FRAME_BYTES) this.encode(heard.subarray(heard.length - PCM_FRAME_BYTES));
  }

  /** A packet that is broken becomes silence of its length: one of them is no reason to end the music. */
  private attempt(packet: AudioFrame): Buffer {
    try {
      const pcm = (this.decoder as OpusDecoder).decode(packet.data);
      this.badPackets = 0;
      return pcm;
    } catch (error) {
      this.badPackets += 1;
      if (this.badPackets >= MOST_BAD_PACKETS) throw error;
      return Buffer.alloc(packet.samples * BYTES_PER_SAMPLE);
    }
  }

  private encodeRest(): AudioFrame {
    const full = Buffer.alloc(PCM_FRAME_BYTES);
    this.decoded.copy(full);
    this.decoded = Buffer.alloc(0);
    return this.encodeScaled(full);
  }

  private encodeScaled(pcm: Buffer): AudioFrame {
    if (this.gain.isNeutral) return this.encode(pcm);
    // The piece may belong to the source, which may hold on to it.
    const scratch = (this.scratch ??= Buffer.alloc(PCM_FRAME_BYTES));
    pcm.copy(scratch);
    this.gain.apply(scratch);
    return this.encode(scratch);
  }

  private encode(pcm: Buffer): AudioFrame {
    return { data: this.encoderOf().encode(pcm), samples: FRAME_SAMPLES };
  }

  private encoderOf(): OpusEncoder {
    if (this.encoder) return this.encoder;
    if (!this.library) {
      throw new VoiceError({
        code: 'VOICE_OPUS_MISSING',
        kind: 'codec',
        message: 'PCM was to be encoded before an Opus library was there.',
      });
    }
    this.encoder = this.library.encoder();
    if (this.bitrate !== undefined) this.encoder.setBitrate(this.bitrate);
    return this.encoder;
  }

  private stopTranscoding(): void {
    if (!this.decoder) return;
    this.decoder.close();
    this.decoder = undefined;
    this.encoder?.close();
    this.encoder = undefined;
  }
}
