/**
 * Several playbacks on one line. While exactly one of them is to be heard, it gives the frames by itself, and Opus that nothing is
 * to be done to passes untouched. While there are more, each gives 20 ms of samples, and their sum is encoded. What was
 * made and not sent yet stays with whoever made it, so that one that leaves takes nothing of the others with it.
 */
import { type AudioFrame, FRAME_SAMPLES } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { asError } from '../../util';
import { type FrameEncoder } from './frame-encoder';

/** One playback as a mixer sees it. */
export interface MixedVoice {
  /** The library that it decodes with. */
  library: OpusLibrary | undefined;
  readonly bitrate: number | undefined;
  /** How loud the others are while it sounds. */
  readonly duck: number | undefined;
  /** Whether it is to be heard now. */
  readonly sounds: boolean;
  /** Whether it made something that was not sent yet. */
  readonly hasPiece: boolean;
  /** A frame, if it plays alone; `undefined` when it has nothing now. */
  alone(): AudioFrame | undefined;
  /** Its part of a mixed frame. */
  mixed(): Float32Array | undefined;
  /** Makes it quieter behind another; 1 is as loud as it is. */
  duckTo(factor: number): void;
  /** Its part could not be sent. */
  fail(error: Error): void;
}

export class Mixer<V extends MixedVoice> {
  /** Whose sound is in the frame that goes out next. */
  readonly members: V[] = [];
  private frame: AudioFrame | undefined;
  private sum: Float32Array | undefined;

  constructor(private readonly encoder: FrameEncoder) {}

  /** The frame that goes out next: the same one until {@link accepted}, unless one that is in it is to be heard no more. */
  peek(voices: readonly V[]): AudioFrame | undefined {
    if (!this.frame || !this.isGood(voices)) this.compose(voices);
    return this.frame;
  }

  /** The frame was sent. */
  accepted(): void {
    this.frame = undefined;
  }

  private isGood(voices: readonly V[]): boolean {
    for (const member of this.members) {
      if (!member.hasPiece || !member.sounds || !voices.includes(member)) return false;
    }
    return true;
  }

  private compose(voices: readonly V[]): void {
    this.frame = undefined;
    this.members.length = 0;
    let count = 0;
    let only: V | undefined;
    let library: OpusLibrary | undefined;
    for (const voice of voices) {
      if (!voice.sounds) continue;
      count += 1;
      only = voice;
      library ??= voice.library;
      voice.duckTo(duckOf(voice, voices));
    }
    if (count > 1 && library) this.mix(voices, library);
    else if (only) this.frame = only.alone();
    if (only && count === 1 && this.frame) this.members.push(only);
  }

  private mix(voices: readonly V[], library: OpusLibrary): void {
    const { members } = this;
    const sum = (this.sum ??= new Float32Array(FRAME_SAMPLES * 2));
    sum.fill(0);
    for (const voice of voices) {
      if (!voice.sounds) continue;
      voice.library ??= library;
      const part = voice.mixed();
      if (!part) continue;
      for (let index = 0; index < sum.length; index += 1) (sum[index] as number) += part[index] as number;
      members.push(voice);
    }
    const [first] = members;
    if (!first) return;
    try {
      this.frame = this.encoder.encodeFloats(sum, library, first.bitrate);
    } catch (error) {
      for (const member of members) member.fail(asError(error));
      members.length = 0;
    }
  }
}

/** How loud one is behind the others. */
function duckOf(voice: MixedVoice, voices: readonly MixedVoice[]): number {
  let factor = 1;
  for (const other of voices) {
    if (other !== voice && other.duck !== undefined && other.duck < factor && other.sounds) factor = other.duck;
  }
  return factor;
}
