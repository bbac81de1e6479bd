/** A player as a queue sees it, whether it works in this thread or in a worker. */
import { type AudioSource } from '../sources/audio-source';
import { type PlayOptions } from './play-options';
import { type Playback, type PlaybackEnd } from './playback';

/** A playback with what a queue asks of it. */
export interface QueuedPlayback extends Playback {
  readonly hasEnded: boolean;
  /** Whether a frame of it was sent. */
  readonly wasHeard: boolean;
}

/** Says what is played after what; told of everything at once, in the middle of the change. */
export interface Follower<P extends QueuedPlayback = QueuedPlayback> {
  /** The first frame was sent. */
  started(playback: P): void;
  /** A playback that is current will end soon: time to prepare what follows. */
  nearEnd(playback: P): void;
  /** It will not, after all: it went back to another place. */
  turnedBack(playback: P): void;
  /** A playback that was prepared, and is not current, failed. */
  failedEarly(playback: P, error: Error): void;
  /** The current playback ended. */
  ended(playback: P, end: PlaybackEnd): void;
  /** What to play now that nothing plays. Asked after `ended`, unless something else is played already. */
  next(): P | undefined;
  /** What `next` would give, if it is prepared: with that the current one may cross. Without this method nothing does. */
  following?(): P | undefined;
}

export interface StartOptions {
  /** What played fades out over so many milliseconds, and what begins fades in, where both can be done. Default 0. */
  readonly fadeMs?: number | undefined;
}

/** Port: plays one source at a time, and can prepare the next. */
export interface QueuePlayer<P extends QueuedPlayback = QueuedPlayback> {
  readonly current: Playback | undefined;
  /** Whether the follower was told that the current playback ends soon. */
  readonly isNearEnd: boolean;
  /** @throws {VoiceError} VOICE_CLOSED after the end of the call. */
  checkOpen(): void;
  /** Who says what follows. */
  follow(follower: Follower<P>): void;
  /** Opens a source and reads ahead, for {@link startPrepared}, or to be given by the follower. */
  prepareNext(source: AudioSource, options?: PlayOptions): P;
  /** Makes a prepared playback the current one; what played ends with `replaced`. */
  startPrepared(playback: P, options?: StartOptions): void;
  /** So long before its end a playback crosses into what follows. 0: it does not. */
  setCrossfade(ms: number): void;
}
