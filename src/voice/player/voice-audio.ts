/** What can be played in one call: the part of a voice client that concerns audio. */
import { type AudioSource } from '../sources/audio-source';
import { type AudioOutput } from './audio-output';
import { type PlayOptions } from './play-options';
import { type Playback } from './playback';
import { type PlayerControls } from './player-controls';
import { type TrackQueue } from './queue';

/** Port between a voice client and its player. */
export interface VoiceAudio extends AsyncDisposable {
  /** What plays, the volume, the events of playbacks. */
  readonly player: PlayerControls;
  /** What plays one after the other. */
  readonly queue: TrackQueue;
  /** The same queue, for tracks that carry data of a type that the caller knows. Nothing checks it. */
  queueOf<T>(): TrackQueue<T>;
  /**
   * Plays a source now; what played ends with `replaced`, unless it is to play `beside`. A source that fails ends the playback, it does not throw.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, or VOICE_CLOSED after `close`.
   */
  play(source: AudioSource, options?: PlayOptions): Playback;
  /** Whether to speak with priority where a playback does not say. */
  setSpeaking(options: { readonly priority: boolean }): void;
  /** Ends everything that plays, with its five frames of silence where the output still takes them: at most 120 ms. */
  close(): Promise<void>;
}

/** Makes the audio of one call. */
export type VoiceAudioFactory = (output: AudioOutput) => VoiceAudio;
