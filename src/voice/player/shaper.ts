/** Makes what is sent of what a source gave: Opus passes through untouched, unless its sound is to change; PCM is encoded. */
import { type AudioFrame, FRAME_SAMPLES, PCM_FRAME_BYTES } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { EffectRack } from '../effects/effect-rack';
import { Fader } from '../effects/fader';
import { toFloats } from '../effects/pcm';
import { Tape } from '../effects/tape';
import { FrameEncoder } from './frame-encoder';
import { Gain } from './gain';
import { type RawFrames, Unpacking } from './unpacking';

/** What was made last. */
type Made = 'nothing' | 'packet' | 'pcm' | 'floats';

/**
 * For one playback, across seeks: `next` for one that plays alone, `floats` for one that is mixed with others. Changes between
 * passing and encoding happen at the border of a frame: on the way in, the decoder and the encoder first hear the packet that
 * was sent last, so that they do not begin from nothing (with a tone of 440 Hz no step is left at the seam), and the loudness
 * fades from 1; on the way out it fades to 1 before packets pass again.
 */
export class Shaper {
  /** The library, once it is loaded; without one, Opus passes whatever is asked for, and PCM cannot be sent. */
  library: OpusLibrary | undefined;
  readonly effects = new EffectRack();
  readonly fader = new Fader();
  private gain: Gain;
  private readonly unpacking: Unpacking;
  private readonly tape = new Tape();
  private samples: Float32Array | undefined;
  private scratch: Buffer | undefined;
  private made: Made = 'nothing';
  private madePacket: AudioFrame | undefined;
  private madePcm: Buffer | undefined;
  private taken = 0;
  private isLast = false;

  constructor(
    frames: RawFrames,
    volume: number,
    private readonly bitrate: number | undefined,
    private readonly encoder = new FrameEncoder(),
  ) {
    this.gain = new Gain(volume);
    this.unpacking = new Unpacking(frames, (heard, library) => {
      this.encoder.warmUp(heard, library, this.bitrate);
    });
  }

  /** Whether something that was taken from the source has not come out yet. */
  get holdsAudio(): boolean {
    return this.unpacking.holdsAudio || !this.tape.isEmpty;
  }

  /** How much of the source is in what was made last, in samples: with another speed it is not what it sounds. */
  get takenSamples(): number {
    return this.taken;
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
    this.unpacking.reset();
    this.tape.clear();
    this.made = 'nothing';
  }

  /**
   * The next frame to send alone; `undefined` when the source has none now.
   * @param isLast the source has ended, so that a piece shorter than 20 ms is filled up with silence.
   * @throws {VoiceError} VOICE_OPUS_FAILED, or what the library throws.
   */
  next(isLast: boolean): AudioFrame | undefined {
    if (this.mayPass) {
      const raw = this.unpacking.take();
      if (!raw) return undefined;
      if (!Buffer.isBuffer(raw)) return this.pass(raw);
      this.unpacking.putBack(raw);
    }
    if (!this.isPlain || this.gain.mayExceed) {
      const samples = this.floats(isLast);
      return samples && this.encoder.encodeFloats(samples, this.library, this.bitrate);
    }
    const piece = this.piece(isLast);
    if (!piece) return undefined;
    this.made = 'pcm';
    this.madePcm = this.scaled(piece);
    return this.encoder.encode(this.madePcm, this.library, this.bitrate);
  }

  /**
   * The next 20 ms to be mixed with others; `undefined` when the source has none now. It is good until the next call.
   * @throws as {@link next} does.
   */
  floats(isLast: boolean): Float32Array | undefined {
    const { tape } = this;
    const samples = (this.samples ??= new Float32Array(FRAME_SAMPLES * 2));
    const { speed } = this.effects;
    if (speed === 1 && tape.isEmpty) {
      const piece = this.piece(isLast);
      if (!piece) return undefined;
      toFloats(piece, samples);
    } else {
      this.isLast = isLast;
      const taken = tape.read(samples, speed, this.feedTape, isLast);
      if (taken < 0) return undefined;
      this.taken = taken;
    }
    if (!this.gain.isNeutral) this.gain.process(samples);
    return this.processed(samples);
  }

  /** What {@link next} made last was not sent: the same, to be mixed with others. `undefined`: it has to wait for the source. */
  again(isLast: boolean): Float32Array | undefined {
    switch (this.made) {
      case 'packet':
        this.unpacking.putBack(this.madePacket as AudioFrame);
        return this.floats(isLast);
      case 'pcm':
        this.samples ??= new Float32Array(FRAME_SAMPLES * 2);
        toFloats(this.madePcm as Buffer, this.samples);
        return this.processed(this.samples);
      default:
        return this.samples;
    }
  }

  /** Whether a packet of the source could be sent as it is. */
  private get mayPass(): boolean {
    if (!this.unpacking.isAtBorder) return false;
    return !this.library || (this.isPlain && this.gain.isNeutral);
  }

  /** Whether nothing is to be done but to make it quieter. */
  private get isPlain(): boolean {
    return this.effects.isNeutral && this.fader.isNeutral && this.tape.isEmpty && this.encoder.isNeutral;
  }

  private pass(packet: AudioFrame): AudioFrame {
    this.unpacking.passed(packet);
    this.encoder.close();
    this.made = 'packet';
    this.madePacket = packet;
    this.taken = packet.samples;
    return packet;
  }

  private processed(samples: Float32Array): Float32Array {
    this.made = 'floats';
    this.effects.process(samples);
    this.fader.process(samples);
    return samples;
  }

  private readonly feedTape = (): Buffer | undefined => this.piece(this.isLast);

  private piece(isLast: boolean): Buffer | undefined {
    const piece = this.unpacking.piece(isLast, this.library);
    if (piece) this.taken = FRAME_SAMPLES;
    return piece;
  }

  /** As loud as it is to be. */
  private scaled(piece: Buffer): Buffer {
    if (this.gain.isNeutral) return piece;
    // It may belong to the source, which may hold on to it.
    const scratch = (this.scratch ??= Buffer.alloc(PCM_FRAME_BYTES));
    piece.copy(scratch);
    this.gain.apply(scratch);
    return scratch;
  }
}
