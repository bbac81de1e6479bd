/** The check of a number that an author passes. */
import { VoiceError } from '../voice-error';

/**
 * @param name as the author wrote it: `volume`, `effects[0].hz`.
 * @param unit what is counted, for the message.
 * @throws {VoiceError} VOICE_INVALID_OPTIONS.
 */
export function checkRange(name: string, value: unknown, least: number, most: number, unit: string): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw invalidOption(
    name,
    `${name} is ${typeof value === 'number' ? value : typeof value}, but must be a number from ${least} to ${most} ${unit}.`,
  );
}

export function invalidOption(name: string, message: string): VoiceError {
  return new VoiceError({ code: 'VOICE_INVALID_OPTIONS', kind: 'options', message, context: { option: name } });
}
