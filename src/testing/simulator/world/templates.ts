/**
 * Templates: what a guild looked like when somebody took a picture of it.
 * https://discord.com/developers/docs/resources/guild-template
 */
import { ChannelType } from 'discord-api-types/v10';
import { tokenText } from '../random';
import { type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render-user';
import { type World } from './world';

export interface TemplateRecord {
  readonly code: string;
  name: string;
  description: string | null;
  readonly creator: UserRecord;
  readonly createdAt: string;
  updatedAt: string;
  readonly guildId: string;
  /** As a payload. */
  snapshot: object;
}

export function createTemplate(
  world: World,
  guild: GuildRecord,
  creator: UserRecord,
  draft: { name: string; description: string | null },
): TemplateRecord {
  const now = world.timestamp();
  const template: TemplateRecord = {
    code: tokenText(world.random, 12).replace(/[-_]/g, 'x'),
    ...draft,
    creator,
    createdAt: now,
    updatedAt: now,
    guildId: guild.id,
    snapshot: takeSnapshot(guild),
  };
  guild.templates.set(template.code, template);
  return template;
}

/** Brings a template up to what the guild is now. */
export function syncTemplate(world: World, guild: GuildRecord, template: TemplateRecord): void {
  template.snapshot = takeSnapshot(guild);
  template.updatedAt = world.timestamp();
}

export function renderTemplate(guild: GuildRecord, template: TemplateRecord): object {
  const dirty = JSON.stringify(takeSnapshot(guild)) !== JSON.stringify(template.snapshot);
  return {
    code: template.code,
    name: template.name,
    description: template.description,
    usage_count: 0,
    creator_id: template.creator.id,
    creator: renderUser(template.creator),
    created_at: template.createdAt,
    updated_at: template.updatedAt,
    source_guild_id: template.guildId,
    serialized_source_guild: template.snapshot,
    is_dirty: dirty ? true : null,
  };
}

/** A template knows four kinds of channels; the others are taken for the nearest of them. */
const KINDS: Readonly<Partial<Record<ChannelType, ChannelType>>> = {
  [ChannelType.GuildAnnouncement]: ChannelType.GuildText,
  [ChannelType.GuildStageVoice]: ChannelType.GuildVoice,
  [ChannelType.GuildMedia]: ChannelType.GuildForum,
};

/** A guild with numbers in place of ids: roles from 0 (@everyone), channels from 1. */
function takeSnapshot(guild: GuildRecord): object {
  const roles = [...guild.roles.values()].filter((role) => !role.managed).sort((a, b) => a.position - b.position);
  const roleNumbers = new Map(roles.map((role, index) => [role.id, index]));
  const channels = [...guild.channels.values()].sort(
    // Categories come first, so that what is in them can name them.
    (a, b) => Number(isCategory(b)) - Number(isCategory(a)) || a.position - b.position,
  );
  const channelNumbers = new Map(channels.map((channel, index) => [channel.id, index + 1]));
  const numberOf = (id: string | null): string | null => {
    const number = channelNumbers.get(id ?? '');
    return number === undefined ? null : String(number);
  };
  return {
    name: guild.name,
    description: guild.description,
    region: 'deprecated',
    verification_level: guild.verificationLevel,
    default_message_notifications: guild.defaultMessageNotifications,
    explicit_content_filter: guild.explicitContentFilter,
    preferred_locale: guild.preferredLocale,
    afk_channel_id: numberOf(guild.afkChannelId),
    afk_timeout: guild.afkTimeoutS,
    system_channel_id: numberOf(guild.systemChannelId),
    system_channel_flags: guild.settings.systemChannelFlags,
    roles: roles.map((role, index) => ({
      id: index,
      name: role.name,
      permissions: role.permissions.toString(),
      color: role.color,
      colors: {
        primary_color: role.color,
        secondary_color: role.secondaryColor,
        tertiary_color: role.tertiaryColor,
      },
      hoist: role.hoist,
      mentionable: role.mentionable,
      icon: null,
      unicode_emoji: role.unicodeEmoji,
    })),
    channels: channels.map((channel, index) => ({
      id: index + 1,
      type: KINDS[channel.type] ?? channel.type,
      name: channel.name,
      position: channel.position,
      topic: channel.topic,
      bitrate: channel.bitrate,
      user_limit: channel.userLimit,
      nsfw: channel.nsfw,
      rate_limit_per_user: channel.slowmodeS,
      parent_id: numberOf(channel.parentId),
      default_auto_archive_duration: null,
      permission_overwrites: numberedOverwrites(channel, roleNumbers),
      available_tags: null,
      template: '',
      default_reaction_emoji: null,
      default_thread_rate_limit_per_user: null,
      default_sort_order: null,
      default_forum_layout: null,
      default_tag_setting: null,
      theme_color: null,
    })),
  };
}

function isCategory(channel: ChannelRecord): boolean {
  return channel.type === ChannelType.GuildCategory;
}

/** Overwrites of roles; those of members mean nothing in another guild. */
function numberedOverwrites(channel: ChannelRecord, roleNumbers: ReadonlyMap<string, number>): object[] {
  return [...channel.overwrites.values()].flatMap((overwrite) => {
    const number = roleNumbers.get(overwrite.id);
    if (number === undefined) return [];
    const { allow, deny } = overwrite;
    return [{ id: String(number), type: 0, allow: allow.toString(), deny: deny.toString() }];
  });
}
