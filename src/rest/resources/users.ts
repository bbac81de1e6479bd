/** Users. https://discord.com/developers/docs/resources/user */
import {
  type APIApplicationRoleConnection,
  type APIChannel,
  type APIConnection,
  type APIGuildMember,
  type APIUser,
  type RESTAPIPartialCurrentUserGuild,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ApplicationId,
  type Camel,
  Channel,
  Connection,
  type CurrentUserGuildsQuery,
  currentUserGuildsQuerySpec,
  type DMCreateBody,
  dmCreateSpec,
  fromWire,
  type GuildId,
  Member,
  RoleConnection,
  type RoleConnectionBody,
  roleConnectionSpec,
  User,
  type UserActions,
  type UserEditBody,
  userEditSpec,
  type UserId,
} from '../../models';
import { type Pages } from '../paging';
import { userRoutes } from '../routes/users';
import { Resource } from './resource';

/** A guild as the list of one’s own guilds has it. */
export type CurrentUserGuild = Camel<RESTAPIPartialCurrentUserGuild>;

const GUILDS_PAGE = 200;

export class UsersResource extends Resource implements UserActions {
  /** The user that the client acts as. */
  async me(options?: ActionOptions): Promise<User> {
    return this.toUser(await this.fetch(userRoutes.me, {}, { options }));
  }

  async editMe(body: UserEditBody, options?: ActionOptions): Promise<User> {
    const encoded = this.encode(userEditSpec, await this.withImages(body, ['avatar', 'banner']));
    return this.toUser(await this.fetch(userRoutes.editMe, {}, { body: encoded, options }));
  }

  async get(userId: UserId, options?: ActionOptions): Promise<User> {
    return this.toUser(await this.fetch(userRoutes.get, { user_id: userId }, { options }));
  }

  /** One page of the guilds that the client’s user is in: 200 at most, by id. */
  async listGuilds(query?: CurrentUserGuildsQuery, options?: ActionOptions): Promise<CurrentUserGuild[]> {
    const init = { query: this.query(currentUserGuildsQuerySpec, query), options };
    const guilds = await this.fetchList<RESTAPIPartialCurrentUserGuild>(userRoutes.listGuilds, {}, init);
    return guilds.map((guild) => fromWire(guild));
  }

  /** All guilds that the client’s user is in, by id. */
  iterateGuilds(
    query: Omit<CurrentUserGuildsQuery, 'before' | 'limit'> = {},
    options?: ActionOptions,
  ): Pages<CurrentUserGuild> {
    return this.pages(
      GUILDS_PAGE,
      (cursor, limit, left) => this.listGuilds({ ...query, after: cursor ?? query.after, limit }, left),
      (guild) => guild.id,
      options,
    );
  }

  /** The user’s own member of a guild. Needs a client with an access token of the scope `guilds.members.read`. */
  async getGuildMember(guildId: GuildId, options?: ActionOptions): Promise<Member> {
    const raw = await this.fetch<APIGuildMember>(userRoutes.getGuildMember, { guild_id: guildId }, { options });
    return new Member(raw, this.context, guildId);
  }

  async leaveGuild(guildId: GuildId, options?: ActionOptions): Promise<void> {
    await this.run(userRoutes.leaveGuild, { guild_id: guildId }, { options });
  }

  /** Opens, or finds, the direct-message channel with a user; with access tokens, opens one for a group. */
  async createDM(body: DMCreateBody, options?: ActionOptions): Promise<Channel> {
    // Each call opens another group.
    const idempotent = (body as { readonly accessTokens?: unknown } | undefined)?.accessTokens === undefined;
    const init = { body: this.encode(dmCreateSpec, body), idempotent, options };
    return new Channel(await this.fetch<APIChannel>(userRoutes.createDM, {}, init), this.context);
  }

  /** The user’s accounts elsewhere. Needs a client with an access token of the scope `connections`. */
  async listConnections(options?: ActionOptions): Promise<Connection[]> {
    const raws = await this.fetchList<APIConnection>(userRoutes.listConnections, {}, { options });
    return raws.map((raw) => new Connection(raw, this.context));
  }

  /** What linked roles know of the user. Needs a client with an access token of the scope `role_connections.write`. */
  async getRoleConnection(applicationId: ApplicationId, options?: ActionOptions): Promise<RoleConnection> {
    const params = { application_id: applicationId };
    return this.toRoleConnection(await this.fetch(userRoutes.getRoleConnection, params, { options }));
  }

  /** Tells linked roles about the user. Needs a client with an access token of the scope `role_connections.write`. */
  async setRoleConnection(
    applicationId: ApplicationId,
    body: RoleConnectionBody,
    options?: ActionOptions,
  ): Promise<RoleConnection> {
    const params = { application_id: applicationId };
    const init = { body: this.encode(roleConnectionSpec, body), options };
    return this.toRoleConnection(await this.fetch(userRoutes.setRoleConnection, params, init));
  }

  /** Takes from linked roles what they know of the user. Needs the same scope. */
  async deleteRoleConnection(applicationId: ApplicationId, options?: ActionOptions): Promise<void> {
    await this.run(userRoutes.deleteRoleConnection, { application_id: applicationId }, { options });
  }

  private toUser(raw: APIUser): User {
    return new User(raw, this.context);
  }

  private toRoleConnection(raw: APIApplicationRoleConnection): RoleConnection {
    return new RoleConnection(raw, this.context);
  }
}
