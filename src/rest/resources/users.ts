/** Users. https://discord.com/developers/docs/resources/user */
import {
  type APIChannel,
  type APIUser,
  type RESTAPIPartialCurrentUserGuild,
  type RESTGetAPICurrentUserGuildsQuery,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BodyOf,
  type Camel,
  Channel,
  fromWire,
  type GuildId,
  toWire,
  User,
  type UserActions,
  type UserEditBody,
  type UserId,
} from '../../models';
import { userRoutes } from '../routes/users';
import { queryOf, Resource } from './resource';

export class UsersResource extends Resource implements UserActions {
  /** The user that the client acts as. */
  async me(options?: ActionOptions): Promise<User> {
    return this.toUser(await this.fetch(userRoutes.me, {}, { options }));
  }

  async editMe(body: UserEditBody, options?: ActionOptions): Promise<User> {
    return this.toUser(await this.fetch(userRoutes.editMe, {}, { body: toWire(body), options }));
  }

  async get(userId: UserId, options?: ActionOptions): Promise<User> {
    return this.toUser(await this.fetch(userRoutes.get, { user_id: userId }, { options }));
  }

  /** One page of the guilds that the client’s user is in: 200 at most, by id. */
  async listGuilds(
    query?: BodyOf<RESTGetAPICurrentUserGuildsQuery>,
    options?: ActionOptions,
  ): Promise<Camel<RESTAPIPartialCurrentUserGuild>[]> {
    const guilds = await this.fetchList<RESTAPIPartialCurrentUserGuild>(
      userRoutes.listGuilds,
      {},
      { query: queryOf(query), options },
    );
    return guilds.map((guild) => fromWire(guild));
  }

  async leaveGuild(guildId: GuildId, options?: ActionOptions): Promise<void> {
    await this.run(userRoutes.leaveGuild, { guild_id: guildId }, { options });
  }

  /** Opens, or finds, the direct-message channel with a user. */
  async createDM(body: { readonly recipientId: UserId }, options?: ActionOptions): Promise<Channel> {
    const raw = await this.fetch<APIChannel>(userRoutes.createDM, {}, { body: toWire(body), options });
    return new Channel(raw, this.context);
  }

  private toUser(raw: APIUser): User {
    return new User(raw, this.context);
  }
}
