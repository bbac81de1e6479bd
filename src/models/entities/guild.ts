/** A guild: what people call a server. https://discord.com/developers/docs/resources/guild */
import {
  type APIGuild,
  type GuildDefaultMessageNotifications,
  type GuildExplicitContentFilter,
  type GuildFeature,
  type GuildHubType,
  type GuildMFALevel,
  type GuildNSFWLevel,
  type GuildPremiumTier,
  type GuildSystemChannelFlags,
  type GuildVerificationLevel,
  type Locale,
} from 'discord-api-types/v10';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { type Camel, fromWire } from '../bodies/from-wire';
import { EntityCollection } from '../collections/entity-collection';
import { GuildMembers } from '../collections/guild-members';
import { GuildSoundboard } from '../collections/guild-soundboard';
import { type RecordSource } from '../collections/record-source';
import { bitsOrNothing, viewsOf } from '../fields-of';
import {
  type ApplicationId,
  type ChannelId,
  type GuildId,
  type RoleId,
  type ScheduledEventId,
  snowflakeDate,
  type StageInstanceId,
  type UserId,
} from '../ids';
import { type ChannelInfo, type GatewayRequestOptions, type GuildRecords } from '../view-context';
import { ActingGuild } from './acting-guild';
import { type Channel } from './channel';
import { Emoji } from './emoji';
import { lateClasses } from './late-classes';
import { type Presence } from './presence';
import { Role } from './role';
import { type ScheduledEvent } from './scheduled-event';
import { type StageInstance } from './stage-instance';
import { Sticker } from './sticker';
import { User } from './user';
import { type VoiceState } from './voice-state';

export class Guild extends ActingGuild {
  private madeRoles: readonly Role[] | undefined = undefined;
  private madeEmojis: readonly Emoji[] | undefined = undefined;
  private madeStickers: readonly Sticker[] | undefined = undefined;

