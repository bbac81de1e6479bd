/** Routes of members. https://discord.com/developers/docs/resources/guild#guild-member-object */
import {
  AuditLogEvent,
  GuildMemberFlags,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Codes,
} from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { isVoice } from '../../world/channels';
import { compareIds } from '../../world/ids';
import { addMember, editMember, type MemberChanges, removeMember } from '../../world/members';
import { type AuditLogChange, type GuildRecord, type MemberRecord } from '../../world/records';
import { renderMember } from '../../world/render';
import { joinVoice, leaveVoice, sendVoiceServer } from '../../world/voice';
import { ApiError, invalidForm, missingAccess, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, type Form, integer, need, nullable, set, snowflake, text, timestamp } from '../form';
import { image, type Image } from '../media';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';
import { requireBelow } from './roles';

const LONGEST_TIMEOUT_MS = 28 * 86_400_000;
const NICK = nullable(text({ max: 32 }));
const FLAGS = integer({ min: 0, max: 2_147_483_647 });
/** The one flag that can be set from outside. */
const BYPASSES = GuildMemberFlags.BypassesVerification as number;

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

/** Lets a person in who allowed the bot's application to do that. */
function add(context: RestContext): RestAnswer {
  const guild = context.guild('CreateInstantInvite');
  const form = context.form({
    access_token: need(text({ min: 1, max: 10_240 })),
    nick: NICK,
    roles: nullable(set(snowflake, { max: 250 })),
    mute: nullable(boolean),
    deaf: nullable(boolean),
    flags: nullable(FLAGS),
  });
  const userId = context.param('user_id');
  const grant = context.world.consents.byAccessToken(form.access_token);
  const user = context.world.users.get(userId);
  if (!user) throw unknown('user');
  const isOwn = grant?.user === user && grant.application.id === context.bot.applicationId;
  if (!isOwn || !grant.scopes.includes('guilds.join')) {
    throw new ApiError(403, Codes.InvalidOAuth2AccessToken, 'Invalid OAuth2 access token');
  }
  if (guild.members.has(userId)) return noContent();
  if (guild.bans.has(userId)) {
    throw new ApiError(403, Codes.UserBannedFromThisGuild, 'The user is banned from this guild.');
  }
  if (form.nick) context.requireInGuild(guild, 'ManageNicknames');
  if (form.mute === true) context.requireInGuild(guild, 'MuteMembers');
  if (form.deaf === true) context.requireInGuild(guild, 'DeafenMembers');
  if (form.roles) checkRoles(context, guild, form.roles);
  const member = addMember(context.world, guild, user, {
    roles: form.roles ?? [],
    nick: form.nick ?? null,
    mute: form.mute ?? false,
    deaf: form.deaf ?? false,
    flags: form.flags ?? 0,
  });
  return created(renderMember(member));
}

/** Roles that the bot may hand out and take away. */
function checkRoles(context: RestContext, guild: GuildRecord, ids: Iterable<string>): void {
  context.requireInGuild(guild, 'ManageRoles');
  for (const id of ids) {
    const role = guild.roles.get(id);
    if (!role || role.id === guild.id) throw unknown('role');
    if (role.managed) throw missingPermissions();
    requireBelow(context, guild, role);
  }
}

const EDIT = {
  nick: NICK,
  roles: nullable(set(snowflake, { max: 350 })),
  mute: nullable(boolean),
  deaf: nullable(boolean),
  channel_id: nullable(snowflake),
  communication_disabled_until: nullable(timestamp),
  flags: nullable(FLAGS),
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
    ...(form.flags === null || form.flags === undefined
      ? {}
      : { flags: (member.flags & ~BYPASSES) | (form.flags & BYPASSES) }),
  };
  if (Object.values(changes).some((value) => value !== undefined)) editAudited(context, guild, member, changes);
  if (form.channel_id !== undefined) moveInVoice(context, guild, member, form.channel_id);
  return ok(renderMember(member));
}

/** Changes a member and keeps what changed: roles in an entry of their own. */
function editAudited(context: RestContext, guild: GuildRecord, member: MemberRecord, changes: MemberChanges): void {
  const before = auditFields(member);
  const rolesBefore = member.roles;
  editMember(context.world, guild, member, changes);
  const roleChanges = changedRoles(guild, rolesBefore, member.roles);
  const others = changesBetween(before, auditFields(member));
  const targetId = member.user.id;
  if (roleChanges.length > 0) {
    context.audit(guild, AuditLogEvent.MemberRoleUpdate, targetId, { changes: roleChanges });
  }
  if (others.length > 0) context.audit(guild, AuditLogEvent.MemberUpdate, targetId, { changes: others });
}

