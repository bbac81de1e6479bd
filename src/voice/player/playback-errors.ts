/** What goes wrong with what is being played. */
import { VoiceError } from '../voice-error';

export function notSeekable(label: string, why: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_NOT_SEEKABLE',
    kind: 'source',
    message: `${label} cannot be played from another place: ${why}.`,
    advice: 'Seek in what plays from a file or an address; a stream can only be heard as it comes.',
    context: { label },
  });
}

export function stalledError(label: string, stallMs: number, positionMs: number): VoiceError {
  return new VoiceError({
    code: 'VOICE_SOURCE_FAILED',
    kind: 'source',
    message: `The source ${label} gave nothing for ${stallMs / 1_000} seconds.`,
    advice: 'Look whether its server, or whatever writes it, still lives; then play it again from positionMs.',
    context: { label, positionMs },
    mayRetry: true,
  });
}

export function closedError(): VoiceError {
  return new VoiceError({
    code: 'VOICE_CLOSED',
    kind: 'ended',
    message: 'The call has ended, so nothing can be played in it.',
    advice: 'Join the channel again and play in the new call.',
  });
}
