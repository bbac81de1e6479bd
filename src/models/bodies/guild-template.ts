/** Bodies of requests about guild templates. https://discord.com/developers/docs/resources/guild-template */
import { type RESTPatchAPIGuildTemplateJSONBody, type RESTPostAPIGuildTemplatesJSONBody } from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/guild-template#create-guild-template */
export type GuildTemplateCreateBody = BodyOf<RESTPostAPIGuildTemplatesJSONBody>;

/** https://discord.com/developers/docs/resources/guild-template#modify-guild-template */
export type GuildTemplateEditBody = BodyOf<RESTPatchAPIGuildTemplateJSONBody>;
