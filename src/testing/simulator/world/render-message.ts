/** Messages as payloads: for REST, for MESSAGE_CREATE, and for sessions that may not read content. */
import { type APIAttachment, type APIMessage, type APIReaction, MessageFlags } from 'discord-api-types/v10';
import { picturesOf } from './embeds';
import { type BotRecord, type MessageRecord, type ReactionRecord } from './records';
import { renderPartialMember, renderUser } from './render';
import { renderThread } from './render-channel';
import { renderMetadata } from './render-interaction-metadata';
import { renderPoll } from './render-poll';
import { renderStickerItems } from './sticker-items';
import { isThread } from './thread-record';
import { wire } from './wire';
import { type World } from './world';

/** Where a reply's quoted message is looked for; replies quote one level deep. */
function quoted(world: World, message: MessageRecord, viewerId: string): { referenced_message?: APIMessage | null } {
  const { reference } = message;
  // What is only linked to another channel quotes nothing.
  if (reference?.type !== 0 || reference.messageId === null || message.flags & MessageFlags.IsCrosspost) return {};
  const target = world.channels.get(reference.channelId)?.messages.get(reference.messageId);
  return { referenced_message: target ? renderMessage(world, target, viewerId, { quote: false }) : null };
}

/** A message as REST answers with it. `viewerId` decides the `me` of reactions. */
export function renderMessage(
  world: World,
  message: MessageRecord,
  viewerId: string,
  options: { quote?: boolean; nonce?: boolean } = {},
): APIMessage {
  const { reference } = message;
  const payload = {
    type: message.type,
    tts: message.tts,
    timestamp: message.timestamp,
    pinned: message.pinnedAt !== null,
    ...(options.nonce === true && message.nonce !== null ? { nonce: message.nonce } : {}),
    mentions: message.mentions.map(renderUser),
    mention_roles: [...message.mentionRoles],
    mention_everyone: message.mentionsEveryone,
    ...(reference
      ? {
          message_reference: {
            type: reference.type,
            ...(reference.messageId === null ? {} : { message_id: reference.messageId }),
            channel_id: reference.channelId,
            ...(reference.guildId === null ? {} : { guild_id: reference.guildId }),
          },
        }
      : {}),
    ...(options.quote === false ? {} : quoted(world, message, viewerId)),
    id: message.id,
    flags: message.flags,
    embeds: message.embeds,
    edited_timestamp: message.editedAt,
    content: message.content,
    components: message.components,
    channel_id: message.channel.id,
    author: renderAuthor(message),
    ...(message.webhook ? { webhook_id: message.webhook.id } : {}),
    ...(message.webhook?.applicationId ? { application_id: message.webhook.applicationId } : {}),
    attachments: listedFiles(message),
    ...renderStickerItems(world, message.stickerIds),
    // A quoted message comes without them.
    ...(message.reactions.size > 0 && options.quote !== false
      ? { reactions: [...message.reactions.values()].map((reaction) => renderReaction(reaction, viewerId)) }
      : {}),
    ...(message.poll ? { poll: renderPoll(message.poll, viewerId) } : {}),
    ...(message.snapshots ? { message_snapshots: message.snapshots } : {}),
    ...(message.interaction ? renderMetadata(message.interaction) : {}),
    ...(message.position === undefined ? {} : { position: message.position }),
    ...threadBelow(world, message),
  };
  return wire(payload);
}

/** The files of a message, but for those that its embeds show; those that components show are never listed. */
function listedFiles({ files, embeds, flags }: MessageRecord): APIAttachment[] {
  if (files.length === 0 || flags & MessageFlags.IsComponentsV2) return [];
  const shown = picturesOf(embeds);
  return files.flatMap(({ attachment }) => (shown.has(attachment.url) ? [] : [attachment]));
}

/** What webhooks write has an author that is no account. */
function renderAuthor(message: MessageRecord): object {
  const { author, webhook, interaction } = message;
  return webhook && !interaction ? { ...renderUser(author), discriminator: '0000' } : renderUser(author);
}

/** The thread that was started from a message bears its id. */
function threadBelow(world: World, message: MessageRecord): object {
  const channel = world.channels.get(message.id);
  return channel && channel !== message.channel && isThread(channel) ? { thread: renderThread(channel) } : {};
}

