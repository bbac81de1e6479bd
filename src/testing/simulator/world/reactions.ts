/** Reactions: added and removed one by one, by emoji, or all at once. */
import { channelAudience, guildOf } from './messages';
import { type EmojiRecord, type MessageRecord, type ReactionRecord, type UserRecord } from './records';
import { renderMember } from './render';
import { type World } from './world';

/** The emoji of a path segment: unicode, or `name:id`. `undefined` when it is neither. */
export function parseEmoji(text: string): EmojiRecord | undefined {
  const custom = /^(?:a:)?(\w{2,32}):(\d{1,20})$/.exec(text);
  if (custom) return { id: custom[2] ?? '', name: custom[1] ?? '' };
  const parts = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Component})+$/u;
  // Digits are parts of emojis, but none themselves.
  const isOne = parts.test(text) && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text);
  return isOne ? { id: null, name: text } : undefined;
}

export function emojiKey(emoji: EmojiRecord): string {
  return emoji.id ?? emoji.name;
}

/** Adds a reaction. `false` when it stood already, or when the message has all the emoji it may have. */
export function addReaction(world: World, message: MessageRecord, user: UserRecord, emoji: EmojiRecord): void {
  const key = emojiKey(emoji);
  const reaction: ReactionRecord = message.reactions.get(key) ?? { emoji, userIds: new Set() };
  if (reaction.userIds.has(user.id)) return;
  message.reactions.set(key, reaction);
  reaction.userIds.add(user.id);
  const member = world.guildOf(message.channel)?.members.get(user.id);
  publish(world, message, 'MESSAGE_REACTION_ADD', {
    user_id: user.id,
    type: 0,
    message_id: message.id,
    message_author_id: message.author.id,
    ...(member ? { member: renderMember(member) } : {}),
    emoji: { id: emoji.id, name: emoji.name },
    channel_id: message.channel.id,
    burst: false,
  });
}

export function removeReaction(world: World, message: MessageRecord, userId: string, emoji: EmojiRecord): void {
  const key = emojiKey(emoji);
  const reaction = message.reactions.get(key);
  if (!reaction?.userIds.delete(userId)) return;
  if (reaction.userIds.size === 0) message.reactions.delete(key);
  publish(world, message, 'MESSAGE_REACTION_REMOVE', {
    user_id: userId,
    type: 0,
    message_id: message.id,
    emoji: { id: emoji.id, name: emoji.name },
    channel_id: message.channel.id,
    burst: false,
  });
}

export function removeEmoji(world: World, message: MessageRecord, emoji: EmojiRecord): void {
  if (!message.reactions.delete(emojiKey(emoji))) return;
  publish(world, message, 'MESSAGE_REACTION_REMOVE_EMOJI', {
    message_id: message.id,
    emoji: { id: emoji.id, name: emoji.name },
    channel_id: message.channel.id,
  });
}

export function removeAllReactions(world: World, message: MessageRecord): void {
  message.reactions.clear();
  publish(world, message, 'MESSAGE_REACTION_REMOVE_ALL', { message_id: message.id, channel_id: message.channel.id });
}

function publish(world: World, message: MessageRecord, name: string, data: object): void {
  world.publish({ name, audience: channelAudience(message.channel), data: { ...data, ...guildOf(message.channel) } });
}
