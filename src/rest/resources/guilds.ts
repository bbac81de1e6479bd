/** Guilds and their channels. https://discord.com/developers/docs/resources/guild */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildPreview,
  type RESTGetAPIGuildQuery,
  type RESTPatchAPIGuildChannelPositionsJSONBody,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type Body,
  type BodyOf,
  type Camel,
  Channel,
  type ChannelCreateBody,
  fromWire,
  Guild,
  type GuildEditBody,
  type GuildId,
  toWire,
} from '../../models';
import { guildRoutes } from '../routes/guilds';
import { queryOf, Resource } from './resource';

export class GuildsResource extends Resource {
  /** @param query `withCounts` adds the approximate counts of members. */
  async get(guildId: GuildId, query?: BodyOf<RESTGetAPIGuildQuery>, options?: ActionOptions): Promise<Guild> {
    const init = { query: queryOf(query), options };
    return this.toGuild(await this.fetch(guildRoutes.get, { guild_id: guildId }, init));
  }

  async edit(guildId: GuildId, body: GuildEditBody, options?: ActionOptions): Promise<Guild> {
    const init = { body: toWire(body), options };
    return this.toGuild(await this.fetch(guildRoutes.edit, { guild_id: guildId }, init));
  }

  /** What everyone may know of a guild that is discoverable, or that the bot is in. */
  async getPreview(guildId: GuildId, options?: ActionOptions): Promise<Camel<APIGuildPreview>> {
    return fromWire(await this.fetch<APIGuildPreview>(guildRoutes.getPreview, { guild_id: guildId }, { options }));
  }

  /** All channels, threads not among them. */
  async listChannels(guildId: GuildId, options?: ActionOptions): Promise<Channel[]> {
    const raws = await this.fetchList<APIChannel>(guildRoutes.listChannels, { guild_id: guildId }, { options });
    return raws.map((raw) => new Channel(raw, this.context));
  }

  async createChannel(guildId: GuildId, body: ChannelCreateBody, options?: ActionOptions): Promise<Channel> {
    const init = { body: toWire(body), options };
    return new Channel(await this.fetch(guildRoutes.createChannel, { guild_id: guildId }, init), this.context);
  }

  /** Moves channels; those that are not named stay where they are. */
  async reorderChannels(
    guildId: GuildId,
    body: Body<RESTPatchAPIGuildChannelPositionsJSONBody>,
    options?: ActionOptions,
  ): Promise<void> {
    await this.run(guildRoutes.reorderChannels, { guild_id: guildId }, { body: toWire(body), options });
  }

  private toGuild(raw: APIGuild): Guild {
    return new Guild(raw, this.context);
  }
}
