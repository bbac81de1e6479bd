/** Routes of bans. https://discord.com/developers/docs/resources/guild#ban-object */
import { AuditLogEvent, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { compareIds } from '../../world/ids';
import { ban, unban } from '../../world/members';
import { deleteMessages } from '../../world/messages';
import { rank } from '../../world/permissions';
import { type GuildRecord, type UserRecord } from '../../world/records';
import { renderBan } from '../../world/render';
import { ApiError, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { integer, need, nullable, set, snowflake } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const WEEK_S = 604_800;
/** How many messages one MESSAGE_DELETE_BULK names. */
const PER_DISPATCH = 100;

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

const DELETE_SECONDS = nullable(integer({ min: 0, max: WEEK_S }));

function createBan(context: RestContext): RestAnswer {
  const { world } = context;
  const guild = context.guild('BanMembers');
  const form = context.form({
    delete_message_seconds: DELETE_SECONDS,
    delete_message_days: nullable(integer({ min: 0, max: 7 })),
  });
  const user = world.users.get(context.param('user_id'));
  if (!user) throw unknown('user');
  if (user.id === context.userId) throw missingPermissions();
  const member = guild.members.get(user.id);
  if (member) context.requireAbove(guild, member);
  putBan(context, guild, user, form.delete_message_seconds ?? (form.delete_message_days ?? 0) * 86_400);
  return noContent();
}

function putBan(context: RestContext, guild: GuildRecord, user: UserRecord, deleteS: number): void {
  const { world } = context;
  context.audit(guild, AuditLogEvent.MemberBanAdd, user.id);
  ban(world, guild, user, context.reason);
  if (deleteS === 0) return;
  const since = context.nowMs - deleteS * 1_000;
  // Threads too, which are channels of the world but not of the guild's list.
  for (const channel of world.channels.values()) {
    if (channel.guildId !== guild.id) continue;
    const theirs: string[] = [];
    for (const message of channel.messages.values()) {
      if (message.author.id === user.id && Date.parse(message.timestamp) >= since) theirs.push(message.id);
    }
    for (let at = 0; at < theirs.length; at += PER_DISPATCH) {
      deleteMessages(world, channel, theirs.slice(at, at + PER_DISPATCH));
    }
  }
}

function bulkBan(context: RestContext): RestAnswer {
  const guild = context.guild('BanMembers', 'ManageGuild');
  const form = context.form({
    user_ids: need(set(snowflake, { min: 1, max: 200 })),
    delete_message_seconds: DELETE_SECONDS,
  });
  const banned: string[] = [];
  const failed: string[] = [];
  for (const id of new Set(form.user_ids)) {
    const user = context.world.users.get(id);
    if (!user || !mayBan(context, guild, user)) {
      failed.push(id);
      continue;
    }
    putBan(context, guild, user, form.delete_message_seconds ?? 0);
    banned.push(id);
  }
  if (banned.length === 0) throw new ApiError(400, Codes.FailedToBanUsers, 'Failed to ban users');
  return ok({ banned_users: banned, failed_users: failed });
}

function mayBan(context: RestContext, guild: GuildRecord, user: UserRecord): boolean {
  if (user.id === context.userId || guild.bans.has(user.id)) return false;
  const member = guild.members.get(user.id);
  return !member || rank(guild, context.self(guild)) > rank(guild, member);
}

function removeBan(context: RestContext): RestAnswer {
  const guild = context.guild('BanMembers');
  const found = guild.bans.get(context.param('user_id'));
  if (!found) throw unknown('ban');
  context.audit(guild, AuditLogEvent.MemberBanRemove, found.user.id);
  unban(context.world, guild, found.user);
  return noContent();
}

const BANS = '/guilds/{guild_id}/bans';
const BAN = `${BANS}/{user_id}`;

export const BAN_ROUTES: readonly Route[] = [
  { method: 'GET', template: BANS, handler: listBans },
  { method: 'GET', template: BAN, handler: getBan },
  { method: 'PUT', template: BAN, handler: createBan },
  { method: 'DELETE', template: BAN, handler: removeBan },
  { method: 'POST', template: '/guilds/{guild_id}/bulk-ban', handler: bulkBan },
];
