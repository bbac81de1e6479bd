/** Tracks, one after the other without a gap: what is playing, what comes, what was. */
import { inspect } from 'node:util';
import { asError, type Logger } from '../../util';
import { VoiceError } from '../voice-error';
import { Listeners, type Listener } from './listeners';
import { checkRange } from '../effects/check-range';
import { checkPlayOptions, checkSource } from './play-options';
import { type Playback } from './playback';
import { type Follower, type QueuedPlayback, type QueuePlayer } from './queue-player';
import { asTrack, type Track, type TrackEnd, type TrackInput } from './track';

/** Whether a track comes again: never, at once, or after all others. */
export type LoopMode = 'off' | 'one' | 'all';

export interface TrackQueueOptions {
  readonly logger: Logger;
  /** 0 to 1, for `shuffle`. */
  readonly random: () => number;
  /** How many played tracks are remembered. Default 50. */
  readonly historyLimit?: number | undefined;
}

/** What a queue tells. Every track that was its turn, or failed before, has one `end`. */
export interface TrackQueueEvents<T> {
  /** The first frame of a track was sent. */
  readonly start: [track: Track<T>, playback: Playback];
  readonly end: [track: Track<T>, end: TrackEnd];
  /** The source of a track failed; the next one plays. */
  readonly error: [track: Track<T>, error: Error];
  /** Something ended, in the queue or beside it, and no track is left. */
  readonly idle: [];
}

interface Turn<T> {
  readonly track: Track<T>;
  readonly playback: QueuedPlayback;
}

const DEFAULT_HISTORY = 50;
const MAX_CROSSFADE_MS = 30_000;
/** A skip is to be heard at once, and yet not to click. */
const SKIP_FADE_MS = 500;

/**
 * The queue of one call. Every method takes effect at once, so two calls after each other never meet half done: two skips
 * skip two tracks. What is played beside the queue (`play`) ends the track that plays; the queue goes on after it.
 *
 * A track that failed, that gave no sound at all, or whose source can be opened only once (`isRepeatable`) does not come again,
 * whatever `loop` says.
 */
export class TrackQueue<T = unknown> {
  private readonly listeners: Listeners<TrackQueueEvents<T>>;
  private readonly historyLimit: number;
  private readonly played: Track<T>[] = [];
  private upcoming: Track<T>[] = [];
  private turn: Turn<T> | undefined;
  /** What follows, opened and read ahead. */
  private prepared: Turn<T> | undefined;
  private mode: LoopMode = 'off';
  private crossfade = 0;

  constructor(
    private readonly player: QueuePlayer,
    private readonly options: TrackQueueOptions,
  ) {
    this.listeners = new Listeners(options.logger);
    this.historyLimit = options.historyLimit ?? DEFAULT_HISTORY;
    player.follow(this.follower);
  }

  /** What a printed queue shows: its inside is the whole player. */
  [inspect.custom](): string {
    return `TrackQueue(${this.current?.label ?? 'idle'}, ${this.size} to come, loop ${this.mode})`;
  }

  toJSON(): { readonly current: Track<T> | undefined; readonly tracks: readonly Track<T>[]; readonly loop: LoopMode } {
    return { current: this.current, tracks: this.tracks, loop: this.mode };
  }

  /** The track whose turn it is: it plays, loads, waits or is paused. */
  get current(): Track<T> | undefined {
    return this.turn?.track;
  }

  /** What comes, in order, without the current one. */
  get tracks(): readonly Track<T>[] {
    return [...this.upcoming];
  }

  /** What was played, the latest last. */
  get history(): readonly Track<T>[] {
    return [...this.played];
  }

  /** How many tracks come. */
  get size(): number {
    return this.upcoming.length;
  }

  get loop(): LoopMode {
    return this.mode;
  }

  setLoop(mode: LoopMode): void {
    this.mode = mode;
    this.revise();
  }

  /** How long a track and the next one are heard together, in milliseconds. */
  get crossfadeMs(): number {
    return this.crossfade;
  }

  /**
   * Lets the end of each track cross into the beginning of the next, for so many milliseconds (0 to 30 000; 0, the default, is
   * without a gap and without an overlap). It needs a track whose duration is known, or whose end has been read ahead (then it
   * is shorter), and a next one that is ready, and is at most half of either; a track is told to have ended when the next begins. `skip` and `previous` cross in
   * half a second at most. Opus has to be decoded and encoded while two are heard.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS.
   */
  setCrossfade(ms: number): void {
    checkRange('crossfade', ms, 0, MAX_CROSSFADE_MS, 'milliseconds');
    this.crossfade = ms;
    this.player.setCrossfade(ms);
  }

