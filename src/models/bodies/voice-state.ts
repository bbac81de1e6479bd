/** Bodies of requests about voice states. https://discord.com/developers/docs/resources/voice */
import {
  type RESTPatchAPIGuildVoiceStateCurrentMemberJSONBody,
  type RESTPatchAPIGuildVoiceStateUserJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/voice#modify-current-user-voice-state */
export type OwnVoiceStateEditBody = BodyOf<RESTPatchAPIGuildVoiceStateCurrentMemberJSONBody>;

/** https://discord.com/developers/docs/resources/voice#modify-user-voice-state */
export type VoiceStateEditBody = BodyOf<RESTPatchAPIGuildVoiceStateUserJSONBody>;
