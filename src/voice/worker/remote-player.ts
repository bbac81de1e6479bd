/**
 * A player whose sound is made by a worker. It says what is played and what follows, and takes effect here at once; the worker
 * goes on from a playback to the one that was prepared for it by itself, so that no message lies between two tracks. Where both
 * decided at the same time, what was decided here counts: the worker is told, and plays that instead.
 */
import { inspect } from 'node:util';
import { type Clock, deferred, type Deferred, type Logger } from '../../util';
import { Listeners, type Listener } from '../player/listeners';
import { checkBeside, checkPlayOptions, checkSource, checkVolume, type PlayOptions } from '../player/play-options';
import { type Playback, type PlaybackEnd } from '../player/playback';
import { closedError } from '../player/playback-errors';
import { type PlayerControls, type PlayerEvents } from '../player/player-controls';
import { type Follower, type QueuePlayer, type StartOptions } from '../player/queue-player';
import { type AudioSource } from '../sources/audio-source';
import {
  type CrossingSource,
  type PlaybackNumber,
  type PlaybackSnapshot,
  type PlayerNews,
  type PlayerRequest,
  type ToCall,
} from './messages';
import { decodeError } from './plain-error';
import { plainFlag } from './plain-flag';
import { RemotePlayback, type RemotePlaybackHost } from './remote-playback';

export interface RemotePlayerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** To the worker; does nothing while there is none. */
  post(message: ToCall, transfer?: readonly ArrayBuffer[]): void;
  /** How a source crosses. */
  cross(
    playback: PlaybackNumber,
    source: AudioSource,
  ): { readonly source: CrossingSource; readonly transfer: readonly ArrayBuffer[] };
  /** What was lent for it is needed no more. */
  release(playback: PlaybackNumber): void;
}

export class RemotePlayer implements PlayerControls, QueuePlayer<RemotePlayback>, RemotePlaybackHost {
  readonly clock: Clock;
  private readonly listeners: Listeners<PlayerEvents>;
  /** Everything that has not ended, current or prepared. */
  private readonly alive = new Map<PlaybackNumber, RemotePlayback>();
  private follower: Follower<RemotePlayback> | undefined;
  private active: RemotePlayback | undefined;
  private readonly beside = new Set<RemotePlayback>();
  /** What was current and fades out, and how it will have ended. */
  private readonly leaving = new Map<RemotePlayback, PlaybackEnd>();
  /** What the worker goes on with by itself. */
  private following: RemotePlayback | undefined;
  /** The current one ended by itself, and nobody has been asked yet what follows. */
  private awaitsNext = false;
  private toldNearEnd = false;
  private defaultVolume = 1;
  private priority = false;
  private crossfade = 0;
  private last = 0;
  private hasWorker = false;
  private closing: Deferred<void> | undefined;

  constructor(private readonly options: RemotePlayerOptions) {
    this.clock = options.clock;
    this.listeners = new Listeners(options.logger);
  }

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

  /** Whether to speak with priority where a playback does not say. */
  get hasPriority(): boolean {
    return this.priority;
  }

  setVolume(volume: number): void {
    checkVolume(volume);
    this.defaultVolume = volume;
    for (const playback of this.alive.values())
      if (playback === this.active || !playback.hasOwnVolume) playback.setVolume(volume);
  }

  setSpeaking(options: { readonly priority: boolean }): void {
    this.priority = plainFlag(options.priority) ?? false;
    this.options.post({ type: 'priority', hasPriority: this.priority });
  }

  on<K extends keyof PlayerEvents>(name: K, listener: Listener<PlayerEvents[K]>): () => void {
    return this.listeners.on(name, listener);
  }

  play(source: AudioSource, options: PlayOptions = {}): Playback {
    const playback = this.make(source, options, false);
    // Its signal had aborted before: it ends without disturbing what plays.
    if (playback.hasEnded) return playback;
    if (playback.isBeside) this.startBeside(playback);
    else this.startPrepared(playback);
    return playback;
  }

  // --- what the queue asks

  checkOpen(): void {
    if (this.closing) throw closedError();
  }

  follow(follower: Follower<RemotePlayback>): void {
    this.follower = follower;
  }

  get isNearEnd(): boolean {
    return this.toldNearEnd;
  }

  prepareNext(source: AudioSource, options: PlayOptions = {}): RemotePlayback {
    return this.make(source, options, true);
  }