  /** Returns how to stop listening. Errors of listeners are logged. */
  on<K extends keyof TrackQueueEvents<T>>(name: K, listener: Listener<TrackQueueEvents<T>[K]>): () => void {
    return this.listeners.on(name, listener);
  }

  /**
   * Adds one or several at the end, or with `next` before all others, and begins to play if nothing plays.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS for what is no source, or options of a track that cannot be, VOICE_CLOSED after the end of the call;
   * then nothing was added.
   */
  add(input: TrackInput<T>, options?: { readonly next?: boolean }): Track<T>;
  add(inputs: readonly TrackInput<T>[], options?: { readonly next?: boolean }): Track<T>[];
  add(
    input: TrackInput<T> | readonly TrackInput<T>[],
    options: { readonly next?: boolean } = {},
  ): Track<T> | Track<T>[] {
    this.player.checkOpen();
    const isList = Array.isArray(input);
    const tracks = ((isList ? input : [input]) as readonly TrackInput<T>[]).map((each) => asTrack(each));
    for (const track of tracks) {
      checkSource(track.source);
      checkPlayOptions(track.options);
    }
    if (options.next) this.upcoming.unshift(...tracks);
    else this.upcoming.push(...tracks);
    if (this.player.current) this.revise();
    else this.begin(this.takeNext());
    return isList ? tracks : (tracks[0] as Track<T>);
  }

  /** Ends the current track and begins the next. Returns that, if there is one. */
  skip(): Track<T> | undefined {
    const { turn } = this;
    if (!turn) return undefined;
    this.retire(turn, { reason: 'skipped' });
    return this.replace(turn);
  }

  /** Plays the track again that was played before; the current one comes after it. Does nothing without a history. */
  previous(): Track<T> | undefined {
    const before = this.played.pop();
    if (!before) return undefined;
    // A loop has put it at the end meanwhile.
    const again = this.mode === 'all' ? this.upcoming.lastIndexOf(before) : -1;
    if (again >= 0) this.upcoming.splice(again, 1);
    const { turn } = this;
    if (turn) {
      this.turn = undefined;
      this.upcoming.unshift(turn.track);
      this.tellEnd(turn.track, { reason: 'skipped' });
    }
    this.upcoming.unshift(before);
    return this.replace(turn);
  }

  /** Takes a track out, by itself or by its place in `tracks`. Returns what was taken. The current one is ended by `skip`. */
  remove(which: Track<T> | number): Track<T> | undefined {
    const place = typeof which === 'number' ? which : this.upcoming.indexOf(which);
    const [removed] = place >= 0 && Number.isInteger(place) ? this.upcoming.splice(place, 1) : [];
    this.revise();
    return removed;
  }

  /** Puts a track at another place of `tracks`; places beyond the ends are the ends. `false` when it is not there. */
  move(which: Track<T> | number, to: number): boolean {
    const place = typeof which === 'number' ? which : this.upcoming.indexOf(which);
    if (!Number.isInteger(place) || !Number.isInteger(to)) throw notAPlace();
    const [moved] = place >= 0 ? this.upcoming.splice(place, 1) : [];
    if (!moved) return false;
    this.upcoming.splice(Math.max(0, to), 0, moved);
    this.revise();
    return true;
  }

  /** Takes out everything that comes; the current track plays on. */
  clear(): void {
    this.upcoming = [];
    this.revise();
  }

  /** Brings what comes into a random order. */
  shuffle(): void {
    const tracks = this.upcoming;
    for (let last = tracks.length - 1; last > 0; last -= 1) {
      const other = Math.min(last, Math.floor(this.options.random() * (last + 1)));
      [tracks[last], tracks[other]] = [tracks[other] as Track<T>, tracks[last] as Track<T>];
    }
    this.revise();
  }

  /** Takes out everything and ends the current track with the reason `stopped`. */
  stop(): void {
    this.upcoming = [];
    const { turn } = this;
    this.discardPrepared();
    if (!turn) return;
    this.turn = undefined;
    this.remember(turn.track);
    this.tellEnd(turn.track, { reason: 'stopped' });
    turn.playback.stop();
  }

