/** How one playback is to sound, and what was made of it and not sent yet. */
import { type AudioFrame } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { type Effect } from '../effects/effect';
import { EffectChain } from '../effects/effect-chain';
import { type FrameEncoder } from './frame-encoder';
import { type PlayOptions } from './play-options';
import { Shaper } from './shaper';
import { type RawFrames } from './unpacking';

/** How fast it gets quieter behind something else, and how fast it comes back. */
const DUCK_MS = 100;
const RISE_MS = 300;

export class Sound {
  private wantedVolume: number;
  private wantedEffects: readonly Effect[];
  private readonly shaper: Shaper;
  /** Made and not sent yet: a frame of its own, or its part of a mixed one. */
  private frame: AudioFrame | undefined;
  private part: Float32Array | undefined;
  private starved = false;

  constructor(
    frames: RawFrames,
    private readonly options: PlayOptions,
    defaultVolume: number,
    private readonly encoder: FrameEncoder,
  ) {
    this.wantedVolume = options.volume ?? defaultVolume;
    this.wantedEffects = [...(options.effects ?? [])];
    this.shaper = new Shaper(frames, this.wantedVolume, options.bitrate, encoder);
    this.shaper.effects.set(new EffectChain(this.wantedEffects));
    if (options.fadeInMs) this.shaper.fader.fadeIn(options.fadeInMs);
  }

  get library(): OpusLibrary | undefined {
    return this.shaper.library;
  }

  set library(library: OpusLibrary | undefined) {
    this.shaper.library = library;
  }

  get volume(): number {
    return this.wantedVolume;
  }

  get effects(): readonly Effect[] {
    return this.wantedEffects;
  }

  /** Whether the source's own packets will not do. */
  get isChanged(): boolean {
    return this.wantedVolume !== 1 || this.wantedEffects.length > 0 || !this.shaper.fader.isNeutral;
  }

  get speed(): number {
    return this.shaper.effects.speed;
  }

  /** Whether a fade to silence is over. */
  get isSilent(): boolean {
    return this.shaper.fader.isSilent;
  }

  /** Whether something of the source was not made into a piece yet. */
  get holdsAudio(): boolean {
    return this.shaper.holdsAudio;
  }

  /** How much of the source is in the piece that was made last. */
  get takenSamples(): number {
    return this.shaper.takenSamples;
  }

  /** Whether something is made and not sent. */
  get hasPiece(): boolean {
    return this.frame !== undefined || this.part !== undefined;
  }

  /** Whether it was asked for more and had nothing. */
  get isStarved(): boolean {
    return this.starved && !this.hasPiece;
  }

  /** @param fades it was heard before. */
  setVolume(volume: number, fades: boolean): void {
    this.wantedVolume = volume;
    if (fades) this.shaper.fadeTo(volume);
    else this.shaper.setVolume(volume);
  }

  /** @param fades it was heard before. */
  setEffects(effects: readonly Effect[], fades: boolean): void {
    this.wantedEffects = [...effects];
    const chain = new EffectChain(this.wantedEffects);
    if (fades) this.shaper.effects.fadeTo(chain);
    else this.shaper.effects.set(chain);
  }

  fadeIn(ms: number): void {
    this.shaper.fader.fadeIn(ms);
  }

  fadeOut(ms: number): void {
    this.shaper.fader.fadeOut(ms);
  }

  /** A fade to silence is to be over soon. */
  hurry(ms: number): void {
    this.shaper.fader.hurry(ms);
  }

  duckTo(factor: number): void {
    this.shaper.fader.duckTo(factor, factor < 1 ? DUCK_MS : RISE_MS);
  }

  /** The frame that goes out next, if it plays alone; the same one until it is dropped. @throws as the shaper does. */
  alone(isLast: boolean): AudioFrame | undefined {
    if (this.frame) return this.frame;
    this.frame = this.part
      ? this.encoder.encodeFloats(this.part, this.library, this.options.bitrate)
      : this.shaper.next(isLast);
    this.starved = !this.frame;
    return this.frame;
  }

  /** Its part of the frame that goes out next; the same one until it is dropped. @throws as the shaper does. */
  mixed(isLast: boolean): Float32Array | undefined {
    if (this.part) return this.part;
    const { frame } = this;
    this.frame = undefined;
    this.part = frame ? this.shaper.again(isLast) : this.shaper.floats(isLast);
    this.starved = !this.part;
    return this.part;
  }

  /** It was sent, or is not wanted any more. */
  drop(): void {
    this.frame = undefined;
    this.part = undefined;
  }

  /** What comes next has nothing to do with what was before. */
  reset(): void {
    this.drop();
    this.starved = false;
    this.shaper.reset();
  }
}
