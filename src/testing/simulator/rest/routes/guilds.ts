/** Routes of guilds, their bans and their audit log. https://discord.com/developers/docs/resources/guild */
import { publishGuildUpdate, renderAuditLogEntry } from '../../world/guilds';
import { compareIds } from '../../world/ids';
import { ban, unban } from '../../world/members';
import { deleteMessages } from '../../world/messages';
import { renderBan, renderGuild, renderUser } from '../../world/render';
import { unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, imageData, integer, nullable, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const GUILD_UPDATE = 1;
const MEMBER_BAN_ADD = 22;
const MEMBER_BAN_REMOVE = 23;
const WEEK_S = 604_800;

function get(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { with_counts: withCounts } = context.query({ with_counts: boolean });
  const online = [...guild.members.values()].filter(({ user }) => user.presence.status !== 'offline').length;
  return ok({
    ...renderGuild(guild),
    ...(withCounts === true
      ? { approximate_member_count: guild.members.size, approximate_presence_count: online }
      : {}),
  });
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({
    name: text({ min: 2, max: 100 }),
    description: nullable(text({ max: 300 })),
    icon: nullable(imageData),
    verification_level: nullable(integer({ min: 0, max: 4 })),
    default_message_notifications: nullable(integer({ min: 0, max: 1 })),
    explicit_content_filter: nullable(integer({ min: 0, max: 2 })),
    afk_channel_id: nullable(snowflake),
    afk_timeout: integer({ min: 60, max: 3_600 }),
    system_channel_id: nullable(snowflake),
    preferred_locale: nullable(text({ max: 10 })),
  });
  if (form.name !== undefined) guild.name = form.name.trim();
  if (form.description !== undefined) guild.description = form.description;
  if (form.icon !== undefined) guild.icon = form.icon === null ? null : context.world.hash();
  if (form.verification_level !== undefined) guild.verificationLevel = form.verification_level ?? 0;
  if (form.default_message_notifications !== undefined) {
    guild.defaultMessageNotifications = form.default_message_notifications ?? 0;
  }
  if (form.explicit_content_filter !== undefined) guild.explicitContentFilter = form.explicit_content_filter ?? 0;
  if (form.afk_channel_id !== undefined) guild.afkChannelId = form.afk_channel_id;
  if (form.afk_timeout !== undefined) guild.afkTimeoutS = form.afk_timeout;
  if (form.system_channel_id !== undefined) guild.systemChannelId = form.system_channel_id;
  if (form.preferred_locale !== undefined) guild.preferredLocale = form.preferred_locale ?? 'en-US';
  context.audit(guild, GUILD_UPDATE, guild.id);
  publishGuildUpdate(context.world, guild);
  return ok(renderGuild(guild));
}

function listBans(context: RestContext): RestAnswer {
  const guild = context.guild('BanMembers');
  const query = context.query({ limit: integer({ min: 1, max: 1_000 }), before: snowflake, after: snowflake });
  const { limit = 1_000, before, after } = query;
  const bans = [...guild.bans.values()]
    .filter(({ user }) => before === undefined || compareIds(user.id, before) < 0)
    .filter(({ user }) => after === undefined || compareIds(user.id, after) > 0)
    .sort((a, b) => compareIds(a.user.id, b.user.id));
  return ok((before === undefined ? bans.slice(0, limit) : bans.slice(-limit)).map(renderBan));
}

function getBan(context: RestContext): RestAnswer {
  const found = context.guild('BanMembers').bans.get(context.param('user_id'));
  if (!found) throw unknown('ban');
  return ok(renderBan(found));
}

function createBan(context: RestContext): RestAnswer {
  const { world } = context;
  const guild = context.guild('BanMembers');
  const form = context.form({
    delete_message_seconds: nullable(integer({ min: 0, max: WEEK_S })),
    delete_message_days: nullable(integer({ min: 0, max: 7 })),
  });
  const user = world.users.get(context.param('user_id'));
  if (!user) throw unknown('user');
  const member = guild.members.get(user.id);
  if (member) context.requireAbove(guild, member);
  context.audit(guild, MEMBER_BAN_ADD, user.id);
  ban(world, guild, user, guild.auditLog.at(-1)?.reason ?? null);
  const seconds = form.delete_message_seconds ?? (form.delete_message_days ?? 0) * 86_400;
  if (seconds > 0) {
    for (const channel of guild.channels.values()) {
      const since = context.nowMs - seconds * 1_000;
      const theirs = [...channel.messages.values()].filter(
        (message) => message.author.id === user.id && Date.parse(message.timestamp) >= since,
      );
      deleteMessages(
        world,
        channel,
        theirs.map((message) => message.id),
      );
    }
  }
  return noContent();
}

function removeBan(context: RestContext): RestAnswer {
  const guild = context.guild('BanMembers');
  const found = guild.bans.get(context.param('user_id'));
  if (!found) throw unknown('ban');
  context.audit(guild, MEMBER_BAN_REMOVE, found.user.id);
  unban(context.world, guild, found.user);
  return noContent();
}

function auditLog(context: RestContext): RestAnswer {
  const guild = context.guild('ViewAuditLog');
  const query = context.query({
    user_id: snowflake,
    target_id: snowflake,
    action_type: integer({ min: 0, max: 1_000 }),
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
  const users = [...new Set(page.map((entry) => entry.userId))].flatMap((id) => {
    const user = context.world.users.get(id);
    return user ? [renderUser(user)] : [];
  });
  return ok({
    audit_log_entries: page.map(renderAuditLogEntry),
    users,
    application_commands: [],
    auto_moderation_rules: [],
    guild_scheduled_events: [],
    integrations: [],
    threads: [],
    webhooks: [],
  });
}

const GUILD = '/guilds/{guild_id}';
const BAN = `${GUILD}/bans/{user_id}`;

export const GUILD_ROUTES: readonly Route[] = [
  { method: 'GET', template: GUILD, handler: get },
  { method: 'PATCH', template: GUILD, handler: edit },
  { method: 'GET', template: `${GUILD}/bans`, handler: listBans },
  { method: 'GET', template: BAN, handler: getBan },
  { method: 'PUT', template: BAN, handler: createBan },
  { method: 'DELETE', template: BAN, handler: removeBan },
  { method: 'GET', template: `${GUILD}/audit-logs`, handler: auditLog },
];
