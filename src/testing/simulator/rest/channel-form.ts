/** What bodies say of guild channels, and which fields each type takes. https://discord.com/developers/docs/resources/channel#modify-channel */
import { ChannelFlags, ChannelType, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ChannelDraft } from '../world/channels';
import { type ChannelSettings, type ForumTagRecord } from '../world/channel-settings';
import { type ChannelRecord, type GuildRecord, type OverwriteRecord } from '../world/records';
import { ApiError, invalidForm, missingPermissions, wrongChannelType } from './api-error';
import { type RestContext } from './context';
import {
  boolean,
  choice,
  type Form,
  integer,
  list,
  need,
  nullable,
  object,
  permissionSet,
  readForm,
  snowflake,
  text,
} from './form';

const { Administrator, ManageRoles } = PermissionFlagsBits;
const INT32 = { min: 0, max: 2_147_483_647 };
const SLOWMODE = { min: 0, max: 21_600 };
export const ARCHIVE_MINUTES = choice([60, 1_440, 4_320, 10_080]);

const OVERWRITE = object({
  id: need(snowflake),
  type: need(choice([0, 1])),
  allow: nullable(permissionSet),
  deny: nullable(permissionSet),
});

const TAG = object({
  id: nullable(snowflake),
  // The documentation says 20, the schema 50.
  name: need(text({ min: 1, max: 50 })),
  moderated: nullable(boolean),
  emoji_id: nullable(snowflake),
  emoji_name: nullable(text({ max: 100 })),
});

export const CHANNEL_FIELDS = {
  topic: nullable(text({ max: 4_096 })),
  position: nullable(integer(INT32)),
  parent_id: nullable(snowflake),
  nsfw: nullable(boolean),
  rate_limit_per_user: nullable(integer(SLOWMODE)),
  bitrate: nullable(integer({ min: 8_000, max: 384_000 })),
  user_limit: nullable(integer({ min: 0, max: 10_000 })),
  rtc_region: nullable(text({ max: 100 })),
  video_quality_mode: nullable(choice([1, 2])),
  permission_overwrites: nullable(list(OVERWRITE, { max: 100 })),
  default_auto_archive_duration: nullable(ARCHIVE_MINUTES),
  default_thread_rate_limit_per_user: nullable(integer(SLOWMODE)),
  default_reaction_emoji: nullable(object({ emoji_id: nullable(snowflake), emoji_name: nullable(text({ max: 100 })) })),
  default_sort_order: nullable(choice([0, 1])),
  default_forum_layout: nullable(choice([0, 1, 2])),
  default_tag_setting: nullable(choice(['match_all', 'match_some'])),
  available_tags: nullable(list(TAG, { max: 20 })),
  flags: nullable(integer(INT32)),
};

export type ChannelForm = Form<typeof CHANNEL_FIELDS>;
type FieldName = keyof typeof CHANNEL_FIELDS;

const EVERYWHERE: readonly FieldName[] = ['position', 'permission_overwrites'];
const WRITTEN: readonly FieldName[] = [...EVERYWHERE, 'parent_id', 'nsfw', 'rate_limit_per_user'];
const THREADED: readonly FieldName[] = [
  ...WRITTEN,
  'topic',
  'default_auto_archive_duration',
  'default_thread_rate_limit_per_user',
];
const SPOKEN: readonly FieldName[] = [...WRITTEN, 'bitrate', 'user_limit', 'rtc_region', 'video_quality_mode'];
const POSTED: readonly FieldName[] = [
  ...THREADED,
  'flags',
  'available_tags',
  'default_reaction_emoji',
  'default_sort_order',
  'default_tag_setting',
];

