/** Bodies of the other requests that views and resources make. What is left out stays, `null` clears. */
import {
  type RESTPatchAPIChannelJSONBody,
  type RESTPatchAPICurrentUserJSONBody,
  type RESTPatchAPIGuildJSONBody,
  type RESTPatchAPIGuildMemberJSONBody,
  type RESTPostAPIGuildChannelJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/channel#modify-channel */
export type ChannelEditBody = BodyOf<RESTPatchAPIChannelJSONBody>;

/** https://discord.com/developers/docs/resources/guild#create-guild-channel */
export type ChannelCreateBody = BodyOf<RESTPostAPIGuildChannelJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild */
export type GuildEditBody = BodyOf<RESTPatchAPIGuildJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-member */
export type MemberEditBody = BodyOf<RESTPatchAPIGuildMemberJSONBody>;

/** https://discord.com/developers/docs/resources/user#modify-current-user */
export type UserEditBody = BodyOf<RESTPatchAPICurrentUserJSONBody>;
