/** Events of reactions. https://discord.com/developers/docs/events/gateway-events#message-reaction-add */
import {
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveData,
  type GatewayMessageReactionRemoveDispatchData,
  type GatewayMessageReactionRemoveEmojiDispatchData,
  type ReactionType,
} from 'discord-api-types/v10';
import { Emoji } from '../entities/emoji';
import { Member } from '../entities/member';
import { type User } from '../entities/user';
import { viewOf } from '../fields-of';
import { type MessageId, type UserId } from '../ids';
import { type IntentName } from '../intents';
import { memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel } from './places';

const REACTION_INTENTS: readonly IntentName[] = ['GuildMessageReactions', 'DirectMessageReactions'];

abstract class ReactionPlace<Raw extends GatewayMessageReactionRemoveData> extends InChannel<Raw> {
  get messageId(): MessageId {
    return this.raw.message_id;
  }
}

abstract class EmojiPlace<Raw extends GatewayMessageReactionRemoveEmojiDispatchData> extends ReactionPlace<Raw> {
  private madeEmoji: Emoji | undefined = undefined;

  get emoji(): Emoji {
    return (this.madeEmoji ??= viewOf(this.raw.emoji, (emoji) => new Emoji(emoji, this.context)));
  }
}

abstract class UserReaction<Raw extends GatewayMessageReactionRemoveDispatchData> extends EmojiPlace<Raw> {
  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user_id);
  }

  /** Whether it is a super reaction. */
  get burst(): boolean {
    return this.raw.burst;
  }

  get type(): ReactionType {
    return this.raw.type;
  }
}

/** Someone reacted to a message. */
export class MessageReactionAddEvent extends dispatch(
  'MESSAGE_REACTION_ADD',
  UserReaction<GatewayMessageReactionAddDispatchData>,
  REACTION_INTENTS,
) {
  private madeMember: Member | undefined = undefined;

  /** Who reacted, within the guild; in direct messages `undefined`. */
  override get member(): Member | undefined {
    const { member, guild_id: guildId } = this.raw;
    return (this.madeMember ??= member && new Member(member, this.context, guildId));
  }

  /** Who reacted, when the payload brings the user or it is remembered. */
  override get user(): User | undefined {
    return this.raw.member?.user ? this.member?.user : super.user;
  }

  /** Who wrote the message. */
  get messageAuthorId(): UserId | undefined {
    return this.raw.message_author_id;
  }

  /** Colours of a super reaction, `#rrggbb`. */
  get burstColors(): readonly string[] {
    return this.raw.burst_colors ?? [];
  }
}

/** Someone took a reaction back, or it was taken from them. */
export class MessageReactionRemoveEvent extends dispatch(
  'MESSAGE_REACTION_REMOVE',
  UserReaction<GatewayMessageReactionRemoveDispatchData>,
  REACTION_INTENTS,
) {}

/** All reactions of a message were removed. */
export class MessageReactionRemoveAllEvent extends dispatch(
  'MESSAGE_REACTION_REMOVE_ALL',
  ReactionPlace<GatewayMessageReactionRemoveData>,
  REACTION_INTENTS,
) {}

/** All reactions of one emoji were removed from a message. */
export class MessageReactionRemoveEmojiEvent extends dispatch(
  'MESSAGE_REACTION_REMOVE_EMOJI',
  EmojiPlace<GatewayMessageReactionRemoveEmojiDispatchData>,
  REACTION_INTENTS,
) {}
