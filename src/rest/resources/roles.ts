/** Roles of a guild. https://discord.com/developers/docs/resources/guild#get-guild-roles */
import { type APIRole, type RESTGetAPIGuildRoleMemberCountsResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type GuildId,
  Role,
  type RoleCreateBody,
  roleCreateSpec,
  type RoleEditBody,
  roleEditSpec,
  type RoleId,
  type RolePositionsBody,
  rolePositionsSpec,
} from '../../models';
import { roleRoutes } from '../routes/roles';
import { Resource } from './resource';

export class RolesResource extends Resource {
  /** All roles, the one of everyone among them. */
  async list(guildId: GuildId, options?: ActionOptions): Promise<Role[]> {
    return this.toRoles(guildId, await this.fetchList<APIRole>(roleRoutes.list, { guild_id: guildId }, { options }));
  }

  /** Makes a role. An icon takes bytes, a file, or a data URI. */
  async create(guildId: GuildId, body: RoleCreateBody = {}, options?: ActionOptions): Promise<Role> {
    const init = { body: this.encode(roleCreateSpec, await this.withImages(body, ['icon'])), options };
    return this.toRole(guildId, await this.fetch(roleRoutes.create, { guild_id: guildId }, init));
  }

  /** Moves roles and answers with all of them; those that are not named make room. */
  async reorder(guildId: GuildId, body: RolePositionsBody, options?: ActionOptions): Promise<Role[]> {
    const init = { body: this.encode(rolePositionsSpec, body), options };
    return this.toRoles(guildId, await this.fetchList<APIRole>(roleRoutes.reorder, { guild_id: guildId }, init));
  }

  async get(guildId: GuildId, roleId: RoleId, options?: ActionOptions): Promise<Role> {
    return this.toRole(guildId, await this.fetch(roleRoutes.get, ids(guildId, roleId), { options }));
  }

  async edit(guildId: GuildId, roleId: RoleId, body: RoleEditBody, options?: ActionOptions): Promise<Role> {
    const init = { body: this.encode(roleEditSpec, await this.withImages(body, ['icon'])), options };
    return this.toRole(guildId, await this.fetch(roleRoutes.edit, ids(guildId, roleId), init));
  }

  async delete(guildId: GuildId, roleId: RoleId, options?: ActionOptions): Promise<void> {
    await this.run(roleRoutes.delete, ids(guildId, roleId), { options });
  }

  /** How many members wear each role, by its id; the role of everyone is not counted. */
  async getMemberCounts(guildId: GuildId, options?: ActionOptions): Promise<ReadonlyMap<RoleId, number>> {
    const params = { guild_id: guildId };
    const raw = await this.fetch<RESTGetAPIGuildRoleMemberCountsResult>(roleRoutes.getMemberCounts, params, {
      options,
    });
    return new Map(Object.entries(raw));
  }

  private toRole(guildId: GuildId, raw: APIRole): Role {
    return new Role(raw, this.context, guildId);
  }

  private toRoles(guildId: GuildId, raws: readonly APIRole[]): Role[] {
    return raws.map((raw) => this.toRole(guildId, raw));
  }
}

function ids(guildId: GuildId, roleId: RoleId): { guild_id: string; role_id: string } {
  return { guild_id: guildId, role_id: roleId };
}
