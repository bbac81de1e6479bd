/** Bodies of requests about roles. https://discord.com/developers/docs/resources/guild#create-guild-role */
import {
  type RESTPatchAPIGuildRoleJSONBody,
  type RESTPatchAPIGuildRolePositionsJSONBody,
  type RESTPostAPIGuildRoleJSONBody,
} from 'discord-api-types/v10';
import { type Body, type BodyOf } from './body';
import { type WithImages } from './image';

/** https://discord.com/developers/docs/resources/guild#create-guild-role */
export type RoleCreateBody = WithImages<BodyOf<RESTPostAPIGuildRoleJSONBody>, 'icon'>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-role */
export type RoleEditBody = WithImages<BodyOf<RESTPatchAPIGuildRoleJSONBody>, 'icon'>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-role-positions */
export type RolePositionsBody = Body<RESTPatchAPIGuildRolePositionsJSONBody>;
