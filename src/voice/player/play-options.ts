/** How something is played, and the check of what an author passes. */
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

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkPlayOptions(options: PlayOptions): void {
  const { volume, startMs, bitrate } = options;
  if (volume !== undefined) checkVolume(volume);
  if (startMs !== undefined) checkPosition('startMs', startMs);
  if (bitrate !== undefined) checkRange('bitrate', bitrate, MIN_BITRATE, MAX_BITRATE, 'bits per second');
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkVolume(volume: number): void {
  checkRange('volume', volume, 0, MAX_VOLUME, '(1 is the audio as it is)');
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkPosition(name: string, positionMs: number): void {
  checkRange(name, positionMs, 0, Number.MAX_SAFE_INTEGER, 'milliseconds');
}

function checkRange(name: string, value: unknown, least: number, most: number, unit: string): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `${name} is ${typeof value === 'number' ? value : typeof value}, but must be a number from ${least} to ${most} ${unit}.`,
    context: { option: name },
  });
}
