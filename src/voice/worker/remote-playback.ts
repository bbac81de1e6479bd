/**
 * A playback that is played by a worker. What is asked of it shows at once; how it stands is what the worker told last, and
 * where it is now follows from that by the clock.
 */
import { inspect } from 'node:util';
import { asError, type Clock, deferred, type Deferred } from '../../util';
import { checkEffects, plainEffect } from '../effects/check-effects';
import { type Effect } from '../effects/effect';
import { checkFade, checkPosition, checkVolume, type PlayOptions } from '../player/play-options';
import { type PlaybackEnd, type PlaybackState, type StopOptions } from '../player/playback';
import { notSeekable } from '../player/playback-errors';
import { type QueuedPlayback } from '../player/queue-player';
import { type AudioSource } from '../sources/audio-source';
import { type PlaybackNumber, type PlaybackSnapshot, type PlayerRequest } from './messages';
import { plainFlag } from './plain-flag';

/** What a playback needs of the player that has it. */
export interface RemotePlaybackHost {
  readonly clock: Clock;
  /** Asks the worker. */
  ask(playback: RemotePlayback, number: number, request: PlayerRequest): void;
  /** The author, or a signal, wants it to end. */
  stop(playback: RemotePlayback): void;
}

/** No position runs on for longer than this without a word of the worker, which comes twice a second. */
const MOST_AHEAD_MS = 700;

interface Seek {
  readonly positionMs: number;
  readonly done: Deferred<void>;
}

export class RemotePlayback implements QueuedPlayback {
  readonly ended: Promise<PlaybackEnd>;
  /** It was the current one at some time. */
  wasBegun = false;
  /** Its volume was given, so that the player's is not its own. */
  readonly hasOwnVolume: boolean;
  readonly isBeside: boolean;
  /** It fades out, and ends when a worker says that it has. */
  isStopping = false;
  private readonly settled = deferred<PlaybackEnd>();
  private end: PlaybackEnd | undefined;
  private isPaused = false;
  private wantedVolume: number;
  private wantedEffects: readonly Effect[];
  /** The numbers of the last request, and of those that changed the pause, the volume and the effects. */
  private asked = 0;
  private pauseAsked = 0;
  private volumeAsked = 0;
  private effectsAsked = 0;
  private told: PlaybackSnapshot;
  private readonly seeks = new Map<number, Seek>();
  private readonly signal: AbortSignal | undefined;

