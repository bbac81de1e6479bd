/** Plays one source at a time on one output. What follows when a source ends is asked of a {@link Follower}: the queue. */
import { inspect } from 'node:util';
import { type Clock, deferred, type Deferred, type Logger } from '../../util';
import { type AudioFrame, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { type AudioSource } from '../sources/audio-source';
import { VoiceError } from '../voice-error';
import { ActivePlayback, type PlaybackHost } from './active-playback';
import { type AudioOutput, SpeakingFlag } from './audio-output';
import { Listeners, type Listener } from './listeners';
import { type PlayerControls, type PlayerEvents } from './player-controls';
import { checkPlayOptions, checkSource, checkVolume, type PlayOptions } from './play-options';
import { type Playback, type PlaybackEnd } from './playback';
import { type Follower, type QueuePlayer } from './queue-player';
import { Speech, type Supply } from './speech';
import { type PacedStream, type Ticker } from './ticker';

export interface PlayerOptions {
  readonly output: AudioOutput;
  readonly ticker: Ticker;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Loads the library for what has to be decoded or encoded; asked only then. */
  readonly opus: () => Promise<OpusLibrary>;
  /** How long a source may give nothing before its playback fails, in milliseconds. Default 30 000. */
  readonly stallMs?: number | undefined;
}

const DEFAULT_STALL_MS = 30_000;
/** So much before the end of a playback the next is prepared. */
const NEAR_END_MS = 10_000;
/** Sources that end without a frame, one after the other, before the rest waits for the next turn. */
const MOST_EMPTY = 20;
const SILENCE: AudioFrame = { data: SILENCE_FRAME, samples: FRAME_SAMPLES };
const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

/** {@link PlayerControls}, with the sides for the ticker, for playbacks and for the queue. */
export class Player implements PlayerControls, QueuePlayer<ActivePlayback>, PacedStream, PlaybackHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stallMs: number;
  private readonly output: AudioOutput;
  private readonly ticker: Ticker;
  private readonly listeners: Listeners<PlayerEvents>;
  private readonly speech = new Speech();
  /** Everything that has not ended, current or prepared. */
  private readonly alive = new Set<ActivePlayback>();
  private follower: Follower<ActivePlayback> | undefined;
  private active: ActivePlayback | undefined;
  private toldNearEnd = false;
  private isBuffering = false;
  private defaultVolume = 1;
  private hasPriority = false;
  /** Time that passed without a frame and is not in the RTP timestamp yet. */
  private skippedSamples = 0;
  /** When the line came to rest; `undefined` while it is paced, and before anything was sent. */
  private restsSince: number | undefined;
  private isPaced = false;
  private hasSent = false;
  private closing: Deferred<void> | undefined;

  constructor(private readonly options: PlayerOptions) {
    this.clock = options.clock;
    this.logger = options.logger;
    this.stallMs = options.stallMs ?? DEFAULT_STALL_MS;
    this.output = options.output;
    this.ticker = options.ticker;
    this.listeners = new Listeners(options.logger);
  }

  /** What a printed player shows: its inside is large, and none of a log's business. */
  [inspect.custom](): string {
    return `Player(${this.active ? inspect(this.active) : 'idle'})`;
  }

  toJSON(): { readonly current: Playback | undefined; readonly volume: number } {
    return { current: this.active, volume: this.defaultVolume };
  }

  get current(): Playback | undefined {
    return this.active;
  }

  get volume(): number {
    return this.defaultVolume;
  }

  setVolume(volume: number): void {
    checkVolume(volume);
    this.defaultVolume = volume;
    for (const playback of this.alive)
      if (playback === this.active || !playback.hasOwnVolume) playback.setVolume(volume);
  }

  setSpeaking(options: { readonly priority: boolean }): void {
    this.hasPriority = options.priority;
  }

  on<K extends keyof PlayerEvents>(name: K, listener: Listener<PlayerEvents[K]>): () => void {
    return this.listeners.on(name, listener);
  }

  play(source: AudioSource, options: PlayOptions = {}): Playback {
    const playback = this.prepareNext(source, options);
    // Its signal had aborted before: it ends without disturbing what plays.
    if (!playback.hasEnded) this.startPrepared(playback);
    return playback;
  }

  /** @throws {VoiceError} VOICE_CLOSED after the end of the call. */
  checkOpen(): void {
    if (this.closing) throw closedError();
  }

  /** Who says what follows. */
  follow(follower: Follower<ActivePlayback>): void {
    this.follower = follower;
  }

  /** Opens a source and reads ahead, for {@link startPrepared}, or to be given by the follower. */
  prepareNext(source: AudioSource, options: PlayOptions = {}): ActivePlayback {
    this.checkOpen();
    checkSource(source);
    checkPlayOptions(options);
    const playback = new ActivePlayback(source, options, this.defaultVolume, this);
    this.alive.add(playback);
    if (options.signal?.aborted) this.settle(playback, { reason: 'stopped' });
    return playback;
  }

  /** Makes a prepared playback the current one; what played ends with `replaced`. */
  startPrepared(playback: ActivePlayback): void {
    const before = this.active;
    this.begin(playback);
    if (before) {
      this.settle(before, { reason: 'replaced' });
      this.follower?.ended(before, { reason: 'replaced' });
    }
    this.wake();
  }

  /** Whether the follower was told that the current playback ends soon. */
  get isNearEnd(): boolean {
    return this.toldNearEnd;
  }

  /**
   * Ends everything, with five frames of silence where the output still takes them. Resolves when those are sent, at most
   * 120 ms later.
   */
  close(): Promise<void> {
    if (this.closing) return this.closing.promise;
    this.closing = deferred();
    const { active, follower } = this;
    this.follower = undefined;
    if (active) {
      this.finish(active, { reason: 'stopped' });
      follower?.ended(active, { reason: 'stopped' });
    }
    for (const playback of this.alive) this.settle(playback, { reason: 'stopped' });
    if (this.isPaced && this.output.canSend) return this.closing.promise;
    this.ticker.stop(this);
    if (this.speech.step('none', false, 0) === 'hangUp') this.output.setSpeaking(0);
    this.rest();
    return this.closing.promise;
  }

  // --- what the ticker calls

  tick(plannedAtMs: number): number {
    if (this.restsSince !== undefined) this.countRest(plannedAtMs);
    const frame = this.nextFrame();
    const { active } = this;
    const isSilent = !active || active.isPaused;
    const supply: Supply = frame ? 'frame' : isSilent ? 'none' : 'late';
    this.noteLateness(supply);
    switch (this.speech.step(supply, this.output.canSend, this.wantedFlags)) {
      case 'announce':
        this.output.setSpeaking(this.speech.flags);
        return this.sendNext(active as ActivePlayback, frame as AudioFrame);
      case 'frame':
        return this.sendNext(active as ActivePlayback, frame as AudioFrame);
      case 'silence':
        if (active) active.isWaiting = false;
        this.send(SILENCE);
        return FRAME_MS;
      case 'wait':
        if (active) active.isWaiting = true;
        this.skippedSamples += FRAME_SAMPLES;
        return FRAME_MS;
      case 'hangUp':
        this.output.setSpeaking(0);
        return this.rest(plannedAtMs);
      case 'rest':
        return this.rest(plannedAtMs);
    }
  }

  prepare(): void {
    this.active?.prepare();
  }

  skip(samples: number): void {
    // At the end of a rest, all of it is counted by the plan.
    if (this.restsSince === undefined) this.skippedSamples += samples;
  }

  fail(error: Error): void {
    this.isPaced = false;
    const { active } = this;
    if (active) {
      this.active = undefined;
      this.settle(active, { reason: 'error', error });
      // What follows is not begun: whatever threw would throw again.
      this.follower?.ended(active, { reason: 'error', error });
    }
    this.rest();
    // Last, because it may be what threw.
    if (this.speech.step('none', false, 0) === 'hangUp') this.output.setSpeaking(0);
  }

  // --- what playbacks call

  opus(): Promise<OpusLibrary> {
    return this.options.opus();
  }

  changed(playback: ActivePlayback): void {
    if (playback === this.active) {
      if (this.toldNearEnd && !playback.isNearEnd(NEAR_END_MS)) {
        this.toldNearEnd = false;
        this.follower?.turnedBack(playback);
      }
      this.wake();
    } else if (playback.earlyFailure) this.follower?.failedEarly(playback, playback.earlyFailure);
  }

  stop(playback: ActivePlayback): void {
    if (playback === this.active) {
      this.finish(playback, { reason: 'stopped' });
      this.wake();
    } else this.settle(playback, { reason: 'stopped' });
  }

  problem(playback: ActivePlayback, error: Error): void {
    this.logger.warn('a playback goes on, but not as it was asked to', { label: playback.label, error });
    this.listeners.emit('problem', playback, error);
  }

  private get wantedFlags(): number {
    const isPriority = this.active?.priority ?? this.hasPriority;
    return isPriority ? SpeakingFlag.microphone | SpeakingFlag.priority : SpeakingFlag.microphone;
  }

  private nextFrame(): AudioFrame | undefined {
    for (let turn = 0; turn < MOST_EMPTY; turn += 1) {
      const { active } = this;
      const frame = active?.peek();
      if (!active || frame) return frame;
      const end = active.outcome();
      if (!end) return undefined;
      this.finish(active, end);
    }
    return undefined;
  }

  private sendNext(active: ActivePlayback, frame: AudioFrame): number {
    if (!this.send(frame)) {
      active.isWaiting = true;
      return FRAME_MS;
    }
    const isFirst = !active.wasHeard;
    active.accepted();
    if (isFirst) {
      this.follower?.started(active);
      this.listeners.emit('start', active);
    }
    if (!this.toldNearEnd && active.isNearEnd(NEAR_END_MS)) {
      this.toldNearEnd = true;
      this.follower?.nearEnd(active);
    }
    return frame.samples / SAMPLES_PER_MS;
  }

  private send(frame: AudioFrame): boolean {
    if (this.skippedSamples > 0) {
      this.output.skip(this.skippedSamples);
      this.skippedSamples = 0;
    }
    if (this.output.send(frame)) {
      this.hasSent = true;
      return true;
    }
    this.skippedSamples += FRAME_SAMPLES;
    return false;
  }

  private noteLateness(supply: Supply): void {
    const isLate = supply === 'late' && this.active?.wasHeard === true;
    if (isLate && !this.isBuffering && this.active) this.listeners.emit('buffering', this.active);
    this.isBuffering = isLate;
  }

  private begin(playback: ActivePlayback): void {
    this.active = playback;
    playback.wasBegun = true;
    this.toldNearEnd = false;
    this.isBuffering = false;
  }

  /** Ends the current playback, and begins what follows. */
  private finish(playback: ActivePlayback, end: PlaybackEnd): void {
    this.active = undefined;
    this.settle(playback, end);
    this.follower?.ended(playback, end);
    const next = this.follower?.next();
    if (next) this.begin(next);
  }

  private settle(playback: ActivePlayback, end: PlaybackEnd): void {
    if (playback.hasEnded) return;
    this.alive.delete(playback);
    playback.settle(end);
    if (end.error) this.logger.warn('a playback failed', { label: playback.label, error: end.error });
    if (playback.wasBegun) this.listeners.emit('end', playback, end);
  }

  private wake(): void {
    if (this.isPaced) return;
    this.isPaced = true;
    this.ticker.start(this);
  }

  /** Parks: the ticker calls no more until the next wake. */
  private rest(atMs = this.clock.now()): number {
    this.isPaced = false;
    if (this.hasSent) this.restsSince ??= atMs;
    this.closing?.resolve();
    return 0;
  }

  private countRest(untilMs: number): void {
    const restedMs = Math.max(0, untilMs - (this.restsSince ?? untilMs));
    this.restsSince = undefined;
    this.skippedSamples += Math.floor(restedMs / FRAME_MS) * FRAME_SAMPLES;
  }
}

function closedError(): VoiceError {
  return new VoiceError({
    code: 'VOICE_CLOSED',
    kind: 'ended',
    message: 'The call has ended, so nothing can be played in it.',
    advice: 'Join the channel again and play in the new call.',
  });
}
