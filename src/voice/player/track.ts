/** What a queue holds: a source, how to play it, and whatever its author wants to remember with it. */
import { inspect } from 'node:util';
import { type AudioSource } from '../sources/audio-source';
import { type PlayOptions } from './play-options';
import { type Playback, type PlaybackEnd } from './playback';

/** How a track is played; its signal is the queue's business, and a queue plays nothing beside itself. */
export type TrackOptions = Omit<PlayOptions, 'signal' | 'beside' | 'duck'>;

export interface TrackInit<T> {
  readonly source: AudioSource;
  /** The author's own: who asked for it, a title, a row of a database. */
  readonly data: T;
  readonly options?: TrackOptions | undefined;
}

/** One entry of a queue. The same object may be in it several times. */
export class Track<T = unknown> {
  readonly source: AudioSource;
  readonly data: T;
  readonly options: TrackOptions;
  private current: Playback | undefined;

  constructor(init: TrackInit<T>) {
    this.source = init.source;
    this.data = init.data;
    this.options = init.options ?? {};
  }

  [inspect.custom](): string {
    return `Track(${this.label})`;
  }

  /** Without the source, which may be an open stream or hold a secret address. */
  toJSON(): { readonly label: string; readonly data: T; readonly options: TrackOptions } {
    return { label: this.label, data: this.data, options: this.options };
  }

  get label(): string {
    return this.source.label;
  }

  /** The playback that is, or was last, made of it; `undefined` before it is its turn. */
  get playback(): Playback | undefined {
    return this.current;
  }

  /** Called by the queue that plays it. */
  playedAs(playback: Playback): void {
    this.current = playback;
  }
}

/** A source alone will do where the queue's tracks need no data. */
export type TrackInput<T> = Track<T> | TrackInit<T> | (undefined extends T ? AudioSource : never);

/** How a track ended: like a playback, or because the queue was told to skip it. */
export interface TrackEnd {
  readonly reason: PlaybackEnd['reason'] | 'skipped';
  readonly error?: Error;
}

/** Makes a track of what an author may pass. */
export function asTrack<T>(input: TrackInput<T>): Track<T> {
  if (input instanceof Track) return input;
  // A text or nothing, from where types are not checked: the queue says what is wrong with it.
  const given: unknown = input;
  if (typeof given === 'object' && given !== null && 'source' in given) return new Track(given as TrackInit<T>);
  // A source alone is only allowed where `undefined` is data enough.
  return new Track({ source: input as AudioSource, data: undefined as T });
}
