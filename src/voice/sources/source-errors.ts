/** The errors of sources, worded in one place. */
import { VoiceError } from '../voice-error';

export function sourceFailed(label: string, what: string, cause?: unknown, advice?: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_SOURCE_FAILED',
    kind: 'source',
    message: `${label}: ${what}.`,
    advice: advice ?? (cause === undefined ? undefined : 'See `cause` for the reason.'),
    context: { source: label },
    cause,
    mayRetry: true,
  });
}

export function sourceInvalid(label: string, what: string, advice?: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_SOURCE_INVALID',
    kind: 'source',
    message: `${label}: ${what}.`,
    advice,
    context: { source: label },
  });
}

export function badOption(message: string, advice?: string): VoiceError {
  return new VoiceError({ code: 'VOICE_INVALID_OPTIONS', kind: 'options', message, advice });
}

export function openedBefore(label: string, startMs: number): VoiceError {
  const advice = 'Use a file, a buffer or an address, or give a function that makes a new stream each time.';
  if (startMs === 0) return sourceFailed(label, 'it can be played once, and that has been done', undefined, advice);
  return new VoiceError({
    code: 'VOICE_NOT_SEEKABLE',
    kind: 'source',
    message: `${label}: what has been played of it is gone, so it cannot be played from ${startMs} ms.`,
    advice,
    context: { source: label },
  });
}

export function openAborted(label: string, reason: unknown): VoiceError {
  return new VoiceError({
    code: 'VOICE_ABORTED',
    kind: 'aborted',
    message: `${label}: opening it was aborted by its signal.`,
    context: { source: label },
    cause: reason,
  });
}

/** Whatever was thrown while a source was read, as one of ours. */
export function asSourceError(label: string, thrown: unknown): VoiceError {
  return thrown instanceof VoiceError ? thrown : sourceFailed(label, 'it could not be read', thrown);
}
