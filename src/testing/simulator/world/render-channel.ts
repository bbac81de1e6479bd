/** Guild channels and threads as payloads. Discord leaves out the fields that make no sense for a type. */
import { type APIOverwrite, ChannelType, type OverwriteType } from 'discord-api-types/v10';
import { type ForumEmojiRecord } from './channel-settings';
import { type ChannelRecord } from './records';
import { isThread, type ThreadChannel, type ThreadMemberRecord } from './thread-record';
import { wire } from './wire';

/** Discord counts no further. */
const MEMBERS_COUNTED = 50;

/** A channel of a guild. GUILD_CREATE carries no `guild_id`. */
export function renderGuildChannel(
  channel: ChannelRecord,
  options: { viewerId?: string; withGuild?: boolean } = {},
): object {
  if (isThread(channel)) return renderThread(channel, options.viewerId);
  const { settings } = channel;
  const base = {
    id: channel.id,
    type: channel.type,
    flags: settings.flags,
    ...(options.withGuild === false ? {} : { guild_id: channel.guildId }),
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: renderOverwrites(channel),
    nsfw: channel.nsfw,
  };
  const written = { last_message_id: channel.lastMessageId, rate_limit_per_user: channel.slowmodeS };
  const threaded = {
    topic: channel.topic,
    ...(settings.autoArchiveMinutes === null ? {} : { default_auto_archive_duration: settings.autoArchiveMinutes }),
    default_thread_rate_limit_per_user: settings.threadSlowmodeS,
  };
  switch (channel.type) {
    case ChannelType.GuildCategory:
      return base;
    case ChannelType.GuildVoice:
    case ChannelType.GuildStageVoice:
      return {
        ...base,
        ...written,
        bitrate: channel.bitrate,
        user_limit: channel.userLimit,
        rtc_region: channel.rtcRegion,
        ...(settings.videoQualityMode === null ? {} : { video_quality_mode: settings.videoQualityMode }),
      };
    case ChannelType.GuildForum:
    case ChannelType.GuildMedia:
      return {
        ...base,
        ...written,
        ...threaded,
        available_tags: settings.tags.map((tag) => ({
          id: tag.id,
          name: tag.name,
          moderated: tag.moderated,
          emoji_id: tag.emojiId,
          emoji_name: tag.emojiName,
        })),
        default_reaction_emoji: settings.reactionEmoji && renderForumEmoji(settings.reactionEmoji),
        default_sort_order: settings.sortOrder,
        ...(settings.tagSetting === null ? {} : { default_tag_setting: settings.tagSetting }),
        ...(channel.type === ChannelType.GuildForum ? { default_forum_layout: settings.forumLayout } : {}),
      };
    default:
      return { ...base, ...written, ...threaded, last_pin_timestamp: channel.lastPinAt };
  }
}

function renderForumEmoji(emoji: ForumEmojiRecord): object {
  return { emoji_id: emoji.emojiId, emoji_name: emoji.emojiName };
}

function renderOverwrites(channel: ChannelRecord): APIOverwrite[] {
  return [...channel.overwrites.values()].map((overwrite) => ({
    id: overwrite.id,
    type: wire<OverwriteType>(overwrite.type),
    allow: overwrite.allow.toString(),
    deny: overwrite.deny.toString(),
  }));
}

/** A thread. Who has joined it is told so in `member`. */
export function renderThread(channel: ThreadChannel, viewerId?: string): object {
  const { thread } = channel;
  const member = viewerId === undefined ? undefined : thread.members.get(viewerId);
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: channel.settings.flags,
    ...(channel.lastPinAt === null ? {} : { last_pin_timestamp: channel.lastPinAt }),
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmodeS,
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.archivedAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createdAt,
      ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
    },
    message_count: thread.messageCount,
    member_count: Math.min(thread.members.size, MEMBERS_COUNTED),
    total_message_sent: thread.totalSent,
    ...(thread.appliedTags === null ? {} : { applied_tags: [...thread.appliedTags] }),
    ...(member ? { member: renderThreadMember(channel, member) } : {}),
  };
}

export function renderThreadMember(channel: ThreadChannel, member: ThreadMemberRecord): object {
  return { id: channel.id, user_id: member.userId, join_timestamp: member.joinedAt, flags: 0 };
}
