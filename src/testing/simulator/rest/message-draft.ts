/** What a body says of a new message, read and checked: the same in channels, for posts of forums and for webhooks. */
import { MessageFlags, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type MessageDraft, WRITTEN } from '../world/messages';
import { type ChannelRecord, type MessageRecord } from '../world/records';
import { mayReadAnyway, renderSnapshot } from '../world/render-message';
import { findStickerItem } from '../world/sticker-items';
import { ApiError, invalidForm, missingAccess, unknown } from './api-error';
import { requireShownFiles } from './component-form';
import { type RestContext } from './context';
import { type Form } from './form';
import {
  checkComponents,
  type CREATE_MESSAGE,
  emptyMessage,
  type NEW_MESSAGE,
  readAllowedMentions,
  readEmbeds,
  readFiles,
  refusedBeside,
} from './message-form';
import { readPoll } from './poll-form';

type NewMessageForm = Form<typeof NEW_MESSAGE>;
export type ReferenceForm = NonNullable<Form<typeof CREATE_MESSAGE>['message_reference']>;

const ONLY_FORWARDED = 'Message forwards cannot contain other content.';

/** Flags that a bot may set on what it writes. */
export const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

/**
 * Reads a message. Throws when it says nothing, unless `mayBeEmpty`.
 * @param settable the flags that may be set; others are ignored.
 */
export function readDraft(
  context: RestContext,
  channelId: string,
  form: NewMessageForm,
  { settable = SETTABLE_FLAGS, mayBeEmpty = false }: { settable?: number; mayBeEmpty?: boolean } = {},
): MessageDraft {
  const { world } = context;
  const flags = (form.flags ?? 0) & settable;
  const embeds = readEmbeds(form) ?? [];
  checkComponents(form, flags);
  const stickerIds = form.sticker_ids ?? [];
  if (flags & MessageFlags.IsComponentsV2) refuseLegacy(form, stickerIds);
  for (const id of stickerIds) {
    if (!findStickerItem(world, id)) throw new ApiError(400, Codes.InvalidStickerSent, 'Invalid sticker sent');
  }
  const allowedMentions = readAllowedMentions(form);
  const poll = form.poll ? readPoll(world, form.poll) : undefined;
  const files = readFiles(world, channelId, form, context.files) ?? [];
  const content = (form.content ?? '').trim();
  const components = form.components ?? [];
  requireShownFiles(components, files);
  if (flags & MessageFlags.IsVoiceMessage) requireVoice({ content, embeds, components, stickerIds, poll, files });
  const isEmpty = content === '' && !poll && [embeds, files, components, stickerIds].every((each) => each.length === 0);
  if (isEmpty && !mayBeEmpty) throw emptyMessage();
  return { content, embeds, files, components, stickerIds, flags, allowedMentions, poll };
}

/** A voice message is one sound, and nothing beside it. https://discord.com/developers/docs/resources/message#attachment-object-voice-messages */
function requireVoice({ content, embeds, components, stickerIds, poll, files = [] }: MessageDraft): void {
  const others = [content, embeds, components, stickerIds];
  if (poll || others.some((each) => (each?.length ?? 0) > 0)) {
    const told = 'Voice messages do not support additional content.';
    throw new ApiError(400, Codes.VoiceMessagesDoNotSupportAdditionalContent, told);
  }
  const [sound] = files;
  if (files.length !== 1 || sound?.attachment.content_type?.startsWith('audio/') !== true) {
    const told = 'Voice messages must have a single audio attachment.';
    throw new ApiError(400, Codes.VoiceMessagesMustHaveASingleAudioAttachment, told);
  }
  const { duration_secs: durationS, waveform } = sound.attachment;
  if (durationS === undefined || waveform === undefined) {
    const told = 'Voice messages must have supporting metadata.';
    throw new ApiError(400, Codes.VoiceMessagesMustHaveSupportingMetadata, told);
  }
}

/** What was spoken stays as it is. */
export function requireNotSpoken(message: MessageRecord): void {
  if ((message.flags & MessageFlags.IsVoiceMessage) === 0) return;
  throw new ApiError(400, Codes.VoiceMessagesCannotBeEdited, 'Voice messages cannot be edited.');
}

