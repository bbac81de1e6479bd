/** The side of a player that its author sees. */
import { type AudioSource } from '../sources/audio-source';
import { type Listener } from './listeners';
import { type PlayOptions } from './play-options';
import { type Playback, type PlaybackEnd } from './playback';

/** What a player tells. */
export interface PlayerEvents {
  /** The first frame of a playback was sent. */
  readonly start: [playback: Playback];
  readonly end: [playback: Playback, end: PlaybackEnd];
  /** The source is late: silence is sent until it has caught up. */
  readonly buffering: [playback: Playback];
  /** Something went wrong that does not end the playback: a volume or effects that cannot be, for want of a library. */
  readonly problem: [playback: Playback, error: Error];
}

/** Plays one source, and others beside it. */
export interface PlayerControls {
  /** What plays, loads, waits or is paused; never what plays beside it. */
  readonly current: Playback | undefined;
  /** The volume of what is played without one of its own, 0 to 2. */
  readonly volume: number;
  /**
   * Plays a source now; what played ends with `replaced`, unless it is to play `beside`. Failures of the source end the playback, they are not thrown.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED after the end of the call.
   */
  play(source: AudioSource, options?: PlayOptions): Playback;
  /** Sets the volume of what plays now, and of what is played from now on without its own. @throws {VoiceError} VOICE_INVALID_OPTIONS. */
  setVolume(volume: number): void;
  /** Whether to speak with priority where a playback does not say. Needs the permission PRIORITY_SPEAKER. */
  setSpeaking(options: { readonly priority: boolean }): void;
  /** Returns how to stop listening. Errors of listeners are logged. */
  on<K extends keyof PlayerEvents>(name: K, listener: Listener<PlayerEvents[K]>): () => void;
}
