/** The route of the audit log. https://discord.com/developers/docs/resources/audit-log#get-guild-audit-log */
import { AuditLogEvent } from 'discord-api-types/v10';
import { renderAuditLogEntry } from '../../world/audit-log';
import { renderRule } from '../../world/auto-moderation';
import { renderCommand } from '../../world/commands';
import { compareIds } from '../../world/ids';
import { renderPartialIntegration } from '../../world/integrations';
import { type AuditLogRecord, type GuildRecord } from '../../world/records';
import { renderChannel, renderUser } from '../../world/render';
import { renderScheduledEvent } from '../../world/scheduled-events';
import { renderWebhook } from '../../world/webhooks';
import { type World } from '../../world/world';
import { type RestContext } from '../context';
import { integer, snowflake } from '../form';
import { ok, type RestAnswer, type Route } from '../router';

const GREATEST_ACTION = 1_000;

function auditLog(context: RestContext): RestAnswer {
  const guild = context.guild('ViewAuditLog');
  const query = context.query({
    user_id: snowflake,
    target_id: snowflake,
    action_type: integer({ min: 0, max: GREATEST_ACTION }),
    before: snowflake,
    after: snowflake,
    limit: integer({ min: 1, max: 100 }),
  });
  const { user_id: userId, target_id: targetId, action_type: actionType, before, after, limit = 50 } = query;
  const entries = guild.auditLog
    .filter((entry) => userId === undefined || entry.userId === userId)
    .filter((entry) => targetId === undefined || entry.targetId === targetId)
    .filter((entry) => actionType === undefined || entry.actionType === actionType)
    .filter((entry) => before === undefined || compareIds(entry.id, before) < 0)
    .filter((entry) => after === undefined || compareIds(entry.id, after) > 0);
  // Newest first, except when paging forward.
  const page = after === undefined ? entries.slice(-limit).reverse() : entries.slice(0, limit);
  return ok({ audit_log_entries: page.map(renderAuditLogEntry), ...mentioned(context.world, guild, page) });
}

/** Everything that the entries of a page name and that is still there. */
function mentioned(world: World, guild: GuildRecord, page: readonly AuditLogRecord[]): object {
  const targets = new Set<string>();
  const userIds = new Set<string>();
  for (const { userId, targetId } of page) {
    userIds.add(userId);
    if (targetId !== null) targets.add(targetId);
  }
  const found = <T>(from: ReadonlyMap<string, T>, render: (value: T) => object): object[] =>
    [...targets].flatMap((id) => {
      const value = from.get(id);
      return value === undefined ? [] : [render(value)];
    });
  const users = [...new Set([...userIds, ...targets])].flatMap((id) => world.users.get(id) ?? []);
  return {
    users: users.map(renderUser),
    application_commands: commandsOf(world, page),
    auto_moderation_rules: found(guild.autoModeration, renderRule),
    guild_scheduled_events: found(guild.scheduledEvents, (event) => renderScheduledEvent(event)),
    integrations: found(guild.integrations, renderPartialIntegration),
    threads: threadsOf(world, guild, targets),
    // Secrets stay out of it.
    webhooks: found(world.webhooks, (webhook) => renderWebhook(world, webhook, { user: true, token: false })),
  };
}

function commandsOf(world: World, page: readonly AuditLogRecord[]): object[] {
  const ids = new Set<string | null>();
  for (const entry of page) {
    if (entry.actionType === (AuditLogEvent.ApplicationCommandPermissionUpdate as number)) ids.add(entry.targetId);
  }
  if (ids.size === 0) return [];
  return [...world.applications.values()].flatMap((application) =>
    [...application.commands.values()]
      .filter(({ id }) => ids.has(id))
      .map((command) => renderCommand(application, command)),
  );
}

function threadsOf(world: World, guild: GuildRecord, targets: ReadonlySet<string>): object[] {
  return [...targets].flatMap((id) => {
    const channel = world.channels.get(id);
    // Threads are channels of the world that the guild does not list.
    return channel?.guildId === guild.id && !guild.channels.has(id) ? [renderChannel(channel)] : [];
  });
}

export const AUDIT_LOG_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/guilds/{guild_id}/audit-logs', handler: auditLog },
];
