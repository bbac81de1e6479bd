/** Routes of reactions. https://discord.com/developers/docs/resources/message#create-reaction */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { compareIds } from '../../world/ids';
import {
  addReaction,
  emojiKey,
  parseEmoji,
  removeAllReactions,
  removeEmoji,
  removeReaction,
} from '../../world/reactions';
import { type ChannelRecord, type EmojiRecord, type MessageRecord } from '../../world/records';
import { renderUser } from '../../world/render';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { choice, integer, snowflake } from '../form';
import { requireUnarchived } from '../message-draft';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const DISTINCT_LIMIT = 20;

function emojiOf(context: RestContext): EmojiRecord {
  const emoji = parseEmoji(context.param('emoji_name'));
  if (!emoji) throw unknown('emoji');
  return emoji;
}

/** The message of the path, in a channel where reactions can still change. */
function changeable(context: RestContext, ...permissions: Parameters<RestContext['channel']>): MessageRecord {
  const channel = context.channel(...permissions);
  requireUnarchived(channel);
  return context.message(channel);
}

function listUsers(context: RestContext): RestAnswer {
  const message = context.message(context.channel('ReadMessageHistory'));
  const reaction = message.reactions.get(emojiKey(emojiOf(context)));
  const query = context.query({ after: snowflake, limit: integer({ min: 1, max: 100 }), type: choice(['0', '1']) });
  const { after, limit = 25, type } = query;
  if (type === '1') return ok([]);
  const ids = [...(reaction?.userIds ?? [])]
    .filter((id) => after === undefined || compareIds(id, after) > 0)
    .sort(compareIds)
    .slice(0, limit);
  return ok(ids.flatMap((id) => [context.world.users.get(id)].flatMap((user) => (user ? [renderUser(user)] : []))));
}

function add(context: RestContext): RestAnswer {
  const channel = context.channel('ReadMessageHistory');
  const message = context.message(channel);
  requireUnarchived(channel);
  const emoji = emojiOf(context);
  if (!message.reactions.has(emojiKey(emoji))) {
    context.require(channel, 'AddReactions');
    requireEmoji(context, channel, emoji);
    if (message.reactions.size >= DISTINCT_LIMIT) {
      const told = `Maximum number of reactions reached (${DISTINCT_LIMIT})`;
      throw new ApiError(400, Codes.MaximumNumberOfReactionsReached, told);
    }
  }
  addReaction(context.world, message, context.bot.user, emoji);
  return noContent();
}

/** Throws unless the emoji is one that the bot may use here: its guilds' own, or its application's. */
function requireEmoji(context: RestContext, channel: ChannelRecord, { id }: EmojiRecord): void {
  if (id === null || context.application.emojis.has(id)) return;
  const maker = [...context.world.guilds.values()].find((guild) => guild.emojis.has(id));
  if (!maker?.members.has(context.userId)) throw unknown('emoji');
  if (maker.id !== channel.guildId) context.require(channel, 'UseExternalEmojis');
}

function removeOwn(context: RestContext): RestAnswer {
  removeReaction(context.world, changeable(context), context.userId, emojiOf(context));
  return noContent();
}

function removeOther(context: RestContext): RestAnswer {
  const userId = context.param('user_id');
  const channel = context.channel();
  if (userId !== context.userId) {
    context.guildOf(channel);
    context.require(channel, 'ManageMessages');
  }
  requireUnarchived(channel);
  removeReaction(context.world, context.message(channel), userId, emojiOf(context));
  return noContent();
}

function removeOneEmoji(context: RestContext): RestAnswer {
  const channel = context.channel('ManageMessages');
  context.guildOf(channel);
  requireUnarchived(channel);
  removeEmoji(context.world, context.message(channel), emojiOf(context));
  return noContent();
}

function removeAll(context: RestContext): RestAnswer {
  const channel = context.channel('ManageMessages');
  context.guildOf(channel);
  requireUnarchived(channel);
  removeAllReactions(context.world, context.message(channel));
  return noContent();
}

const REACTIONS = '/channels/{channel_id}/messages/{message_id}/reactions';
const EMOJI = `${REACTIONS}/{emoji_name}`;

export const REACTION_ROUTES: readonly Route[] = [
  { method: 'GET', template: EMOJI, handler: listUsers },
  { method: 'PUT', template: `${EMOJI}/@me`, handler: add },
  { method: 'DELETE', template: `${EMOJI}/@me`, handler: removeOwn },
  { method: 'DELETE', template: `${EMOJI}/{user_id}`, handler: removeOther },
  { method: 'DELETE', template: EMOJI, handler: removeOneEmoji },
  { method: 'DELETE', template: REACTIONS, handler: removeAll },
];
