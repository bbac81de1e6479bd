/** Roles: made, changed, moved and removed. */
import { tellingNewViews } from './new-views';
import { type GuildRecord, type RoleRecord } from './records';
import { renderRole } from './render';
import { renderGuildChannel } from './render-channel';
import { type World } from './world';

export interface RoleDraft {
  readonly name?: string | undefined;
  readonly permissions?: bigint | undefined;
  readonly color?: number | undefined;
  readonly hoist?: boolean | undefined;
  readonly mentionable?: boolean | undefined;
  readonly secondaryColor?: number | null | undefined;
  readonly tertiaryColor?: number | null | undefined;
  readonly icon?: string | null | undefined;
  readonly unicodeEmoji?: string | null | undefined;
}

export function createRole(
  world: World,
  guild: GuildRecord,
  draft: RoleDraft & { managed?: boolean; botId?: string },
): RoleRecord {
  const role: RoleRecord = {
    id: world.ids.next(),
    name: draft.name ?? 'new role',
    color: draft.color ?? 0,
    hoist: draft.hoist ?? false,
    position: 1,
    permissions: draft.permissions ?? guild.roles.get(guild.id)?.permissions ?? 0n,
    managed: draft.managed ?? false,
    mentionable: draft.mentionable ?? false,
    secondaryColor: draft.secondaryColor ?? null,
    tertiaryColor: draft.tertiaryColor ?? null,
    icon: draft.icon ?? null,
    unicodeEmoji: draft.unicodeEmoji ?? null,
    ...(draft.botId === undefined ? {} : { botId: draft.botId }),
  };
  // A new role stands right above @everyone; the others move up.
  const moved = [...guild.roles.values()].filter(({ id }) => id !== guild.id);
  for (const other of moved) other.position += 1;
  guild.roles.set(role.id, role);
  publishRole(world, guild, 'GUILD_ROLE_CREATE', role);
  for (const other of moved) publishRole(world, guild, 'GUILD_ROLE_UPDATE', other);
  return role;
}

export function editRole(world: World, guild: GuildRecord, role: RoleRecord, changes: RoleDraft): void {
  const change = (): void => {
    changeRole(world, guild, role, changes);
  };
  if (changes.permissions === undefined) change();
  else tellingNewViews(world, guild, change);
}

function changeRole(world: World, guild: GuildRecord, role: RoleRecord, changes: RoleDraft): void {
  if (changes.name !== undefined) role.name = changes.name;
  if (changes.permissions !== undefined) role.permissions = changes.permissions;
  if (changes.color !== undefined) role.color = changes.color;
  if (changes.hoist !== undefined) role.hoist = changes.hoist;
  if (changes.mentionable !== undefined) role.mentionable = changes.mentionable;
  if (changes.secondaryColor !== undefined) role.secondaryColor = changes.secondaryColor;
  if (changes.tertiaryColor !== undefined) role.tertiaryColor = changes.tertiaryColor;
  if (changes.icon !== undefined) role.icon = changes.icon;
  if (changes.unicodeEmoji !== undefined) role.unicodeEmoji = changes.unicodeEmoji;
  publishRole(world, guild, 'GUILD_ROLE_UPDATE', role);
}

export function moveRoles(world: World, guild: GuildRecord, moves: readonly { id: string; position: number }[]): void {
  const wanted = new Map(moves.map((move) => [move.id, move.position]));
  const ordered = [...guild.roles.values()]
    .filter((role) => role.id !== guild.id)
    .sort((a, b) => (wanted.get(a.id) ?? a.position) - (wanted.get(b.id) ?? b.position));
  ordered.forEach((role, index) => {
    if (role.position === index + 1) return;
    role.position = index + 1;
    publishRole(world, guild, 'GUILD_ROLE_UPDATE', role);
  });
}

/** Who had the role loses it without a word of its own; channels that made exceptions for it are told anew. */
export function deleteRole(world: World, guild: GuildRecord, role: RoleRecord): void {
  guild.roles.delete(role.id);
  for (const member of guild.members.values()) member.roles = member.roles.filter((id) => id !== role.id);
  const excepting = [...guild.channels.values()].filter((channel) => channel.overwrites.delete(role.id));
  world.publish({
    name: 'GUILD_ROLE_DELETE',
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, role_id: role.id },
  });
  for (const channel of excepting) {
    world.publish({
      name: 'CHANNEL_UPDATE',
      audience: { kind: 'guild', guildId: guild.id },
      data: renderGuildChannel(channel),
    });
  }
}

function publishRole(world: World, guild: GuildRecord, name: string, role: RoleRecord): void {
  world.publish({
    name,
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, role: renderRole(role) },
  });
}
