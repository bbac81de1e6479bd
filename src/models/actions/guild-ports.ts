/** What views can do to guilds and to what they own. */
import { type RESTGetAPIGuildPruneCountResult } from 'discord-api-types/v10';
import { type AutoModerationRuleCreateBody, type AutoModerationRuleEditBody } from '../bodies/auto-moderation';
import { type ChannelCreateBody } from '../bodies/edits';
import {
  type EmojiCreateBody,
  type EmojiEditBody,
  type SoundboardSoundCreateBody,
  type SoundboardSoundEditBody,
  type StickerCreateBody,
  type StickerEditBody,
} from '../bodies/expression';
import { type Camel } from '../bodies/from-wire';
import { type GuildEditBody, type OnboardingBody, type PruneBody } from '../bodies/guild';
import { type AuditLogQuery, type PruneCountQuery, type ScheduledEventUsersQuery } from '../bodies/guild-queries';
import { type GuildTemplateCreateBody, type GuildTemplateEditBody } from '../bodies/guild-template';
import { type RoleCreateBody, type RoleEditBody, type RolePositionsBody } from '../bodies/role';
import { type ScheduledEventCreateBody, type ScheduledEventEditBody } from '../bodies/scheduled-event';
import { type AuditLog } from '../entities/audit-log';
import { type AuditLogEntry } from '../entities/audit-log-entry';
import { type AutoModerationRule } from '../entities/auto-moderation-rule';
import { type Channel } from '../entities/channel';
import { type Emoji } from '../entities/emoji';
import { type Guild } from '../entities/guild';
import { type GuildOnboarding } from '../entities/guild-onboarding';
import { type GuildTemplate } from '../entities/guild-template';
import { type Integration } from '../entities/integration';
import { type Invite } from '../entities/invite';
import { type Role } from '../entities/role';
import { type ScheduledEvent } from '../entities/scheduled-event';
import { type ScheduledEventUser } from '../entities/scheduled-event-user';
import { type SoundboardSound } from '../entities/soundboard-sound';
import { type Sticker } from '../entities/sticker';
import { type Webhook } from '../entities/webhook';
import {
  type AutoModerationRuleId,
  type EmojiId,
  type GuildId,
  type IntegrationId,
  type RoleId,
  type ScheduledEventId,
  type SoundId,
  type StickerId,
} from '../ids';
import { type Paged } from '../paged';
import { type ActionOptions } from './action-options';

export interface GuildActions {
  get(guildId: GuildId, query?: undefined, options?: ActionOptions): Promise<Guild>;
  edit(guildId: GuildId, body: GuildEditBody, options?: ActionOptions): Promise<Guild>;
  listChannels(guildId: GuildId, options?: ActionOptions): Promise<Channel[]>;
  createChannel(guildId: GuildId, body: ChannelCreateBody, options?: ActionOptions): Promise<Channel>;
  getPruneCount(
    guildId: GuildId,
    query?: PruneCountQuery,
    options?: ActionOptions,
  ): Promise<Camel<RESTGetAPIGuildPruneCountResult>>;
  prune(guildId: GuildId, body: PruneBody, options?: ActionOptions): Promise<{ readonly pruned: number | null }>;
  listInvites(guildId: GuildId, options?: ActionOptions): Promise<Invite[]>;
  listWebhooks(guildId: GuildId, options?: ActionOptions): Promise<Webhook[]>;
  listIntegrations(guildId: GuildId, options?: ActionOptions): Promise<Integration[]>;
  deleteIntegration(guildId: GuildId, integrationId: IntegrationId, options?: ActionOptions): Promise<void>;
  setOnboarding(guildId: GuildId, body: OnboardingBody, options?: ActionOptions): Promise<GuildOnboarding>;
  getAuditLog(guildId: GuildId, query?: AuditLogQuery, options?: ActionOptions): Promise<AuditLog>;
  iterateAuditLog(
    guildId: GuildId,
    query?: Omit<AuditLogQuery, 'limit'>,
    options?: ActionOptions,
  ): Paged<AuditLogEntry>;
}

