/** Bodies of the Social SDK's account endpoints, which Discord's API reference does not describe. */
import {
  type RESTPostBotProvisionalTokenJSONBody,
  type RESTPostBotUnmergeJSONBody,
  type RESTPostProvisionalAccountJSONBody,
} from '../payloads/partner-sdk';
import { type BodyOf } from './body';

/** Says which account of another provider is meant, and proves it. */
export type ProvisionalAccountBody = BodyOf<RESTPostProvisionalAccountJSONBody>;

export type BotUnmergeBody = BodyOf<RESTPostBotUnmergeJSONBody>;

export type BotProvisionalTokenBody = BodyOf<RESTPostBotProvisionalTokenJSONBody>;
