/**
 * What Discord takes in a new channel of a guild. Unlike an edit, it says of which kind the channel is, so settings that
 * the kind does not have are told. https://discord.com/developers/docs/resources/guild#create-guild-channel
 */
import { ChannelType } from 'discord-api-types/v10';
import { describeGot } from '../bodies/body-error';
import { type ChannelCreateBody } from '../bodies/edits';
import { camelName } from '../bodies/key-names';
import { bodySpec, isFilled, type LooseBody, type Refuse } from './body-spec';
import { ARCHIVE_DURATIONS, SLOWEST_MODE } from './channel-rules';
import { fitsText, Items, Nested, OneOf, Optional, Text, Whole, WholeFrom } from './rules';

class ReactionEmojiRules {
  @Optional() @Text({ max: 100 }) emojiName?: unknown;
}

class ForumTagRules extends ReactionEmojiRules {
  // The documentation says 20, the schema 50.
  @Text({ max: 50 }) name: unknown;
}

const FORUM_TOPIC_CHARACTERS = 4_096;

export class ChannelCreateRules {
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @WholeFrom(0) position?: unknown;
  // Others than forums take 1024, see below.
  @Optional() @Text({ max: FORUM_TOPIC_CHARACTERS }) topic?: unknown;
  @Optional() @WholeFrom(8_000) bitrate?: unknown;
  @Optional() @WholeFrom(0) userLimit?: unknown;
  @Optional() @Whole(0, SLOWEST_MODE) rateLimitPerUser?: unknown;
  @Optional() @Items({ max: 100 }) permissionOverwrites?: unknown;
  @Optional() @Whole(0, SLOWEST_MODE) defaultThreadRateLimitPerUser?: unknown;
  @Optional() @OneOf(ARCHIVE_DURATIONS) defaultAutoArchiveDuration?: unknown;
  @Optional() @Nested(() => ReactionEmojiRules) defaultReactionEmoji?: unknown;
  @Optional() @Items({ max: 20 }) @Nested(() => ForumTagRules) availableTags?: unknown;
}

const TEXT = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
const VOICE = [ChannelType.GuildVoice, ChannelType.GuildStageVoice];
const FORUM = [ChannelType.GuildForum, ChannelType.GuildMedia];
const KNOWN = new Set<unknown>([...TEXT, ...VOICE, ...FORUM, ChannelType.GuildCategory]);

/** Settings that only some kinds of channels have. */
const OWNERS: readonly (readonly [field: string, owners: readonly ChannelType[], named: string])[] = [
  ['topic', [...TEXT, ...FORUM], 'text, announcement, forum and media channels'],
  ['bitrate', VOICE, 'voice and stage channels'],
  ['user_limit', VOICE, 'voice and stage channels'],
  ['rtc_region', VOICE, 'voice and stage channels'],
  ['video_quality_mode', VOICE, 'voice and stage channels'],
  ['rate_limit_per_user', [...TEXT, ...VOICE, ...FORUM], 'channels that messages are written in'],
  ['nsfw', [...TEXT, ...VOICE, ...FORUM], 'channels that messages are written in'],
  ['parent_id', [...TEXT, ...VOICE, ...FORUM], 'channels that are no category'],
  ['default_auto_archive_duration', [...TEXT, ...FORUM], 'text, announcement, forum and media channels'],
  ['default_thread_rate_limit_per_user', [...TEXT, ...FORUM], 'text, announcement, forum and media channels'],
  ['default_reaction_emoji', FORUM, 'forum and media channels'],
  ['available_tags', FORUM, 'forum and media channels'],
  ['default_sort_order', FORUM, 'forum and media channels'],
  ['default_forum_layout', FORUM, 'forum and media channels'],
];

/** Settings whose bounds depend on the kind. https://discord.com/developers/docs/resources/channel#channel-object */
const TOPIC_CHARACTERS = 1_024;
const MOST_USERS: Readonly<Record<number, number>> = {
  [ChannelType.GuildVoice]: 99,
  [ChannelType.GuildStageVoice]: 10_000,
};

function checkKind(wire: LooseBody, refuse: Refuse): void {
  checkOwners(wire, refuse);
  const { type = ChannelType.GuildText, topic, user_limit: users } = wire;
  // A longer one is refused as such.
  const isShort = TEXT.includes(type as ChannelType) && fitsText(topic, 0, FORUM_TOPIC_CHARACTERS);
  if (isShort && !fitsText(topic, 0, TOPIC_CHARACTERS)) {
    refuse('topic', 'characters', `takes at most ${TOPIC_CHARACTERS} characters in such a channel`, describeGot(topic));
  }
  const most = MOST_USERS[type as number];
  if (most !== undefined && typeof users === 'number' && users > most) {
    refuse('userLimit', 'wholeNumber', `takes a whole number from 0 to ${most} in such a channel`, describeGot(users));
  }
}

/** Kinds that came later pass, and so do settings that are 0, false or empty: they ask for nothing. */
function checkOwners(wire: LooseBody, refuse: Refuse): void {
  const type = wire.type ?? ChannelType.GuildText;
  if (!KNOWN.has(type)) return;
  for (const [field, owners, named] of OWNERS) {
    const value = wire[field];
    if (!isFilled(value) || value === 0 || value === false || owners.includes(type as ChannelType)) continue;
    refuse(camelName(field), 'channelType', `is a setting of ${named}`, describeGot(value));
  }
}

export const channelCreateSpec = bodySpec<ChannelCreateBody>('The channel', {
  rules: ChannelCreateRules,
  relations: checkKind,
});
