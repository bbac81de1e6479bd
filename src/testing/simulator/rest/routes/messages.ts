/** Routes of messages. https://discord.com/developers/docs/resources/message */
import {
  ChannelType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  RESTJSONErrorCodes as Codes,
} from 'discord-api-types/v10';
import { holdsMessages } from '../../world/channels';
import { compareIds, snowflakeMs } from '../../world/ids';
import { crosspost as crosspostMessage } from '../../world/crossposts';
import { createMessage, deleteMessage, deleteMessages, editMessage, WRITTEN } from '../../world/messages';
import { armPoll } from '../../world/polls';
import { type ChannelRecord, type MessageRecord } from '../../world/records';
import { renderMessage, renderMessageFor } from '../../world/render-message';
import { holdsPosts } from '../../world/thread-record';
import { shareGuild } from '../../world/users';
import { ApiError, invalidForm, systemMessage, wrongChannelType } from '../api-error';
import { requireShownFiles } from '../component-form';
import { type RestContext } from '../context';
import { type Form, integer, list, need, snowflake } from '../form';
import {
  checkComponents,
  CREATE_MESSAGE,
  EDIT_MESSAGE,
  emptyMessage,
  readAllowedMentions,
  readEmbeds,
  readFiles,
  requireEmptied,
} from '../message-form';
import {
  readDraft,
  readForward,
  requireForDraft,
  requireNotSealed,
  requireNotSpoken,
  requireUnarchived,
  requireUnlocked,
} from '../message-draft';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const NONCE_LIFE_MS = 300_000;
const BULK_AGE_MS = 14 * 86_400_000;
const MESSAGE_DELETE = 72;
const MESSAGE_BULK_DELETE = 73;

/** Lines of Discord that cannot be deleted. https://discord.com/developers/docs/resources/message#message-object-message-types */
const LASTING: ReadonlySet<MessageType> = new Set([
  MessageType.RecipientAdd,
  MessageType.RecipientRemove,
  MessageType.Call,
  MessageType.ChannelNameChange,
  MessageType.ChannelIconChange,
  MessageType.ThreadStarterMessage,
]);

/** The channel of the path, if it is one that messages are written in. */
export function textChannel(context: RestContext): ChannelRecord {
  const channel = context.channel();
  if (holdsMessages(channel)) return channel;
  throw new ApiError(400, Codes.CannotSendMessagesInNonTextChannel, 'Cannot send messages in a non-text channel');
}

function listMessages(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  const query = context.query({
    around: snowflake,
    before: snowflake,
    after: snowflake,
    limit: integer({ min: 1, max: 100 }),
  });
  const { around, before, after, limit = 50 } = query;
  // Who may not read the history is answered with nothing, not with an error.
  if (!context.may(channel, 'ReadMessageHistory')) return ok([]);
  const all = [...channel.messages.values()];
  let chosen: MessageRecord[];
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const older = all.filter((message) => compareIds(message.id, around) < 0).slice(-half || all.length);
    const rest = all.filter((message) => compareIds(message.id, around) >= 0).slice(0, limit - older.length);
    chosen = [...older, ...rest];
  } else if (before !== undefined) {
    chosen = all.filter((message) => compareIds(message.id, before) < 0).slice(-limit);
  } else if (after !== undefined) {
    chosen = all.filter((message) => compareIds(message.id, after) > 0).slice(0, limit);
  } else {
    chosen = all.slice(-limit);
  }
  // Newest first, whatever was asked.
  return ok(chosen.reverse().map((message) => renderMessageFor(context.world, message, context.bot)));
}

function getMessage(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  context.require(channel, 'ReadMessageHistory');
  return ok(renderMessageFor(context.world, context.message(channel), context.bot));
}

