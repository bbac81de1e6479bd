/** One source on its way to the line: opened, read ahead, shaped, and counted. */
import { inspect } from 'node:util';
import { asError, type Clock, deferred, type Logger } from '../../util';
import { type AudioFrame, SAMPLE_RATE } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { checkEffects } from '../effects/check-effects';
import { type Effect } from '../effects/effect';
import { type AudioSource } from '../sources/audio-source';
import { type FrameEncoder } from './frame-encoder';
import { type MixedVoice } from './mixer';
import { checkFade, checkPosition, checkVolume, type PlayOptions } from './play-options';
import { type PlaybackEnd, type PlaybackState, type StopOptions } from './playback';
import { notSeekable } from './playback-errors';
import { type QueuedPlayback } from './queue-player';
import { Sound } from './sound';
import { SourceFlow } from './source-flow';

/** What a playback needs of the player that plays it. */
export interface PlaybackHost {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a source may give nothing. */
  readonly stallMs: number;
  /** Of the line that all playbacks share. */
  readonly encoder: FrameEncoder;
  opus(): Promise<OpusLibrary>;
  /** Something may be sent now that could not be before, or something failed. */
  changed(playback: ActivePlayback): void;
  /** The author, or a signal, wants it to end. */
  stop(playback: ActivePlayback): void;
  /** Something went wrong that does not end it. */
  problem(playback: ActivePlayback, error: Error): void;
}

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
/** {@link Playback} with the side that only the player sees. */
export class ActivePlayback implements QueuedPlayback, MixedVoice {
  readonly ended: Promise<PlaybackEnd>;
  readonly priority: boolean | undefined;
  /** The output refused the last frame. */
  isWaiting = false;
  /** It was the current one at some time. */
  wasBegun = false;
  /** Its volume was given, so that the player's is not its own. */
  readonly hasOwnVolume: boolean;
  readonly isBeside: boolean;
  readonly duck: number | undefined;
  readonly bitrate: number | undefined;
  /** It only fades out behind another one, which is paused. */
  isHeld = false;
  /** It was replaced, and only fades out. */
  isLeaving = false;
  private readonly settled = deferred<PlaybackEnd>();
  private readonly sound: Sound;
  private readonly flow: SourceFlow;
  private loadingLibrary: Promise<void> | undefined;
  private isPausedNow = false;
  private failure: Error | undefined;
  private end: PlaybackEnd | undefined;
  /** How it ends once it has faded out. */
  private ending: PlaybackEnd | undefined;
  private sentSamples = 0;
  private sentFrames = 0;
  private readonly signal: AbortSignal | undefined;

