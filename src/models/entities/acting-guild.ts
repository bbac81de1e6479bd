/** What can be done to a guild, and what it can be asked for. What a guild holds by itself is remembered, not asked for. */
import { type APIGuild, type RESTPostAPIGuildBulkBanResult } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type AutoModerationRuleCreateBody } from '../bodies/auto-moderation';
import { type ChannelCreateBody } from '../bodies/edits';
import { type EmojiCreateBody, type SoundboardSoundCreateBody, type StickerCreateBody } from '../bodies/expression';
import { type Camel } from '../bodies/from-wire';
import { type GuildEditBody, type PruneBody } from '../bodies/guild';
import {
  type AuditLogQuery,
  type BanListQuery,
  type MemberSearchQuery,
  type PruneCountQuery,
} from '../bodies/guild-queries';
import { type GuildTemplateCreateBody } from '../bodies/guild-template';
import { type BanCreateBody, type BulkBanBody, type OwnMemberEditBody } from '../bodies/member';
import { type RoleCreateBody } from '../bodies/role';
import { type ScheduledEventCreateBody } from '../bodies/scheduled-event';
import { Entity } from '../entity';
import { type UserId } from '../ids';
import { type Paged } from '../paged';
import { type AuditLog } from './audit-log';
import { type AuditLogEntry } from './audit-log-entry';
import { type AutoModerationRule } from './auto-moderation-rule';
import { type Ban } from './ban';
import { type Channel } from './channel';
import { type Emoji } from './emoji';
import { type Guild } from './guild';
import { type GuildTemplate } from './guild-template';
import { type Integration } from './integration';
import { type Invite } from './invite';
import { type Member } from './member';
import { type Role } from './role';
import { type ScheduledEvent } from './scheduled-event';
import { type SoundboardSound } from './soundboard-sound';
import { type Sticker } from './sticker';
import { idOf, type Target } from './targets';
import { type Webhook } from './webhook';

/** Of a ban: what every action takes, and how much of what they wrote goes with them. */
export type BanOptions = ActionOptions & BanCreateBody;

export abstract class ActingGuild extends Entity<APIGuild> {
  /** The guild as it is now. */
  fetch(options?: ActionOptions): Promise<Guild> {
    return this.context.actions.guilds.get(this.raw.id, undefined, options);
  }

  edit(body: GuildEditBody, options?: ActionOptions): Promise<Guild> {
    return this.context.actions.guilds.edit(this.raw.id, body, options);
  }

  /** Takes the bot out of the guild. */
  leave(options?: ActionOptions): Promise<void> {
    return this.context.actions.users.leaveGuild(this.raw.id, options);
  }

  /** Asks for all channels; threads are not among them. */
  fetchChannels(options?: ActionOptions): Promise<Channel[]> {
    return this.context.actions.guilds.listChannels(this.raw.id, options);
  }

  /** Makes a channel; without a type, a text channel. */
  createChannel(body: ChannelCreateBody, options?: ActionOptions): Promise<Channel> {
    return this.context.actions.guilds.createChannel(this.raw.id, body, options);
  }

  createRole(body?: RoleCreateBody, options?: ActionOptions): Promise<Role> {
    return this.context.actions.roles.create(this.raw.id, body, options);
  }

  createEmoji(body: EmojiCreateBody, options?: ActionOptions): Promise<Emoji> {
    return this.context.actions.emojis.create(this.raw.id, body, options);
  }

  createSticker(body: StickerCreateBody, options?: ActionOptions): Promise<Sticker> {
    return this.context.actions.stickers.create(this.raw.id, body, options);
  }

  createSound(body: SoundboardSoundCreateBody, options?: ActionOptions): Promise<SoundboardSound> {
    return this.context.actions.soundboard.create(this.raw.id, body, options);
  }

  createScheduledEvent(body: ScheduledEventCreateBody, options?: ActionOptions): Promise<ScheduledEvent> {
    return this.context.actions.scheduledEvents.create(this.raw.id, body, options);
  }

  createAutoModerationRule(body: AutoModerationRuleCreateBody, options?: ActionOptions): Promise<AutoModerationRule> {
    return this.context.actions.autoModeration.create(this.raw.id, body, options);
  }

  /** Asks for the rules of what may not be said. */
  autoModerationRules(options?: ActionOptions): Promise<AutoModerationRule[]> {
    return this.context.actions.autoModeration.list(this.raw.id, options);
  }

  /** Makes a template of the guild as it is now. */
  createTemplate(body: GuildTemplateCreateBody, options?: ActionOptions): Promise<GuildTemplate> {
    return this.context.actions.templates.create(this.raw.id, body, options);
  }