function create(context: RestContext): RestAnswer {
  const { world, bot } = context;
  if (holdsPosts(context.channel())) {
    throw new ApiError(400, Codes.CannotSendAMessageInAForumChannel, 'Cannot send a message in a forum channel');
  }
  const channel = textChannel(context);
  const form = context.form(CREATE_MESSAGE);
  context.require(channel, 'SendMessages');
  checkRecipient(context, channel);
  requireUnlocked(context, channel);
  if (form.tts === true) context.require(channel, 'SendTTSMessages');
  const { message_reference: reference } = form;
  const forward = reference?.type === (MessageReferenceType.Forward as number) ? reference : undefined;
  const draft = readDraft(context, channel.id, form, { mayBeEmpty: forward !== undefined });
  const replyTo = forward ? undefined : readReference(context, channel, reference);
  requireForDraft(context, channel, draft);
  const repeated = form.enforce_nonce === true ? findByNonce(context, channel, form.nonce) : undefined;
  if (repeated) return ok(renderMessage(world, repeated, context.userId, { nonce: true }));
  const message = createMessage(world, channel, bot.user, {
    ...draft,
    ...(forward ? readForward(context, channel, forward, draft) : {}),
    tts: form.tts ?? false,
    nonce: form.nonce,
    replyTo,
  });
  armPoll(world, message);
  return ok(renderMessage(world, message, context.userId, { nonce: true }));
}

/** A person can keep bots from writing to them, and only hears of bots that share a guild with them. */
function checkRecipient(context: RestContext, channel: ChannelRecord): void {
  if (channel.guildId !== null || channel.group) return;
  const other = channel.recipients.find((user) => user.id !== context.userId);
  if (other && !other.bot && !shareGuild(context.world, context.userId, other.id)) {
    const told = 'Cannot send messages to this user due to having no mutual guilds';
    throw new ApiError(403, Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, told);
  }
  if (other && !other.bot && other.acceptsDms) return;
  throw new ApiError(403, Codes.CannotSendMessagesToThisUser, 'Cannot send messages to this user');
}

