/** Bodies and queries of webhooks. https://discord.com/developers/docs/resources/webhook */
import {
  type RESTPatchAPIWebhookJSONBody,
  type RESTPatchAPIWebhookWithTokenJSONBody,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
  type RESTPostAPIChannelWebhookJSONBody,
  type RESTPostAPIWebhookWithTokenJSONBody,
} from 'discord-api-types/v10';
import { type ChannelId } from '../ids';
import { type BodyOf } from './body';
import { type WithImages } from './image';
import { type WithFiles } from './with-files';

/** https://discord.com/developers/docs/resources/webhook#create-webhook */
export type WebhookCreateBody = WithImages<BodyOf<RESTPostAPIChannelWebhookJSONBody>, 'avatar'>;

/** https://discord.com/developers/docs/resources/webhook#modify-webhook */
export type WebhookEditBody = WithImages<BodyOf<RESTPatchAPIWebhookJSONBody>, 'avatar'>;

/** https://discord.com/developers/docs/resources/webhook#modify-webhook-with-token */
export type WebhookEditWithTokenBody = WithImages<BodyOf<RESTPatchAPIWebhookWithTokenJSONBody>, 'avatar'>;

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
export type WebhookExecuteBody = WithFiles<BodyOf<RESTPostAPIWebhookWithTokenJSONBody>>;

/** https://discord.com/developers/docs/resources/webhook#edit-webhook-message */
export type WebhookMessageEditBody = WithFiles<BodyOf<RESTPatchAPIWebhookWithTokenMessageJSONBody>>;

/** Where the message of a webhook is. */
export interface WebhookMessageQuery {
  /** The thread that holds it. */
  readonly threadId?: ChannelId | undefined;
}

export interface WebhookMessageEditQuery extends WebhookMessageQuery {
  /** Lets a webhook that no application made carry components, those that nobody can press. */
  readonly withComponents?: boolean | undefined;
}

export interface WebhookExecuteQuery extends WebhookMessageEditQuery {
  /** Whether the answer waits for the message, and brings it. */
  readonly wait?: boolean | undefined;
}

/** Of the doors for Slack’s and GitHub’s payloads. */
export interface ForeignWebhookQuery extends WebhookMessageQuery {
  /** Whether the answer waits for the message, so that it tells of errors. */
  readonly wait?: boolean | undefined;
}