  constructor(
    private readonly source: AudioSource,
    options: PlayOptions,
    defaultVolume: number,
    private readonly host: PlaybackHost,
  ) {
    this.ended = this.settled.promise;
    this.priority = options.priority;
    this.hasOwnVolume = options.volume !== undefined;
    this.isBeside = options.beside ?? false;
    this.duck = options.duck;
    this.bitrate = options.bitrate;
    this.sound = new Sound({ take: () => this.flow.feed.take() }, options, defaultVolume, host.encoder);
    const { clock, logger, stallMs } = host;
    this.flow = new SourceFlow({
      ...{ source, startMs: options.startMs ?? 0, clock, logger, stallMs },
      positionMs: () => this.positionMs,
      mayBegin: () => this.hasLibraryItNeeds(),
      changed: () => {
        host.changed(this);
      },
      stalled: (error) => {
        this.failure = error;
        host.changed(this);
      },
      restarted: () => {
        this.sound.reset();
        // What failed at the old place, while it was paused, is behind.
        this.failure = undefined;
        this.sentSamples = 0;
      },
    });
    if (this.needsLibrary) void this.loadLibrary();
    this.signal = options.signal;
    this.signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** What a printed playback shows: its inside is the whole player. */
  [inspect.custom](): string {
    return `Playback(${this.label}, ${this.state}, ${Math.round(this.positionMs)} ms)`;
  }

  toJSON(): { readonly label: string; readonly state: PlaybackState; readonly positionMs: number } {
    return { label: this.label, state: this.state, positionMs: this.positionMs };
  }

  get label(): string {
    return this.source.label;
  }

  get state(): PlaybackState {
    if (this.end) return 'ended';
    if (this.isPausedNow) return 'paused';
    if (this.flow.isFlowing) return this.isWaiting ? 'waiting' : 'playing';
    return this.sentFrames === 0 && this.flow.feed.kind === undefined ? 'loading' : 'buffering';
  }

  get positionMs(): number {
    return this.flow.feed.startMs + this.sentSamples / SAMPLES_PER_MS;
  }

  get durationMs(): number | undefined {
    return this.flow.feed.durationMs;
  }

  get volume(): number {
    return this.sound.volume;
  }

  get effects(): readonly Effect[] {
    return this.sound.effects;
  }

  get isPaused(): boolean {
    return this.isPausedNow;
  }

  get hasEnded(): boolean {
    return this.end !== undefined;
  }

  /** Whether a frame of it was ever sent. */
  get wasHeard(): boolean {
    return this.sentFrames > 0;
  }

  /** Why it will fail as soon as it is its turn, if nothing of it can be heard before. */
  get earlyFailure(): Error | undefined {
    const { feed } = this.flow;
    return this.failure ?? (feed.isEmpty ? feed.error : undefined);
  }

  /** Whether at most so much is left to be sent, as far as that is known. */
  isNearEnd(leftMs: number): boolean {
    const { durationMs: duration, isReadOut } = this.flow.feed;
    if (isReadOut || this.ending) return true;
    return duration !== undefined && duration - this.positionMs <= leftMs;
  }

  /** How long it will still sound, where that is known: by its duration, or because its end was read already. */
  get leftMs(): number | undefined {
    const { durationMs, isReadOut, bufferedMs } = this.flow.feed;
    const read = isReadOut ? bufferedMs : Infinity;
    const left = Math.min(read, durationMs === undefined ? Infinity : Math.max(0, durationMs - this.positionMs));
    return left === Infinity ? undefined : left / this.sound.speed;
  }

  /** Whether it would be heard if it were its turn. */
  get isFluent(): boolean {
    return this.flow.isFlowing && !this.end && !this.failure;
  }

  pause(): void {
    this.isPausedNow = true;
    this.isWaiting = false;
  }

  resume(): void {
    if (!this.isPausedNow) return;
    this.isPausedNow = false;
    this.host.changed(this);
  }

  stop({ fadeMs = 0 }: StopOptions = {}): void {
    checkFade('fadeMs', fadeMs);
    if (this.end) return;
    if (fadeMs === 0 || !this.wasHeard || !this.sounds) this.onAbort();
    else void this.fadeThenStop(fadeMs);
  }

  /** Begins to fade out, and then ends so. `false`: it cannot be faded, because it is not heard, or no library is there. */
  fadeOut(ms: number, end: PlaybackEnd): boolean {
    if (!this.library || !this.wasHeard || !this.sounds) return false;
    this.ending = end;
    this.sound.fadeOut(ms);
    return true;
  }

  /** It fades out, and is to be done soon. */
  hurry(ms: number): void {
    this.sound.hurry(ms);
  }

  /** Begins in silence. Nothing of it was heard yet, and a library is there. */
  fadeIn(ms: number): void {
    this.sound.fadeIn(ms);
  }

  setEffects(effects: readonly Effect[]): void {
    checkEffects(effects);
    if (this.end) return;
    this.sound.setEffects(effects, this.wasHeard);
    if (effects.length > 0) void this.loadLibrary();
  }

  setVolume(volume: number): void {
    checkVolume(volume);
    if (this.end) return;
    this.sound.setVolume(volume, this.wasHeard);
    if (volume !== 1) void this.loadLibrary();
  }

  seek(positionMs: number): Promise<void> {
    const done = this.beginSeek(positionMs);
    // Whoever does not wait for the outcome does not care for it.
    done.catch(() => undefined);
    return done;
  }

  // --- what the mixer and the player ask

  get library(): OpusLibrary | undefined {
    return this.sound.library;
  }

  set library(library: OpusLibrary | undefined) {
    this.sound.library = library;
  }

  get hasPiece(): boolean {
    return this.sound.hasPiece;
  }

  /** Whether it is to be heard now. */
  get sounds(): boolean {
    if (!this.isFluent || this.isPausedNow || this.isHeld) return false;
    return this.hasPiece || !(this.isExhausted || this.isFadedOut);
  }

  /** The frame that goes out next, if it plays alone. The same one until it was {@link accepted}. */
  alone(): AudioFrame | undefined {
    try {
      return this.sound.alone(this.flow.feed.isReadOut);
    } catch (error) {
      this.failure = asError(error);
      return undefined;
    }
  }

  /** Its part of the frame that goes out next. The same one until it was {@link accepted}. */
  mixed(): Float32Array | undefined {
    try {
      return this.sound.mixed(this.flow.feed.isReadOut);
    } catch (error) {
      this.failure = asError(error);
      return undefined;
    }
  }

  duckTo(factor: number): void {
    this.sound.duckTo(factor);
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.sound.drop();
  }

  /** What it was asked for is missing: it has to collect enough before it goes on. */
  noteLateness(): void {
    if (this.sound.isStarved && this.flow.feed.isEmpty && this.sounds) this.flow.starve();
  }

  /** What it made was sent. */
  accepted(): void {
    this.sentSamples += this.sound.takenSamples;
    this.sentFrames += 1;
    this.sound.drop();
    this.isWaiting = false;
  }

  /** How it ends by itself now, if it does. */
  outcome(): PlaybackEnd | undefined {
    // Nobody will let it go on: what replaced it is what is paused and resumed.
    if (this.isLeaving && this.isPausedNow) return this.ending;
    if (this.isPausedNow || this.isHeld || this.hasPiece || this.end) return undefined;
    if (this.failure) return { reason: 'error', error: this.failure };
    // Nobody waits for what is late and was to end anyway.
    if (this.ending && (this.isFadedOut || !this.flow.isFlowing)) return this.ending;
    if (!this.isExhausted) return undefined;
    const { error } = this.flow.feed;
    return error ? { reason: 'error', error } : (this.ending ?? { reason: 'finished' });
  }

  /** Ends it for good and frees everything. */
  settle(end: PlaybackEnd): void {
    if (this.end) return;
    this.end = end;
    this.signal?.removeEventListener('abort', this.onAbort);
    this.flow.close(notSeekable(this.label, 'its playback has ended'));
    this.sound.reset();
    this.settled.resolve(end);
  }

  private get isExhausted(): boolean {
    return this.flow.isExhausted && !this.sound.holdsAudio;
  }

  private get isFadedOut(): boolean {
    return this.ending !== undefined && this.sound.isSilent;
  }

  private readonly onAbort = (): void => {
    this.host.stop(this);
  };

  private async fadeThenStop(ms: number): Promise<void> {
    await this.loadLibrary();
    if (!this.end && !this.fadeOut(ms, { reason: 'stopped' })) this.onAbort();
  }

  /** PCM cannot be sent without, nor mixed; Opus can, but whoever wants it quiet from the beginning is not to hear it loud. */
  private get needsLibrary(): boolean {
    return this.flow.feed.kind === 'pcm' || this.isBeside || (!this.wasHeard && this.sound.isChanged);
  }

  /** What is lost anyway waits for nothing. */
  private hasLibraryItNeeds(): boolean {
    const { feed } = this.flow;
    const isHopeless = this.failure !== undefined || (feed.error !== undefined && feed.isEmpty);
    const lacksLibrary = this.needsLibrary && !this.library && !isHopeless;
    if (lacksLibrary) void this.loadLibrary();
    return !lacksLibrary;
  }

  private loadLibrary(): Promise<void> {
    if (this.library) return Promise.resolve();
    this.loadingLibrary ??= this.load();
    return this.loadingLibrary;
  }

  private async load(): Promise<void> {
    try {
      this.library = await this.host.opus();
    } catch (error) {
      this.doWithoutLibrary(asError(error));
    }
    this.loadingLibrary = undefined;
    if (!this.end) this.flow.flow();
  }

  private doWithoutLibrary(error: Error): void {
    if (this.end) return;
    if (this.needsLibrary) this.failure = error;
    else if (this.sound.isChanged) {
      this.sound.setVolume(1, false);
      this.sound.setEffects([], false);
      this.host.problem(this, error);
    }
  }

  private beginSeek(positionMs: number): Promise<void> {
    try {
      checkPosition('the position of seek', positionMs);
    } catch (error) {
      return Promise.reject(asError(error));
    }
    if (this.end) return Promise.reject(notSeekable(this.label, 'its playback has ended'));
    if (!this.source.isRepeatable) return Promise.reject(notSeekable(this.label, 'it can be read only once'));
    return this.flow.seek(positionMs);
  }
}
