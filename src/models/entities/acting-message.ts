/** What can be done to a message. Apart from what it says, so that neither hides the other. */
import { type APIMessage, MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import { type ActionOptions, type OrderedActionOptions } from '../actions/action-options';
import { type MessageCreateBody, type MessageEditBody } from '../bodies/message';
import { type ReactionListQuery, type VoterListQuery } from '../bodies/message-queries';
import { type ThreadFromMessageBody } from '../bodies/thread';
import { Entity } from '../entity';
import { type ChannelId, type UserId } from '../ids';
import { type Paged } from '../paged';
import { type Channel } from './channel';
import { emojiIdentifier, type EmojiTarget } from './emoji';
import { type Message } from './message';
import { bodyOf, idOf, type Target } from './targets';
import { type User } from './user';

export abstract class ActingMessage extends Entity<APIMessage> {
  /** The message as it is now. */
  fetch(options?: ActionOptions): Promise<Message> {
    return this.context.actions.messages.get(this.raw.channel_id, this.raw.id, options);
  }

  /** Answers the message. Should it be gone by then, the answer is sent all the same, unless `failIfNotExists` is set. */
  reply(body: string | MessageCreateBody, options?: OrderedActionOptions): Promise<Message> {
    const answer: MessageCreateBody = bodyOf(body);
    const given = answer.messageReference;
    const failIfNotExists = given !== undefined && 'failIfNotExists' in given ? given.failIfNotExists : false;
    const messageReference = { messageId: this.raw.id, failIfNotExists };
    return this.context.actions.messages.create(this.raw.channel_id, { ...answer, messageReference }, options);
  }

  /** Changes the message, which the bot must have sent. */
  edit(body: string | MessageEditBody, options?: ActionOptions): Promise<Message> {
    return this.context.actions.messages.edit(this.raw.channel_id, this.raw.id, bodyOf(body), options);
  }

  /** Hides what its links would show, or shows it again. The bot may do so with the messages of others. */
  suppressEmbeds(suppress = true, options?: ActionOptions): Promise<Message> {
    const others = (this.raw.flags ?? 0) & ~MessageFlags.SuppressEmbeds;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- flags together are no member of the enum.
    const flags: MessageFlags = suppress ? others | MessageFlags.SuppressEmbeds : others;
    return this.context.actions.messages.edit(this.raw.channel_id, this.raw.id, { flags }, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.messages.delete(this.raw.channel_id, this.raw.id, options);
  }

  /** Publishes it to the channels that follow an announcement channel. */
  crosspost(options?: ActionOptions): Promise<Message> {
    return this.context.actions.messages.crosspost(this.raw.channel_id, this.raw.id, options);
  }

  /** Sends a copy into another channel, which says that it was forwarded. */
  forward(to: Target<ChannelId>, options?: OrderedActionOptions): Promise<Message> {
    const { id: messageId, channel_id: channelId } = this.raw;
    const messageReference = { type: MessageReferenceType.Forward, messageId, channelId };
    return this.context.actions.messages.create(idOf(to), { messageReference }, options);
  }

  pin(options?: ActionOptions): Promise<void> {
    return this.context.actions.messages.pin(this.raw.channel_id, this.raw.id, options);
  }

  unpin(options?: ActionOptions): Promise<void> {
    return this.context.actions.messages.unpin(this.raw.channel_id, this.raw.id, options);
  }

  /** Starts a thread from the message. The thread has the message's id. */
  startThread(body: string | ThreadFromMessageBody, options?: ActionOptions): Promise<Channel> {
    const thread = typeof body === 'string' ? { name: body } : body;
    return this.context.actions.threads.createFromMessage(this.raw.channel_id, this.raw.id, thread, options);
  }

  /** @param emoji an emoji, its character, `name:id` of a custom one, or its mention. */
  react(emoji: EmojiTarget, options?: OrderedActionOptions): Promise<void> {
    return this.context.actions.reactions.add(this.raw.channel_id, this.raw.id, emojiIdentifier(emoji), options);
  }

  /** Takes the bot's own reaction back. */
  unreact(emoji: EmojiTarget, options?: ActionOptions): Promise<void> {
    return this.context.actions.reactions.removeOwn(this.raw.channel_id, this.raw.id, emojiIdentifier(emoji), options);
  }

  /** Takes somebody's reaction away; the bot's own too. */
  removeReaction(emoji: EmojiTarget, user: Target<UserId>, options?: ActionOptions): Promise<void> {
    const { channel_id: channelId, id } = this.raw;
    return this.context.actions.reactions.removeUser(channelId, id, emojiIdentifier(emoji), idOf(user), options);
  }

  /** Takes everybody's reactions with one emoji away. */
  removeEmoji(emoji: EmojiTarget, options?: ActionOptions): Promise<void> {
    const { channel_id: channelId, id } = this.raw;
    return this.context.actions.reactions.removeEmoji(channelId, id, emojiIdentifier(emoji), options);
  }

  /** Takes all reactions away. */
  removeAllReactions(options?: ActionOptions): Promise<void> {
    return this.context.actions.reactions.removeAll(this.raw.channel_id, this.raw.id, options);
  }

  /** All who reacted with an emoji, asked for page by page. */
  reactors(emoji: EmojiTarget, query?: Omit<ReactionListQuery, 'limit'>, options?: ActionOptions): Paged<User> {
    const { channel_id: channelId, id } = this.raw;
    return this.context.actions.reactions.iterate(channelId, id, emojiIdentifier(emoji), query, options);
  }

  /** Ends its poll before the time; the bot must have sent it. */
  endPoll(options?: ActionOptions): Promise<Message> {
    return this.context.actions.polls.end(this.raw.channel_id, this.raw.id, options);
  }

  /** All who voted for an answer of its poll, asked for page by page. */
  voters(answerId: number, query?: Omit<VoterListQuery, 'limit'>, options?: ActionOptions): Paged<User> {
    return this.context.actions.polls.iterateVoters(this.raw.channel_id, this.raw.id, answerId, query, options);
  }
}
