/** Bodies of requests about members and bans. https://discord.com/developers/docs/resources/guild#add-guild-member */
import {
  type RESTPatchAPICurrentGuildMemberJSONBody,
  type RESTPostAPIGuildBulkBanJSONBody,
  type RESTPutAPIGuildBanJSONBody,
  type RESTPutAPIGuildMemberJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type WithImages } from './image';

/** https://discord.com/developers/docs/resources/guild#add-guild-member */
export type MemberAddBody = BodyOf<RESTPutAPIGuildMemberJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-current-member */
export type OwnMemberEditBody = WithImages<BodyOf<RESTPatchAPICurrentGuildMemberJSONBody>, 'avatar' | 'banner'>;

/** https://discord.com/developers/docs/resources/guild#create-guild-ban */
export type BanCreateBody = BodyOf<RESTPutAPIGuildBanJSONBody>;

/** https://discord.com/developers/docs/resources/guild#bulk-guild-ban */
export type BulkBanBody = BodyOf<RESTPostAPIGuildBulkBanJSONBody>;
