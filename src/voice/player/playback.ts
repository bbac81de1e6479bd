/** What is being played, as its author sees it. */
import { type Effect } from '../effects/effect';

/**
 * - `loading`: the source is being opened.
 * - `buffering`: the source is late; silence is sent in its place.
 * - `playing`: frames go out.
 * - `paused`: by `pause()`.
 * - `waiting`: the connection takes nothing at the moment (a new server, a resume, the audience of a stage); the position is
 *   kept.
 * - `ended`: see {@link Playback.ended}.
 */
export type PlaybackState = 'loading' | 'buffering' | 'playing' | 'paused' | 'waiting' | 'ended';

/** How a playback ended: it was heard to its end, somebody stopped it, something else was played, or it failed. */
export interface PlaybackEnd {
  readonly reason: 'finished' | 'stopped' | 'replaced' | 'error';
  /** Why it failed. */
  readonly error?: Error;
}

export interface StopOptions {
  /** How long it takes to fade to silence. Default 0. What is not heard at the moment is ended at once. */
  readonly fadeMs?: number | undefined;
}

/** One source that is being played. Not a thenable: an async function may return it. */
export interface Playback {
  /** How it ended. Never rejects. */
  readonly ended: Promise<PlaybackEnd>;
  readonly state: PlaybackState;
  /** The name of its source. */
  readonly label: string;
  /** How far it was sent, in milliseconds from the beginning of the source. */
  readonly positionMs: number;
  /** Milliseconds of the whole source, where that is known. */
  readonly durationMs: number | undefined;
  /** 0 to 2; see {@link Playback.setVolume}. */
  readonly volume: number;
  /** See {@link Playback.setEffects}. */
  readonly effects: readonly Effect[];
  /** Whether it plays beside the others (`beside: true`), so that the queue does not notice it. */
  readonly isBeside: boolean;
  /** Sends five frames of silence and then nothing. Does nothing to what is paused or ended. */
  pause(): void;
  /** Goes on with the frame after the last that was sent. */
  resume(): void;
  /**
   * Ends it with the reason `stopped`: at once, or when it has faded to silence (0 to 60 000 milliseconds).
   * @throws {VoiceError} VOICE_INVALID_OPTIONS.
   */
  stop(options?: StopOptions): void;
  /**
   * Goes on from another place. What plays goes on until the source is open there. Of several calls the last wins, and all
   * settle with it.
   * @throws {VoiceError} (rejects) VOICE_NOT_SEEKABLE when the source cannot, VOICE_INVALID_OPTIONS, or what the source rejects
   * with. The playback goes on as if nothing had been asked. A rejection that nobody handles is ignored.
   */
  seek(positionMs: number): Promise<void>;
  /**
   * 0 is silent, 1 the audio as it is, 2 twice as loud (limited where it has no room). Takes effect within a few frames, and
   * is faded over two. Opus has to be decoded and encoded for anything but 1: a library is needed for that, and if none can
   * be loaded, the volume stays what it was and the player tells a `problem`.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS.
   */
  setVolume(volume: number): void;
  /**
   * Replaces what is done to its sound; an empty list ends it. The old and the new sound fade into each other over two frames.
   * Needs a library as {@link Playback.setVolume} does: if none can be loaded, there are no effects, and the player tells a `problem`.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS.
   */
  setEffects(effects: readonly Effect[]): void;
}
