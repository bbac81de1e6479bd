/** Bodies of live stages. https://discord.com/developers/docs/resources/stage-instance */
import { type RESTPatchAPIStageInstanceJSONBody, type RESTPostAPIStageInstanceJSONBody } from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/stage-instance#create-stage-instance */
export type StageInstanceCreateBody = BodyOf<RESTPostAPIStageInstanceJSONBody>;

/** https://discord.com/developers/docs/resources/stage-instance#modify-stage-instance */
export type StageInstanceEditBody = BodyOf<RESTPatchAPIStageInstanceJSONBody>;