function readReference(
  context: RestContext,
  channel: ChannelRecord,
  reference: Form<typeof CREATE_MESSAGE>['message_reference'],
): MessageRecord | undefined {
  if (!reference) return undefined;
  if ((reference.channel_id ?? channel.id) !== channel.id) {
    const told = 'Cannot reply to a message in a different channel';
    throw invalidForm(['message_reference'], 'REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL', told);
  }
  if (!context.may(channel, 'ReadMessageHistory')) {
    const told = 'Cannot reply without permission to read message history';
    throw new ApiError(400, Codes.CannotReplyWithoutPermissionToReadMessageHistory, told);
  }
  const target = channel.messages.get(reference.message_id);
  if (!target && reference.fail_if_not_exists !== false) {
    throw invalidForm(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (target && !WRITTEN.has(target.type)) {
    throw invalidForm(
      ['message_reference'],
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    );
  }
  return target;
}

function findByNonce(
  context: RestContext,
  channel: ChannelRecord,
  nonce: string | number | null | undefined,
): MessageRecord | undefined {
  if (nonce === null || nonce === undefined) return undefined;
  return [...channel.messages.values()].reverse().find((message) => {
    const young = context.nowMs - Date.parse(message.timestamp) < NONCE_LIFE_MS;
    return young && message.author.id === context.userId && String(message.nonce) === String(nonce);
  });
}

function edit(context: RestContext): RestAnswer {
  const { world } = context;
  const channel = textChannel(context);
  const message = context.message(channel);
  const form = context.form(EDIT_MESSAGE);
  if (message.author.id !== context.userId) {
    const others = form.content ?? form.embeds ?? form.components ?? form.attachments ?? form.allowed_mentions ?? null;
    if (others !== null || typeof form.flags !== 'number') {
      const told = 'Cannot edit a message authored by another user';
      throw new ApiError(403, Codes.CannotEditMessageAuthoredByAnotherUser, told);
    }
    context.require(channel, 'ManageMessages');
  }
  if (!WRITTEN.has(message.type)) throw systemMessage();
  if (message.poll) throw new ApiError(400, Codes.CannotEditAPollMessage, 'Cannot edit a poll message');
  requireNotSpoken(message);
  requireUnarchived(channel);
  requireUnlocked(context, channel);
  // What was once made of components stays so.
  const kept = message.flags & MessageFlags.IsComponentsV2;
  const flags = editedFlags(message.flags, form.flags) | kept;
  requireEmptied(message, form, flags);
  checkComponents(form, flags);
  const embeds = readEmbeds(form);
  const files = readFiles(world, channel.id, form, context.files, message.files);
  const content = form.content === undefined ? undefined : (form.content ?? '').trim();
  const components = form.components === undefined ? undefined : (form.components ?? []);
  requireShownFiles(components ?? [], files ?? message.files);
  const left = [
    content ?? message.content,
    embeds ?? message.embeds,
    files ?? message.files,
    components ?? message.components,
    message.stickerIds,
    message.snapshots ?? [],
  ];
  if (left.every((each) => each.length === 0)) throw emptyMessage();
  editMessage(world, message, {
    content,
    embeds,
    components,
    files,
    flags,
    allowedMentions: readAllowedMentions(form),
  });
  return ok(renderMessage(world, message, context.userId));
}

function editedFlags(before: number, wanted: number | null | undefined): number {
  if (typeof wanted !== 'number') return before;
  const editable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  return (before & ~editable) | (wanted & editable);
}

function remove(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  const message = context.message(channel);
  if (LASTING.has(message.type)) throw systemMessage();
  requireNotSealed(context, channel);
  if (message.author.id !== context.userId) {
    const guild = context.guildOf(channel);
    context.require(channel, 'ManageMessages');
    context.audit(guild, MESSAGE_DELETE, message.author.id, { options: { channel_id: channel.id, count: '1' } });
  }
  deleteMessage(context.world, message);
  return noContent();
}

function bulkDelete(context: RestContext): RestAnswer {
  const channel = textChannel(context);
  const guild = context.guildOf(channel);
  context.require(channel, 'ManageMessages');
  requireNotSealed(context, channel);
  const { messages } = context.form({ messages: need(list(snowflake, { max: 1_000 })) });
  const ids = [...new Set(messages)];
  if (ids.length < 2 || ids.length > 100 || ids.length !== messages.length) {
    const told =
      'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete';
    throw new ApiError(400, Codes.ProvidedTooFewOrTooManyMessagesToDelete, told);
  }
  if (ids.some((id) => context.nowMs - snowflakeMs(id) > BULK_AGE_MS)) {
    const told = 'You can only bulk delete messages that are under 14 days old.';
    throw new ApiError(400, Codes.OneOfTheMessagesProvidedWasTooOldForBulkDelete, told);
  }
  context.audit(guild, MESSAGE_BULK_DELETE, channel.id, { options: { count: String(ids.length) } });
  deleteMessages(context.world, channel, ids);
  return noContent();
}

function crosspost(context: RestContext): RestAnswer {
  const channel = context.channel('SendMessages');
  if (channel.type !== ChannelType.GuildAnnouncement) throw wrongChannelType();
  const message = context.message(channel);
  if (message.type !== MessageType.Default) {
    throw new ApiError(400, Codes.InvalidMessageType, 'Invalid message type');
  }
  if (message.author.id !== context.userId) context.require(channel, 'ManageMessages');
  if (message.flags & MessageFlags.Crossposted) {
    throw new ApiError(400, Codes.ThisMessageWasAlreadyCrossposted, 'This message has already been crossposted.');
  }
  crosspostMessage(context.world, message);
  return ok(renderMessage(context.world, message, context.userId));
}

const MESSAGES = '/channels/{channel_id}/messages';
const MESSAGE = `${MESSAGES}/{message_id}`;

export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'GET', template: MESSAGES, handler: listMessages },
  { method: 'POST', template: MESSAGES, handler: create },
  { method: 'POST', template: `${MESSAGES}/bulk-delete`, handler: bulkDelete },
  { method: 'GET', template: MESSAGE, handler: getMessage },
  { method: 'PATCH', template: MESSAGE, handler: edit },
  { method: 'DELETE', template: MESSAGE, handler: remove },
  { method: 'POST', template: `${MESSAGE}/crosspost`, handler: crosspost },
];
