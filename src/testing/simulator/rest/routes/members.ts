/** Routes of members. https://discord.com/developers/docs/resources/guild#guild-member-object */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { isVoice } from '../../world/channels';
import { compareIds } from '../../world/ids';
import { editMember, type MemberChanges, removeMember } from '../../world/members';
import { type GuildRecord, type MemberRecord } from '../../world/records';
import { renderMember } from '../../world/render';
import { joinVoice, leaveVoice } from '../../world/voice';
import { ApiError, invalidForm, missingAccess, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, type Form, integer, list, need, nullable, snowflake, text, timestamp } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { requireBelow } from './roles';

const MEMBER_KICK = 20;
const MEMBER_UPDATE = 24;
const MEMBER_ROLE_UPDATE = 25;
const LONGEST_TIMEOUT_MS = 28 * 86_400_000;
const NICK = nullable(text({ max: 32 }));

function listMembers(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { limit = 1, after } = context.query({ limit: integer({ min: 1, max: 1_000 }), after: snowflake });
  // Who may not hear of members over the gateway may not list them either.
  if (!context.bot.privilegedIntents.has('GuildMembers')) throw missingAccess();
  const members = [...guild.members.values()]
    .filter(({ user }) => after === undefined || compareIds(user.id, after) > 0)
    .sort((a, b) => compareIds(a.user.id, b.user.id));
  return ok(members.slice(0, limit).map(renderMember));
}

function search(context: RestContext): RestAnswer {
  const guild = context.guild();
  const query = context.query({ query: need(text({ min: 1, max: 100 })), limit: integer({ min: 1, max: 1_000 }) });
  const prefix = query.query.toLowerCase();
  const found = [...guild.members.values()].filter(({ nick, user }) =>
    [user.username, user.globalName, nick].some((name) => name?.toLowerCase().startsWith(prefix) === true),
  );
  return ok(found.slice(0, query.limit ?? 1).map(renderMember));
}

function get(context: RestContext): RestAnswer {
  return ok(renderMember(context.member(context.guild())));
}

const EDIT = {
  nick: NICK,
  roles: nullable(list(snowflake, { max: 350 })),
  mute: nullable(boolean),
  deaf: nullable(boolean),
  channel_id: nullable(snowflake),
  communication_disabled_until: nullable(timestamp),
  flags: nullable(integer({ min: 0, max: 2_147_483_647 })),
};

function edit(context: RestContext): RestAnswer {
  const guild = context.guild();
  const member = context.member(guild);
  const form = context.form(EDIT);
  checkEdit(context, guild, member, form);
  const changes: MemberChanges = {
    nick: form.nick,
    roles: form.roles ?? undefined,
    mute: form.mute ?? undefined,
    deaf: form.deaf ?? undefined,
    timeoutUntil: form.communication_disabled_until,
  };
  if (Object.values(changes).some((value) => value !== undefined)) {
    editMember(context.world, guild, member, changes);
    context.audit(guild, form.roles ? MEMBER_ROLE_UPDATE : MEMBER_UPDATE, member.user.id);
  }
  if (form.channel_id === null) {
    leaveVoice(context.world, guild, member.user.id);
  } else if (form.channel_id !== undefined) {
    const channel = guild.channels.get(form.channel_id);
    if (channel) joinVoice(context.world, guild, member.user.id, channel);
  }
  return ok(renderMember(member));
}

