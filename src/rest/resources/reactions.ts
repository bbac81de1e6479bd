/** Reactions to messages. https://discord.com/developers/docs/resources/message#create-reaction */
import { type APIUser } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ChannelId,
  type MessageId,
  type OrderedActionOptions,
  type ReactionActions,
  type ReactionListQuery,
  reactionListSpec,
  User,
  type UserId,
} from '../../models';
import { type Pages } from '../paging';
import { reactionRoutes } from '../routes/reactions';
import { Resource } from './resource';

/** An emoji is a unicode emoji, `name:id` of a custom one, or the text that shows it in a message, `<:name:id>`. */
export class ReactionsResource extends Resource implements ReactionActions {
  /**
   * One page of those who reacted with an emoji: up to 100 after a user id.
   * @param query `type` tells normal reactions from bursts.
   */
  async list(
    channelId: ChannelId,
    messageId: MessageId,
    emoji: string,
    query?: ReactionListQuery,
    options?: ActionOptions,
  ): Promise<User[]> {
    const init = { query: this.query(reactionListSpec, query), options };
    const raws = await this.fetchList<APIUser>(reactionRoutes.list, place(channelId, messageId, emoji), init);
    return raws.map((raw) => new User(raw, this.context));
  }

  /** All who reacted with an emoji, by user id. */
  iterate(
    channelId: ChannelId,
    messageId: MessageId,
    emoji: string,
    query?: Omit<ReactionListQuery, 'limit'>,
    options?: ActionOptions,
  ): Pages<User> {
    return this.pages(
      100,
      (after = query?.after, limit, pageOptions) =>
        this.list(channelId, messageId, emoji, { ...query, after, limit }, pageOptions),
      (user) => user.id,
      options,
    );
  }

  /** Reacts. Keeps its place among the messages and reactions that are created in the channel. */
  async add(channelId: ChannelId, messageId: MessageId, emoji: string, options?: OrderedActionOptions): Promise<void> {
    await this.run(reactionRoutes.add, place(channelId, messageId, emoji), { options, order: options?.order });
  }

  async removeOwn(channelId: ChannelId, messageId: MessageId, emoji: string, options?: ActionOptions): Promise<void> {
    await this.run(reactionRoutes.removeOwn, place(channelId, messageId, emoji), { options });
  }

  async removeUser(
    channelId: ChannelId,
    messageId: MessageId,
    emoji: string,
    userId: UserId,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { ...place(channelId, messageId, emoji), user_id: userId };
    await this.run(reactionRoutes.removeUser, params, { options });
  }

  /** Removes everyone’s reactions with one emoji. */
  async removeEmoji(channelId: ChannelId, messageId: MessageId, emoji: string, options?: ActionOptions): Promise<void> {
    await this.run(reactionRoutes.removeEmoji, place(channelId, messageId, emoji), { options });
  }

  async removeAll(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.run(reactionRoutes.removeAll, { channel_id: channelId, message_id: messageId }, { options });
  }
}

function place(channelId: ChannelId, messageId: MessageId, emoji: string): Record<string, string> {
  const custom = /^<a?:(\w+:\d+)>$/.exec(emoji);
  return { channel_id: channelId, message_id: messageId, emoji_name: custom?.[1] ?? emoji };
}
