/** Messages. https://discord.com/developers/docs/resources/message */
import {
  type APIMessage,
  type RESTGetAPIChannelMessagesPinsQuery,
  type RESTGetAPIChannelMessagesPinsResult,
  type RESTGetAPIChannelMessagesQuery,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BodyOf,
  type ChannelId,
  checkMessageCreate,
  checkMessageEdit,
  Message,
  type MessageActions,
  type MessageCreateBody,
  type MessageEditBody,
  type MessageId,
  type OrderedActionOptions,
} from '../../models';
import { messageRoutes } from '../routes/messages';
import { createBody, editBody } from './message-body';
import { queryOf, Resource } from './resource';

/** Pinned messages, the newest pin first. */
export interface PinnedMessages {
  readonly items: readonly { readonly pinnedAt: Date; readonly message: Message }[];
  /** Whether there are more, pinned earlier. */
  readonly hasMore: boolean;
}

export class MessagesResource extends Resource implements MessageActions {
  /** One page of a channel’s messages, newest first: up to 100. */
  async list(
    channelId: ChannelId,
    query?: BodyOf<RESTGetAPIChannelMessagesQuery>,
    options?: ActionOptions,
  ): Promise<Message[]> {
    const init = { query: queryOf(query), options };
    const raws = await this.fetchList<APIMessage>(messageRoutes.list, { channel_id: channelId }, init);
    return raws.map((raw) => this.toMessage(raw));
  }

  /**
   * Writes a message. It mentions nobody unless `allowedMentions` says so. A generated nonce makes it safe to repeat
   * after a failure, unless the body brings a nonce of its own without `enforceNonce`.
   * Messages and reactions of one channel are created in the order of the calls; `{ order: 'any' }` gives that up.
   */
  async create(channelId: ChannelId, body: MessageCreateBody, options?: OrderedActionOptions): Promise<Message> {
    if (this.host.validates) checkMessageCreate(body);
    const wire = createBody(body, this.host);
    const init = { body: wire, options, order: options?.order, idempotent: wire.enforce_nonce === true };
    return this.toMessage(await this.fetch(messageRoutes.create, { channel_id: channelId }, init));
  }

  async get(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message> {
    return this.toMessage(await this.fetch(messageRoutes.get, ids(channelId, messageId), { options }));
  }

  /** Changes a message of the bot’s own. New content mentions nobody unless `allowedMentions` says so. */
  async edit(
    channelId: ChannelId,
    messageId: MessageId,
    body: MessageEditBody,
    options?: ActionOptions,
  ): Promise<Message> {
    if (this.host.validates) checkMessageEdit(body);
    const init = { body: editBody(body), options };
    return this.toMessage(await this.fetch(messageRoutes.edit, ids(channelId, messageId), init));
  }

  async delete(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.delete, ids(channelId, messageId), { options });
  }

  /** Deletes 2 to 100 messages that are not older than two weeks. */
  async bulkDelete(
    channelId: ChannelId,
    body: { readonly messages: readonly MessageId[] },
    options?: ActionOptions,
  ): Promise<void> {
    await this.run(messageRoutes.bulkDelete, { channel_id: channelId }, { body: { messages: body.messages }, options });
  }

  /** Publishes a message of an announcement channel to the channels that follow it. */
  async crosspost(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message> {
    return this.toMessage(await this.fetch(messageRoutes.crosspost, ids(channelId, messageId), { options }));
  }

  /** One page of pinned messages: up to 50, pinned before a moment. */
  async listPins(
    channelId: ChannelId,
    query?: Omit<BodyOf<RESTGetAPIChannelMessagesPinsQuery>, 'before'> & {
      readonly before?: string | Date | undefined;
    },
    options?: ActionOptions,
  ): Promise<PinnedMessages> {
    const init = { query: queryOf(query), options };
    const page = await this.fetch<RESTGetAPIChannelMessagesPinsResult>(
      messageRoutes.listPins,
      { channel_id: channelId },
      init,
    );
    return {
      items: page.items.map((pin) => ({ pinnedAt: new Date(pin.pinned_at), message: this.toMessage(pin.message) })),
      hasMore: page.has_more,
    };
  }

  async pin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.pin, ids(channelId, messageId), { options });
  }

  async unpin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.unpin, ids(channelId, messageId), { options });
  }

  private toMessage(raw: APIMessage): Message {
    return new Message(raw, this.context);
  }
}

function ids(channelId: ChannelId, messageId: MessageId): { channel_id: string; message_id: string } {
  return { channel_id: channelId, message_id: messageId };
}
