/** What can be played in one call: the part of a voice client that concerns audio. */
import { type AudioOutput } from './audio-output';

/** Port between a voice client and its player. */
export interface VoiceAudio {
  /** Ends everything that plays, with its five frames of silence where the output still takes them. */
  close(): Promise<void>;
}

/** Makes the audio of one call. */
export type VoiceAudioFactory = (output: AudioOutput) => VoiceAudio;
