/** Events of messages. https://discord.com/developers/docs/events/gateway-events#messages */
import {
  type ChannelType,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
} from 'discord-api-types/v10';
import { Member } from '../entities/member';
import { Message } from '../entities/message';
import { type GuildId, type MessageId } from '../ids';
import { removedBy } from '../relations';
import { dispatch } from './dispatch';
import { InChannel } from './places';

/** A message as the gateway sends it: with its guild and its author's member. */
abstract class GatewayMessage extends Message {
  declare readonly raw: GatewayMessageCreateDispatchData;
  private madeMember: Member | undefined = undefined;

  /** `undefined` in direct messages. */
  override get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  /** The author within the guild; `undefined` in direct messages and for webhooks. */
  get member(): Member | undefined {
    const { member, guild_id: guildId, author } = this.raw;
    return (this.madeMember ??= member && new Member(member, this.context, guildId, author));
  }

  get channelType(): ChannelType | undefined {
    return this.raw.channel_type;
  }
}

/** A message was sent, by whomever: the bot hears itself too. */
export class MessageCreateEvent extends dispatch('MESSAGE_CREATE', GatewayMessage, [
  'GuildMessages',
  'DirectMessages',
]) {}

/** A message changed: edited, or its links found. The event is the whole message as it is now. */
export class MessageUpdateEvent extends dispatch('MESSAGE_UPDATE', GatewayMessage, [
  'GuildMessages',
  'DirectMessages',
]) {}

/** A message was deleted. */
export class MessageDeleteEvent extends dispatch('MESSAGE_DELETE', InChannel<GatewayMessageDeleteDispatchData>, [
  'GuildMessages',
  'DirectMessages',
]) {
  get id(): MessageId {
    return this.raw.id;
  }

  get messageId(): MessageId {
    return this.raw.id;
  }

  /** The message as it was, when it was remembered: that takes a cache that keeps messages. */
  get message(): Message | undefined {
    const gone = removedBy(this.context, 'messages', this.raw);
    return gone && new Message(gone, this.context);
  }
}

/** Many messages were deleted at once. */
export class MessageDeleteBulkEvent extends dispatch(
  'MESSAGE_DELETE_BULK',
  InChannel<GatewayMessageDeleteBulkDispatchData>,
  ['GuildMessages'],
) {
  get ids(): readonly MessageId[] {
    return this.raw.ids;
  }

  /** Those of them that were remembered, as they were. */
  get messages(): readonly Message[] {
    return this.context.relations.removed('messages', this.raw).map((message) => new Message(message, this.context));
  }
}
