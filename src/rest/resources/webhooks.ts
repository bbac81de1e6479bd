/** Webhooks and their messages. https://discord.com/developers/docs/resources/webhook */
import { type APIMessage, type APIWebhook } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ForeignWebhookQuery,
  Message,
  type MessageId,
  Webhook,
  type WebhookEditBody,
  webhookEditSpec,
  type WebhookEditWithTokenBody,
  webhookEditWithTokenSpec,
  type WebhookExecuteBody,
  type WebhookExecuteQuery,
  webhookExecuteSpec,
  type WebhookId,
  type WebhookMessageEditBody,
  type WebhookMessageEditQuery,
  webhookMessageEditSpec,
  type WebhookMessageQuery,
} from '../../models';
import { webhookRoutes } from '../routes/webhooks';
import { editBody, mentionNobody } from './message-body';
import { type CallInit, queryOf, Resource } from './resource';

/** A payload that another service wrote; it is sent as it is. */
export type ForeignPayload = Readonly<Record<string, unknown>>;

/** Calls that take a webhook’s token do without the client’s. The client’s methods of channels make and list webhooks. */
export class WebhooksResource extends Resource {
  async get(webhookId: WebhookId, options?: ActionOptions): Promise<Webhook> {
    return this.toWebhook(await this.fetch(webhookRoutes.get, { webhook_id: webhookId }, { options }));
  }

  /** Changes a webhook, or moves it to another channel. */
  async edit(webhookId: WebhookId, body: WebhookEditBody, options?: ActionOptions): Promise<Webhook> {
    const init = { body: this.encode(webhookEditSpec, await this.withImages(body, ['avatar'])), options };
    return this.toWebhook(await this.fetch(webhookRoutes.edit, { webhook_id: webhookId }, init));
  }

  /** Deletes a webhook for good. */
  async delete(webhookId: WebhookId, options?: ActionOptions): Promise<void> {
    await this.run(webhookRoutes.delete, { webhook_id: webhookId }, { options });
  }

  /** The webhook without the user who made it. */
  async getWithToken(webhookId: WebhookId, token: string, options?: ActionOptions): Promise<Webhook> {
    return this.toWebhook(await this.fetch(webhookRoutes.getWithToken, ids(webhookId, token), { options }));
  }

  async editWithToken(
    webhookId: WebhookId,
    token: string,
    body: WebhookEditWithTokenBody,
    options?: ActionOptions,
  ): Promise<Webhook> {
    const init = { body: this.encode(webhookEditWithTokenSpec, await this.withImages(body, ['avatar'])), options };
    return this.toWebhook(await this.fetch(webhookRoutes.editWithToken, ids(webhookId, token), init));
  }

  async deleteWithToken(webhookId: WebhookId, token: string, options?: ActionOptions): Promise<void> {
    await this.run(webhookRoutes.deleteWithToken, ids(webhookId, token), { options });
  }

  /**
   * Writes a message. It mentions nobody unless `allowedMentions` says so. In a forum it needs `threadName` for a new
   * post, or `threadId` in the query.
   * @param query with `wait: true` the answer is the message; without it, what Discord refuses later is not told.
   */
  execute(
    webhookId: WebhookId,
    token: string,
    body: WebhookExecuteBody,
    query: WebhookExecuteQuery & { readonly wait: true },
    options?: ActionOptions,
  ): Promise<Message>;
  execute(
    webhookId: WebhookId,
    token: string,
    body: WebhookExecuteBody,
    query?: WebhookExecuteQuery & { readonly wait?: false | undefined },
    options?: ActionOptions,
  ): Promise<void>;
  execute(
    webhookId: WebhookId,
    token: string,
    body: WebhookExecuteBody,
    query?: WebhookExecuteQuery,
    options?: ActionOptions,
  ): Promise<Message | undefined>;
  async execute(
    webhookId: WebhookId,
    token: string,
    body: WebhookExecuteBody,
    query?: WebhookExecuteQuery,
    options?: ActionOptions,
  ): Promise<unknown> {
    const { body: encoded, files } = this.fileInit(webhookExecuteSpec, body);
    const init: CallInit = { body: mentionNobody(encoded), files, query: queryOf(query), options };
    if (query?.wait) return this.toMessage(await this.fetch(webhookRoutes.execute, ids(webhookId, token), init));
    await this.run(webhookRoutes.execute, ids(webhookId, token), init);
    return undefined;
  }

  /** Writes the message that a payload for Slack describes. https://api.slack.com/messaging/webhooks */
  async executeSlack(
    webhookId: WebhookId,
    token: string,
    payload: ForeignPayload,
    query?: ForeignWebhookQuery,
    options?: ActionOptions,
  ): Promise<void> {
    const init = { body: payload, query: queryOf(query), options };
    await this.run(webhookRoutes.executeSlack, ids(webhookId, token), init);
  }

  /** Writes a message about an event as GitHub tells it. https://docs.github.com/webhooks */
  async executeGithub(
    webhookId: WebhookId,
    token: string,
    payload: ForeignPayload,
    query?: ForeignWebhookQuery,
    options?: ActionOptions,
  ): Promise<void> {
    const init = { body: payload, query: queryOf(query), options };
    await this.run(webhookRoutes.executeGithub, ids(webhookId, token), init);
  }

  /** A message that the webhook wrote. */
  async getMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<Message> {
    const params = { ...ids(webhookId, token), message_id: messageId };
    return this.toMessage(await this.fetch(webhookRoutes.getMessage, params, { query: queryOf(query), options }));
  }

  /** Changes a message that the webhook wrote. New content mentions nobody unless `allowedMentions` says so. */
  async editMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    body: WebhookMessageEditBody,
    query?: WebhookMessageEditQuery,
    options?: ActionOptions,
  ): Promise<Message> {
    const params = { ...ids(webhookId, token), message_id: messageId };
    const { body: encoded, files } = this.fileInit(webhookMessageEditSpec, body, 'edit');
    const init = { body: editBody(encoded), files, query: queryOf(query), options };
    return this.toMessage(await this.fetch(webhookRoutes.editMessage, params, init));
  }

  /** Deletes a message that the webhook wrote. */
  async deleteMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { ...ids(webhookId, token), message_id: messageId };
    await this.run(webhookRoutes.deleteMessage, params, { query: queryOf(query), options });
  }

  private toWebhook(raw: APIWebhook): Webhook {
    return new Webhook(raw, this.context);
  }

  private toMessage(raw: APIMessage): Message {
    return new Message(raw, this.context);
  }
}

function ids(webhookId: WebhookId, token: string): { webhook_id: string; webhook_token: string } {
  return { webhook_id: webhookId, webhook_token: token };
}
