/** How something is played, and the check of what an author passes. */
import { checkEffects } from '../effects/check-effects';
import { checkRange, invalidOption } from '../effects/check-range';
import { type Effect } from '../effects/effect';
import { type AudioSource } from '../sources/audio-source';
import { isNodeStream } from '../sources/bytes/stream-input';
import { VoiceError } from '../voice-error';

export interface PlayOptions {
  /** 0 is silent, 1 leaves the audio as it is (Opus then passes through untouched), 2 is twice as loud. Default: the player's volume. */
  readonly volume?: number | undefined;
  /** Where to begin, in milliseconds. Default 0. */
  readonly startMs?: number | undefined;
  /** Bits per second of what has to be encoded, 8 000 to 510 000. Default: the library's choice. Audio that passes through keeps its own. */
  readonly bitrate?: number | undefined;
  /** Speaks with priority (other speakers get quieter), which needs the permission PRIORITY_SPEAKER. Default: the player's setting. */
  readonly priority?: boolean | undefined;
  /**
   * What is done to its sound, in this order: `[Effect.bassBoost(6)]`. Default: nothing. Opus has to be decoded and encoded for
   * it, as for another volume.
   */
  readonly effects?: readonly Effect[] | undefined;
  /** It begins in silence and takes so long to its volume, 0 to 60 000 milliseconds. Default 0. */
  readonly fadeInMs?: number | undefined;
  /**
   * Plays beside what plays, as an announcement or a sound effect does, instead of in its place. The queue does not notice; up to
   * 16 play beside at once.
   */
  readonly beside?: boolean | undefined;
  /** Only with `beside`: how loud the others are meanwhile, 0 (silent) to 1. Default 1. */
  readonly duck?: number | undefined;
  /** Stops the playback when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

export const MAX_VOLUME = 2;
/** @throws {VoiceError} VOICE_INVALID_OPTIONS for a path, an address, a stream: whatever is not made by `Source` or like it. */
export function checkSource(source: unknown): void {
  const { open, label } = (source ?? {}) as Partial<AudioSource>;
  if (typeof open === 'function' && typeof label === 'string') return;
  const isText = typeof source === 'string' || source instanceof URL;
  const isStream = isNodeStream(source);
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `What is to be played is no source, but ${isText ? 'a text' : isStream ? 'a stream' : kindOf(source)}.`,
    advice: `Pass ${
      isText
        ? 'Source.file(path) or Source.url(address)'
        : isStream
          ? 'Source.stream(stream)'
          : 'what one of Source.… made'
    }.`,
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Buffer.isBuffer(value) ? 'a buffer' : `a value of type ${typeof value}`;
}

const MIN_BITRATE = 8_000;
const MAX_BITRATE = 510_000;
const MAX_FADE_MS = 60_000;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkPlayOptions(options: PlayOptions): void {
  const { volume, startMs, bitrate, effects, fadeInMs, beside, duck } = options;
  if (volume !== undefined) checkVolume(volume);
  if (startMs !== undefined) checkPosition('startMs', startMs);
  if (bitrate !== undefined) checkRange('bitrate', bitrate, MIN_BITRATE, MAX_BITRATE, 'bits per second');
  if (effects !== undefined) checkEffects(effects);
  if (fadeInMs !== undefined) checkFade('fadeInMs', fadeInMs);
  if (duck === undefined) return;
  checkRange('duck', duck, 0, 1, '(how loud the others are meanwhile)');
  if (!beside) throw invalidOption('duck', 'duck is only for what plays beside something else: add beside: true.');
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkFade(name: string, ms: number): void {
  checkRange(name, ms, 0, MAX_FADE_MS, 'milliseconds');
}

/** Playbacks beside the one, at the same time. */
const MOST_BESIDE = 16;

/** @param count how many play beside the others. @throws {VoiceError} VOICE_INVALID_OPTIONS when one more would be too many. */
export function checkBeside(count: number): void {
  if (count < MOST_BESIDE) return;
  throw invalidOption('beside', `${MOST_BESIDE} sources play beside the others already: wait for one to end.`);
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkVolume(volume: number): void {
  checkRange('volume', volume, 0, MAX_VOLUME, '(1 is the audio as it is)');
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkPosition(name: string, positionMs: number): void {
  checkRange(name, positionMs, 0, Number.MAX_SAFE_INTEGER, 'milliseconds');
}