/** A message as it is kept when somebody forwards it: without who wrote it and where. */
export function renderSnapshot(world: World, message: MessageRecord): object {
  const {
    type,
    content,
    mentions,
    mention_roles,
    attachments,
    embeds,
    timestamp,
    edited_timestamp,
    flags,
    components,
  } = renderMessage(world, message, '');
  return {
    message: {
      ...{
        type,
        content,
        mentions,
        mention_roles,
        attachments,
        embeds,
        timestamp,
        edited_timestamp,
        flags,
        components,
      },
      ...renderStickerItems(world, message.stickerIds),
    },
  };
}

function renderReaction(reaction: ReactionRecord, viewerId: string): APIReaction {
  const count = reaction.userIds.size;
  return {
    emoji: { id: reaction.emoji.id, name: reaction.emoji.name },
    count,
    count_details: { burst: 0, normal: count },
    burst_colors: [],
    me_burst: false,
    me: reaction.userIds.has(viewerId),
  };
}

/** A message as the gateway sends it: with the guild, the author's member, and the members of who is mentioned. */
export function renderMessageEvent(world: World, message: MessageRecord, viewerId: string): object {
  const payload = renderMessage(world, message, viewerId, { nonce: true });
  // What only one person sees is told without its guild.
  const guild = message.visibleTo ? undefined : world.guildOf(message.channel);
  if (!guild) return { ...payload, channel_type: message.channel.type };
  const member = guild.members.get(message.author.id);
  return {
    ...payload,
    channel_type: message.channel.type,
    guild_id: guild.id,
    ...(member ? { member: renderPartialMember(member) } : {}),
    mentions: message.mentions.map((user) => {
      const mentioned = guild.members.get(user.id);
      return mentioned ? { ...renderUser(user), member: renderPartialMember(mentioned) } : renderUser(user);
    }),
  };
}

/**
 * What a session without MESSAGE_CONTENT gets of a message; `undefined` when it may read it all the same: its own
 * messages, direct messages, and messages that mention it.
 * https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function renderWithoutContent(world: World, message: MessageRecord, botUserId: string): object | undefined {
  if (mayReadAnyway(message, botUserId)) return undefined;
  const payload = renderMessageEvent(world, message, botUserId) as APIMessage;
  return { ...payload, ...contentHidden(world, message, payload, botUserId) };
}

/** What takes the place of fields that a bot may not read, in the message and in the one that it quotes. */
function contentHidden(world: World, message: MessageRecord, payload: APIMessage, botUserId: string): object {
  const { reference } = message;
  const target = reference
    ? world.channels.get(reference.channelId)?.messages.get(reference.messageId ?? '')
    : undefined;
  const quote = payload.referenced_message;
  const own = mayReadAnyway(message, botUserId)
    ? {}
    : {
        ...EMPTY_CONTENT,
        ...(message.poll ? { poll: undefined } : {}),
        ...(message.snapshots ? { message_snapshots: message.snapshots.map(blank) } : {}),
      };
  return {
    ...own,
    ...(quote && target && !mayReadAnyway(target, botUserId)
      ? { referenced_message: { ...quote, ...EMPTY_CONTENT } }
      : {}),
  };
}

/** A message as REST shows it to a bot, which may lack the intent to read what others wrote. */
export function renderMessageFor(world: World, message: MessageRecord, bot: BotRecord): APIMessage {
  const payload = renderMessage(world, message, bot.user.id);
  if (bot.privilegedIntents.has('MessageContent')) return payload;
  return wire({ ...payload, ...contentHidden(world, message, payload, bot.user.id) });
}

const EMPTY_CONTENT = { content: '', embeds: [], attachments: [], components: [] };

/** A forwarded message without its content. */
function blank(snapshot: object): object {
  return { message: { ...(snapshot as { message: object }).message, ...EMPTY_CONTENT } };
}

export function mayReadAnyway(message: MessageRecord, botUserId: string): boolean {
  if (message.channel.guildId === null || message.author.id === botUserId) return true;
  return message.mentions.some((user) => user.id === botUserId);
}