  /** What the player asks and tells. */
  private readonly follower: Follower = {
    started: (playback) => {
      const { turn } = this;
      if (turn?.playback === playback) this.listeners.emit('start', turn.track, playback);
    },
    nearEnd: () => {
      this.revise();
    },
    turnedBack: () => {
      // Nothing that is open for minutes before it is read stays whole: servers and programs give up.
      this.discardPrepared();
    },
    failedEarly: (playback, error) => {
      const { prepared } = this;
      if (prepared?.playback !== playback) return;
      this.discardPrepared();
      const place = this.upcoming.indexOf(prepared.track);
      if (place < 0) return;
      this.upcoming.splice(place, 1);
      this.tellEnd(prepared.track, { reason: 'error', error });
      this.revise();
    },
    ended: (playback, end) => {
      const { turn } = this;
      if (turn?.playback === playback) this.retire(turn, end);
    },
    next: () => {
      const next = this.takeNext();
      if (!next) this.listeners.emit('idle');
      return next;
    },
    following: () => {
      const { prepared } = this;
      return prepared && prepared.track === this.expected() ? prepared.playback : undefined;
    },
  };

  /** The turn of a track is over: it goes into the history, and to where the loop wants it. */
  private retire(turn: Turn<T>, end: TrackEnd): void {
    const { track } = turn;
    this.turn = undefined;
    const { reason } = end;
    const wasFine = reason === 'finished' ? turn.playback.wasHeard : reason !== 'error';
    const mayComeAgain = track.source.isRepeatable && wasFine;
    const isAtOnce = this.mode === 'one' && (reason === 'finished' || reason === 'replaced');
    if (mayComeAgain && isAtOnce) this.upcoming.unshift(track);
    else this.remember(track);
    if (mayComeAgain && this.mode === 'all') this.upcoming.push(track);
    this.tellEnd(track, end);
  }

  private remember(track: Track<T>): void {
    this.played.push(track);
    if (this.played.length > this.historyLimit) this.played.shift();
  }

  private tellEnd(track: Track<T>, end: TrackEnd): void {
    if (end.error) this.listeners.emit('error', track, end.error);
    this.listeners.emit('end', track, end);
  }

  /** The next track becomes the current one. */
  private takeNext(): QueuedPlayback | undefined {
    for (let track = this.upcoming.shift(); track; track = this.upcoming.shift()) {
      const playback = this.open(track);
      if (!playback) continue;
      this.turn = { track, playback };
      track.playedAs(playback);
      return playback;
    }
    this.discardPrepared();
    return undefined;
  }

  private open(track: Track<T>): QueuedPlayback | undefined {
    const { prepared } = this;
    if (prepared?.track === track && !prepared.playback.hasEnded) {
      this.prepared = undefined;
      return prepared.playback;
    }
    this.discardPrepared();
    try {
      return this.player.prepareNext(track.source, track.options);
    } catch (error) {
      this.tellEnd(track, { reason: 'error', error: asError(error) });
      return undefined;
    }
  }

  private begin(playback: QueuedPlayback | undefined): void {
    if (playback) this.player.startPrepared(playback);
  }

  /** Plays what is first now in place of a turn that was taken away. */
  private replace(turn: Turn<T> | undefined): Track<T> | undefined {
    const next = this.takeNext();
    if (next) this.player.startPrepared(next, { fadeMs: Math.min(this.crossfade, SKIP_FADE_MS) });
    else turn?.playback.stop();
    return this.turn?.track;
  }

  /** Near the end of the current track, has the next one opened; lets go of one that will not be next any more. */
  private revise(): void {
    const next = this.expected();
    if (this.prepared && this.prepared.track !== next) this.discardPrepared();
    if (!next || this.prepared || !this.player.current || !this.player.isNearEnd) return;
    try {
      this.prepared = { track: next, playback: this.player.prepareNext(next.source, next.options) };
    } catch (error) {
      this.options.logger.warn('the next track could not be prepared', { label: next.label, error });
    }
  }

  private expected(): Track<T> | undefined {
    const track = this.turn?.track;
    const mayComeAgain = track?.source.isRepeatable === true;
    if (mayComeAgain && this.mode === 'one') return track;
    return this.upcoming[0] ?? (mayComeAgain && this.mode === 'all' ? track : undefined);
  }

  private discardPrepared(): void {
    const { prepared } = this;
    this.prepared = undefined;
    prepared?.playback.stop();
  }
}

function notAPlace(): VoiceError {
  return new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: 'A place in a queue is a whole number, counted from 0.',
  });
}
