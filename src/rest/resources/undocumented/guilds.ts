/** Operations of guilds that Discord publishes and does not document: they may change without notice. */
import {
  type ActionOptions,
  type Camel,
  compareSnowflakes,
  fromWire,
  type GuildId,
  type JoinRequestActionBody,
  joinRequestActionSpec,
  type JoinRequestId,
  type JoinRequestsQuery,
  joinRequestsQuerySpec,
} from '../../../models';
import { type Pages } from '../../paging';
import { undocumentedGuildRoutes } from '../../routes/undocumented/guilds';
import { Resource } from '../resource';
import { type APIJoinRequest, type APIJoinRequests, type APINewMemberWelcome } from './guild-answers';

/** One page of requests to join. */
export interface JoinRequests {
  readonly items: readonly Camel<APIJoinRequest>[];
  /** How many there are in all, where Discord says so. */
  readonly total: number | undefined;
}

const REQUESTS_PAGE = 100;

export class UndocumentedGuildsResource extends Resource {
  /** What new members find when they come in; `undefined` where nothing is set up. */
  async getNewMemberWelcome(
    guildId: GuildId,
    options?: ActionOptions,
  ): Promise<Camel<APINewMemberWelcome> | undefined> {
    const route = undocumentedGuildRoutes.getNewMemberWelcome;
    return fromWire(await this.fetchOptional<APINewMemberWelcome>(route, { guild_id: guildId }, { options }));
  }

  /** One page of requests to join the guild: up to 100. */
  async listJoinRequests(guildId: GuildId, query?: JoinRequestsQuery, options?: ActionOptions): Promise<JoinRequests> {
    const init = { query: this.query(joinRequestsQuerySpec, query), options };
    const raw = await this.fetch<APIJoinRequests>(
      undocumentedGuildRoutes.listJoinRequests,
      { guild_id: guildId },
      init,
    );
    return { items: (raw.guild_join_requests ?? []).map((item) => fromWire(item)), total: raw.total };
  }

  /** All requests to join the guild, newest first, page by page. */
  iterateJoinRequests(
    guildId: GuildId,
    query: Pick<JoinRequestsQuery, 'status' | 'before'> = {},
    options?: ActionOptions,
  ): Pages<Camel<APIJoinRequest>> {
    return this.pages(
      REQUESTS_PAGE,
      async (before = query.before, limit, left) => {
        const { items } = await this.listJoinRequests(guildId, { ...query, before, limit }, left);
        // In which order a page comes is nowhere said; the next one goes on from the oldest.
        return [...items].sort((a, b) => compareSnowflakes(b.id, a.id));
      },
      (item) => item.id,
      options,
    );
  }

  /** Lets someone in who asked to join, or not. */
  async actionJoinRequest(
    guildId: GuildId,
    requestId: JoinRequestId,
    body: JoinRequestActionBody,
    options?: ActionOptions,
  ): Promise<Camel<APIJoinRequest>> {
    const params = { guild_id: guildId, request_id: requestId };
    const init = { body: this.encode(joinRequestActionSpec, body), options };
    return fromWire(await this.fetch<APIJoinRequest>(undocumentedGuildRoutes.actionJoinRequest, params, init));
  }
}
