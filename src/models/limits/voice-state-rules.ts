/** What Discord takes about voice states. https://discord.com/developers/docs/resources/voice#modify-current-user-voice-state */
import { type OwnVoiceStateEditBody, type VoiceStateEditBody } from '../bodies/voice-state';
import { bodySpec } from './body-spec';
import { Moment, Optional } from './rules';

export class OwnVoiceStateEditRules {
  @Optional() @Moment() requestToSpeakTimestamp?: unknown;
}

export const ownVoiceStateEditSpec = bodySpec<OwnVoiceStateEditBody>('The voice state', {
  rules: OwnVoiceStateEditRules,
});
export const voiceStateEditSpec = bodySpec<VoiceStateEditBody>('The voice state');
