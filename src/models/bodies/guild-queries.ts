/** Queries of a guild’s lists. Each `limit` says how many a page holds at most. */
import {
  type RESTGetAPIAuditLogQuery,
  type RESTGetAPIGuildBansQuery,
  type RESTGetAPIGuildMembersQuery,
  type RESTGetAPIGuildMembersSearchQuery,
  type RESTGetAPIGuildPruneCountQuery,
  type RESTGetAPIGuildScheduledEventUsersQuery,
} from 'discord-api-types/v10';
import { type RoleId, type Snowflake } from '../ids';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/audit-log#get-guild-audit-log */
export type AuditLogQuery = BodyOf<RESTGetAPIAuditLogQuery> & {
  /** Only entries about this user, channel, role … */
  readonly targetId?: Snowflake | undefined;
};

/** https://discord.com/developers/docs/resources/guild#get-guild-prune-count */
export type PruneCountQuery = Omit<BodyOf<RESTGetAPIGuildPruneCountQuery>, 'includeRoles'> & {
  /** Members with only these roles count too; without it, only members without a role do. */
  readonly includeRoles?: readonly RoleId[] | undefined;
};

/** https://discord.com/developers/docs/resources/guild#list-guild-members */
export type MemberListQuery = BodyOf<RESTGetAPIGuildMembersQuery>;

/** https://discord.com/developers/docs/resources/guild#search-guild-members */
export type MemberSearchQuery = BodyOf<RESTGetAPIGuildMembersSearchQuery>;

/** https://discord.com/developers/docs/resources/guild#get-guild-bans */
export type BanListQuery = BodyOf<RESTGetAPIGuildBansQuery>;

/** https://discord.com/developers/docs/resources/guild-scheduled-event#get-guild-scheduled-event-users */
export type ScheduledEventUsersQuery = BodyOf<RESTGetAPIGuildScheduledEventUsersQuery>;
