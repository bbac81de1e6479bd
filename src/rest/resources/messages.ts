/** Messages. https://discord.com/developers/docs/resources/message */
import {
  type APIMessage,
  type APIMessageSearchResult,
  type RESTGetAPIChannelMessagesPinsResult,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BulkDeleteBody,
  bulkDeleteSpec,
  Channel,
  type ChannelId,
  type GuildId,
  Message,
  type MessageActions,
  type MessageCreateBody,
  messageCreateSpec,
  type MessageEditBody,
  messageEditSpec,
  type MessageId,
  type MessageListQuery,
  messageListSpec,
  type MessageSearchQuery,
  messageSearchSpec,
  type MessageStart,
  type OrderedActionOptions,
  type PinListQuery,
  type PinnedMessage,
  pinListSpec,
  ThreadMember,
} from '../../models';
import { type Pages } from '../paging';
import { messageRoutes } from '../routes/messages';
import { cursorPages } from './cursor-pages';
import { createBody, editBody } from './message-body';
import { bodyOf, queryOf, requestOf, Resource } from './resource';
import { untilIndexed } from './until-indexed';

/** Pinned messages, the newest pin first. */
export interface PinnedMessages {
  readonly items: readonly PinnedMessage[];
  /** Whether there are more, pinned earlier. */
  readonly hasMore: boolean;
}

/** One page of what a search found. */
export interface MessageSearchResults {
  readonly messages: readonly Message[];
  /** In all, as far as Discord knows: it may change from page to page. */
  readonly totalResults: number;
  /** Whether Discord still reads old messages into its index. */
  readonly doingDeepHistoricalIndex: boolean;
  readonly documentsIndexed: number | undefined;
  /** Threads that the messages were found in, and the bot’s memberships of them. */
  readonly threads: readonly Channel[];
  readonly members: readonly ThreadMember[];
}

type RawPins = RESTGetAPIChannelMessagesPinsResult;

export class MessagesResource extends Resource implements MessageActions {
  /** One page of a channel’s messages, newest first: up to 100. */
  async list(channelId: ChannelId, query?: MessageListQuery, options?: ActionOptions): Promise<Message[]> {
    const init = { query: this.query(messageListSpec, query), options };
    const raws = await this.fetchList<APIMessage>(messageRoutes.list, { channel_id: channelId }, init);
    return raws.map((raw) => this.toMessage(raw));
  }

  /** All messages of a channel, newest first; `after` a message, oldest first. */
  iterate(channelId: ChannelId, start: MessageStart = {}, options?: ActionOptions): Pages<Message> {
    const { after } = start;
    return this.pages(
      100,
      async (cursor, limit, pageOptions) => {
        if (after === undefined) return this.list(channelId, { before: cursor ?? start.before, limit }, pageOptions);
        // The newest of a page comes first, and it is where the next page begins.
        return (await this.list(channelId, { after: cursor ?? after, limit }, pageOptions)).reverse();
      },
      (message) => message.id,
      options,
    );
  }

  /**
   * Writes a message. It mentions nobody unless `allowedMentions` says so. A generated nonce makes it safe to repeat
   * after a failure, unless the body brings a nonce of its own without `enforceNonce`.
   * Messages and reactions of one channel are created in the order of the calls; `{ order: 'any' }` gives that up.
   */
  async create(channelId: ChannelId, body: MessageCreateBody, options?: OrderedActionOptions): Promise<Message> {
    const encoded = this.fileInit(messageCreateSpec, body);
    const wire = createBody(encoded.body, this.host);
    const { files } = encoded;
    const init = { body: wire, files, options, order: options?.order, idempotent: wire.enforce_nonce === true };
    // Without `fetch`: nothing is called as often, and an asynchronous function more is felt.
    const request = requestOf(messageRoutes.create, { channel_id: channelId }, init);
    return this.toMessage(bodyOf(request, await this.host.client.request(request), 'an object'));
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
    const { body: encoded, files } = this.fileInit(messageEditSpec, body, 'edit');
    const init = { body: editBody(encoded), files, options };
    return this.toMessage(await this.fetch(messageRoutes.edit, ids(channelId, messageId), init));
  }

