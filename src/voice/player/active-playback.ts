/** One source on its way to the line: opened, read ahead, shaped, and counted. */
import { inspect } from 'node:util';
import { asError, type Clock, deferred, type Deferred, type Logger, type Timer } from '../../util';
import { type AudioFrame, SAMPLE_RATE } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { type AudioSource } from '../sources/audio-source';
import { VoiceError } from '../voice-error';
import { FrameFeed } from './frame-feed';
import { checkPosition, checkVolume, type PlayOptions } from './play-options';
import { type PlaybackEnd, type PlaybackState } from './playback';
import { type QueuedPlayback } from './queue-player';
import { Shaper } from './shaper';

/** What a playback needs of the player that plays it. */
export interface PlaybackHost {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a source may give nothing. */
  readonly stallMs: number;
  opus(): Promise<OpusLibrary>;
  /** Something may be sent now that could not be before, or something failed. */
  changed(playback: ActivePlayback): void;
  /** The author, or a signal, wants it to end. */
  stop(playback: ActivePlayback): void;
  /** Something went wrong that does not end it. */
  problem(playback: ActivePlayback, error: Error): void;
}

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

interface Seek {
  readonly feed: FrameFeed;
  readonly done: Deferred<void>;
  readonly timer: Timer;
}

/** {@link Playback} with the side that only the player sees. */
export class ActivePlayback implements QueuedPlayback {
  readonly ended: Promise<PlaybackEnd>;
  readonly priority: boolean | undefined;
  /** The output refused the last frame. */
  isWaiting = false;
  /** It was the current one at some time. */
  wasBegun = false;
  /** Its volume was given, so that the player's is not its own. */
  readonly hasOwnVolume: boolean;
  private readonly settled = deferred<PlaybackEnd>();
  private readonly shaper: Shaper;
  private feed: FrameFeed;
  private seeking: Seek | undefined;
  /** Enough was read to begin, or to begin again after the source was late. */
  private isFlowing = false;
  private isLoadingLibrary = false;
  private isPausedNow = false;
  private prepared: AudioFrame | undefined;
  private failure: Error | undefined;
  private end: PlaybackEnd | undefined;
  private wantedVolume: number;
  private baseMs: number;
  private sentSamples = 0;
  private sentFrames = 0;
  private stallTimer: Timer | undefined;
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
    this.wantedVolume = options.volume ?? defaultVolume;
    this.baseMs = options.startMs ?? 0;
    this.shaper = new Shaper({ take: () => this.feed.take() }, this.wantedVolume, options.bitrate);
    this.watchStall();
    this.feed = this.openFeed(this.baseMs);
    if (this.needsLibrary) void this.loadLibrary();
    this.signal = options.signal;
    this.signal?.addEventListener('abort', this.stop, { once: true });
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
    if (this.isFlowing) return this.isWaiting ? 'waiting' : 'playing';
    return this.sentFrames === 0 && this.feed.kind === undefined ? 'loading' : 'buffering';
  }

  get positionMs(): number {
    return this.baseMs + this.sentSamples / SAMPLES_PER_MS;
  }

  get durationMs(): number | undefined {
    return this.feed.durationMs;
  }

  get volume(): number {
    return this.wantedVolume;
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
    return this.failure ?? (this.feed.isEmpty ? this.feed.error : undefined);
  }

  /** Whether at most so much is left to be sent, as far as that is known. */
  isNearEnd(leftMs: number): boolean {
    const duration = this.feed.durationMs;
    return this.feed.isReadOut || (duration !== undefined && duration - this.positionMs <= leftMs);
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

  // A field, because it listens to the signal.
  readonly stop = (): void => {
    this.host.stop(this);
  };

  setVolume(volume: number): void {
    checkVolume(volume);
    if (this.end) return;
    this.wantedVolume = volume;
    if (this.wasHeard) this.shaper.fadeTo(volume);
    else this.shaper.setVolume(volume);
    if (volume !== 1) void this.loadLibrary();
  }

  seek(positionMs: number): Promise<void> {
    const done = this.beginSeek(positionMs);
    // Whoever does not wait for the outcome does not care for it.
    done.catch(() => undefined);
    return done;
  }

  /** The frame that goes out next. The same one until it was {@link accepted}. */
  peek(): AudioFrame | undefined {
    if (this.isPausedNow) return undefined;
    if (!this.prepared) this.prepare();
    if (!this.prepared && this.isFlowing && !this.isExhausted) {
      this.isFlowing = false;
      this.watchStall();
    }
    return this.prepared;
  }

  /** Makes the next frame ready ahead of its time. */
  prepare(): void {
    if (this.prepared || !this.isFlowing || this.failure || this.end) return;
    try {
      this.prepared = this.shaper.next(this.feed.isReadOut);
    } catch (error) {
      this.failure = asError(error);
    }
  }

  /** The prepared frame was sent. */
  accepted(): void {
    this.sentSamples += this.prepared?.samples ?? 0;
    this.sentFrames += 1;
    this.prepared = undefined;
    this.isWaiting = false;
  }

  /** How it ends by itself now, if it does. */
  outcome(): PlaybackEnd | undefined {
    if (this.isPausedNow || this.prepared || this.end) return undefined;
    if (this.failure) return { reason: 'error', error: this.failure };
    if (!this.isExhausted) return undefined;
    return this.feed.error ? { reason: 'error', error: this.feed.error } : { reason: 'finished' };
  }

  /** Ends it for good and frees everything. */
  settle(end: PlaybackEnd): void {
    if (this.end) return;
    this.end = end;
    this.signal?.removeEventListener('abort', this.stop);
    this.stallTimer?.cancel();
    this.prepared = undefined;
    this.feed.close();
    this.endSeek(notSeekable(this.label, 'its playback has ended'));
    this.shaper.close();
    this.settled.resolve(end);
  }

  private get isExhausted(): boolean {
    return this.isFlowing && this.feed.isReadOut && this.feed.isEmpty && !this.shaper.holdsAudio && !this.seeking;
  }

  private openFeed(startMs: number): FrameFeed {
    return new FrameFeed({ source: this.source, startMs, logger: this.host.logger, changed: this.onFeed });
  }

  private readonly onFeed = (feed: FrameFeed): void => {
    if (this.end) return;
    if (feed === this.seeking?.feed) this.continueSeek(this.seeking);
    else if (feed === this.feed) this.flow();
  };

  /** PCM cannot be sent without; Opus can, but whoever wants it quiet from the beginning is not to hear it loud. */
  private get needsLibrary(): boolean {
    return this.feed.kind === 'pcm' || (this.wantedVolume !== 1 && !this.wasHeard);
  }

  /** Begins to send as soon as everything is there. */
  private flow(): void {
    const isHopeless = this.failure !== undefined || (this.feed.error !== undefined && this.feed.isEmpty);
    const lacksLibrary = this.needsLibrary && !this.shaper.library && !isHopeless;
    if (lacksLibrary) void this.loadLibrary();
    if (!this.isFlowing && this.feed.isReady && !lacksLibrary) {
      this.isFlowing = true;
      this.stallTimer?.cancel();
      this.prepare();
    }
    this.host.changed(this);
  }

  private async loadLibrary(): Promise<void> {
    if (this.shaper.library || this.isLoadingLibrary) return;
    this.isLoadingLibrary = true;
    try {
      this.shaper.library = await this.host.opus();
    } catch (error) {
      this.doWithoutLibrary(asError(error));
    }
    this.isLoadingLibrary = false;
    if (!this.end) this.flow();
  }

  private doWithoutLibrary(error: Error): void {
    if (this.end) return;
    if (this.needsLibrary) this.failure = error;
    else if (this.wantedVolume !== 1) {
      this.wantedVolume = 1;
      this.shaper.setVolume(1);
      this.host.problem(this, error);
    }
  }

  private watchStall(): void {
    const { clock, stallMs } = this.host;
    this.stallTimer?.cancel();
    this.stallTimer = clock.setTimer(stallMs, () => {
      this.failure = this.stalled();
      this.host.changed(this);
    });
  }

  private stalled(): VoiceError {
    const seconds = this.host.stallMs / 1_000;
    return new VoiceError({
      code: 'VOICE_SOURCE_FAILED',
      kind: 'source',
      message: `The source ${this.label} gave nothing for ${seconds} seconds.`,
      advice: 'Look whether its server, or whatever writes it, still lives; then play it again from positionMs.',
      context: { label: this.label, positionMs: this.positionMs },
      mayRetry: true,
    });
  }

  private beginSeek(positionMs: number): Promise<void> {
    try {
      checkPosition('the position of seek', positionMs);
    } catch (error) {
      return Promise.reject(asError(error));
    }
    if (this.end) return Promise.reject(notSeekable(this.label, 'its playback has ended'));
    if (!this.source.isRepeatable) return Promise.reject(notSeekable(this.label, 'it can be read only once'));
    const done = this.seeking?.done ?? deferred();
    this.seeking?.feed.close();
    this.seeking?.timer.cancel();
    const timer = this.host.clock.setTimer(this.host.stallMs, () => {
      this.endSeek(this.stalled());
      this.flow();
    });
    this.seeking = { done, timer, feed: this.openFeed(positionMs) };
    return done.promise;
  }

  private continueSeek(seek: Seek): void {
    const { feed } = seek;
    if (feed.error && feed.isEmpty) {
      this.endSeek(feed.error);
      this.flow();
      return;
    }
    if (!feed.isReady) return;
    this.feed.close();
    this.feed = feed;
    this.shaper.reset();
    this.prepared = undefined;
    // What failed at the old place, while it was paused, is behind.
    this.failure = undefined;
    this.baseMs = feed.startMs;
    this.sentSamples = 0;
    this.isFlowing = false;
    this.watchStall();
    this.endSeek();
    this.flow();
  }

  private endSeek(error?: Error): void {
    const seek = this.seeking;
    this.seeking = undefined;
    if (!seek) return;
    seek.timer.cancel();
    if (error) {
      seek.feed.close();
      seek.done.promise.catch(() => undefined);
      seek.done.reject(error);
    } else seek.done.resolve();
  }
}

function notSeekable(label: string, why: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_NOT_SEEKABLE',
    kind: 'source',
    message: `${label} cannot be played from another place: ${why}.`,
    advice: 'Seek in what plays from a file or an address; a stream can only be heard as it comes.',
    context: { label },
  });
}
