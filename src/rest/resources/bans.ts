/** Bans: who may not come into a guild. https://discord.com/developers/docs/resources/guild#get-guild-bans */
import { type APIBan, type RESTPostAPIGuildBulkBanResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  Ban,
  type BanCreateBody,
  banCreateSpec,
  type BanListQuery,
  banListQuerySpec,
  type BulkBanBody,
  bulkBanSpec,
  type Camel,
  fromWire,
  type GuildId,
  type UserId,
} from '../../models';
import { type Pages } from '../paging';
import { banRoutes } from '../routes/bans';
import { Resource } from './resource';

const LIST_PAGE = 1_000;

export class BansResource extends Resource {
  /** One page of the bans, by user id: up to 1000 before or after one. */
  async list(guildId: GuildId, query?: BanListQuery, options?: ActionOptions): Promise<Ban[]> {
    const init = { query: this.query(banListQuerySpec, query), options };
    const raws = await this.fetchList<APIBan>(banRoutes.list, { guild_id: guildId }, init);
    return raws.map((raw) => new Ban(raw, this.context, guildId));
  }

  /** All bans, by user id, page by page. */
  iterate(guildId: GuildId, query: Pick<BanListQuery, 'after'> = {}, options?: ActionOptions): Pages<Ban> {
    return this.pages(
      LIST_PAGE,
      (after = query.after, limit, left) => this.list(guildId, { after, limit }, left),
      (ban) => ban.userId,
      options,
    );
  }

  /** The ban of a user. Without one, Discord answers 404. */
  async get(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<Ban> {
    const raw = await this.fetch<APIBan>(banRoutes.get, ids(guildId, userId), { options });
    return new Ban(raw, this.context, guildId);
  }

  /** Bans a user, member or not, and deletes what they wrote in the last `deleteMessageSeconds`: a week at most. */
  async create(guildId: GuildId, userId: UserId, body: BanCreateBody = {}, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(banCreateSpec, body), options };
    await this.run(banRoutes.create, ids(guildId, userId), init);
  }

  /** Lifts a ban. */
  async remove(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(banRoutes.remove, ids(guildId, userId), { options });
  }

  /**
   * Bans up to 200 users, and tells who was banned and who not: those who were already, or whom the bot may not ban.
   * When nobody could be banned, Discord answers with an error.
   */
  async bulkCreate(
    guildId: GuildId,
    body: BulkBanBody,
    options?: ActionOptions,
  ): Promise<Camel<RESTPostAPIGuildBulkBanResult>> {
    const init = { body: this.encode(bulkBanSpec, body), options };
    return fromWire(await this.fetch<RESTPostAPIGuildBulkBanResult>(banRoutes.bulkCreate, { guild_id: guildId }, init));
  }
}

function ids(guildId: GuildId, userId: UserId): { guild_id: string; user_id: string } {
  return { guild_id: guildId, user_id: userId };
}