/** Each field has a permission of its own. */
function checkEdit(context: RestContext, guild: GuildRecord, member: MemberRecord, form: Form<typeof EDIT>): void {
  if (form.nick !== undefined) context.requireInGuild(guild, 'ManageNicknames');
  if (form.nick !== undefined || form.communication_disabled_until !== undefined) context.requireAbove(guild, member);
  if (form.roles) {
    context.requireInGuild(guild, 'ManageRoles');
    const changed = new Set([
      ...form.roles.filter((id) => !member.roles.includes(id)),
      ...member.roles.filter((id) => form.roles?.includes(id) === false),
    ]);
    for (const id of changed) {
      const role = guild.roles.get(id);
      if (!role) throw unknown('role');
      if (role.managed) throw missingPermissions();
      requireBelow(context, guild, role);
    }
  }
  if (form.communication_disabled_until !== undefined) {
    context.requireInGuild(guild, 'ModerateMembers');
    const until = form.communication_disabled_until;
    if (until !== null && Date.parse(until) - context.nowMs > LONGEST_TIMEOUT_MS) {
      const told = 'Communication disabled until must be less than 28 days in the future';
      throw invalidForm(['communication_disabled_until'], 'COMMUNICATION_DISABLED_UNTIL_TOO_LONG', told);
    }
    const target = context.world.permissionsInGuild(member.user.id, guild);
    if (until !== null && target & (1n << 3n)) throw missingPermissions();
  }
  const { mute = null, deaf = null } = form;
  if (mute !== null) context.requireInGuild(guild, 'MuteMembers');
  if (deaf !== null) context.requireInGuild(guild, 'DeafenMembers');
  if (form.channel_id !== undefined) checkMove(context, guild, form.channel_id);
  const voice = mute !== null || deaf !== null || form.channel_id !== undefined;
  if (voice && !guild.voiceStates.has(member.user.id)) {
    throw new ApiError(400, Codes.TargetUserIsNotConnectedToVoice, 'Target user is not connected to voice.');
  }
}

function checkMove(context: RestContext, guild: GuildRecord, channelId: string | null): void {
  context.requireInGuild(guild, 'MoveMembers');
  if (channelId === null) return;
  const channel = guild.channels.get(channelId);
  if (!channel || !isVoice(channel)) throw unknown('channel');
  context.require(channel, 'Connect');
}

function editMe(context: RestContext): RestAnswer {
  const guild = context.guild();
  const member = context.self(guild);
  const { nick } = context.form({ nick: NICK });
  if (nick !== undefined) {
    context.requireInGuild(guild, 'ChangeNickname');
    editMember(context.world, guild, member, { nick });
    context.audit(guild, MEMBER_UPDATE, member.user.id);
  }
  return ok(renderMember(member));
}

function kick(context: RestContext): RestAnswer {
  const guild = context.guild('KickMembers');
  const member = context.member(guild);
  if (member.user.id === context.userId) throw missingPermissions();
  context.requireAbove(guild, member);
  context.audit(guild, MEMBER_KICK, member.user.id);
  removeMember(context.world, guild, member);
  return noContent();
}

function setRole(context: RestContext, on: boolean): RestAnswer {
  const guild = context.guild('ManageRoles');
  const member = context.member(guild);
  const role = guild.roles.get(context.param('role_id'));
  if (!role || role.id === guild.id) throw unknown('role');
  if (role.managed) throw missingPermissions();
  requireBelow(context, guild, role);
  if (member.roles.includes(role.id) === on) return noContent();
  const roles = on ? [...member.roles, role.id] : member.roles.filter((id) => id !== role.id);
  editMember(context.world, guild, member, { roles });
  context.audit(guild, MEMBER_ROLE_UPDATE, member.user.id);
  return noContent();
}

const MEMBERS = '/guilds/{guild_id}/members';
const MEMBER = `${MEMBERS}/{user_id}`;
const ROLE = `${MEMBER}/roles/{role_id}`;

export const MEMBER_ROUTES: readonly Route[] = [
  { method: 'GET', template: MEMBERS, handler: listMembers },
  { method: 'GET', template: `${MEMBERS}/search`, handler: search },
  { method: 'PATCH', template: `${MEMBERS}/@me`, handler: editMe },
  { method: 'GET', template: MEMBER, handler: get },
  { method: 'PATCH', template: MEMBER, handler: edit },
  { method: 'DELETE', template: MEMBER, handler: kick },
  { method: 'PUT', template: ROLE, handler: (context) => setRole(context, true) },
  { method: 'DELETE', template: ROLE, handler: (context) => setRole(context, false) },
];