const TAKES: Readonly<Partial<Record<ChannelType, ReadonlySet<FieldName>>>> = {
  [ChannelType.GuildText]: new Set(THREADED),
  [ChannelType.GuildAnnouncement]: new Set(THREADED),
  [ChannelType.GuildCategory]: new Set(EVERYWHERE),
  [ChannelType.GuildVoice]: new Set(SPOKEN),
  [ChannelType.GuildStageVoice]: new Set(SPOKEN),
  [ChannelType.GuildForum]: new Set([...POSTED, 'default_forum_layout']),
  [ChannelType.GuildMedia]: new Set(POSTED),
};

/** What a voice channel's sound may take, in bits per second, by boost tier; a stage's takes less. */
const BITRATES = [96_000, 128_000, 256_000, 384_000];
const STAGE_BITRATE = 64_000;
const VOICE_USERS = 99;

const SLUG_TYPES: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

/** The name as the channel will bear it: of channels to write in it is a slug. */
export function channelName(name: string, type: ChannelType): string {
  const trimmed = name.trim();
  return SLUG_TYPES.has(type) ? trimmed.toLowerCase().replace(/\s+/g, '-') : trimmed;
}

/** Throws when an edit names a field that a type does not take. */
export function refuseForeign(form: ChannelForm, type: ChannelType): void {
  for (const [key, value] of Object.entries(form)) {
    if (!(key in CHANNEL_FIELDS) || value === null || value === undefined) continue;
    if (TAKES[type]?.has(key as FieldName) !== true) throw wrongChannelType();
  }
}

/** What a body says of a channel, beside its name and kind; what the type does not take is left out. */
export function readChannel(
  context: RestContext,
  guild: GuildRecord,
  given: ChannelForm,
  type: ChannelType,
  before?: ChannelRecord,
): Omit<ChannelDraft, 'name' | 'type'> {
  const form = Object.fromEntries(
    Object.entries(given).filter(([key]) => TAKES[type]?.has(key as FieldName) === true),
  ) as Partial<ChannelForm>;
  checkLimits(guild, form, type);
  return {
    topic: form.topic,
    position: form.position ?? undefined,
    parentId: form.parent_id,
    nsfw: form.nsfw ?? undefined,
    slowmodeS: form.rate_limit_per_user ?? undefined,
    bitrate: form.bitrate ?? undefined,
    userLimit: form.user_limit ?? undefined,
    rtcRegion: form.rtc_region,
    overwrites: form.permission_overwrites
      ? readOverwrites(context, guild, form.permission_overwrites, before)
      : undefined,
    settings: readSettings(context, form, type, before),
  };
}

function checkLimits(guild: GuildRecord, form: Partial<ChannelForm>, type: ChannelType): void {
  const isForum = type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
  readForm({ topic: form.topic ?? undefined }, { topic: text({ max: isForum ? 4_096 : 1_024 }) });
  const isStage = type === ChannelType.GuildStageVoice;
  if (!isStage) {
    readForm({ user_limit: form.user_limit ?? undefined }, { user_limit: integer({ min: 0, max: VOICE_USERS }) });
  }
  const highest = isStage ? STAGE_BITRATE : (BITRATES[guild.settings.premiumTier] ?? STAGE_BITRATE);
  if ((form.bitrate ?? 0) > highest) {
    const told = 'Bitrate is too high for channel of this type';
    throw new ApiError(400, Codes.BitrateIsTooHighForChannelOfThisType, told);
  }
}

/** Only what the body names is in the result, so that it can be laid over what is there. */
function readSettings(
  context: RestContext,
  form: Partial<ChannelForm>,
  type: ChannelType,
  before: ChannelRecord | undefined,
): Partial<ChannelSettings> {
  const settings: { -readonly [Key in keyof ChannelSettings]?: ChannelSettings[Key] } = {};
  const { default_reaction_emoji: emoji } = form;
  if (form.video_quality_mode !== undefined) settings.videoQualityMode = form.video_quality_mode;
  if (form.default_auto_archive_duration !== undefined) {
    settings.autoArchiveMinutes = form.default_auto_archive_duration;
  }
  if (form.default_thread_rate_limit_per_user !== undefined) {
    settings.threadSlowmodeS = form.default_thread_rate_limit_per_user ?? 0;
  }
  if (form.default_sort_order !== undefined) settings.sortOrder = form.default_sort_order;
  if (form.default_forum_layout !== undefined) settings.forumLayout = form.default_forum_layout ?? 0;
  if (form.default_tag_setting !== undefined) settings.tagSetting = form.default_tag_setting;
  if (emoji !== undefined) settings.reactionEmoji = emoji && readEmoji(['default_reaction_emoji'], emoji);
  if (form.available_tags !== undefined) settings.tags = readTags(context, form.available_tags ?? [], before);
  // Only edits take flags.
  if (before && typeof form.flags === 'number') settings.flags = readFlags(form.flags, type);
  return settings;
}