const auditFields = (member: MemberRecord): object => ({
  nick: member.nick,
  mute: member.mute,
  deaf: member.deaf,
  communication_disabled_until: member.timeoutUntil,
  avatar: member.avatar,
  banner: member.banner,
  bio: member.bio,
  flags: member.flags,
});

function changedRoles(guild: GuildRecord, before: readonly string[], after: readonly string[]): AuditLogChange[] {
  const named = (ids: readonly string[]): object[] => ids.map((id) => ({ id, name: guild.roles.get(id)?.name ?? '' }));
  const added = named(after.filter((id) => !before.includes(id)));
  const removed = named(before.filter((id) => !after.includes(id)));
  return [
    ...(added.length === 0 ? [] : [{ key: '$add', new_value: added }]),
    ...(removed.length === 0 ? [] : [{ key: '$remove', new_value: removed }]),
  ];
}

/** Takes a member to another voice channel, or out of voice. */
function moveInVoice(context: RestContext, guild: GuildRecord, member: MemberRecord, channelId: string | null): void {
  const { world } = context;
  if (channelId === null) {
    leaveVoice(world, guild, member.user.id);
    context.audit(guild, AuditLogEvent.MemberDisconnect, null, { options: { count: '1' } });
    return;
  }
  const channel = guild.channels.get(channelId);
  if (!channel) return;
  joinVoice(world, guild, member.user.id, channel);
  if (member.user.bot) sendVoiceServer(world, guild, member.user.id);
  context.audit(guild, AuditLogEvent.MemberMove, null, { options: { channel_id: channelId, count: '1' } });
}

/** Each field has a permission of its own. */
function checkEdit(context: RestContext, guild: GuildRecord, member: MemberRecord, form: Form<typeof EDIT>): void {
  if (form.nick !== undefined) context.requireInGuild(guild, 'ManageNicknames');
  if (form.nick !== undefined || form.communication_disabled_until !== undefined) context.requireAbove(guild, member);
  if (form.roles) {
    const { roles } = form;
    checkRoles(context, guild, [
      ...roles.filter((id) => !member.roles.includes(id)),
      ...member.roles.filter((id) => !roles.includes(id)),
    ]);
  }
  if (form.flags !== null && form.flags !== undefined) requireVetting(context, guild);
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

/** Who may let somebody past the checks for newcomers. */
function requireVetting(context: RestContext, guild: GuildRecord): void {
  const bits = context.world.permissionsInGuild(context.userId, guild);
  const { ManageGuild, ManageRoles, ModerateMembers, KickMembers, BanMembers } = PermissionFlagsBits;
  const moderates = ModerateMembers | KickMembers | BanMembers;
  if ((bits & (ManageGuild | ManageRoles)) === 0n && (bits & moderates) !== moderates) throw missingPermissions();
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
  const form = context.form({
    nick: NICK,
    avatar: nullable(image()),
    banner: nullable(image()),
    bio: nullable(text({ max: 190 })),
  });
  if (form.nick !== undefined) context.requireInGuild(guild, 'ChangeNickname');
  const changes: MemberChanges = {
    nick: form.nick,
    avatar: hashOf(context, form.avatar),
    banner: hashOf(context, form.banner),
    bio: form.bio,
  };
  if (Object.values(changes).some((value) => value !== undefined)) editAudited(context, guild, member, changes);
  return ok(renderMember(member));
}

/** The hash that an uploaded picture goes by. */
function hashOf(context: RestContext, picture: Image | null | undefined): string | null | undefined {
  return picture ? `${picture.animated ? 'a_' : ''}${context.world.hash()}` : picture;
}

function kick(context: RestContext): RestAnswer {
  const guild = context.guild('KickMembers');
  const member = context.member(guild);
  if (member.user.id === context.userId) throw missingPermissions();
  context.requireAbove(guild, member);
  context.audit(guild, AuditLogEvent.MemberKick, member.user.id);
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
  editAudited(context, guild, member, { roles });
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
  { method: 'PUT', template: MEMBER, handler: add },
  { method: 'PATCH', template: MEMBER, handler: edit },
  { method: 'DELETE', template: MEMBER, handler: kick },
  { method: 'PUT', template: ROLE, handler: (context) => setRole(context, true) },
  { method: 'DELETE', template: ROLE, handler: (context) => setRole(context, false) },
];
