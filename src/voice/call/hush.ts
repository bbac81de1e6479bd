/** The end of a call's audio: with its frames of silence, and not later than a call may wait for them. */
import { asError, type Clock, type Logger, withLimit } from '../../util';
import { type VoiceAudio } from '../player/voice-audio';

const HUSH_MS = 500;

/** Never rejects: what does not end in time is written down. */
export async function hush(audio: VoiceAudio, clock: Clock, logger: Logger): Promise<void> {
  const late = (): Error => new Error(`the audio did not end within ${HUSH_MS} ms`);
  try {
    await withLimit(clock, audio.close(), HUSH_MS, late);
  } catch (error) {
    logger.warn('the audio of a call did not end as it should', { error: asError(error).message });
  }
}
