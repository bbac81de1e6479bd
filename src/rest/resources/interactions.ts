/** Answers to interactions. https://discord.com/developers/docs/interactions/receiving-and-responding */
import {
  type APIMessage,
  InteractionResponseType,
  type RESTAPIInteractionCallbackActivityInstanceResource,
  type RESTAPIInteractionCallbackObject,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ApplicationId,
  type Camel,
  fromWire,
  interactionFollowUpSpec,
  type InteractionId,
  type InteractionMessageBody,
  interactionMessageEditSpec,
  type InteractionReplyBody,
  type InteractionReplyQuery,
  interactionReplySpec,
  Message,
  type MessageId,
  type WebhookMessageEditBody,
  type WebhookMessageEditQuery,
  type WebhookMessageQuery,
} from '../../models';
import { filesOf } from '../body/file-parts';
import { type RestRequest } from '../request';
import { interactionRoutes } from '../routes/interactions';
import { editBody, mentionNobody, type Wire } from './message-body';
import { type CallInit, queryOf, requestOf, Resource } from './resource';
import { splitPart } from './split-part';

/** What became of a first answer. */
export interface InteractionReply {
  readonly interaction: Camel<RESTAPIInteractionCallbackObject>;
  /** What the answer made; `undefined` when it made nothing. */
  readonly resource:
    | {
        readonly type: InteractionResponseType;
        readonly activityInstance: Camel<RESTAPIInteractionCallbackActivityInstanceResource> | undefined;
        readonly message: Message | undefined;
      }
    | undefined;
}

/**
 * An interaction wants its first answer within three seconds, and takes others for 15 minutes. Its token is all that
 * the calls need. They are outside the global limit.
 */
export class InteractionsResource extends Resource {
  /**
   * Gives the first answer, once. Text mentions nobody unless `allowedMentions` says so; files may come with the data of
   * a message.
   * @param query with `withResponse: true` the answer says what became of it, and brings the message.
   * @throws {RestError} REST_HTTP with `discordCode` 40060 for a second answer, 10062 for one that comes too late.
   */
  reply(
    interactionId: InteractionId,
    token: string,
    body: InteractionReplyBody,
    query: InteractionReplyQuery & { readonly withResponse: true },
    options?: ActionOptions,
  ): Promise<InteractionReply>;
  reply(
    interactionId: InteractionId,
    token: string,
    body: InteractionReplyBody,
    query?: InteractionReplyQuery & { readonly withResponse?: false | undefined },
    options?: ActionOptions,
  ): Promise<void>;
  reply(
    interactionId: InteractionId,
    token: string,
    body: InteractionReplyBody,
    query?: InteractionReplyQuery,
    options?: ActionOptions,
  ): Promise<InteractionReply | undefined>;
  async reply(
    interactionId: InteractionId,
    token: string,
    body: InteractionReplyBody,
    query?: InteractionReplyQuery,
    options?: ActionOptions,
  ): Promise<unknown> {
    const params = { interaction_id: interactionId, interaction_token: token };
    const init = { ...this.replyInit(body), query: queryOf(query), options };
    if (query?.withResponse) return this.toReply(await this.fetch(interactionRoutes.reply, params, init));
    await this.run(interactionRoutes.reply, params, init);
    return undefined;
  }

  /**
   * The request that gives a first answer, checked and not sent: its body is what an HTTP endpoint answers with in its place.
   * @throws {BodyError} BODY_INVALID for a body that breaks one of Discord’s limits. @internal
   */
  replyRequest(interactionId: InteractionId, token: string, body: InteractionReplyBody): RestRequest {
    const params = { interaction_id: interactionId, interaction_token: token };
    return requestOf(interactionRoutes.reply, params, this.replyInit(body));
  }

