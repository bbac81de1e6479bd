/** Plays sources on one output: one, and others beside it. What follows when the one ends is asked of a {@link Follower}: the queue. */
import { inspect } from 'node:util';
import { type Clock, deferred, type Deferred, type Logger } from '../../util';
import { type AudioFrame, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { type OpusLibrary } from '../codec/opus-codec';
import { type AudioSource } from '../sources/audio-source';
import { ActivePlayback, type PlaybackHost } from './active-playback';
import { type AudioOutput, SpeakingFlag } from './audio-output';
import { Cast } from './cast';
import { FrameEncoder } from './frame-encoder';
import { Line } from './line';
import { Listeners, type Listener } from './listeners';
import { Mixer } from './mixer';
import { type PlayerControls, type PlayerEvents } from './player-controls';
import { checkBeside, checkPlayOptions, checkSource, checkVolume, type PlayOptions } from './play-options';
import { type Playback, type PlaybackEnd } from './playback';
import { closedError } from './playback-errors';
import { type Follower, type QueuePlayer, type StartOptions } from './queue-player';
import { Speech, type Supply } from './speech';
import { Succession } from './succession';
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
/** Sources that end without a frame, one after the other, before the rest waits for the next turn. */
const MOST_EMPTY = 20;
const SILENCE: AudioFrame = { data: SILENCE_FRAME, samples: FRAME_SAMPLES };
const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

/** {@link PlayerControls}, with the sides for the ticker, for playbacks and for the queue. */
export class Player implements PlayerControls, QueuePlayer<ActivePlayback>, PacedStream, PlaybackHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stallMs: number;
  readonly encoder = new FrameEncoder();
  private readonly line: Line;
  private readonly ticker: Ticker;
  private readonly listeners: Listeners<PlayerEvents>;
  private readonly speech = new Speech();
  private readonly mixer = new Mixer<ActivePlayback>(this.encoder);
  private readonly cast = new Cast();
  private readonly succession: Succession;
  /** The current one, while its source is late. */
  private late: ActivePlayback | undefined;
  private defaultVolume = 1;
  private hasPriority = false;
  /** Loaded when the first one needed it. */
  private library: OpusLibrary | undefined;
  private isPaced = false;
  private closing: Deferred<void> | undefined;

  constructor(private readonly options: PlayerOptions) {
    this.clock = options.clock;
    this.logger = options.logger;
    this.stallMs = options.stallMs ?? DEFAULT_STALL_MS;
    this.line = new Line(options.output, options.clock);
    this.ticker = options.ticker;
    this.listeners = new Listeners(options.logger);
    this.succession = new Succession({
      ...{ cast: this.cast, logger: options.logger },
      library: () => this.library,
      tellEnd: (playback, end) => {
        this.listeners.emit('end', playback, end);
      },
    });
  }

  /** What a printed player shows: its inside is large, and none of a log's business. */
  [inspect.custom](): string {
    return `Player(${this.cast.current ? inspect(this.cast.current) : 'idle'})`;
  }

  toJSON(): { readonly current: Playback | undefined; readonly volume: number } {
    return { current: this.cast.current, volume: this.defaultVolume };
  }

  get current(): Playback | undefined {
    return this.cast.current;
  }

  get volume(): number {
    return this.defaultVolume;
  }

  setVolume(volume: number): void {
    checkVolume(volume);
    this.defaultVolume = volume;
    for (const playback of this.succession.alive)
      if (playback === this.cast.current || !playback.hasOwnVolume) playback.setVolume(volume);
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
    this.succession.follower = follower;
  }

  /** Opens a source and reads ahead, for {@link startPrepared}, or to be given by the follower. */
  prepareNext(source: AudioSource, options: PlayOptions = {}): ActivePlayback {
    this.checkOpen();
    checkSource(source);
    checkPlayOptions(options);
    if (options.beside) checkBeside(this.cast.beside.size);
    const playback = new ActivePlayback(source, options, this.defaultVolume, this);
    this.succession.alive.add(playback);
    if (options.signal?.aborted) this.succession.settle(playback, { reason: 'stopped' });
    return playback;
  }

  /**
   * Makes a prepared playback the current one; what played ends with `replaced`, at once or when it has faded out. One that is to
   * play beside the others begins to.
   */
  startPrepared(playback: ActivePlayback, { fadeMs = 0 }: StartOptions = {}): void {
    if (playback.isBeside) {
      this.startBeside(playback);
      return;
    }
    this.succession.replaceBy(playback, fadeMs);
    this.wake();
  }

  /** @param ms 0 is without a gap and without an overlap. */
  setCrossfade(ms: number): void {
    this.succession.crossfadeMs = ms;
    if (ms === 0) return;
    this.opus().catch((error: unknown) => {
      this.logger.warn('tracks do not fade into each other, because Opus cannot be decoded', { error });
    });
  }

  /** Whether the follower was told that the current playback ends soon. */
  get isNearEnd(): boolean {
    return this.succession.isNearEnd;
  }

  /**
   * Ends everything, with five frames of silence where the output still takes them. Resolves when those are sent, at most
   * 120 ms later.
   */
  close(): Promise<void> {
    if (this.closing) return this.closing.promise;
    this.closing = deferred();
    const { succession } = this;
    const { follower } = succession;
    const active = this.cast.current;
    succession.follower = undefined;
    if (active) {
      succession.finish(active, { reason: 'stopped' });
      follower?.ended(active, { reason: 'stopped' });
    }
    for (const playback of succession.alive) succession.settle(playback, { reason: 'stopped' });
    if (this.isPaced && this.line.canSend) return this.closing.promise;
    this.ticker.stop(this);
    if (this.speech.step('none', false, 0) === 'hangUp') this.line.setSpeaking(0);
    this.rest();
    return this.closing.promise;
  }

  // --- what the ticker calls

  tick(plannedAtMs: number): number {
    this.line.resume(plannedAtMs);
    const frame = this.nextFrame();
    const supply: Supply = frame ? 'frame' : this.cast.isSilent ? 'none' : 'late';
    this.noteLateness();
    switch (this.speech.step(supply, this.line.canSend, this.wantedFlags)) {
      case 'announce':
        this.line.setSpeaking(this.speech.flags);
        return this.sendNext(frame as AudioFrame);
      case 'frame':
        return this.sendNext(frame as AudioFrame);
      case 'silence':
        this.cast.setWaiting(false);
        this.line.send(SILENCE);
        return FRAME_MS;
      case 'wait':
        this.cast.setWaiting(true);
        this.line.skipFrame();
        return FRAME_MS;
      case 'hangUp':
        this.line.setSpeaking(0);
        return this.rest(plannedAtMs);
      case 'rest':
        return this.rest(plannedAtMs);
    }
  }

  prepare(): void {
    this.cast.collect();
    // What has ended is followed by something else: that is seen to when the frame is due.
    for (const voice of this.cast.voices) if (voice.outcome()) return;
    this.mixer.peek(this.cast.voices);
  }

  skip(samples: number): void {
    this.line.skip(samples);
  }

  fail(error: Error): void {
    this.isPaced = false;
    const active = this.cast.current;
    const end: PlaybackEnd = { reason: 'error', error };
    const { succession } = this;
    this.cast.current = undefined;
    for (const playback of [...this.cast.beside, ...this.cast.leaving]) succession.settle(playback, end);
    if (active) {
      succession.settle(active, end);
      // What follows is not begun: whatever threw would throw again.
      succession.follower?.ended(active, end);
    }
    this.rest();
    // Last, because it may be what threw.
    if (this.speech.step('none', false, 0) === 'hangUp') this.line.setSpeaking(0);
  }

  // --- what playbacks call

  async opus(): Promise<OpusLibrary> {
    return (this.library ??= await this.options.opus());
  }

  changed(playback: ActivePlayback): void {
    if (playback === this.cast.current) {
      this.succession.lookBack(playback);
      this.wake();
    } else if (playback.wasBegun) this.wake();
    else if (playback.earlyFailure) this.succession.follower?.failedEarly(playback, playback.earlyFailure);
  }

  stop(playback: ActivePlayback): void {
    if (playback === this.cast.current) {
      // What fades out before it is to be heard no more either.
      for (const before of this.cast.leaving) this.succession.settle(before, { reason: 'stopped' });
      this.succession.finish(playback, { reason: 'stopped' });
      this.wake();
    } else this.succession.settle(playback, { reason: 'stopped' });
  }

  problem(playback: ActivePlayback, error: Error): void {
    this.logger.warn('a playback goes on, but not as it was asked to', { label: playback.label, error });
    this.listeners.emit('problem', playback, error);
  }

  private get wantedFlags(): number {
    const isPriority = this.cast.hasPriorityBeside || (this.cast.current?.priority ?? this.hasPriority);
    return isPriority ? SpeakingFlag.microphone | SpeakingFlag.priority : SpeakingFlag.microphone;
  }

  private nextFrame(): AudioFrame | undefined {
    for (let turn = 0; turn < MOST_EMPTY; turn += 1) {
      this.cast.collect();
      if (this.finishEnded()) continue;
      const frame = this.mixer.peek(this.cast.voices);
      if (!this.finishEnded()) return frame;
    }
    this.cast.collect();
    return undefined;
  }

  /** Ends what is at its end. `true`: something else may be heard now. */
  private finishEnded(): boolean {
    let isAny = false;
    for (const voice of this.cast.voices) {
      const end = voice.outcome();
      if (!end) continue;
      isAny = true;
      if (voice === this.cast.current) this.succession.finish(voice, end);
      else this.succession.settle(voice, end);
    }
    return isAny;
  }

  private sendNext(frame: AudioFrame): number {
    if (!this.line.send(frame)) {
      this.cast.setWaiting(true);
      return FRAME_MS;
    }
    this.cast.setWaiting(false);
    this.mixer.accepted();
    for (const member of this.mixer.members) {
      const isFirst = !member.wasHeard;
      member.accepted();
      if (!isFirst) continue;
      if (member === this.cast.current) this.succession.follower?.started(member);
      this.listeners.emit('start', member);
    }
    this.succession.advanced();
    return frame.samples / SAMPLES_PER_MS;
  }

  private noteLateness(): void {
    const active = this.cast.current;
    for (const voice of this.cast.voices) voice.noteLateness();
    const isLate = active !== undefined && active.wasHeard && !active.isPaused && !active.isFluent;
    if (isLate && this.late !== active) this.listeners.emit('buffering', active);
    this.late = isLate ? active : undefined;
  }

  private startBeside(playback: ActivePlayback): void {
    playback.wasBegun = true;
    this.cast.beside.add(playback);
    this.wake();
  }

  private wake(): void {
    if (this.isPaced) return;
    this.isPaced = true;
    this.ticker.start(this);
  }

  /** Parks: the ticker calls no more until the next wake. */
  private rest(atMs?: number): number {
    this.isPaced = false;
    this.line.rest(atMs);
    this.encoder.close();
    this.closing?.resolve();
    return 0;
  }
}