  /** Asks for the templates that were made of the guild. */
  templates(options?: ActionOptions): Promise<GuildTemplate[]> {
    return this.context.actions.templates.list(this.raw.id, options);
  }

  /** Asks for one member. */
  fetchMember(user: Target<UserId>, options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.get(this.raw.id, idOf(user), options);
  }

  /** Asks for all members, page by page. Needs the privileged intent for members. */
  fetchMembers(options?: ActionOptions): Paged<Member> {
    return this.context.actions.members.iterate(this.raw.id, undefined, options);
  }

  /** Asks for up to 1000 members whose name or nickname begins with `query.query`. */
  searchMembers(query: MemberSearchQuery, options?: ActionOptions): Promise<Member[]> {
    return this.context.actions.members.search(this.raw.id, query, options);
  }

  /** Changes the bot's own member: its nickname, avatar, banner. */
  editMe(body: OwnMemberEditBody, options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.editMe(this.raw.id, body, options);
  }

  /** Removes a member, who may come back. */
  kick(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.members.remove(this.raw.id, idOf(user), options);
  }

  /** Bans a user, member or not. */
  ban(user: Target<UserId>, options?: BanOptions): Promise<void> {
    const { body, rest } = splitBan(options);
    return this.context.actions.bans.create(this.raw.id, idOf(user), body, rest);
  }

  /** Bans up to 200 users, and tells who was banned and who not. */
  bulkBan(
    users: readonly Target<UserId>[],
    options?: ActionOptions & Omit<BulkBanBody, 'userIds'>,
  ): Promise<Camel<RESTPostAPIGuildBulkBanResult>> {
    const { body, rest } = splitBan(options);
    return this.context.actions.bans.bulkCreate(this.raw.id, { ...body, userIds: users.map(idOf) }, rest);
  }

  /** Lifts a ban. */
  unban(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.bans.remove(this.raw.id, idOf(user), options);
  }

  /** Asks for the ban of a user. Without one, Discord answers 404. */
  fetchBan(user: Target<UserId>, options?: ActionOptions): Promise<Ban> {
    return this.context.actions.bans.get(this.raw.id, idOf(user), options);
  }

  /** Asks for all bans, page by page. */
  bans(query?: Pick<BanListQuery, 'after'>, options?: ActionOptions): Paged<Ban> {
    return this.context.actions.bans.iterate(this.raw.id, query, options);
  }

  /** Removes members who were not there for some days, and tells how many; `null` when it was not to count them. */
  async prune(body: PruneBody, options?: ActionOptions): Promise<number | null> {
    const { pruned } = await this.context.actions.guilds.prune(this.raw.id, body, options);
    return pruned;
  }

  /** How many {@link prune} would remove. */
  async pruneCount(query?: PruneCountQuery, options?: ActionOptions): Promise<number> {
    const { pruned } = await this.context.actions.guilds.getPruneCount(this.raw.id, query, options);
    return pruned;
  }

  /** Asks for all invites, and how they are used. */
  invites(options?: ActionOptions): Promise<Invite[]> {
    return this.context.actions.guilds.listInvites(this.raw.id, options);
  }

  /** Asks for all webhooks. */
  webhooks(options?: ActionOptions): Promise<Webhook[]> {
    return this.context.actions.guilds.listWebhooks(this.raw.id, options);
  }

  /** Asks for bots and accounts that the guild is connected to: 50 at most. */
  integrations(options?: ActionOptions): Promise<Integration[]> {
    return this.context.actions.guilds.listIntegrations(this.raw.id, options);
  }

  /** Asks for one page of the audit log, with what its entries are about. */
  auditLog(query?: AuditLogQuery, options?: ActionOptions): Promise<AuditLog> {
    return this.context.actions.guilds.getAuditLog(this.raw.id, query, options);
  }

  /** Asks for entries of the audit log, page by page: newest first, or oldest first after the id in `query.after`. */
  auditLogEntries(query?: Omit<AuditLogQuery, 'limit'>, options?: ActionOptions): Paged<AuditLogEntry> {
    return this.context.actions.guilds.iterateAuditLog(this.raw.id, query, options);
  }
}

/** Options of a ban, apart: what Discord takes in the body, and the rest. */
export function splitBan(options: BanOptions = {}): { readonly body: BanCreateBody; readonly rest: ActionOptions } {
  const { reason, signal, ...body } = options;
  return { body, rest: { reason, signal } };
}