  async delete(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.delete, ids(channelId, messageId), { options });
  }

  /** Deletes 2 to 100 messages that are not older than two weeks. */
  async bulkDelete(channelId: ChannelId, body: BulkDeleteBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(bulkDeleteSpec, body), options };
    await this.run(messageRoutes.bulkDelete, { channel_id: channelId }, init);
  }

  /** Publishes a message of an announcement channel to the channels that follow it. */
  async crosspost(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message> {
    return this.toMessage(await this.fetch(messageRoutes.crosspost, ids(channelId, messageId), { options }));
  }

  /**
   * Searches a guild: up to 25 messages, after `offset`. Waits while Discord makes the index that it searches. A page may
   * hold fewer messages than there are, so that only `totalResults` tells the end.
   * @throws {RestError} REST_TIMEOUT when the index is not there within the client’s `deadlineMs`.
   */
  async search(guildId: GuildId, query?: MessageSearchQuery, options?: ActionOptions): Promise<MessageSearchResults> {
    const raw = await untilIndexed<APIMessageSearchResult>(this.host, messageRoutes.search, {
      params: { guild_id: guildId },
      query: this.query(messageSearchSpec, query),
      reason: options?.reason,
      signal: options?.signal,
    });
    const { context } = this;
    return {
      // Each in a list of its own, which once held its neighbours as well.
      messages: raw.messages.flat().map((message) => this.toMessage(message)),
      totalResults: raw.total_results,
      doingDeepHistoricalIndex: raw.doing_deep_historical_index,
      documentsIndexed: raw.documents_indexed ?? undefined,
      threads: (raw.threads ?? []).map((thread) => new Channel(thread, context)),
      members: (raw.members ?? []).map((member) => new ThreadMember(member, context, guildId)),
    };
  }

  /** One page of pinned messages: up to 50, pinned before a moment. */
  async listPins(channelId: ChannelId, query?: PinListQuery, options?: ActionOptions): Promise<PinnedMessages> {
    const init = { query: this.query(pinListSpec, query), options };
    const page = await this.fetch<RawPins>(messageRoutes.listPins, { channel_id: channelId }, init);
    return { items: page.items.map((pin) => this.toPin(pin)), hasMore: page.has_more };
  }

  /** All pinned messages of a channel, the newest pin first. */
  iteratePins(
    channelId: ChannelId,
    query?: Pick<PinListQuery, 'before'>,
    options?: ActionOptions,
  ): Pages<PinnedMessage> {
    return cursorPages<PinnedMessage, string>(
      50,
      async (before, limit, pageOptions) => {
        const init = { query: queryOf({ before: before ?? query?.before, limit }), options: pageOptions };
        const page = await this.fetch<RawPins>(messageRoutes.listPins, { channel_id: channelId }, init);
        // As Discord wrote it: a Date would lose what is finer than a millisecond, and with it pins.
        const next = page.has_more ? page.items.at(-1)?.pinned_at : undefined;
        return { items: page.items.map((pin) => this.toPin(pin)), next };
      },
      options,
    );
  }

  async pin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.pin, ids(channelId, messageId), { options });
  }

  async unpin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(messageRoutes.unpin, ids(channelId, messageId), { options });
  }

  private toPin({ pinned_at: pinnedAt, message }: RawPins['items'][number]): PinnedMessage {
    return { pinnedAt: new Date(pinnedAt), message: this.toMessage(message) };
  }

  private toMessage(raw: APIMessage): Message {
    return new Message(raw, this.context);
  }
}

function ids(channelId: ChannelId, messageId: MessageId): { channel_id: string; message_id: string } {
  return { channel_id: channelId, message_id: messageId };
}