  /** The message of the first answer. */
  async getReply(
    applicationId: ApplicationId,
    token: string,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<Message> {
    const init = { query: queryOf(query), options };
    return this.toMessage(await this.fetch(interactionRoutes.getReply, ids(applicationId, token), init));
  }

  /**
   * Changes the message of the first answer, or gives it after it was deferred. New content mentions nobody unless
   * `allowedMentions` says so.
   */
  async editReply(
    applicationId: ApplicationId,
    token: string,
    body: WebhookMessageEditBody,
    query?: WebhookMessageEditQuery,
    options?: ActionOptions,
  ): Promise<Message> {
    const init = { ...this.editInit(body), query: queryOf(query), options };
    return this.toMessage(await this.fetch(interactionRoutes.editReply, ids(applicationId, token), init));
  }

  /** Deletes the message of the first answer. */
  async deleteReply(
    applicationId: ApplicationId,
    token: string,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<void> {
    await this.run(interactionRoutes.deleteReply, ids(applicationId, token), { query: queryOf(query), options });
  }

  /** Gives a further answer. It mentions nobody unless `allowedMentions` says so. */
  async followUp(
    applicationId: ApplicationId,
    token: string,
    body: InteractionMessageBody,
    options?: ActionOptions,
  ): Promise<Message> {
    const { body: encoded, files } = this.fileInit(interactionFollowUpSpec, body);
    const init = { body: mentionNobody(encoded), files, options };
    return this.toMessage(await this.fetch(interactionRoutes.followUp, ids(applicationId, token), init));
  }

  async getFollowUp(
    applicationId: ApplicationId,
    token: string,
    messageId: MessageId,
    options?: ActionOptions,
  ): Promise<Message> {
    const params = { ...ids(applicationId, token), message_id: messageId };
    return this.toMessage(await this.fetch(interactionRoutes.getFollowUp, params, { options }));
  }

  /** Changes a further answer. New content mentions nobody unless `allowedMentions` says so. */
  async editFollowUp(
    applicationId: ApplicationId,
    token: string,
    messageId: MessageId,
    body: WebhookMessageEditBody,
    options?: ActionOptions,
  ): Promise<Message> {
    const params = { ...ids(applicationId, token), message_id: messageId };
    const init = { ...this.editInit(body), options };
    return this.toMessage(await this.fetch(interactionRoutes.editFollowUp, params, init));
  }

  async deleteFollowUp(
    applicationId: ApplicationId,
    token: string,
    messageId: MessageId,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { ...ids(applicationId, token), message_id: messageId };
    await this.run(interactionRoutes.deleteFollowUp, params, { options });
  }

  private replyInit(body: InteractionReplyBody): CallInit {
    const spec = interactionReplySpec(body);
    // Callers without types may pass anything; the rules of the body tell them.
    const isUpdate = (body as InteractionReplyBody | null)?.type === InteractionResponseType.UpdateMessage;
    const { body: whole, files } = splitPart(body, 'data', isUpdate ? 'edit' : 'create');
    const wire = this.encode(spec, whole) as Wire;
    // Copied, because it may be the payload of a view.
    const data = wire.data && { ...(wire.data as Wire) };
    if (isUpdate && data) wire.data = editBody(data);
    else if (wire.type === InteractionResponseType.ChannelMessageWithSource && data) wire.data = mentionNobody(data);
    return { body: wire, files: filesOf(spec.subject, files) };
  }

  private editInit(body: WebhookMessageEditBody): CallInit {
    const { body: encoded, files } = this.fileInit(interactionMessageEditSpec, body, 'edit');
    return { body: editBody(encoded), files };
  }

  private toReply({ interaction, resource }: RESTPostAPIInteractionCallbackWithResponseResult): InteractionReply {
    return {
      interaction: fromWire(interaction),
      resource: resource && {
        type: resource.type,
        activityInstance: fromWire(resource.activity_instance),
        message: resource.message && this.toMessage(resource.message),
      },
    };
  }

  private toMessage(raw: APIMessage): Message {
    return new Message(raw, this.context);
  }
}

function ids(applicationId: ApplicationId, token: string): { webhook_id: string; webhook_token: string } {
  return { webhook_id: applicationId, webhook_token: token };
}
