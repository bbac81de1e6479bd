/** How something is played, and the check of what an author passes. */
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