  startPrepared(playback: RemotePlayback, { fadeMs = 0 }: StartOptions = {}): void {
    const before = this.active;
    const end: PlaybackEnd = { reason: 'replaced' };
    this.begin(playback);
    this.ask(playback, playback.lastRequest, { type: 'start', fadeMs });
    if (!before) return;
    // Whether it can fade, and when it has, is for the worker to say.
    if (fadeMs > 0) this.leaving.set(before, end);
    else this.settle(before, end);
    this.follower?.ended(before, end);
  }

  setCrossfade(ms: number): void {
    this.crossfade = ms;
    this.options.post({ type: 'crossfade', ms });
  }

  /** So long before its end a playback crosses into what follows. */
  get crossfadeMs(): number {
    return this.crossfade;
  }

  /** Ends everything. Resolves when the worker has sent the frames of silence, or there is no worker. */
  close(): Promise<void> {
    if (this.closing) return this.closing.promise;
    this.closing = deferred();
    const { active, follower } = this;
    this.follower = undefined;
    this.active = undefined;
    if (active) {
      this.settle(active, { reason: 'stopped' });
      follower?.ended(active, { reason: 'stopped' });
    }
    for (const playback of [...this.alive.values()]) this.settle(playback, { reason: 'stopped' });
    if (this.hasWorker) this.options.post({ type: 'close-audio', request: CLOSE_REQUEST });
    else this.closing.resolve();
    return this.closing.promise;
  }

  // --- what playbacks ask

  ask(playback: RemotePlayback, number: number, request: PlayerRequest): void {
    if (playback.hasEnded && request.type !== 'stop') return;
    this.options.post({ type: 'player', playback: playback.number, number, request });
  }

  stop(playback: RemotePlayback): void {
    if (playback.hasEnded) return;
    const isActive = playback === this.active;
    this.settle(playback, { reason: 'stopped' });
    this.ask(playback, playback.lastRequest, { type: 'stop' });
    if (!isActive) return;
    this.active = undefined;
    this.follower?.ended(playback, { reason: 'stopped' });
    this.goOn();
  }

  // --- what the worker tells

  hear(news: PlayerNews): void {
    switch (news.name) {
      case 'next':
        this.heardNext(news.began);
        return;
      case 'ended':
        this.heardEnd(news);
        return;
      case 'failedEarly': {
        const playback = this.alive.get(news.playback);
        if (playback && playback !== this.active) this.follower?.failedEarly(playback, decodeError(news.error));
        return;
      }
      case 'problem': {
        const playback = this.alive.get(news.playback);
        if (playback) this.listeners.emit('problem', playback, decodeError(news.error));
        return;
      }
      default:
        this.heardOfActive(news);
    }
  }

  /** How a playback stands. */
  hearSnapshot(snapshot: PlaybackSnapshot): void {
    this.alive.get(snapshot.playback)?.hear(snapshot);
  }

  hearSought(request: number, snapshot: PlaybackSnapshot | undefined, error: Error | undefined): void {
    // Requests are counted by each playback for itself, so without a snapshot it is that of one that has ended: settled already.
    if (snapshot) this.alive.get(snapshot.playback)?.sought(request, snapshot, error);
  }

  hearAnswer(request: number): void {
    if (request === CLOSE_REQUEST) this.closing?.resolve();
  }

  /** The worker is gone. */
  interrupted(): void {
    this.hasWorker = false;
    this.closing?.resolve();
    for (const [playback, end] of [...this.leaving]) this.settle(playback, end);
    for (const playback of this.alive.values()) playback.interrupted();
    this.stopStopping();
    if (this.awaitsNext) this.goOn();
  }

  /** There is a worker, which has never heard of any of this. */
  begun(): void {
    this.hasWorker = true;
    this.stopStopping();
    for (const playback of this.alive.values()) {
      this.tell(playback, playback === this.following);
      playback.askAgain();
    }
    for (const playback of this.beside) this.ask(playback, playback.lastRequest, { type: 'start' });
    if (this.active) this.ask(this.active, this.active.lastRequest, { type: 'start' });
  }

  /** There will be no worker any more. */
  fail(error: Error): void {
    const { active, follower } = this;
    this.active = undefined;
    if (active) {
      this.settle(active, { reason: 'error', error });
      follower?.ended(active, { reason: 'error', error });
    }
    void this.close();
    this.closing?.resolve();
  }

  /** What was told to fade and stop has no sound any more that could fade. */
  private stopStopping(): void {
    for (const playback of [...this.alive.values()]) if (playback.isStopping) this.stop(playback);
  }

