/** Members of a guild. https://discord.com/developers/docs/resources/guild#get-guild-member */
import {
  type APIGuildMember,
  type RESTGetAPIGuildMembersQuery,
  type RESTGetAPIGuildMembersSearchQuery,
  type RESTPatchAPICurrentGuildMemberJSONBody,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BodyOf,
  type GuildId,
  Member,
  type MemberActions,
  type MemberEditBody,
  type RoleId,
  toWire,
  type UserId,
} from '../../models';
import { memberRoutes } from '../routes/members';
import { queryOf, Resource } from './resource';

export class MembersResource extends Resource implements MemberActions {
  async get(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<Member> {
    return this.toMember(guildId, await this.fetch(memberRoutes.get, ids(guildId, userId), { options }));
  }

  /** One page of the members: up to 1000 after a user id. Needs the privileged intent for members. */
  async list(
    guildId: GuildId,
    query?: BodyOf<RESTGetAPIGuildMembersQuery>,
    options?: ActionOptions,
  ): Promise<Member[]> {
    const init = { query: queryOf(query), options };
    const raws = await this.fetchList<APIGuildMember>(memberRoutes.list, { guild_id: guildId }, init);
    return raws.map((raw) => this.toMember(guildId, raw));
  }

  /** Members whose name or nickname begins with `query.query`. */
  async search(
    guildId: GuildId,
    query: BodyOf<RESTGetAPIGuildMembersSearchQuery>,
    options?: ActionOptions,
  ): Promise<Member[]> {
    const init = { query: queryOf(query), options };
    const raws = await this.fetchList<APIGuildMember>(memberRoutes.search, { guild_id: guildId }, init);
    return raws.map((raw) => this.toMember(guildId, raw));
  }

  async edit(guildId: GuildId, userId: UserId, body: MemberEditBody, options?: ActionOptions): Promise<Member> {
    const init = { body: toWire(body), options };
    return this.toMember(guildId, await this.fetch(memberRoutes.edit, ids(guildId, userId), init));
  }

  /** Changes the bot’s own member. */
  async editMe(
    guildId: GuildId,
    body: BodyOf<RESTPatchAPICurrentGuildMemberJSONBody>,
    options?: ActionOptions,
  ): Promise<Member> {
    const init = { body: toWire(body), options };
    return this.toMember(guildId, await this.fetch(memberRoutes.editMe, { guild_id: guildId }, init));
  }

  /** Kicks. */
  async remove(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(memberRoutes.remove, ids(guildId, userId), { options });
  }

  async addRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void> {
    await this.run(memberRoutes.addRole, { ...ids(guildId, userId), role_id: roleId }, { options });
  }

  async removeRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void> {
    await this.run(memberRoutes.removeRole, { ...ids(guildId, userId), role_id: roleId }, { options });
  }

  private toMember(guildId: GuildId, raw: APIGuildMember): Member {
    return new Member(raw, this.context, guildId);
  }
}

function ids(guildId: GuildId, userId: UserId): { guild_id: string; user_id: string } {
  return { guild_id: guildId, user_id: userId };
}
