/** Routes that keep a guild tidy and safe: pruning, measures against raids, requests to join. */
import { AuditLogEvent } from 'discord-api-types/v10';
import { publishGuildUpdate } from '../../world/guild-update';
import { renderIncidents } from '../../world/guild-settings';
import { compareIds } from '../../world/ids';
import { type JoinRequestStatus, renderJoinRequest, reviewJoinRequest } from '../../world/join-requests';
import { removeMember } from '../../world/members';
import { type GuildRecord, type MemberRecord } from '../../world/records';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, integer, need, nullable, type Rule, set, snowflake, text, timestamp } from '../form';
import { ok, type RestAnswer, type Route } from '../router';

const DAY_MS = 86_400_000;
const DAYS = integer({ min: 1, max: 30 });
const ROLES = set(snowflake, { max: 100 });

/** Ids with commas between them, as queries carry them. */
const commaIds: Rule<string[]> = (value, errors, path) =>
  typeof value === 'string' ? ROLES(value === '' ? [] : value.split(','), errors, path) : ROLES(value, errors, path);

function prunable(context: RestContext, days: number, roleIds: readonly string[]): MemberRecord[] {
  const guild = pruning(context);
  for (const id of roleIds) if (!guild.roles.has(id)) throw unknown('role');
  const since = context.nowMs - days * DAY_MS;
  return [...guild.members.values()].filter(
    (member) =>
      !member.user.bot &&
      member.user.id !== guild.ownerId &&
      member.user.presence.status === 'offline' &&
      member.roles.every((id) => roleIds.includes(id)) &&
      Date.parse(member.joinedAt) < since &&
      !wroteSince(context, guild, member.user.id, since),
  );
}

function wroteSince(context: RestContext, guild: GuildRecord, userId: string, sinceMs: number): boolean {
  for (const channel of context.world.channels.values()) {
    if (channel.guildId !== guild.id) continue;
    for (const message of channel.messages.values()) {
      if (message.author.id === userId && Date.parse(message.timestamp) >= sinceMs) return true;
    }
  }
  return false;
}

function pruning(context: RestContext): GuildRecord {
  const guild = context.guild('ManageGuild', 'KickMembers');
  if (guild.settings.features.has('PRUNE_REQUIRES_ADMIN')) context.requireInGuild(guild, 'Administrator');
  return guild;
}

function pruneCount(context: RestContext): RestAnswer {
  pruning(context);
  const { days = 7, include_roles: roles = [] } = context.query({ days: DAYS, include_roles: commaIds });
  return ok({ pruned: prunable(context, days, roles).length });
}

function prune(context: RestContext): RestAnswer {
  const guild = pruning(context);
  const form = context.form({
    days: nullable(DAYS),
    compute_prune_count: nullable(boolean),
    include_roles: nullable(commaIds),
  });
  const days = form.days ?? 7;
  const gone = prunable(context, days, form.include_roles ?? []);
  for (const member of gone) removeMember(context.world, guild, member);
  context.audit(guild, AuditLogEvent.MemberPrune, null, {
    options: { delete_member_days: String(days), members_removed: String(gone.length) },
  });
  return ok({ pruned: form.compute_prune_count === false ? null : gone.length });
}

function setIncidentActions(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({
    invites_disabled_until: nullable(timestamp),
    dms_disabled_until: nullable(timestamp),
  });
  for (const field of ['invites_disabled_until', 'dms_disabled_until'] as const) {
    const until = form[field];
    if (until && Date.parse(until) - context.nowMs > DAY_MS) {
      throw invalidForm([field], 'INCIDENT_ACTION_TOO_LONG', 'Must be at most 24 hours in the future.');
    }
  }
  const { settings } = guild;
  const before = settings.incidents ?? { invitesUntil: null, dmsUntil: null };
  const incidents = {
    invitesUntil: form.invites_disabled_until === undefined ? before.invitesUntil : form.invites_disabled_until,
    dmsUntil: form.dms_disabled_until === undefined ? before.dmsUntil : form.dms_disabled_until,
  };
  settings.incidents = incidents;
  publishGuildUpdate(context.world, guild);
  return ok(renderIncidents(incidents));
}

const STATUSES: readonly JoinRequestStatus[] = ['STARTED', 'SUBMITTED', 'REJECTED', 'APPROVED'];

function listJoinRequests(context: RestContext): RestAnswer {
  const guild = context.guild('KickMembers');
  const query = context.query({
    status: choice(STATUSES),
    limit: integer({ min: 1, max: 100 }),
    before: snowflake,
    after: snowflake,
  });
  const { status, limit = 100, before, after } = query;
  const requests = [...guild.joinRequests.values()].filter((each) => status === undefined || each.status === status);
  const page = requests
    .filter(({ id }) => before === undefined || compareIds(id, before) < 0)
    .filter(({ id }) => after === undefined || compareIds(id, after) > 0)
    .sort((a, b) => compareIds(b.id, a.id));
  const shown = after === undefined ? page.slice(0, limit) : page.slice(-limit);
  return ok({
    total: requests.length,
    guild_join_requests: shown.map((request) => renderJoinRequest(guild, request)),
  });
}

function actionJoinRequest(context: RestContext): RestAnswer {
  const guild = context.guild('KickMembers');
  const request = guild.joinRequests.get(context.param('request_id'));
  if (!request) throw new ApiError(404, 0, 'Unknown Guild Join Request');
  const form = context.form({
    action: need(choice(['APPROVED', 'REJECTED'])),
    rejection_reason: nullable(text({ max: 160 })),
  });
  if (request.status !== 'SUBMITTED') {
    throw invalidForm(['action'], 'GUILD_JOIN_REQUEST_ALREADY_ACTIONED', 'This request was answered already.');
  }
  reviewJoinRequest(context.world, guild, request, {
    status: form.action,
    reason: form.rejection_reason ?? null,
    reviewer: context.bot.user,
  });
  return ok(renderJoinRequest(guild, request));
}

const GUILD = '/guilds/{guild_id}';

export const GUILD_SAFETY_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${GUILD}/prune`, handler: pruneCount },
  { method: 'POST', template: `${GUILD}/prune`, handler: prune },
  { method: 'PUT', template: `${GUILD}/incident-actions`, handler: setIncidentActions },
  { method: 'GET', template: `${GUILD}/requests`, handler: listJoinRequests },
  { method: 'PATCH', template: `${GUILD}/requests/{request_id}`, handler: actionJoinRequest },
];
