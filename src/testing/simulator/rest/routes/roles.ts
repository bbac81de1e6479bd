/** Routes of roles. Nobody touches a role that stands as high as their own highest. */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { rank } from '../../world/permissions';
import { type GuildRecord, type RoleRecord } from '../../world/records';
import { renderRole } from '../../world/render';
import { createRole, deleteRole, editRole, moveRoles } from '../../world/roles';
import { ApiError, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, integer, list, need, nullable, object, permissionSet, readForm, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const ROLE_CREATE = 30;
const ROLE_UPDATE = 31;
const ROLE_DELETE = 32;
const ROLES_PER_GUILD = 250;
const COLOR = { min: 0, max: 0xffffff };

const FIELDS = {
  name: nullable(text({ max: 100 })),
  permissions: nullable(permissionSet),
  color: nullable(integer(COLOR)),
  colors: nullable(
    object({
      primary_color: need(integer(COLOR)),
      secondary_color: nullable(integer(COLOR)),
      tertiary_color: nullable(integer(COLOR)),
    }),
  ),
  hoist: nullable(boolean),
  mentionable: nullable(boolean),
};

function readRole(context: RestContext, guild: GuildRecord): Parameters<typeof editRole>[3] {
  const form = context.form(FIELDS);
  const permissions = form.permissions ?? undefined;
  // Nobody hands out what they do not have.
  if ((permissions ?? 0n) & ~context.world.permissionsInGuild(context.userId, guild)) throw missingPermissions();
  return {
    name: form.name ?? undefined,
    permissions,
    color: form.colors?.primary_color ?? form.color ?? undefined,
    hoist: form.hoist ?? undefined,
    mentionable: form.mentionable ?? undefined,
  };
}

function roleOf(context: RestContext, guild: GuildRecord): RoleRecord {
  const role = guild.roles.get(context.param('role_id'));
  if (!role) throw unknown('role');
  return role;
}

/** Throws when a role stands too high for the bot to touch. */
export function requireBelow(context: RestContext, guild: GuildRecord, role: RoleRecord): void {
  if (role.position >= rank(guild, context.self(guild))) throw missingPermissions();
}

function listRoles(context: RestContext): RestAnswer {
  return ok([...context.guild().roles.values()].map(renderRole));
}

function get(context: RestContext): RestAnswer {
  return ok(renderRole(roleOf(context, context.guild())));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const draft = readRole(context, guild);
  if (guild.roles.size >= ROLES_PER_GUILD) {
    throw new ApiError(
      400,
      Codes.MaximumNumberOfGuildRolesReached,
      `Maximum number of guild roles reached (${ROLES_PER_GUILD})`,
    );
  }
  const role = createRole(context.world, guild, { ...draft });
  context.audit(guild, ROLE_CREATE, role.id);
  return ok(renderRole(role));
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const role = roleOf(context, guild);
  requireBelow(context, guild, role);
  editRole(context.world, guild, role, readRole(context, guild));
  context.audit(guild, ROLE_UPDATE, role.id);
  return ok(renderRole(role));
}

function reorder(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const entry = object({ id: need(snowflake), position: nullable(integer({ min: 0, max: 2_147_483_647 })) });
  const { moves } = readForm({ moves: context.body }, { moves: need(list(entry, { max: ROLES_PER_GUILD })) });
  const top = rank(guild, context.self(guild));
  const wanted = moves.flatMap(({ id, position }) => {
    const role = guild.roles.get(id);
    if (!role) throw unknown('role');
    requireBelow(context, guild, role);
    if (position === null || position === undefined) return [];
    if (position >= top) throw missingPermissions();
    return [{ id, position }];
  });
  moveRoles(context.world, guild, wanted);
  return ok([...guild.roles.values()].map(renderRole));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const role = roleOf(context, guild);
  if (role.id === guild.id || role.managed) throw new ApiError(400, Codes.InvalidRole, 'Invalid role');
  requireBelow(context, guild, role);
  context.audit(guild, ROLE_DELETE, role.id);
  deleteRole(context.world, guild, role);
  return noContent();
}

const ROLES = '/guilds/{guild_id}/roles';
const ROLE = `${ROLES}/{role_id}`;

export const ROLE_ROUTES: readonly Route[] = [
  { method: 'GET', template: ROLES, handler: listRoles },
  { method: 'POST', template: ROLES, handler: create },
  { method: 'PATCH', template: ROLES, handler: reorder },
  { method: 'GET', template: ROLE, handler: get },
  { method: 'PATCH', template: ROLE, handler: edit },
  { method: 'DELETE', template: ROLE, handler: remove },
];
