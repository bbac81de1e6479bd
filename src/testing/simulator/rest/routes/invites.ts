/** Routes of invites: making, showing, taking back. https://discord.com/developers/docs/resources/invite */
import { InviteTargetType, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import {
  createInvite,
  deleteInvite,
  findInvite,
  type InviteDraft,
  type InviteRecord,
  invitesOf,
  takesInvites,
} from '../../world/invites';
import { type ChannelRecord, type GuildRecord } from '../../world/records';
import { renderInvite } from '../../world/render-invite';
import { ApiError, invalidForm, missingPermissions, unknown, wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, type Form, integer, nullable, type Rule, set, snowflake } from '../form';
import { ok, type RestAnswer, type Route } from '../router';
import { readTargetFile, readTargetIds } from './invite-targets';
import { requireBelow } from './roles';

const INVITE_CREATE = 40;
const INVITE_DELETE = 42;
const PER_GUILD = 1_000;
const DAY_S = 86_400;
/** The documentation says 604800, the schema 5184000. */
const LONGEST_S = 5_184_000;

/** Ids in a list; a form may join them by commas. */
function ids(max: number): Rule<string[]> {
  const rule = set(snowflake, { max });
  return (value, errors, path) =>
    rule(typeof value === 'string' ? value.split(',').filter(Boolean) : value, errors, path);
}

const FIELDS = {
  max_age: nullable(integer({ min: 0, max: LONGEST_S })),
  max_uses: nullable(integer({ min: 0, max: 100 })),
  temporary: nullable(boolean),
  unique: nullable(boolean),
  target_type: nullable(choice([InviteTargetType.Stream, InviteTargetType.EmbeddedApplication])),
  target_user_id: nullable(snowflake),
  target_application_id: nullable(snowflake),
  role_ids: nullable(ids(250)),
  target_user_ids: nullable(ids(10_000)),
};
type InviteForm = Form<typeof FIELDS>;

function create(context: RestContext): RestAnswer {
  const { world } = context;
  const channel = context.channel('CreateInstantInvite');
  const guild = context.guildOf(channel);
  if (!takesInvites(channel)) throw wrongChannelType();
  const form = context.form(FIELDS);
  const draft: InviteDraft = {
    maxAgeS: form.max_age ?? DAY_S,
    maxUses: form.max_uses ?? 0,
    temporary: form.temporary ?? false,
    roleIds: readRoles(context, guild, form.role_ids ?? []),
    ...readTarget(context, form),
    targets: readTargetFile(context) ?? (form.target_user_ids ? readTargetIds(context, form.target_user_ids) : null),
  };
  const similar = form.unique === true ? undefined : findSimilar(context, guild, channel, draft);
  if (similar) return ok(renderInvite(world, similar, { metadata: true }));
  if (invitesOf(world, guild).length >= PER_GUILD) {
    throw new ApiError(400, Codes.MaximumNumberOfInvitesReached, `Maximum number of invites reached (${PER_GUILD})`);
  }
  const invite = createInvite(world, guild, channel, context.bot.user, draft);
  context.audit(guild, INVITE_CREATE, null, { changes: changesBetween({}, told(invite)) });
  return ok(renderInvite(world, invite, { metadata: true }));
}

/** What the audit log tells of an invite. */
function told(invite: InviteRecord): object {
  return {
    code: invite.code,
    channel_id: invite.channelId,
    inviter_id: invite.inviter?.id,
    max_uses: invite.maxUses,
    uses: invite.uses,
    max_age: invite.maxAgeS,
    temporary: invite.temporary,
  };
}

/** Roles that the bot could hand out itself. */
function readRoles(context: RestContext, guild: GuildRecord, ids: readonly string[]): readonly string[] {
  if (ids.length > 0) context.requireInGuild(guild, 'ManageRoles');
  for (const id of ids) {
    const role = guild.roles.get(id);
    if (!role) throw unknown('role');
    requireBelow(context, guild, role);
  }
  return [...new Set(ids)];
}

function readTarget(
  context: RestContext,
  form: InviteForm,
): Pick<InviteDraft, 'targetType' | 'targetUser' | 'targetBot'> {
  const nothing = { targetType: null, targetUser: null, targetBot: null };
  const targetType = form.target_type ?? null;
  if (targetType === InviteTargetType.Stream) {
    const targetUser = context.world.users.get(form.target_user_id ?? '');
    if (!targetUser) throw invalidForm(['target_user_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return { ...nothing, targetType, targetUser };
  }
  if (targetType === InviteTargetType.EmbeddedApplication) {
    const wanted = form.target_application_id ?? '';
    const targetBot = [...context.world.bots.values()].find((bot) => bot.applicationId === wanted);
    if (!targetBot) throw invalidForm(['target_application_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return { ...nothing, targetType, targetBot };
  }
  return nothing;
}

/** An invite of the same bot to the same place on the same terms is handed out again. */
function findSimilar(
  context: RestContext,
  guild: GuildRecord,
  channel: ChannelRecord,
  draft: InviteDraft,
): InviteRecord | undefined {
  return invitesOf(context.world, guild, channel.id).find(
    (invite) =>
      invite.inviter?.id === context.userId &&
      invite.maxAgeS === draft.maxAgeS &&
      invite.maxUses === draft.maxUses &&
      invite.temporary === draft.temporary &&
      invite.targetType === draft.targetType &&
      invite.targetUser === draft.targetUser &&
      invite.targetBot === draft.targetBot &&
      invite.roleIds.join() === draft.roleIds.join() &&
      invite.targets === null &&
      draft.targets === null,
  );
}

function listOfChannel(context: RestContext): RestAnswer {
  const channel = context.channel('ManageChannels');
  const invites = invitesOf(context.world, context.guildOf(channel), channel.id);
  return ok(invites.map((invite) => renderInvite(context.world, invite, { metadata: true })));
}

function listOfGuild(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  return ok(invitesOf(context.world, guild).map((invite) => renderInvite(context.world, invite, { metadata: true })));
}

function get(context: RestContext): RestAnswer {
  const query = context.query({
    with_counts: boolean,
    guild_scheduled_event_id: snowflake,
    target_channel_id: snowflake,
    target_message_id: snowflake,
  });
  const code = context.param('code');
  const invite = findInvite(context.world, code) ?? vanityInvite(context, code);
  const payload = invite && renderInvite(context.world, invite, { counts: query.with_counts === true });
  if (!payload) throw unknown('invite');
  return ok(payload);
}

/** A guild's own invite. It leads to the first channel that takes people in, for ever. */
function vanityInvite({ world }: RestContext, code: string): InviteRecord | undefined {
  const guild = [...world.guilds.values()].find(({ settings }) => settings.vanityCode === code);
  const channel = [...(guild?.channels.values() ?? [])].find(takesInvites);
  if (!guild || !channel) return undefined;
  return {
    code,
    guildId: guild.id,
    channelId: channel.id,
    inviter: null,
    createdAt: world.timestamp(),
    maxAgeS: 0,
    maxUses: 0,
    temporary: false,
    roleIds: [],
    targetType: null,
    targetUser: null,
    targetBot: null,
    uses: guild.settings.vanityUses,
    targets: null,
  };
}

function remove(context: RestContext): RestAnswer {
  const { world } = context;
  const invite = findInvite(world, context.param('code'));
  const guild = world.guilds.get(invite?.guildId ?? '');
  const channel = world.channels.get(invite?.channelId ?? '');
  if (!invite || !channel || !guild?.members.has(context.userId)) throw unknown('invite');
  const here = world.permissionsIn(context.userId, channel) & PermissionFlagsBits.ManageChannels;
  const inGuild = world.permissionsInGuild(context.userId, guild) & PermissionFlagsBits.ManageGuild;
  if (!here && !inGuild) throw missingPermissions();
  const payload = renderInvite(world, invite);
  context.audit(guild, INVITE_DELETE, null, { changes: changesBetween(told(invite), {}) });
  deleteInvite(world, invite);
  return ok(payload);
}

const INVITE = '/invites/{code}';

export const INVITE_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/channels/{channel_id}/invites', handler: listOfChannel },
  { method: 'POST', template: '/channels/{channel_id}/invites', handler: create },
  { method: 'GET', template: '/guilds/{guild_id}/invites', handler: listOfGuild },
  { method: 'GET', template: INVITE, handler: get, isOpen: true },
  { method: 'DELETE', template: INVITE, handler: remove },
];
