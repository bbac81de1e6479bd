/** Bodies of the other requests that views and resources make. What is left out stays, `null` clears. */
import {
  type RESTPatchAPIChannelJSONBody,
  type RESTPatchAPIGuildMemberJSONBody,
  type RESTPostAPIGuildChannelJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type ImageInput } from './image';

/** https://discord.com/developers/docs/resources/channel#modify-channel */
export type ChannelEditBody = BodyOf<RESTPatchAPIChannelJSONBody> & {
  /** The picture of a group. */
  readonly icon?: ImageInput | null | undefined;
};

/** https://discord.com/developers/docs/resources/guild#create-guild-channel */
export type ChannelCreateBody = BodyOf<RESTPostAPIGuildChannelJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-member */
export type MemberEditBody = BodyOf<RESTPatchAPIGuildMemberJSONBody>;
