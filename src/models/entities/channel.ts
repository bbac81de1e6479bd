/**
 * Anything that has a channel's id: text, voice, forum, category, thread, direct messages. One class for all kinds: what
 * a kind does not have reads as `undefined`.
 * https://discord.com/developers/docs/resources/channel
 */
import {
  type APIChannel,
  ChannelType,
  type ChannelFlags,
  type ForumLayoutType,
  type SortOrderType,
  type ThreadAutoArchiveDuration,
  type VideoQualityMode,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { EntityCollection } from '../collections/entity-collection';
import { dateOrNothing, type FieldsOf } from '../fields-of';
import {
  type ApplicationId,
  type ChannelId,
  type GuildId,
  type MessageId,
  type Snowflake,
  snowflakeDate,
  type UserId,
} from '../ids';
import { type ViewContext } from '../view-context';
import { ActingChannel } from './acting-channel';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { type Message } from './message';
import { User } from './user';

type Fields = FieldsOf<APIChannel>;

/** Kinds that hold no messages of their own: categories, directories, and the forums that hold threads. */
const WITHOUT_MESSAGES: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildCategory,
  ChannelType.GuildDirectory,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

/** What `channel.isThread()` tells the compiler. */
export interface ThreadParts {
  readonly parentId: ChannelId;
  readonly name: string;
}

/** What `channel.isVoice()` tells the compiler. */
export interface VoiceParts {
  readonly name: string;
  readonly bitrate: number;
}

export class Channel extends ActingChannel {
  private madeRecipients: readonly User[] | undefined = undefined;

  /** @param knownGuildId of a channel inside the payload of its guild, which does not repeat the guild's id. */
  constructor(
    raw: APIChannel,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  private get fields(): Fields {
    return this.raw;
  }

  get id(): ChannelId {
    return this.raw.id;
  }

  get type(): ChannelType {
    return this.raw.type;
  }

  get flags(): ChannelFlags | undefined {
    return this.raw.flags;
  }

  /** `null` in direct messages. */
  get name(): string | null | undefined {
    return this.fields.name;
  }

  get guildId(): GuildId | undefined {
    return this.fields.guild_id ?? this.knownGuildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    const { guildId, context } = this;
    const guild = guildId === undefined ? undefined : context.relations.guild(guildId);
    return guild && new Guild(guild, context);
  }

  /** The category of a channel, the channel of a thread. */
  get parentId(): ChannelId | null | undefined {
    return this.fields.parent_id;
  }

  /** The category of a channel or the channel of a thread, when it is remembered. */
  get parent(): Channel | undefined {
    const parent = this.fields.parent_id ? this.context.relations.channel(this.fields.parent_id) : undefined;
    return parent && new Channel(parent, this.context, this.guildId);
  }

  /** Messages that are remembered, oldest first: none, unless the cache is told to keep messages. */
  get messages(): EntityCollection<Message, MessageId> {
    const { context } = this;
    return new EntityCollection(
      context.relations.messagesOf(this.raw.id),
      (raw) => new lateClasses.Message(raw, context),
    );
  }

  get position(): number | undefined {
    return this.fields.position;
  }

  get permissionOverwrites(): Camel<Fields['permission_overwrites']> {
    return fromWire(this.fields.permission_overwrites);
  }

  get topic(): string | null | undefined {
    return this.fields.topic;
  }

  /** Whether it is meant for adults only. */
  get nsfw(): boolean {
    return this.fields.nsfw ?? false;
  }

  /** The last message, or the last thread of a forum. It may have been deleted since. */
  get lastMessageId(): MessageId | null | undefined {
    return this.fields.last_message_id;
  }

  get lastPinTimestamp(): Date | null | undefined {
    return dateOrNothing(this.fields.last_pin_timestamp);
  }

  /** Slow mode: seconds that a user waits between two messages. */
  get rateLimitPerUser(): number | undefined {
    return this.fields.rate_limit_per_user;
  }

  /** Slow mode that new threads start with, in seconds. */
  get defaultThreadRateLimitPerUser(): number | undefined {
    return this.fields.default_thread_rate_limit_per_user;
  }

  /** Minutes of silence after which new threads are archived. */
  get defaultAutoArchiveDuration(): ThreadAutoArchiveDuration | undefined {
    return this.fields.default_auto_archive_duration;
  }

  /** Bits per second, of voice and stage channels. */
  get bitrate(): number | undefined {
    return this.fields.bitrate;
  }

  /** How many may be in a voice channel; 0 is no limit. */
  get userLimit(): number | undefined {
    return this.fields.user_limit;
  }

  /** Voice region; `null` chooses by itself. */
  get rtcRegion(): string | null | undefined {
    return this.fields.rtc_region;
  }

  /** The same as {@link rtcRegion}, by the name that bots of voice know it under. */
  get region(): string | null | undefined {
    return this.fields.rtc_region;
  }

  get videoQualityMode(): VideoQualityMode | undefined {
    return this.fields.video_quality_mode;
  }

  /** The other people of a direct-message channel. */
  get recipients(): readonly User[] | undefined {
    return (this.madeRecipients ??= this.fields.recipients?.map((user) => new User(user, this.context)));
  }

  /** Hash of the icon of a group. */
  get icon(): string | null | undefined {
    return this.fields.icon;
  }

  /** Who made a thread or a group. */
  get ownerId(): UserId | undefined {
    return this.fields.owner_id;
  }

  /** The application that made a group. */
  get applicationId(): ApplicationId | null | undefined {
    return this.fields.application_id;
  }

  /** Whether an application keeps a group. */
  get managed(): boolean | undefined {
    return this.fields.managed;
  }

  /** This bot's membership of a thread it has joined. */
  get member(): Camel<Fields['member']> {
    return fromWire(this.fields.member);
  }

  get threadMetadata(): Camel<Fields['thread_metadata']> {
    return fromWire(this.fields.thread_metadata);
  }

  /** Messages in a thread, deleted ones left out. */
  get messageCount(): number | undefined {
    return this.fields.message_count;
  }

  /** Members of a thread; counting stops at 50. */
  get memberCount(): number | undefined {
    return this.fields.member_count;
  }

  /** Messages ever sent in a thread. */
  get totalMessageSent(): number | undefined {
    return this.fields.total_message_sent;
  }

  /** Tags of a thread in a forum. */
  get appliedTags(): readonly Snowflake[] | undefined {
    return this.fields.applied_tags;
  }

  /** Tags that threads of a forum may wear. */
  get availableTags(): Camel<Fields['available_tags']> {
    return fromWire(this.fields.available_tags);
  }

  get defaultReactionEmoji(): Camel<Fields['default_reaction_emoji']> {
    return fromWire(this.fields.default_reaction_emoji);
  }

  get defaultSortOrder(): SortOrderType | null | undefined {
    return this.fields.default_sort_order;
  }

  get defaultForumLayout(): ForumLayoutType | undefined {
    return this.fields.default_forum_layout;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Where people see it. */
  get url(): string {
    return `https://discord.com/channels/${this.guildId ?? '@me'}/${this.raw.id}`;
  }

  /** `<#id>`, which links the channel in a message. */
  get mention(): string {
    return `<#${this.raw.id}>`;
  }

  /** Whether messages can be sent into it. */
  isText(): boolean {
    return !WITHOUT_MESSAGES.has(this.raw.type);
  }

  isThread(): this is this & ThreadParts {
    const { type } = this.raw;
    return (
      type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread
    );
  }

  /** Whether it is a direct-message channel, with one person or a group. */
  isDM(): boolean {
    return this.raw.type === ChannelType.DM || this.raw.type === ChannelType.GroupDM;
  }

  /** Whether people can talk in it: voice channels and stages. */
  isVoice(): this is this & VoiceParts {
    return this.raw.type === ChannelType.GuildVoice || this.raw.type === ChannelType.GuildStageVoice;
  }

  override toString(): string {
    return this.mention;
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId];
  }
}

lateClasses.Channel = Channel;
