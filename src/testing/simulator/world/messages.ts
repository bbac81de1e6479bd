/** Writing, changing and removing messages, pins included. Rules of who may do so are the callers'. */
import { type APIEmbed, MessageType } from 'discord-api-types/v10';
import { type Audience } from './event';
import { type AllowedMentions, findMentions } from './mentions';
import {
  type ChannelRecord,
  type FileRecord,
  type MessageRecord,
  type MessageReferenceRecord,
  type UserRecord,
} from './records';
import { renderMessageEvent, renderWithoutContent } from './render-message';
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
  const mentions = findMentions(world, channel, author.id, content, draft.allowedMentions, draft.replyTo);
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
    mentionsEveryone: mentions.everyone,
    mentions: mentions.users,
    mentionRoles: mentions.roleIds,
    files: [...(draft.files ?? [])],
    embeds: [...(draft.embeds ?? [])],
    components: [...(draft.components ?? [])],
    stickerIds: draft.stickerIds ?? [],
    flags: draft.flags ?? 0,
    nonce: draft.nonce ?? null,
    reactions: new Map(),
    reference,
    pinnedAt: null,
  };
  channel.messages.set(message.id, message);
  channel.lastMessageId = message.id;
  publishMessage(world, 'MESSAGE_CREATE', message);
  for (const listener of world.messageListeners) listener(message);
  return message;
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
}

export function editMessage(world: World, message: MessageRecord, changes: MessageChanges): void {
  if (changes.content !== undefined) {
    message.content = changes.content;
    const replied = message.reference
      ? world.channels.get(message.reference.channelId)?.messages.get(message.reference.messageId)
      : undefined;
    const { channel, author } = message;
    const mentions = findMentions(world, channel, author.id, changes.content, changes.allowedMentions, replied);
    message.mentions = mentions.users;
    message.mentionRoles = mentions.roleIds;
    message.mentionsEveryone = mentions.everyone;
  }
  if (changes.embeds) message.embeds = [...changes.embeds];
  if (changes.components) message.components = [...changes.components];
  if (changes.files) message.files = [...changes.files];
  if (changes.flags !== undefined) message.flags = changes.flags;
  message.editedAt = world.timestamp();
  publishMessage(world, 'MESSAGE_UPDATE', message);
}

/** Tells everybody concerned about the message as it is now. */
export function publishMessage(world: World, name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: MessageRecord): void {
  const { reactions } = message;
  world.publish({
    name,
    audience: channelAudience(message.channel),
    // Only reactions look different to each bot; without them all share one text.
    data:
      reactions.size === 0
        ? renderMessageEvent(world, message, '')
        : (botUserId) => renderMessageEvent(world, message, botUserId),
    withoutContent: (botUserId) => renderWithoutContent(world, message, botUserId),
  });
}

export function deleteMessage(world: World, message: MessageRecord): void {
  const { channel } = message;
  channel.messages.delete(message.id);
  world.publish({
    name: 'MESSAGE_DELETE',
    audience: channelAudience(channel),
    data: { id: message.id, channel_id: channel.id, ...guildOf(channel) },
  });
}

export function deleteMessages(world: World, channel: ChannelRecord, ids: readonly string[]): void {
  const known = ids.filter((id) => channel.messages.delete(id));
  if (known.length === 0) return;
  world.publish({
    name: 'MESSAGE_DELETE_BULK',
    audience: channelAudience(channel),
    data: { ids: known, channel_id: channel.id, ...guildOf(channel) },
  });
}

/** Pins or unpins; pinning also writes the grey line that says who did it. */
export function setPinned(world: World, message: MessageRecord, by: UserRecord, pinned: boolean): void {
  if ((message.pinnedAt !== null) === pinned) return;
  const { channel } = message;
  message.pinnedAt = pinned ? world.timestamp() : null;
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
