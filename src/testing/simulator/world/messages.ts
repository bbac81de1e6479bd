/** Writing, changing and removing messages, pins included. Rules of who may do so are the callers'. */
import { type APIEmbed, MessageFlags, MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import { completeComponents, textsOf } from './components';
import { completeEmbeds } from './embeds';
import { type Audience } from './event';
import { type AllowedMentions, findMentions } from './mentions';
import {
  type ChannelRecord,
  type FileRecord,
  type MessageRecord,
  type MessageReferenceRecord,
  type UserRecord,
} from './records';
import { type PollRecord } from './polls';
import { renderMessageEvent, renderWithoutContent } from './render-message';
import { isThread } from './thread-record';
import { afterMessage, beforeMessage, uncount } from './thread-state';
import { type World } from './world';

export interface MessageDraft {
  readonly id?: string | undefined;
  readonly type?: MessageType | undefined;
  readonly content?: string | undefined;
  readonly embeds?: readonly APIEmbed[] | undefined;
  readonly components?: readonly object[] | undefined;
  readonly stickerIds?: readonly string[] | undefined;
  readonly files?: readonly FileRecord[] | undefined;
  readonly tts?: boolean | undefined;
  readonly flags?: number | undefined;
  readonly nonce?: string | number | null | undefined;
  readonly allowedMentions?: AllowedMentions | undefined;
  /** The message that is answered. */
  readonly replyTo?: MessageRecord | undefined;
  readonly reference?: MessageReferenceRecord | undefined;
  /** Whom it mentions, where the text does not say. */
  readonly mentions?: readonly UserRecord[] | undefined;
  readonly mentionsEveryone?: boolean | undefined;
  readonly webhook?: MessageRecord['webhook'];
  readonly poll?: PollRecord | undefined;
  readonly snapshots?: readonly object[] | undefined;
  readonly interaction?: MessageRecord['interaction'];
  readonly visibleTo?: UserRecord | undefined;
}

/** Kinds of messages that somebody wrote; all others Discord wrote. */
export const WRITTEN: ReadonlySet<MessageType> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

/** Whether a message is still there: in its channel, or before the eyes of the one person who sees it. */
export function isThere(world: World, message: MessageRecord): boolean {
  return message.visibleTo ? world.ephemerals.has(message.id) : message.channel.messages.has(message.id);
}

/**
 * Who hears of a message. What only one person sees is told to the application alone, as if it were a direct message.
 * https://discord.com/developers/docs/events/gateway#list-of-intents
 */
function audienceOf(message: MessageRecord): Audience {
  if (!message.visibleTo) return channelAudience(message.channel);
  return { kind: 'users', userIds: [message.author.id] };
}

/** Who hears of what happens in a channel. */
export function channelAudience(channel: ChannelRecord): Audience {
  return channel.guildId === null
    ? { kind: 'users', userIds: channel.recipients.map((user) => user.id) }
    : { kind: 'guild', guildId: channel.guildId, channelId: channel.id };
}

export function createMessage(
  world: World,
  channel: ChannelRecord,
  author: UserRecord,
  draft: MessageDraft,
): MessageRecord {
  const content = draft.content ?? '';
  const mayAll = mayMentionAll(world, channel, author, draft);
  const text = [content, ...textsOf(draft.components ?? [])].join('\n');
  const mentions = findMentions(world, channel, mayAll, text, draft.allowedMentions, draft.replyTo);
  const reference = draft.reference ?? (draft.replyTo ? referenceTo(draft.replyTo) : null);
  const message: MessageRecord = {
    id: draft.id ?? world.ids.next(),
    channel,
    author,
    type: draft.type ?? (draft.replyTo ? MessageType.Reply : MessageType.Default),
    content,
    timestamp: world.timestamp(),
    editedAt: null,
    tts: draft.tts ?? false,
    mentionsEveryone: draft.mentionsEveryone ?? mentions.everyone,
    mentions: [...(draft.mentions ?? mentions.users)],
    mentionRoles: mentions.roleIds,
    files: [...(draft.files ?? [])],
    embeds: completeEmbeds(draft.embeds ?? [], draft.files ?? []),
    components: completeComponents(world, draft.components ?? [], draft.files ?? []),
    stickerIds: draft.stickerIds ?? [],
    flags: draft.flags ?? 0,
    nonce: draft.nonce ?? null,
    reactions: new Map(),
    reference,
    pinnedAt: null,
    webhook: draft.webhook,
    poll: draft.poll,
    interaction: draft.interaction,
    visibleTo: draft.visibleTo,
    snapshots: draft.snapshots,
    position: draft.visibleTo ? undefined : channel.thread?.totalSent,
  };
  if (message.visibleTo) {
    world.ephemerals.set(message.id, message);
    publishMessage(world, 'MESSAGE_CREATE', message);
    tellListeners(world, message);
    return message;
  }
  if (isThread(channel)) beforeMessage(world, channel, message);
  channel.messages.set(message.id, message);
  channel.lastMessageId = message.id;
  publishMessage(world, 'MESSAGE_CREATE', message);
  if (isThread(channel)) afterMessage(world, channel, message);
  tellListeners(world, message);
  return message;
}

/** What an application is still thinking about says nothing yet. */
function tellListeners(world: World, message: MessageRecord): void {
  if (message.flags & MessageFlags.Loading) return;
  for (const listener of world.messageListeners) listener(message);
}

/** Webhooks may mention whom they like; an application that answers an interaction is held to its permissions. */
function mayMentionAll(
  world: World,
  channel: ChannelRecord,
  author: UserRecord,
  by: Pick<MessageDraft, 'webhook' | 'interaction'>,
): boolean {
  if (by.webhook !== undefined && by.interaction === undefined) return true;
  return (world.permissionsIn(author.id, channel) & PermissionFlagsBits.MentionEveryone) !== 0n;
}

function referenceTo(target: MessageRecord): MessageReferenceRecord {
  return { type: 0, messageId: target.id, channelId: target.channel.id, guildId: target.channel.guildId };
}

export interface MessageChanges {
  readonly content?: string | undefined;
  readonly embeds?: readonly APIEmbed[] | undefined;
  readonly components?: readonly object[] | undefined;
  readonly files?: readonly FileRecord[] | undefined;
  readonly flags?: number | undefined;
  readonly allowedMentions?: AllowedMentions | undefined;
  /** Only what an application was still thinking about becomes a poll. */
  readonly poll?: PollRecord | undefined;
}

export function editMessage(world: World, message: MessageRecord, changes: MessageChanges): void {
  const isFirst = (message.flags & MessageFlags.Loading) !== 0;
  if (changes.content !== undefined) message.content = changes.content;
  const retells =
    changes.components !== undefined && ((changes.flags ?? message.flags) & MessageFlags.IsComponentsV2) !== 0;
  if (changes.content !== undefined || retells) {
    const text = [message.content, ...textsOf(changes.components ?? message.components)].join('\n');
    const replied = message.reference
      ? world.channels.get(message.reference.channelId)?.messages.get(message.reference.messageId ?? '')
      : undefined;
    const { channel, author } = message;
    const mayAll = mayMentionAll(world, channel, author, message);
    const mentions = findMentions(world, channel, mayAll, text, changes.allowedMentions, replied);
    message.mentions = mentions.users;
    message.mentionRoles = mentions.roleIds;
    message.mentionsEveryone = mentions.everyone;
  }
  if (changes.files) message.files = [...changes.files];
  if (changes.embeds) message.embeds = completeEmbeds(changes.embeds, message.files);
  if (changes.components) message.components = completeComponents(world, changes.components, message.files);
  if (changes.flags !== undefined) message.flags = changes.flags;
  if (changes.poll) message.poll = changes.poll;
  // What was awaited does not count as edited when it comes.
  if (!isFirst) message.editedAt = world.timestamp();
  publishMessage(world, 'MESSAGE_UPDATE', message);
  if (isFirst) tellListeners(world, message);
  for (const copy of message.crossposts ?? []) {
    if (isThere(world, copy))
      editMessage(world, copy, { ...changes, flags: undefined, allowedMentions: { parse: [] } });
  }
}

/** Tells everybody concerned about the message as it is now. */
export function publishMessage(world: World, name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: MessageRecord): void {
  const { reactions, poll } = message;
  world.publish({
    name,
    audience: audienceOf(message),
    // Only reactions and votes look different to each bot; without them all share one text.
    data:
      reactions.size === 0 && !poll
        ? renderMessageEvent(world, message, '')
        : (botUserId) => renderMessageEvent(world, message, botUserId),
    withoutContent: (botUserId) => renderWithoutContent(world, message, botUserId),
  });
}

export function deleteMessage(world: World, message: MessageRecord): void {
  const { channel } = message;
  if (message.visibleTo) {
    world.ephemerals.delete(message.id);
  } else {
    channel.messages.delete(message.id);
    if (isThread(channel)) uncount(channel, message);
    blankCopies(world, message);
  }
  world.publish({
    name: 'MESSAGE_DELETE',
    audience: audienceOf(message),
    data: { id: message.id, channel_id: channel.id, ...(message.visibleTo ? {} : guildOf(channel)) },
  });
}

export function deleteMessages(world: World, channel: ChannelRecord, ids: readonly string[]): void {
  const gone = ids.flatMap((id) => channel.messages.get(id) ?? []);
  if (gone.length === 0) return;
  for (const message of gone) {
    channel.messages.delete(message.id);
    if (isThread(channel)) uncount(channel, message);
    blankCopies(world, message);
  }
  const known = gone.map((message) => message.id);
  world.publish({
    name: 'MESSAGE_DELETE_BULK',
    audience: channelAudience(channel),
    data: { ids: known, channel_id: channel.id, ...guildOf(channel) },
  });
}

/** What was published to other channels stays there, but says nothing any more. */
function blankCopies(world: World, message: MessageRecord): void {
  for (const copy of message.crossposts ?? []) {
    if (!isThere(world, copy)) continue;
    copy.flags |= MessageFlags.SourceMessageDeleted;
    editMessage(world, copy, { content: '[Original Message Deleted]', embeds: [], components: [], files: [] });
  }
}

/** Pins or unpins; pinning also writes the grey line that says who did it. */
export function setPinned(world: World, message: MessageRecord, by: UserRecord, pinned: boolean): void {
  if ((message.pinnedAt !== null) === pinned) return;
  const { channel } = message;
  message.pinnedAt = pinned ? world.moment() : null;
  if (pinned) channel.lastPinAt = message.pinnedAt;
  publishMessage(world, 'MESSAGE_UPDATE', message);
  world.publish({
    name: 'CHANNEL_PINS_UPDATE',
    audience: channelAudience(channel),
    data: { channel_id: channel.id, ...guildOf(channel), last_pin_timestamp: channel.lastPinAt },
  });
  if (!pinned) return;
  createMessage(world, channel, by, {
    type: MessageType.ChannelPinnedMessage,
    allowedMentions: { parse: [] },
    reference: { type: 0, messageId: message.id, channelId: channel.id, guildId: channel.guildId },
  });
}

/** `guild_id` where there is one. */
export function guildOf(channel: ChannelRecord): { guild_id?: string } {
  return channel.guildId === null ? {} : { guild_id: channel.guildId };
}
