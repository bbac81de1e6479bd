/** Members of a guild. https://discord.com/developers/docs/resources/guild#get-guild-member */
import { type APIGuildMember } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type GuildId,
  Member,
  type MemberActions,
  type MemberAddBody,
  memberAddSpec,
  type MemberEditBody,
  memberEditSpec,
  type MemberListQuery,
  memberListQuerySpec,
  type MemberSearchQuery,
  memberSearchQuerySpec,
  type OwnMemberEditBody,
  ownMemberEditSpec,
  type RoleId,
  type UserId,
} from '../../models';
import { type Pages } from '../paging';
import { memberRoutes } from '../routes/members';
import { Resource } from './resource';

const LIST_PAGE = 1_000;

export class MembersResource extends Resource implements MemberActions {
  async get(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<Member> {
    return this.toMember(guildId, await this.fetch(memberRoutes.get, ids(guildId, userId), { options }));
  }

  /** One page of the members: up to 1000 after a user id, one if not said otherwise. Needs the privileged intent for members. */
  async list(guildId: GuildId, query?: MemberListQuery, options?: ActionOptions): Promise<Member[]> {
    const init = { query: this.query(memberListQuerySpec, query), options };
    const raws = await this.fetchList<APIGuildMember>(memberRoutes.list, { guild_id: guildId }, init);
    return raws.map((raw) => this.toMember(guildId, raw));
  }

  /** All members, by user id, page by page. Needs the privileged intent for members. */
  iterate(guildId: GuildId, query: Omit<MemberListQuery, 'limit'> = {}, options?: ActionOptions): Pages<Member> {
    return this.pages(
      LIST_PAGE,
      (after = query.after, limit, left) => this.list(guildId, { after, limit }, left),
      (member) => member.id,
      options,
    );
  }

  /** Up to 1000 members whose name or nickname begins with `query.query`. */
  async search(guildId: GuildId, query: MemberSearchQuery, options?: ActionOptions): Promise<Member[]> {
    const init = { query: this.query(memberSearchQuerySpec, query), options };
    const raws = await this.fetchList<APIGuildMember>(memberRoutes.search, { guild_id: guildId }, init);
    return raws.map((raw) => this.toMember(guildId, raw));
  }

  /**
   * Brings a user into the guild who allowed the application the scope `guilds.join`. `undefined` when the user is a
   * member already.
   */
  async add(
    guildId: GuildId,
    userId: UserId,
    body: MemberAddBody,
    options?: ActionOptions,
  ): Promise<Member | undefined> {
    const init = { body: this.encode(memberAddSpec, body), options };
    const raw = await this.fetchOptional<APIGuildMember>(memberRoutes.add, ids(guildId, userId), init);
    return raw && this.toMember(guildId, raw);
  }

  async edit(guildId: GuildId, userId: UserId, body: MemberEditBody, options?: ActionOptions): Promise<Member> {
    const init = { body: this.encode(memberEditSpec(this.host.clock.wallMs()), body), options };
    return this.toMember(guildId, await this.fetch(memberRoutes.edit, ids(guildId, userId), init));
  }

  /** Changes the bot’s own member. Avatar and banner take bytes, a file, or a data URI. */
  async editMe(guildId: GuildId, body: OwnMemberEditBody, options?: ActionOptions): Promise<Member> {
    const sent = await this.withImages(body, ['avatar', 'banner']);
    const init = { body: this.encode(ownMemberEditSpec, sent), options };
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