  constructor(
    readonly number: PlaybackNumber,
    readonly source: AudioSource,
    readonly options: PlayOptions,
    defaultVolume: number,
    private readonly host: RemotePlaybackHost,
  ) {
    this.ended = this.settled.promise;
    this.hasOwnVolume = options.volume !== undefined;
    this.isBeside = options.beside ?? false;
    this.wantedVolume = options.volume ?? defaultVolume;
    this.wantedEffects = [...(options.effects ?? [])];
    this.told = {
      ...{ playback: number, applied: 0, state: 'loading', positionMs: options.startMs ?? 0, atMs: 0 },
      ...{ durationMs: undefined, volume: this.wantedVolume, effects: this.wantedEffects, wasHeard: false },
    };
    this.signal = options.signal;
    this.signal?.addEventListener('abort', this.onAbort, { once: true });
  }

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
    if (this.isPaused) return 'paused';
    const { state, wasHeard } = this.told;
    // What the worker has not heard of yet.
    return state === 'paused' ? (wasHeard ? 'playing' : 'loading') : state === 'ended' ? 'playing' : state;
  }

  get positionMs(): number {
    const { positionMs, atMs, state, durationMs = Infinity } = this.told;
    if (state !== 'playing') return positionMs;
    const sinceMs = Math.max(0, this.host.clock.now() - atMs);
    return Math.max(positionMs, Math.min(positionMs + Math.min(sinceMs, MOST_AHEAD_MS), durationMs));
  }

  get durationMs(): number | undefined {
    return this.told.durationMs;
  }

  get volume(): number {
    return this.wantedVolume;
  }

  get effects(): readonly Effect[] {
    return this.wantedEffects;
  }

  get hasEnded(): boolean {
    return this.end !== undefined;
  }

  get wasHeard(): boolean {
    return this.told.wasHeard;
  }

  pause(): void {
    if (this.isPaused) return;
    const { positionMs } = this;
    this.told = { ...this.told, positionMs, state: 'paused' };
    this.isPaused = true;
    this.pauseAsked = this.ask({ type: 'pause' });
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.pauseAsked = this.ask({ type: 'resume' });
  }

  stop({ fadeMs = 0 }: StopOptions = {}): void {
    checkFade('fadeMs', fadeMs);
    if (this.end) return;
    // It is heard for a while yet, and the worker says when it is not.
    this.isStopping = fadeMs > 0 && this.wasHeard && !this.isPaused;
    if (this.isStopping) this.ask({ type: 'stop', fadeMs });
    else this.onAbort();
  }

  setEffects(effects: readonly Effect[]): void {
    checkEffects(effects);
    if (this.end) return;
    this.wantedEffects = [...effects];
    this.effectsAsked = this.ask({ type: 'effects', effects: effects.map(plainEffect) });
  }

  setVolume(volume: number): void {
    checkVolume(volume);
    if (this.end) return;
    this.wantedVolume = volume;
    this.volumeAsked = this.ask({ type: 'volume', volume });
  }

  seek(positionMs: number): Promise<void> {
    const done = this.beginSeek(positionMs);
    // Whoever does not wait for the outcome does not care for it.
    done.catch(() => undefined);
    return done;
  }

  /** What a worker is to be told that has never heard of it. */
  get beginning(): { readonly options: Omit<PlayOptions, 'signal'>; readonly isPaused: boolean } {
    // One by one: what an author has put beside them, or in the place of a yes, may be nothing that can cross.
    const { bitrate, duck, ...given } = this.options;
    const [priority, beside] = [plainFlag(given.priority), plainFlag(given.beside)];
    const { positionMs: startMs, wantedVolume: volume } = this;
    const fadeInMs = this.wasHeard ? 0 : this.options.fadeInMs;
    const effects = this.wantedEffects.map(plainEffect);
    return {
      options: { bitrate, priority, beside, duck, startMs, volume, effects, fadeInMs },
      isPaused: this.isPaused,
    };
  }

  /** The number of the last request. */
  get lastRequest(): number {
    return this.asked;
  }

  /** The worker told how it stands. */
  hear(snapshot: PlaybackSnapshot): void {
    const wasHeard = this.told.wasHeard || snapshot.wasHeard;
    // A pause stands still where it showed, until the worker has it too.
    const { positionMs, state } = snapshot.applied >= this.pauseAsked ? snapshot : this.told;
    this.told = { ...snapshot, positionMs, state, wasHeard };
    if (this.end) return;
    if (snapshot.applied >= this.volumeAsked) this.wantedVolume = snapshot.volume;
    if (snapshot.applied >= this.effectsAsked) this.wantedEffects = snapshot.effects;
  }

  /** A seek is over. */
  sought(request: number, snapshot: PlaybackSnapshot | undefined, error: Error | undefined): void {
    if (snapshot) this.hear(snapshot);
    const seek = this.seeks.get(request);
    this.seeks.delete(request);
    if (error) seek?.done.reject(error);
    else if (snapshot) seek?.done.resolve();
    else seek?.done.reject(hasEnded(this.label));
  }

  /** Asks another worker for what the one that is gone was asked for. Where it stands is what is known. */
  askAgain(): void {
    const { positionMs } = this;
    this.told = { ...this.told, positionMs, state: this.wasHeard ? 'buffering' : 'loading' };
    for (const [request, { positionMs: to }] of this.seeks) this.ask({ type: 'seek', request, positionMs: to });
  }

  /** The worker is gone: nothing moves until another one plays on. */
  interrupted(): void {
    const { positionMs } = this;
    this.told = { ...this.told, positionMs, state: this.wasHeard ? 'waiting' : 'loading' };
  }

  /** Ends it for good. */
  settle(end: PlaybackEnd): void {
    if (this.end) return;
    const { positionMs } = this;
    this.told = { ...this.told, positionMs, state: 'ended' };
    this.end = end;
    this.signal?.removeEventListener('abort', this.onAbort);
    for (const { done } of this.seeks.values()) done.reject(hasEnded(this.label));
    this.seeks.clear();
    this.settled.resolve(end);
  }

  private readonly onAbort = (): void => {
    this.host.stop(this);
  };

  private ask(request: PlayerRequest): number {
    this.asked += 1;
    this.host.ask(this, this.asked, request);
    return this.asked;
  }

  private beginSeek(positionMs: number): Promise<void> {
    try {
      checkPosition('the position of seek', positionMs);
    } catch (error) {
      return Promise.reject(asError(error));
    }
    if (this.end) return Promise.reject(hasEnded(this.label));
    if (!this.source.isRepeatable) return Promise.reject(notSeekable(this.label, 'it can be read only once'));
    const done = deferred();
    done.promise.catch(() => undefined);
    const request = this.asked + 1;
    this.seeks.set(request, { positionMs, done });
    this.ask({ type: 'seek', request, positionMs });
    return done.promise;
  }
}

function hasEnded(label: string): Error {
  return notSeekable(label, 'its playback has ended');
}
