/** Gives every call a player and a queue, all of them paced by one ticker. */
import { type Clock, type Logger } from '../../util';
import { type OpusLibrary } from '../codec/opus-codec';
import { Player } from './player';
import { TrackQueue } from './queue';
import { type Ticker } from './ticker';
import { type VoiceAudio, type VoiceAudioFactory } from './voice-audio';

export interface VoiceAudioOptions {
  /** One for the whole process. */
  readonly ticker: Ticker;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Loads an Opus library, the first time that something has to be decoded or encoded. */
  readonly opus: () => Promise<OpusLibrary>;
  /** 0 to 1, for shuffling. */
  readonly random: () => number;
  /** How long a source may give nothing before its playback fails, in milliseconds. Default 30 000. */
  readonly stallMs?: number | undefined;
  /** How many played tracks a queue remembers. Default 50. */
  readonly historyLimit?: number | undefined;
}

export function createVoiceAudio(options: VoiceAudioOptions): VoiceAudioFactory {
  return (output): VoiceAudio => {
    const player = new Player({ ...options, output });
    const queue = new TrackQueue(player, options);
    return {
      player,
      queue,
      // The type of the data is the caller's word.
      queueOf: <T>() => queue as TrackQueue<T>,
      play: (source, playOptions) => player.play(source, playOptions),
      setSpeaking: (flags) => {
        player.setSpeaking(flags);
      },
      close: () => player.close(),
      [Symbol.asyncDispose]: () => player.close(),
    };
  };
}