function readFlags(flags: number, type: ChannelType): number {
  const media = type === ChannelType.GuildMedia ? ChannelFlags.HideMediaDownloadOptions : 0;
  return flags & (ChannelFlags.RequireTag | media);
}

function readEmoji(
  path: readonly (string | number)[],
  emoji: { emoji_id?: string | null | undefined; emoji_name?: string | null | undefined },
): { emojiId: string | null; emojiName: string | null } {
  const { emoji_id: emojiId = null, emoji_name: emojiName = null } = emoji;
  if (emojiId !== null && emojiName !== null) {
    throw invalidForm([...path, 'emoji_name'], 'CHANNEL_EMOJI_EXCLUSIVE', 'Only one of emoji_id and emoji_name is set');
  }
  return { emojiId, emojiName };
}

/** Tags that stay keep their ids; the others are new. */
function readTags(
  context: RestContext,
  given: NonNullable<ChannelForm['available_tags']>,
  before: ChannelRecord | undefined,
): ForumTagRecord[] {
  const names = given.map((tag) => tag.name.trim());
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw new ApiError(400, Codes.TagNamesMustBeUnique, 'Tag names must be unique');
  }
  return given.map((tag, index) => {
    const known = before?.settings.tags.find((each) => each.id === tag.id);
    return {
      id: known?.id ?? context.world.ids.next(),
      name: names[index] ?? '',
      moderated: tag.moderated ?? known?.moderated ?? false,
      ...readEmoji(['available_tags', index], tag),
    };
  });
}

/**
 * Overwrites of a body. Nobody hands out what they do not have, unless an exception of the channel lets them manage its
 * roles; and only administrators hand on that.
 */
export function readOverwrites(
  context: RestContext,
  guild: GuildRecord,
  given: readonly { id: string; type: 0 | 1; allow?: bigint | null | undefined; deny?: bigint | null | undefined }[],
  channel?: ChannelRecord,
): OverwriteRecord[] {
  const parent = guild.channels.get(channel?.parentId ?? '');
  const own =
    context.world.permissionsInGuild(context.userId, guild) |
    (parent ? context.world.permissionsIn(context.userId, parent) : 0n);
  const isFree = channel !== undefined && isEntrusted(context, guild, channel);
  return given.map(({ id, type, allow, deny }) => {
    const overwrite: OverwriteRecord = { id, type, allow: allow ?? 0n, deny: deny ?? 0n };
    if (!isFree && (overwrite.allow | overwrite.deny) & ~own) throw missingPermissions();
    const before = channel?.overwrites.get(id);
    const changed = (overwrite.allow ^ (before?.allow ?? 0n)) | (overwrite.deny ^ (before?.deny ?? 0n));
    if (changed & ManageRoles && !(own & Administrator)) throw missingPermissions();
    return overwrite;
  });
}

/** Whether an exception of the channel lets the bot manage its roles. */
function isEntrusted(context: RestContext, guild: GuildRecord, channel: ChannelRecord): boolean {
  const ids = [guild.id, ...context.self(guild).roles, context.userId];
  return ids.some((id) => ((channel.overwrites.get(id)?.allow ?? 0n) & ManageRoles) !== 0n);
}
