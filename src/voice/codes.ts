/** Error codes of the voice room. */
import { type ErrorCodes } from '../errors';

export const voiceErrorCodes = {
  VOICE_NO_PERMISSION: 'The bot may not see the channel, or may not connect to it.',
  VOICE_CHANNEL_FULL: 'The channel has as many users as it may have.',
  VOICE_INTENT_MISSING: 'The bot’s session lacks the intent that tells it of its own voice state.',
  VOICE_NO_VOICE_CHANNEL: 'What was given as a voice channel is none, or the bot does not know it.',
  VOICE_JOIN_TIMEOUT: 'Discord did not answer a join within its limit.',
  VOICE_SERVER_GONE: 'The voice server went away, and Discord named no other within the limit.',
  VOICE_UNREACHABLE: 'The voice server could not be reached, however often it was tried.',
  VOICE_UDP_BLOCKED: 'The voice server did not answer over UDP.',
  VOICE_NO_CIPHER: 'The voice server offers no transport encryption that Corduroy speaks.',
  VOICE_PROTOCOL: 'The voice server closed the connection because of something that was sent to it.',
  VOICE_DAVE_REQUIRED:
    'The channel demands end-to-end encryption, which this connection did not offer (close code 4017).',
  VOICE_DAVE_UNAVAILABLE: 'The library for end-to-end encryption could not be loaded.',
  VOICE_DAVE_FAILED: 'The call did not agree on its end-to-end encryption within the limit.',
  VOICE_KICKED: 'The bot was taken out of its voice channel, or the channel is gone (close code 4014).',
  VOICE_RATE_LIMITED: 'The voice server closed the connection because of too many requests (close code 4021).',
  VOICE_CALL_TERMINATED: 'Discord ended the call (close code 4022).',
  VOICE_CLOSED: 'The voice connection was ended by the bot itself, so the wait or the call has no purpose any more.',
  VOICE_ABORTED: 'The caller’s signal aborted a wait.',
  VOICE_INVALID_OPTIONS: 'An option or an argument of voice is outside what it may be.',
  VOICE_NO_STAGE: 'Speakers and audience were asked for in a channel that is no stage.',
  VOICE_STAGE_SUPPRESSED:
    'The bot is in the audience of a stage and may not speak: a permission, or somebody who lets it, is missing.',
  VOICE_MUTED: 'The guild has muted the bot, so it may play no sound.',
  VOICE_DEAFENED: 'The bot is deaf, so it may play no sound.',
  VOICE_UNKNOWN_SOUND: 'There is no such sound, or not in that guild.',
  VOICE_REQUEST_FAILED: 'A request to Discord that the call needed had no success.',
  VOICE_REQUESTS_MISSING: 'The calls were made without the means to ask Discord over HTTP.',
  VOICE_OPUS_MISSING: 'No Opus library could be loaded, and the audio has to be encoded or decoded.',
  VOICE_OPUS_FRAME_SIZE: 'A piece of audio has another size than an Opus encoder takes.',
  VOICE_OPUS_FAILED: 'An Opus library refused a packet.',
  VOICE_SOURCE_FAILED: 'A source of audio could not be opened or read.',
  VOICE_SOURCE_INVALID: 'A source holds something else than the audio that it was said to be.',
  VOICE_NOT_SEEKABLE: 'A source cannot be played from another place.',
  VOICE_FFMPEG_MISSING: 'The program ffmpeg, which this source needs, was not found.',
  VOICE_WORKER_DIED: 'The worker of a call died, and so did those that took its place.',
  VOICE_FFMPEG_FAILED: 'The program ffmpeg ended with an error.',
  VOICE_RECORDING_FAILED: 'A recording could not be written, or not as fast as people speak.',
} as const satisfies ErrorCodes;

export type VoiceErrorCode = keyof typeof voiceErrorCodes;
