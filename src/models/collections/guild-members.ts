/** The members of a guild: those that are remembered, and by request those that are not. */
import { lateClasses } from '../entities/late-classes';
import { type Member } from '../entities/member';
import { type GuildId, type UserId } from '../ids';
import { type GatewayRequestOptions, type MemberQuery, type ViewContext } from '../view-context';
import { EntityCollection } from './entity-collection';
import { FetchedMemberChunk, FetchedMembers } from './fetched-members';
import { type RecordSource } from './record-source';

/** Which members, and for how long to wait. */
export interface MemberFetch extends MemberQuery, GatewayRequestOptions {}

/**
 * By the id of the user. Without the intent GuildMembers only few members are ever known; {@link fetch} asks Discord for
 * more, through the gateway.
 */
export class GuildMembers extends EntityCollection<Member, UserId> {
  constructor(
    private readonly remembered: RecordSource<Member['raw']>,
    private readonly guildId: GuildId,
    private readonly context: ViewContext,
  ) {
    super(remembered, (raw) => new lateClasses.Member(raw, context, guildId));
  }

  /**
   * One member: as it is remembered, or else as Discord says; `undefined` for who is not in the guild.
   * `fetch({ userIds: [id] })` asks in any case.
   * @throws {GatewayError} GATEWAY_REQUEST_TIMEOUT, GATEWAY_ABORTED, GATEWAY_CLOSED, GATEWAY_NOT_READY.
   */
  async fetch(userId: UserId, options?: GatewayRequestOptions): Promise<Member | undefined>;
  /**
   * Members by the beginning of their names (`{ query, limit }`, at most 100), by id (`{ userIds }`, any number), or all of
   * them; with `{ presences: true }` their presences as well. Who asks for what is already asked for waits for the same
   * answer. Discord gives the whole list of a guild once in 30 seconds, and a request for it waits for that; it takes
   * the intent GuildMembers, presences take GuildPresences.
   * https://discord.com/developers/docs/events/gateway-events#request-guild-members
   * @throws {GatewayError} GATEWAY_REQUEST_INTENT_MISSING, GATEWAY_REQUEST_TIMEOUT, GATEWAY_INVALID_COMMAND, GATEWAY_ABORTED,
   * GATEWAY_CLOSED, GATEWAY_NOT_READY.
   */
  async fetch(wanted?: MemberFetch): Promise<FetchedMembers>;
  async fetch(
    wanted: UserId | MemberFetch = {},
    options: GatewayRequestOptions = {},
  ): Promise<FetchedMembers | Member | undefined> {
    if (typeof wanted !== 'string') return this.ask(wanted, wanted);
    const { remembered, guildId, context } = this;
    const known = (remembered.unwatched ?? remembered).get(wanted);
    if (known) return new lateClasses.Member(known, context, guildId);
    return (await this.ask({ userIds: [wanted] }, options)).get(wanted);
  }

  /**
   * The same as {@link fetch}, chunk by chunk as they come, each member once: for guilds too large to hold at once. It asks
   * when the first chunk is read. Discord cannot be slowed down: chunks that are not read yet wait in memory.
   * @throws {GatewayError} like {@link fetch}, while it is read.
   */
  async *stream(wanted: MemberFetch = {}): AsyncGenerator<FetchedMemberChunk, void, undefined> {
    const { guildId, context } = this;
    for await (const chunk of context.requests.guildMemberChunks(guildId, wanted, wanted)) {
      yield new FetchedMemberChunk(chunk, guildId, context);
    }
  }

  private async ask(query: MemberQuery, options: GatewayRequestOptions): Promise<FetchedMembers> {
    const found = await this.context.requests.guildMembers(this.guildId, query, options);
    return new FetchedMembers(found, this.guildId, this.context);
  }
}