export interface RoleActions {
  create(guildId: GuildId, body?: RoleCreateBody, options?: ActionOptions): Promise<Role>;
  reorder(guildId: GuildId, body: RolePositionsBody, options?: ActionOptions): Promise<Role[]>;
  get(guildId: GuildId, roleId: RoleId, options?: ActionOptions): Promise<Role>;
  edit(guildId: GuildId, roleId: RoleId, body: RoleEditBody, options?: ActionOptions): Promise<Role>;
  delete(guildId: GuildId, roleId: RoleId, options?: ActionOptions): Promise<void>;
}

export interface EmojiActions {
  create(guildId: GuildId, body: EmojiCreateBody, options?: ActionOptions): Promise<Emoji>;
  edit(guildId: GuildId, emojiId: EmojiId, body: EmojiEditBody, options?: ActionOptions): Promise<Emoji>;
  delete(guildId: GuildId, emojiId: EmojiId, options?: ActionOptions): Promise<void>;
}

export interface StickerActions {
  create(guildId: GuildId, body: StickerCreateBody, options?: ActionOptions): Promise<Sticker>;
  edit(guildId: GuildId, stickerId: StickerId, body: StickerEditBody, options?: ActionOptions): Promise<Sticker>;
  delete(guildId: GuildId, stickerId: StickerId, options?: ActionOptions): Promise<void>;
}

export interface SoundboardActions {
  create(guildId: GuildId, body: SoundboardSoundCreateBody, options?: ActionOptions): Promise<SoundboardSound>;
  edit(
    guildId: GuildId,
    soundId: SoundId,
    body: SoundboardSoundEditBody,
    options?: ActionOptions,
  ): Promise<SoundboardSound>;
  delete(guildId: GuildId, soundId: SoundId, options?: ActionOptions): Promise<void>;
}

export interface ScheduledEventActions {
  create(guildId: GuildId, body: ScheduledEventCreateBody, options?: ActionOptions): Promise<ScheduledEvent>;
  get(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query?: { readonly withUserCount?: boolean },
    options?: ActionOptions,
  ): Promise<ScheduledEvent>;
  edit(
    guildId: GuildId,
    eventId: ScheduledEventId,
    body: ScheduledEventEditBody,
    options?: ActionOptions,
  ): Promise<ScheduledEvent>;
  delete(guildId: GuildId, eventId: ScheduledEventId, options?: ActionOptions): Promise<void>;
  iterateUsers(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query?: Pick<ScheduledEventUsersQuery, 'after' | 'withMember'>,
    options?: ActionOptions,
  ): Paged<ScheduledEventUser>;
}

export interface AutoModerationActions {
  list(guildId: GuildId, options?: ActionOptions): Promise<AutoModerationRule[]>;
  create(guildId: GuildId, body: AutoModerationRuleCreateBody, options?: ActionOptions): Promise<AutoModerationRule>;
  edit(
    guildId: GuildId,
    ruleId: AutoModerationRuleId,
    body: AutoModerationRuleEditBody,
    options?: ActionOptions,
  ): Promise<AutoModerationRule>;
  delete(guildId: GuildId, ruleId: AutoModerationRuleId, options?: ActionOptions): Promise<void>;
}

export interface TemplateActions {
  list(guildId: GuildId, options?: ActionOptions): Promise<GuildTemplate[]>;
  create(guildId: GuildId, body: GuildTemplateCreateBody, options?: ActionOptions): Promise<GuildTemplate>;
  sync(guildId: GuildId, code: string, options?: ActionOptions): Promise<GuildTemplate>;
  edit(guildId: GuildId, code: string, body: GuildTemplateEditBody, options?: ActionOptions): Promise<GuildTemplate>;
  delete(guildId: GuildId, code: string, options?: ActionOptions): Promise<GuildTemplate>;
}
