/** The player of a call in a worker, as the main thread directs it: playbacks by their numbers, and what follows by itself. */
import { asError, type Clock } from '../../../util';
import { type ActivePlayback } from '../../player/active-playback';
import { type PlaybackEnd } from '../../player/playback';
import { type Player } from '../../player/player';
import { type Follower } from '../../player/queue-player';
import { type AudioSource } from '../../sources/audio-source';
import { rebuildSource } from '../../sources/rebuild-source';
import {
  type CrossingSource,
  type FromCall,
  type PlainEnd,
  type PlaybackNumber,
  type PlaybackSnapshot,
  type PlayerNews,
  type PlayerRequest,
} from '../messages';
import { encodeError } from '../plain-error';
import { type LentSources } from './lent-source';

export interface HostPlayerOptions {
  readonly player: Player;
  readonly lent: LentSources;
  readonly clock: Clock;
  say(message: FromCall): void;
}

interface Held {
  readonly number: PlaybackNumber;
  readonly playback: ActivePlayback;
  /** The number of the last request. */
  applied: number;
  /** What was told of it last, apart from where it is. */
  told: string;
}

export class HostPlayer {
  private readonly byNumber = new Map<PlaybackNumber, Held>();
  private readonly byPlayback = new Map<ActivePlayback, Held>();
  /** What follows by itself. */
  private next: Held | undefined;

  constructor(private readonly options: HostPlayerOptions) {
    const { player } = options;
    player.follow(this.follower);
    player.on('buffering', (playback) => {
      this.tellSnapshot('buffering', playback as ActivePlayback);
    });
    player.on('start', (playback) => {
      // Of the current one the follower is told, at once.
      if (playback.isBeside) this.tellSnapshot('started', playback as ActivePlayback);
    });
    player.on('problem', (playback, error) => {
      const held = this.byPlayback.get(playback as ActivePlayback);
      if (held) this.tell({ name: 'problem', playback: held.number, error: encodeError(error) });
    });
  }

  /** Whether anything has not ended. */
  get isBusy(): boolean {
    return this.byNumber.size > 0;
  }

  ask(number: PlaybackNumber, applied: number, request: PlayerRequest): void {
    if (request.type === 'prepare') {
      this.prepare(number, applied, request);
      return;
    }
    const held = this.byNumber.get(number);
    if (held) {
      held.applied = applied;
      this.change(held, request);
    } else if (request.type === 'seek') {
      // It has ended meanwhile, which is told; the main thread knows what to say.
      this.options.say({ type: 'sought', request: request.request, snapshot: undefined });
    }
  }

  setPriority(priority: boolean): void {
    this.options.player.setSpeaking({ priority });
  }

  setCrossfade(ms: number): void {
    this.options.player.setCrossfade(ms);
  }

  close(): Promise<void> {
    this.next = undefined;
    return this.options.player.close();
  }

  /** How everything that has not ended stands; where it is only when that is asked for. */
  snapshots(withPositions: boolean): PlaybackSnapshot[] {
    const snapshots: PlaybackSnapshot[] = [];
    for (const held of this.byNumber.values()) {
      const word = wordOf(held);
      const moves = withPositions && held.playback.state === 'playing';
      if (word !== held.told || moves) snapshots.push(this.snapshot(held));
    }
    return snapshots;
  }

  private prepare(
    number: PlaybackNumber,
    applied: number,
    { source, options, isNext, isPaused }: Extract<PlayerRequest, { type: 'prepare' }>,
  ): void {
    try {
      const playback = this.options.player.prepareNext(this.make(number, source), options);
      if (isPaused) playback.pause();
      const held: Held = { number, playback, applied, told: '' };
      this.byNumber.set(number, held);
      this.byPlayback.set(playback, held);
      if (isNext) this.next = held;
      void playback.ended.then((end) => {
        // What ended as the current one has been told; of the rest the main thread learns here.
        this.tellEnded(held, end);
      });
    } catch (error) {
      const snapshot = noSnapshot(number, applied, this.options.clock.now());
      const end = { reason: 'error', error: encodeError(error) } as const;
      this.tell({ name: 'ended', snapshot, end, isOver: true });
    }
  }

