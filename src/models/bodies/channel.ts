/** Bodies of requests about a channel, beside its settings. https://discord.com/developers/docs/resources/channel */
import {
  type RESTPostAPIChannelFollowersJSONBody,
  type RESTPostAPISoundboardSendSoundJSONBody,
  type RESTPutAPIChannelPermissionJSONBody,
  type RESTPutAPIChannelRecipientJSONBody,
  type RESTPutAPIChannelVoiceStatusJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/channel#edit-channel-permissions */
export type ChannelPermissionBody = BodyOf<RESTPutAPIChannelPermissionJSONBody>;

/** https://discord.com/developers/docs/resources/channel#follow-announcement-channel */
export type FollowAnnouncementsBody = BodyOf<RESTPostAPIChannelFollowersJSONBody>;

/** https://discord.com/developers/docs/resources/channel#group-dm-add-recipient */
export type RecipientAddBody = BodyOf<RESTPutAPIChannelRecipientJSONBody>;

/** https://discord.com/developers/docs/resources/channel#set-voice-channel-status */
export type VoiceStatusBody = BodyOf<RESTPutAPIChannelVoiceStatusJSONBody>;

/** https://discord.com/developers/docs/resources/soundboard#send-soundboard-sound */
export type SoundSendBody = BodyOf<RESTPostAPISoundboardSendSoundJSONBody>;
