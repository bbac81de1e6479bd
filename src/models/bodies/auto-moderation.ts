/** Bodies of requests about auto moderation. https://discord.com/developers/docs/resources/auto-moderation */
import {
  type RESTPatchAPIAutoModerationRuleJSONBody,
  type RESTPostAPIAutoModerationRuleJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/auto-moderation#create-auto-moderation-rule */
export type AutoModerationRuleCreateBody = BodyOf<RESTPostAPIAutoModerationRuleJSONBody>;

/** https://discord.com/developers/docs/resources/auto-moderation#modify-auto-moderation-rule */
export type AutoModerationRuleEditBody = BodyOf<RESTPatchAPIAutoModerationRuleJSONBody>;
