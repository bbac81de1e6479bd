/** Scheduled events of a guild. https://discord.com/developers/docs/resources/guild-scheduled-event */
import {
  type APIGuildScheduledEvent,
  type RESTGetAPIGuildScheduledEventQuery,
  type RESTGetAPIGuildScheduledEventsQuery,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type BodyOf,
  type GuildId,
  ScheduledEvent,
  type ScheduledEventCreateBody,
  scheduledEventCreateSpec,
  type ScheduledEventEditBody,
  scheduledEventEditSpec,
  type ScheduledEventId,
  ScheduledEventUser,
  type ScheduledEventUserPayload,
  type ScheduledEventUsersQuery,
  scheduledEventUsersQuerySpec,
} from '../../models';
import { type Pages } from '../paging';
import { scheduledEventRoutes } from '../routes/scheduled-events';
import { queryOf, Resource } from './resource';

const USERS_PAGE = 100;

export class ScheduledEventsResource extends Resource {
  /** Events that are planned or take place. @param query `withUserCount` adds how many are interested. */
  async list(
    guildId: GuildId,
    query?: BodyOf<RESTGetAPIGuildScheduledEventsQuery>,
    options?: ActionOptions,
  ): Promise<ScheduledEvent[]> {
    const init = { query: queryOf(query), options };
    const raws = await this.fetchList<APIGuildScheduledEvent>(scheduledEventRoutes.list, { guild_id: guildId }, init);
    return raws.map((raw) => this.toEvent(raw));
  }

  /** Plans an event: on a stage, in a voice channel, or elsewhere, which needs a location and an end. */
  async create(guildId: GuildId, body: ScheduledEventCreateBody, options?: ActionOptions): Promise<ScheduledEvent> {
    const init = { body: this.encode(scheduledEventCreateSpec, await this.withImages(body, ['image'])), options };
    return this.toEvent(await this.fetch(scheduledEventRoutes.create, { guild_id: guildId }, init));
  }

  /** @param query `withUserCount` adds how many are interested. */
  async get(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query?: BodyOf<RESTGetAPIGuildScheduledEventQuery>,
    options?: ActionOptions,
  ): Promise<ScheduledEvent> {
    const init = { query: queryOf(query), options };
    return this.toEvent(await this.fetch(scheduledEventRoutes.get, ids(guildId, eventId), init));
  }

  /** Changes an event. Its `status` begins it, ends it, or calls it off. */
  async edit(
    guildId: GuildId,
    eventId: ScheduledEventId,
    body: ScheduledEventEditBody,
    options?: ActionOptions,
  ): Promise<ScheduledEvent> {
    const init = { body: this.encode(scheduledEventEditSpec, await this.withImages(body, ['image'])), options };
    return this.toEvent(await this.fetch(scheduledEventRoutes.edit, ids(guildId, eventId), init));
  }

  async delete(guildId: GuildId, eventId: ScheduledEventId, options?: ActionOptions): Promise<void> {
    await this.run(scheduledEventRoutes.delete, ids(guildId, eventId), { options });
  }

  /** One page of who is interested, by user id: up to 100 before or after one. @param query `withMember` adds the members. */
  async listUsers(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query?: ScheduledEventUsersQuery,
    options?: ActionOptions,
  ): Promise<ScheduledEventUser[]> {
    const init = { query: this.query(scheduledEventUsersQuerySpec, query), options };
    const raws = await this.fetchList<ScheduledEventUserPayload>(
      scheduledEventRoutes.listUsers,
      ids(guildId, eventId),
      init,
    );
    return raws.map((raw) => new ScheduledEventUser(raw, this.context, guildId));
  }

  /** Everyone who is interested, by user id, page by page. */
  iterateUsers(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query: Pick<ScheduledEventUsersQuery, 'after' | 'withMember'> = {},
    options?: ActionOptions,
  ): Pages<ScheduledEventUser> {
    return this.pages(
      USERS_PAGE,
      (after = query.after, limit, left) => this.listUsers(guildId, eventId, { ...query, after, limit }, left),
      (user) => user.userId,
      options,
    );
  }

  private toEvent(raw: APIGuildScheduledEvent): ScheduledEvent {
    return new ScheduledEvent(raw, this.context);
  }
}

function ids(guildId: GuildId, eventId: ScheduledEventId): { guild_id: string; guild_scheduled_event_id: string } {
  return { guild_id: guildId, guild_scheduled_event_id: eventId };
}
