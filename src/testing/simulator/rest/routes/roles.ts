/** Routes of roles. Nobody touches a role that stands as high as their own highest. */
import { AuditLogEvent, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { rank } from '../../world/permissions';
import { type GuildRecord, type RoleRecord } from '../../world/records';
import { renderRole } from '../../world/render';
import { createRole, deleteRole, editRole, moveRoles, type RoleDraft } from '../../world/roles';
import { ApiError, invalidForm, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import {
  boolean,
  type Form,
  integer,
  list,
  need,
  nullable,
  object,
  permissionSet,
  readForm,
  snowflake,
  text,
} from '../form';
import { image } from '../media';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { notEnoughBoosts } from './boosts';

const ROLES_PER_GUILD = 250;
const COLOR = { min: 0, max: 0xffffff };
const ICON_BYTES = 256 * 1_024;
/** The one set of three colours that there is: a hologram. */
const HOLOGRAM = [11_127_295, 16_759_788, 16_761_760] as const;

const FIELDS = {
  name: nullable(text({ min: 1, max: 100 })),
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
  icon: nullable(image({ maxBytes: ICON_BYTES, kinds: ['png', 'jpeg', 'webp'] })),
  unicode_emoji: nullable(text({ max: 100 })),
};
type RoleForm = Form<typeof FIELDS>;

function readRole(context: RestContext, guild: GuildRecord): RoleDraft {
  const form = context.form(FIELDS);
  const permissions = form.permissions ?? undefined;
  // Nobody hands out what they do not have.
  if ((permissions ?? 0n) & ~context.world.permissionsInGuild(context.userId, guild)) throw missingPermissions();
  return {
    name: form.name ?? undefined,
    permissions,
    ...readColors(guild, form),
    ...readIcon(context, guild, form),
    hoist: form.hoist ?? undefined,
    mentionable: form.mentionable ?? undefined,
  };
}

/** One colour for everybody; gradients and holograms for guilds of the highest tier. */
function readColors(guild: GuildRecord, { colors, color }: RoleForm): RoleDraft {
  if (!colors) {
    return typeof color === 'number' ? { color, secondaryColor: null, tertiaryColor: null } : {};
  }
  const { primary_color: primary, secondary_color: secondary = null, tertiary_color: tertiary = null } = colors;
  if ((secondary !== null || tertiary !== null) && guild.settings.premiumTier < 3) throw notEnoughBoosts();
  if (tertiary !== null && [primary, secondary, tertiary].some((each, index) => each !== HOLOGRAM[index])) {
    throw invalidForm(['colors'], 'ROLE_COLORS_INVALID', `Three colors must be {${HOLOGRAM.join(', ')}}.`);
  }
  return { color: primary, secondaryColor: secondary, tertiaryColor: tertiary };
}

/** A picture or an emoji beside the name; either takes the place of the other. */
function readIcon(context: RestContext, guild: GuildRecord, { icon, unicode_emoji: emoji }: RoleForm): RoleDraft {
  if ((icon ?? emoji) && !guild.settings.features.has('ROLE_ICONS')) throw notEnoughBoosts();
  if (icon) return { icon: context.world.hash(), unicodeEmoji: null };
  if (emoji) return { icon: null, unicodeEmoji: emoji };
  return { icon, unicodeEmoji: emoji };
}

/** What the audit log tells of a role. */
function auditFields(role: RoleRecord): object {
  const { name, permissions, color, colors, hoist, mentionable, icon, unicode_emoji } = renderRole(
    role,
  ) as unknown as Record<string, unknown>;
  return { name, permissions, color, colors, hoist, mentionable, icon, unicode_emoji };
}

/** How many members have each role; everybody has @everyone, which is not counted. */
function memberCounts(context: RestContext): RestAnswer {
  const guild = context.guild();
  const counts: Record<string, number> = {};
  for (const id of guild.roles.keys()) if (id !== guild.id) counts[id] = 0;
  for (const { roles } of guild.members.values()) for (const id of roles) counts[id] = (counts[id] ?? 0) + 1;
  return ok(counts);
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
  context.audit(guild, AuditLogEvent.RoleCreate, role.id, { changes: changesBetween({}, auditFields(role)) });
  return ok(renderRole(role));
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const role = roleOf(context, guild);
  requireBelow(context, guild, role);
  const changes = readRole(context, guild);
  const before = auditFields(role);
  editRole(context.world, guild, role, changes);
  context.audit(guild, AuditLogEvent.RoleUpdate, role.id, { changes: changesBetween(before, auditFields(role)) });
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
  const before = new Map([...guild.roles.values()].map((role) => [role.id, role.position]));
  moveRoles(context.world, guild, wanted);
  for (const { id } of wanted) {
    const [from, to] = [before.get(id), guild.roles.get(id)?.position];
    if (from === to) continue;
    const changes = [{ key: 'position', old_value: from, new_value: to }];
    context.audit(guild, AuditLogEvent.RoleUpdate, id, { changes });
  }
  return ok([...guild.roles.values()].map(renderRole));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild('ManageRoles');
  const role = roleOf(context, guild);
  if (role.id === guild.id || role.managed) throw new ApiError(400, Codes.InvalidRole, 'Invalid role');
  requireBelow(context, guild, role);
  context.audit(guild, AuditLogEvent.RoleDelete, role.id, { changes: changesBetween(auditFields(role), {}) });
  deleteRole(context.world, guild, role);
  return noContent();
}

const ROLES = '/guilds/{guild_id}/roles';
const ROLE = `${ROLES}/{role_id}`;

export const ROLE_ROUTES: readonly Route[] = [
  { method: 'GET', template: ROLES, handler: listRoles },
  { method: 'POST', template: ROLES, handler: create },
  { method: 'PATCH', template: ROLES, handler: reorder },
  { method: 'GET', template: `${ROLES}/member-counts`, handler: memberCounts },
  { method: 'GET', template: ROLE, handler: get },
  { method: 'PATCH', template: ROLE, handler: edit },
  { method: 'DELETE', template: ROLE, handler: remove },
];