/** Components of the second kind stand alone. */
function refuseLegacy(form: NewMessageForm, stickerIds: readonly string[]): void {
  const used = form.poll ? 'poll' : stickerIds.length > 0 ? 'sticker_ids' : undefined;
  if (used !== undefined) throw refusedBeside(used);
}

/** What beyond sending a message takes in a channel. */
export function requireForDraft(context: RestContext, channel: ChannelRecord, draft: MessageDraft): void {
  if ((draft.embeds?.length ?? 0) > 0) context.require(channel, 'EmbedLinks');
  if (context.files.length > 0) context.require(channel, 'AttachFiles');
  if (draft.poll) context.require(channel, 'SendPolls');
  if ((draft.flags ?? 0) & MessageFlags.IsVoiceMessage && !context.may(channel, 'SendVoiceMessages')) {
    const told = 'You cannot send voice messages in this channel.';
    throw new ApiError(403, Codes.YouCannotSendVoiceMessagesInThisChannel, told);
  }
}

/** A thread that is locked is only for those who manage threads. */
export function requireUnlocked(context: RestContext, channel: ChannelRecord): void {
  if (channel.thread?.locked !== true || context.may(channel, 'ManageThreads')) return;
  throw new ApiError(403, Codes.ThreadLocked, 'This thread is locked');
}

/** What stands in a thread that is archived and locked stays there. */
export function requireNotSealed(context: RestContext, channel: ChannelRecord): void {
  if (channel.thread?.archived === true) requireUnlocked(context, channel);
}

/** What is in an archived thread stays as it is. */
export function requireUnarchived(channel: ChannelRecord): void {
  if (channel.thread?.archived === true) {
    throw new ApiError(400, Codes.InvalidActionOnArchivedThread, 'Thread is archived');
  }
}

/** The forward that a body asks for: a snapshot of a message that the bot can read, and nothing else. */
export function readForward(
  context: RestContext,
  target: ChannelRecord,
  reference: ReferenceForm,
  draft: MessageDraft,
): Pick<MessageDraft, 'reference' | 'snapshots' | 'flags'> {
  const { world } = context;
  const said = [draft.content, draft.embeds, draft.files, draft.components, draft.stickerIds];
  if (draft.poll !== undefined || said.some((each) => (each?.length ?? 0) > 0)) {
    throw invalidForm(['message_reference'], 'FORWARD_CONTAINS_UNSUPPORTED_CONTENT', ONLY_FORWARDED);
  }
  const { channel_id: channelId } = reference;
  if (channelId === null || channelId === undefined) {
    throw invalidForm(['message_reference', 'channel_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  const source = world.channels.get(channelId);
  if (!source) throw unknown('channel');
  const isIn = source.recipients.some((user) => user.id === context.userId);
  if (source.guildId === null ? !isIn : !world.maySee(context.userId, source)) throw missingAccess();
  if (!context.may(source, 'ReadMessageHistory')) {
    const told = 'Cannot reference a message without permission to read message history';
    throw new ApiError(400, Codes.CannotReferenceAMessageWithoutPermissionToReadMessageHistory, told);
  }
  if (source.nsfw && !target.nsfw) {
    const told = 'Cannot forward a message from an age-restricted channel to one that is not';
    throw new ApiError(400, Codes.NSFWChannelMessageReferenceNotAllowed, told);
  }
  const message = source.messages.get(reference.message_id);
  if (!message) throw unknown('message');
  if (!WRITTEN.has(message.type)) {
    throw new ApiError(400, Codes.InvalidMessageType, 'Invalid message type');
  }
  if (!context.bot.privilegedIntents.has('MessageContent') && !mayReadAnyway(message, context.userId)) {
    const told = 'Cannot forward a message whose content you cannot read';
    throw new ApiError(400, Codes.CannotForwardMessageWithUnreadableContent, told);
  }
  return {
    flags: (draft.flags ?? 0) | MessageFlags.HasSnapshot,
    reference: { type: 1, messageId: message.id, channelId: source.id, guildId: source.guildId },
    snapshots: snapshotsOf(context, message),
  };
}

/** What is forwarded twice stays what it was at first. */
function snapshotsOf(context: RestContext, message: MessageRecord): readonly object[] {
  return message.snapshots ?? [renderSnapshot(context.world, message)];
}