  private make(number: PlaybackNumber, source: CrossingSource): AudioSource {
    return source.kind === 'lent' ? this.options.lent.source(number, source) : rebuildSource(source);
  }

  private change(held: Held, request: Exclude<PlayerRequest, { type: 'prepare' }>): void {
    const { player } = this.options;
    const { playback } = held;
    switch (request.type) {
      case 'start':
        if (this.next === held) this.next = undefined;
        // It may have been its turn by itself already.
        if (player.current !== playback) player.startPrepared(playback, { fadeMs: request.fadeMs });
        return;
      case 'stop':
        if (this.next === held) this.next = undefined;
        playback.stop({ fadeMs: request.fadeMs });
        return;
      case 'pause':
        playback.pause();
        break;
      case 'resume':
        playback.resume();
        break;
      case 'effects':
        playback.setEffects(request.effects);
        break;
      case 'volume':
        playback.setVolume(request.volume);
        break;
      case 'seek':
        void this.seek(held, request.request, request.positionMs);
        return;
    }
    this.options.say({ type: 'sought', request: 0, snapshot: this.snapshot(held) });
  }

  private async seek(held: Held, request: number, positionMs: number): Promise<void> {
    try {
      await held.playback.seek(positionMs);
      this.options.say({ type: 'sought', request, snapshot: this.snapshot(held) });
    } catch (error) {
      this.options.say({ type: 'sought', request, snapshot: this.snapshot(held), error: encodeError(asError(error)) });
    }
  }

  private readonly follower: Follower<ActivePlayback> = {
    started: (playback) => {
      this.tellSnapshot('started', playback);
    },
    nearEnd: (playback) => {
      this.tellSnapshot('nearEnd', playback);
    },
    turnedBack: (playback) => {
      this.tellSnapshot('turnedBack', playback);
    },
    failedEarly: (playback, error) => {
      const held = this.byPlayback.get(playback);
      if (held) this.tell({ name: 'failedEarly', playback: held.number, error: encodeError(error) });
    },
    ended: (playback, end) => {
      const held = this.byPlayback.get(playback);
      if (!held) return;
      if (playback.hasEnded) this.tellEnded(held, end);
      else this.tell({ name: 'ended', snapshot: this.snapshot(held), end: plainEnd(end), isOver: false });
    },
    next: () => {
      const { next } = this;
      this.next = undefined;
      const began = next && !next.playback.hasEnded ? next : undefined;
      this.tell({ name: 'next', began: began?.number });
      return began?.playback;
    },
    following: () => this.next?.playback,
  };

  private tellEnded(held: Held, end: PlaybackEnd): void {
    if (!this.byPlayback.delete(held.playback)) return;
    this.byNumber.delete(held.number);
    if (this.next === held) this.next = undefined;
    this.tell({ name: 'ended', snapshot: this.snapshot(held), end: plainEnd(end), isOver: true });
  }

  private tellSnapshot(name: 'started' | 'nearEnd' | 'turnedBack' | 'buffering', playback: ActivePlayback): void {
    const held = this.byPlayback.get(playback);
    if (held) this.tell({ name, snapshot: this.snapshot(held) });
  }

  private tell(news: PlayerNews): void {
    this.options.say({ type: 'player', news });
  }

  private snapshot(held: Held): PlaybackSnapshot {
    held.told = wordOf(held);
    const { number, applied, playback } = held;
    const { state, positionMs, durationMs, volume, effects, wasHeard } = playback;
    const atMs = this.options.clock.now();
    return { playback: number, applied, state, positionMs, atMs, durationMs, volume, effects, wasHeard };
  }
}

function plainEnd({ reason, error }: PlaybackEnd): PlainEnd {
  return { reason, error: error && encodeError(error) };
}

function wordOf({ applied, playback: { state, durationMs, volume, effects } }: Held): string {
  return `${applied} ${state} ${durationMs} ${volume} ${effects.length}`;
}

function noSnapshot(playback: PlaybackNumber, applied: number, atMs: number): PlaybackSnapshot {
  return {
    ...{ playback, applied, atMs },
    ...{ state: 'ended', positionMs: 0, durationMs: undefined, volume: 1, effects: [], wasHeard: false },
  };
}
