/** Operations of scheduled events that Discord publishes and does not document: they may change without notice. */
import {
  type ActionOptions,
  type Camel,
  fromWire,
  type GuildId,
  type ScheduledEventExceptionCreateBody,
  scheduledEventExceptionCreateSpec,
  type ScheduledEventExceptionEditBody,
  scheduledEventExceptionEditSpec,
  type ScheduledEventExceptionId,
  type ScheduledEventId,
  ScheduledEventUser,
  type ScheduledEventUserCountsQuery,
  scheduledEventUserCountsQuerySpec,
  type ScheduledEventUserPayload,
  type ScheduledEventUsersQuery,
  scheduledEventUsersQuerySpec,
} from '../../../models';
import { type Pages } from '../../paging';
import { undocumentedScheduledEventRoutes as routes } from '../../routes/undocumented/scheduled-events';
import { Resource } from '../resource';
import { type APIScheduledEventException, type APIScheduledEventUserCounts } from './guild-answers';

const USERS_PAGE = 100;

export class UndocumentedScheduledEventsResource extends Resource {
  /** How many are interested in an event, and in those of its occurrences that differ and are named in the query. */
  async getUserCounts(
    guildId: GuildId,
    eventId: ScheduledEventId,
    query?: ScheduledEventUserCountsQuery,
    options?: ActionOptions,
  ): Promise<Camel<APIScheduledEventUserCounts>> {
    const init = { query: this.query(scheduledEventUserCountsQuerySpec, query), options };
    return fromWire(await this.fetch<APIScheduledEventUserCounts>(routes.getUserCounts, ids(guildId, eventId), init));
  }

  /** One page of who is interested in one occurrence, by user id: up to 100 before or after one. */
  async listExceptionUsers(
    guildId: GuildId,
    eventId: ScheduledEventId,
    exceptionId: ScheduledEventExceptionId,
    query?: ScheduledEventUsersQuery,
    options?: ActionOptions,
  ): Promise<ScheduledEventUser[]> {
    const params = { ...ids(guildId, eventId), guild_scheduled_event_exception_id: exceptionId };
    const init = { query: this.query(scheduledEventUsersQuerySpec, query), options };
    const raws = await this.fetchList<ScheduledEventUserPayload>(routes.listExceptionUsers, params, init);
    return raws.map((raw) => new ScheduledEventUser(raw, this.context, guildId));
  }

  /** Everyone who is interested in one occurrence, by user id, page by page. */
  iterateExceptionUsers(
    guildId: GuildId,
    eventId: ScheduledEventId,
    exceptionId: ScheduledEventExceptionId,
    query: Pick<ScheduledEventUsersQuery, 'after' | 'withMember'> = {},
    options?: ActionOptions,
  ): Pages<ScheduledEventUser> {
    return this.pages(
      USERS_PAGE,
      (after = query.after, limit, left) =>
        this.listExceptionUsers(guildId, eventId, exceptionId, { ...query, after, limit }, left),
      (user) => user.userId,
      options,
    );
  }

  /** Moves one occurrence of an event that recurs, or calls it off. */
  async createException(
    guildId: GuildId,
    eventId: ScheduledEventId,
    body: ScheduledEventExceptionCreateBody,
    options?: ActionOptions,
  ): Promise<Camel<APIScheduledEventException>> {
    const init = { body: this.encode(scheduledEventExceptionCreateSpec, body), options };
    return fromWire(await this.fetch<APIScheduledEventException>(routes.createException, ids(guildId, eventId), init));
  }

  async editException(
    guildId: GuildId,
    eventId: ScheduledEventId,
    exceptionId: ScheduledEventExceptionId,
    body: ScheduledEventExceptionEditBody,
    options?: ActionOptions,
  ): Promise<Camel<APIScheduledEventException>> {
    const params = { ...ids(guildId, eventId), exception_id: exceptionId };
    const init = { body: this.encode(scheduledEventExceptionEditSpec, body), options };
    return fromWire(await this.fetch<APIScheduledEventException>(routes.editException, params, init));
  }

  /** Makes one occurrence like the others again. */
  async deleteException(
    guildId: GuildId,
    eventId: ScheduledEventId,
    exceptionId: ScheduledEventExceptionId,
    options?: ActionOptions,
  ): Promise<void> {
    await this.run(routes.deleteException, { ...ids(guildId, eventId), exception_id: exceptionId }, { options });
  }
}

function ids(guildId: GuildId, eventId: ScheduledEventId): { guild_id: string; guild_scheduled_event_id: string } {
  return { guild_id: guildId, guild_scheduled_event_id: eventId };
}
