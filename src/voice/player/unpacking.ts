/** Makes 20 ms of PCM at a time of what a source gave, whatever the length of its packets. */
import { type AudioFrame, FRAME_SAMPLES, PCM_FRAME_BYTES } from '../audio-frame';
import { type OpusDecoder, type OpusLibrary } from '../codec/opus-codec';
import { type RawFrame } from './frame-feed';

/** Packets in a row that cannot be decoded before the source is given up. */
const MOST_BAD_PACKETS = 25;
const BYTES_PER_SAMPLE = 4;
const NOTHING = Buffer.alloc(0);

/** Where raw frames come from. */
export interface RawFrames {
  take(): RawFrame | undefined;
}

/**
 * For one playback. A decoder is open only while packets are decoded. It first hears the packet that was sent last, so that it
 * does not begin from nothing.
 */
export class Unpacking implements RawFrames {
  private decoder: OpusDecoder | undefined;
  private last: AudioFrame | undefined;
  private beforeLast: AudioFrame | undefined;
  /** Passed on, but not sent: it comes again. */
  private returned: RawFrame | undefined;
  /** Decoded, and not taken yet. */
  private decoded: Buffer = NOTHING;
  private badPackets = 0;

  /** @param heard is given what was sent last, when decoding begins: 20 ms. */
  constructor(
    private readonly frames: RawFrames,
    private readonly heard: (pcm: Buffer, library: OpusLibrary) => void,
  ) {}

  /** Whether something was taken from the source and not from here. */
  get holdsAudio(): boolean {
    return this.decoded.length > 0 || this.returned !== undefined;
  }

  /** Whether the next packet follows what was taken last, so that it may pass. */
  get isAtBorder(): boolean {
    return this.decoded.length === 0;
  }

  /** The next as it is; only at a border. */
  take(): RawFrame | undefined {
    const { returned } = this;
    this.returned = undefined;
    return returned ?? this.frames.take();
  }

  /** What was taken as it is comes again: it was PCM, or it was not sent after all. */
  putBack(raw: RawFrame): void {
    this.returned = raw;
    if (raw === this.last) this.last = this.beforeLast;
  }

  /** A packet is sent as it is. */
  passed(packet: AudioFrame): void {
    this.stop();
    this.beforeLast = this.last;
    this.last = packet;
  }

  /** What was sent before has nothing to do with what comes next. */
  reset(): void {
    this.stop();
    this.last = undefined;
    this.beforeLast = undefined;
    this.returned = undefined;
    this.decoded = NOTHING;
  }

  /**
   * The next 20 ms; `undefined` when the source has none now. It may belong to the source.
   * @param isLast the source has ended, so that a piece shorter than 20 ms is filled up with silence.
   * @throws {VoiceError} VOICE_OPUS_FAILED, or what the library throws.
   */
  piece(isLast: boolean, library: OpusLibrary | undefined): Buffer | undefined {
    while (this.decoded.length < PCM_FRAME_BYTES) {
      const raw = this.take();
      if (raw === undefined) return isLast && this.decoded.length > 0 ? this.rest() : undefined;
      if (Buffer.isBuffer(raw)) return raw;
      const pcm = this.decode(raw, library as OpusLibrary);
      this.decoded = this.decoded.length === 0 ? pcm : Buffer.concat([this.decoded, pcm]);
    }
    const piece = this.decoded.subarray(0, PCM_FRAME_BYTES);
    this.decoded = this.decoded.subarray(PCM_FRAME_BYTES);
    return piece;
  }

  private stop(): void {
    this.decoder?.close();
    this.decoder = undefined;
  }

  private decode(packet: AudioFrame, library: OpusLibrary): Buffer {
    if (!this.decoder) {
      this.decoder = library.decoder();
      const heard = this.last && this.attempt({ data: this.last.data, samples: FRAME_SAMPLES });
      if (heard && heard.length >= PCM_FRAME_BYTES) this.heard(heard.subarray(heard.length - PCM_FRAME_BYTES), library);
    }
    return this.attempt(packet);
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

  private rest(): Buffer {
    const full = Buffer.alloc(PCM_FRAME_BYTES);
    this.decoded.copy(full);
    this.decoded = NOTHING;
    return full;
  }
}
