/** The errors of recordings, worded in one place. */
import { VoiceError } from '../voice-error';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'it may not be written there',
  EPERM: 'it may not be written there',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file where a folder is needed',
  EISDIR: 'the path is a folder, not a file',
  EMFILE: 'the process has too many files open',
  ENFILE: 'the machine has too many files open',
  ENAMETOOLONG: 'the path is too long',
};

const DEFAULT_ADVICE = 'what was written up to then plays; record again to a place that can be written.';
const TOO_MANY_FILES =
  'let more files be open (ulimit -n), or record with `mix`, which is one file; a recording has at most 32 open.';
const ADVICE: Readonly<Record<string, string>> = { EMFILE: TOO_MANY_FILES, ENFILE: TOO_MANY_FILES };

/** @param where a path, or what else tells the file. */
export function recordingFailed(where: string, what: string, cause?: unknown, advice?: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_RECORDING_FAILED',
    kind: 'recording',
    message: `The recording to ${where} ended: ${what}.`,
    advice: advice ?? (cause === undefined ? undefined : 'See `cause` for the reason.'),
    context: { where },
    cause,
    mayRetry: true,
  });
}

/** Whatever was thrown while a file was written, as one of ours. */
export function asRecordingError(where: string, thrown: unknown): VoiceError {
  if (thrown instanceof VoiceError) return thrown;
  const code = (thrown as { code?: unknown } | null | undefined)?.code;
  const reason = typeof code === 'string' ? REASONS[code] : undefined;
  const told = thrown instanceof Error ? thrown.message : String(thrown);
  return recordingFailed(
    where,
    reason ?? `it could not be written (${told})`,
    thrown,
    reason === undefined ? undefined : (ADVICE[code as string] ?? DEFAULT_ADVICE),
  );
}

/** What the author's function threw, that says who is meant. */
export function usersFailed(where: string, thrown: unknown): VoiceError {
  if (thrown instanceof VoiceError) return thrown;
  const told = thrown instanceof Error ? thrown.message : String(thrown);
  return recordingFailed(where, `\`users\` threw (${told})`, thrown);
}

/** @param option which one, and what it is. */
export function badRecordOption(message: string, advice: string): VoiceError {
  return new VoiceError({ code: 'VOICE_INVALID_OPTIONS', kind: 'options', message, advice });
}