  get id(): GuildId {
    return this.raw.id;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string | null {
    return this.raw.description;
  }

  /** Hash of the icon. */
  get icon(): string | null {
    return this.raw.icon;
  }

  /** Address of the icon; `null` without one. */
  iconUrl(options?: ImageOptions): string | null {
    return this.raw.icon ? cdn.guildIcon(this.raw.id, this.raw.icon, options) : null;
  }

  /** Hash of the icon, in payloads of templates. */
  get iconHash(): string | null | undefined {
    return this.raw.icon_hash;
  }

  /** Hash of the image behind invites. */
  get splash(): string | null {
    return this.raw.splash;
  }

  /** Address of the image behind invites; `null` without one. */
  splashUrl(options?: ImageOptions): string | null {
    return this.raw.splash ? cdn.guildSplash(this.raw.id, this.raw.splash, options) : null;
  }

  /** Hash of the image in discovery. */
  get discoverySplash(): string | null {
    return this.raw.discovery_splash;
  }

  /** Address of the image in discovery; `null` without one. */
  discoverySplashUrl(options?: ImageOptions): string | null {
    return this.raw.discovery_splash ? cdn.guildDiscoverySplash(this.raw.id, this.raw.discovery_splash, options) : null;
  }

  /** Hash of the banner. */
  get banner(): string | null {
    return this.raw.banner;
  }

  /** Address of the banner; `null` without one. */
  bannerUrl(options?: ImageOptions): string | null {
    return this.raw.banner ? cdn.guildBanner(this.raw.id, this.raw.banner, options) : null;
  }

  /** Whether the asking user owns it; only in lists of one's own guilds. */
  get owner(): boolean | undefined {
    return this.raw.owner;
  }

  get ownerId(): UserId {
    return this.raw.owner_id;
  }

  /** The owner, when the user is remembered. */
  get ownerUser(): User | undefined {
    const user = this.context.relations.user(this.raw.owner_id);
    return user && new User(user, this.context);
  }

  /** What the asking user may do, leaving overwrites out; only in lists of one's own guilds. */
  get permissions(): bigint | undefined {
    return bitsOrNothing(this.raw.permissions);
  }

  get afkChannelId(): ChannelId | null {
    return this.raw.afk_channel_id;
  }

  get afkTimeoutSeconds(): number {
    return this.raw.afk_timeout;
  }

  get widgetEnabled(): boolean | undefined {
    return this.raw.widget_enabled;
  }

  get widgetChannelId(): ChannelId | null | undefined {
    return this.raw.widget_channel_id;
  }

  get verificationLevel(): GuildVerificationLevel {
    return this.raw.verification_level;
  }

  get defaultMessageNotifications(): GuildDefaultMessageNotifications {
    return this.raw.default_message_notifications;
  }

  get explicitContentFilter(): GuildExplicitContentFilter {
    return this.raw.explicit_content_filter;
  }

  /** All roles, the one of everyone among them. */
  get roles(): readonly Role[] {
    return (this.madeRoles ??= viewsOf(this.raw.roles, (role) => new Role(role, this.context, this.raw.id)));
  }

  /** A role by its id. */
  role(id: RoleId): Role | undefined {
    return this.roles.find((role) => role.id === id);
  }

  /** The role that every member wears; its id is the guild's. */
  get everyoneRole(): Role | undefined {
    return this.role(this.raw.id);
  }

  get emojis(): readonly Emoji[] {
    return (this.madeEmojis ??= viewsOf(this.raw.emojis, (emoji) => new Emoji(emoji, this.context, this.raw.id)));
  }

  get stickers(): readonly Sticker[] {
    return (this.madeStickers ??= viewsOf(this.raw.stickers, (sticker) => new Sticker(sticker, this.context)));
  }

  get features(): readonly GuildFeature[] {
    return this.raw.features;
  }

  get mfaLevel(): GuildMFALevel {
    return this.raw.mfa_level;
  }

  /** The application that made the guild, if one did. */
  get applicationId(): ApplicationId | null {
    return this.raw.application_id;
  }

  get systemChannelId(): ChannelId | null {
    return this.raw.system_channel_id;
  }

  get systemChannelFlags(): GuildSystemChannelFlags {
    return this.raw.system_channel_flags;
  }

  get rulesChannelId(): ChannelId | null {
    return this.raw.rules_channel_id;
  }

  get maxPresences(): number | null | undefined {
    return this.raw.max_presences;
  }

  get maxMembers(): number | undefined {
    return this.raw.max_members;
  }

  get vanityUrlCode(): string | null {
    return this.raw.vanity_url_code;
  }

  get premiumTier(): GuildPremiumTier {
    return this.raw.premium_tier;
  }

  /** How many boosts it has. */
  get premiumSubscriptionCount(): number | undefined {
    return this.raw.premium_subscription_count;
  }

  /** `en-US` and the like. */
  get preferredLocale(): Locale {
    return this.raw.preferred_locale;
  }

  get publicUpdatesChannelId(): ChannelId | null {
    return this.raw.public_updates_channel_id;
  }

  get maxVideoChannelUsers(): number | undefined {
    return this.raw.max_video_channel_users;
  }

  get maxStageVideoChannelUsers(): number | undefined {
    return this.raw.max_stage_video_channel_users;
  }

  /**
   * How many members it has, whichever of them are remembered. It is the number that Discord told when the guild came, and
   * follows joins and leaves where the session has the intent GuildMembers. Of a guild that a request brought `withCounts`
   * it is Discord's approximate number; `undefined` where neither is known.
   */
  get memberCount(): number | undefined {
    // A policy that keeps only some fields throws for the others.
    const counted = Object.hasOwn(this.raw, 'approximate_member_count') ? this.raw.approximate_member_count : undefined;
    return counted ?? this.context.relations.memberCount(this.raw.id);
  }

  /** Only when a request asked for counts. */
  get approximateMemberCount(): number | undefined {
    return this.raw.approximate_member_count;
  }

  /** Only when a request asked for counts. */
  get approximatePresenceCount(): number | undefined {
    return this.raw.approximate_presence_count;
  }

  get welcomeScreen(): Camel<APIGuild['welcome_screen']> {
    return fromWire(this.raw.welcome_screen);
  }

  get nsfwLevel(): GuildNSFWLevel {
    return this.raw.nsfw_level;
  }

  get premiumProgressBarEnabled(): boolean {
    return this.raw.premium_progress_bar_enabled;
  }

  get hubType(): GuildHubType | null {
    return this.raw.hub_type;
  }

  get safetyAlertsChannelId(): ChannelId | null {
    return this.raw.safety_alerts_channel_id;
  }

  get incidentsData(): Camel<APIGuild['incidents_data']> {
    return fromWire(this.raw.incidents_data);
  }

  /** Channels that are remembered, threads left out. */
  get channels(): EntityCollection<Channel, ChannelId> {
    return new EntityCollection(this.records('channels'), (raw) => new lateClasses.Channel(raw, this.context, this.id));
  }

  /** Active threads that are remembered: those that the bot can see. */
  get threads(): EntityCollection<Channel, ChannelId> {
    return new EntityCollection(this.records('threads'), (raw) => new lateClasses.Channel(raw, this.context, this.id));
  }

  /** Members that are remembered. */
  get members(): GuildMembers {
    return new GuildMembers(this.records('members'), this.id, this.context);
  }

  /** Who is in voice, by the id of the user. */
  get voiceStates(): EntityCollection<VoiceState, UserId> {
    return new EntityCollection(
      this.records('voiceStates'),
      (raw) => new lateClasses.VoiceState(raw, this.context, this.id),
    );
  }

  /** Presences that are remembered, by the id of the user; that takes the intent GuildPresences. */
  get presences(): EntityCollection<Presence, UserId> {
    return new EntityCollection(
      this.records('presences'),
      (raw) => new lateClasses.Presence(raw, this.context, this.id),
    );
  }

  get scheduledEvents(): EntityCollection<ScheduledEvent, ScheduledEventId> {
    return new EntityCollection(
      this.records('scheduledEvents'),
      (raw) => new lateClasses.ScheduledEvent(raw, this.context),
    );
  }

  get stageInstances(): EntityCollection<StageInstance, StageInstanceId> {
    return new EntityCollection(
      this.records('stageInstances'),
      (raw) => new lateClasses.StageInstance(raw, this.context),
    );
  }

  get soundboardSounds(): GuildSoundboard {
    return new GuildSoundboard(this.records('soundboardSounds'), this.id, this.context);
  }

  /**
   * What the voice channels are about, and since when somebody is in them; asked through the gateway.
   * https://discord.com/developers/docs/events/gateway-events#request-channel-info
   * @throws {GatewayError} GATEWAY_REQUEST_TIMEOUT, GATEWAY_ABORTED, GATEWAY_CLOSED, GATEWAY_NOT_READY.
   */
  fetchChannelInfo(options: GatewayRequestOptions = {}): Promise<readonly ChannelInfo[]> {
    return this.context.requests.channelInfo(this.id, options);
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  override toString(): string {
    return this.raw.name;
  }

  /** Where the collections look. An event that brings its guild's contents shows those instead. */
  protected records<Kind extends keyof GuildRecords>(kind: Kind): RecordSource<GuildRecords[Kind]> {
    return this.context.relations.ofGuild(this.raw.id, kind);
  }
}

lateClasses.Guild = Guild;
