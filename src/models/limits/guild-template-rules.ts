/** What Discord takes in a template. https://discord.com/developers/docs/resources/guild-template#create-guild-template */
import { type GuildTemplateCreateBody, type GuildTemplateEditBody } from '../bodies/guild-template';
import { bodySpec } from './body-spec';
import { Optional, Text } from './rules';

export class GuildTemplateCreateRules {
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @Text({ max: 120 }) description?: unknown;
}

export class GuildTemplateEditRules {
  @Optional() @Text({ min: 1, max: 100 }) name?: unknown;
  @Optional() @Text({ max: 120 }) description?: unknown;
}

export const guildTemplateCreateSpec = bodySpec<GuildTemplateCreateBody>('The template', {
  rules: GuildTemplateCreateRules,
});
export const guildTemplateEditSpec = bodySpec<GuildTemplateEditBody>('The template', { rules: GuildTemplateEditRules });