  private make(source: AudioSource, options: PlayOptions, isNext: boolean): RemotePlayback {
    this.checkOpen();
    checkSource(source);
    checkPlayOptions(options);
    if (options.beside) checkBeside(this.beside.size);
    this.last += 1;
    const playback = new RemotePlayback(this.last, source, options, this.defaultVolume, this);
    if (options.signal?.aborted) {
      playback.settle({ reason: 'stopped' });
      return playback;
    }
    this.alive.set(playback.number, playback);
    if (isNext) this.following = playback;
    this.tell(playback, isNext);
    return playback;
  }

  /** Tells the worker of a playback that it has not heard of. */
  private tell(playback: RemotePlayback, isNext: boolean): void {
    const { source, transfer } = this.options.cross(playback.number, playback.source);
    const { number, lastRequest } = playback;
    const request: PlayerRequest = { type: 'prepare', source, isNext, ...playback.beginning };
    this.options.post({ type: 'player', playback: number, number: lastRequest, request }, transfer);
  }

  private heardOfActive(news: Extract<PlayerNews, { name: 'started' | 'nearEnd' | 'turnedBack' | 'buffering' }>): void {
    const { name, snapshot } = news;
    const playback = this.alive.get(snapshot.playback);
    if (!playback) return;
    const wasHeard = playback.wasHeard;
    playback.hear(snapshot);
    // What it begins with by itself while something else was chosen here is stopped in a moment, and nobody's business.
    const isBeside = this.beside.has(playback);
    if (playback !== this.active && !isBeside) return;
    switch (name) {
      case 'started':
        // In another worker it was heard before.
        if (wasHeard) return;
        if (!isBeside) this.follower?.started(playback);
        this.listeners.emit('start', playback);
        return;
      case 'nearEnd':
        this.toldNearEnd = true;
        this.follower?.nearEnd(playback);
        return;
      case 'turnedBack':
        this.toldNearEnd = false;
        this.follower?.turnedBack(playback);
        return;
      case 'buffering':
        this.listeners.emit('buffering', playback);
    }
  }

  private heardEnd({ snapshot, end: { reason, error }, isOver }: Extract<PlayerNews, { name: 'ended' }>): void {
    const playback = this.alive.get(snapshot.playback);
    if (!playback) return;
    playback.hear(snapshot);
    const end: PlaybackEnd = error ? { reason, error: decodeError(error) } : { reason };
    const isActive = playback === this.active;
    if (isActive) this.active = undefined;
    if (isOver) this.settle(playback, end);
    else this.leaving.set(playback, end);
    if (!isActive) return;
    this.awaitsNext = true;
    this.follower?.ended(playback, end);
  }

  private heardNext(began: PlaybackNumber | undefined): void {
    if (this.awaitsNext) this.goOn(began);
    else if (began !== undefined && began !== this.active?.number) {
      // It was stopped here, or something else was begun, and that is on its way.
      this.following = undefined;
    }
  }

  /** Begins what follows. @param began what the worker has begun by itself. */
  private goOn(began?: PlaybackNumber): void {
    this.awaitsNext = false;
    const next = this.follower?.next();
    if (next) {
      this.begin(next);
      if (next.number !== began) this.ask(next, next.lastRequest, { type: 'start' });
    } else if (began !== undefined) {
      this.options.post({ type: 'player', playback: began, number: 0, request: { type: 'stop' } });
    }
  }

  private startBeside(playback: RemotePlayback): void {
    playback.wasBegun = true;
    this.beside.add(playback);
    this.ask(playback, playback.lastRequest, { type: 'start' });
  }

  private begin(playback: RemotePlayback): void {
    this.active = playback;
    playback.wasBegun = true;
    this.awaitsNext = false;
    this.toldNearEnd = false;
    if (this.following === playback) this.following = undefined;
  }

  private settle(playback: RemotePlayback, end: PlaybackEnd): void {
    if (playback.hasEnded) return;
    this.alive.delete(playback.number);
    this.beside.delete(playback);
    this.leaving.delete(playback);
    if (this.following === playback) this.following = undefined;
    playback.settle(end);
    this.options.release(playback.number);
    if (end.error) this.options.logger.warn('a playback failed', { label: playback.label, error: end.error });
    if (playback.wasBegun) this.listeners.emit('end', playback, end);
  }
}

/** The number of the request to close; no other request of a player is answered by it. */
const CLOSE_REQUEST = 0;
