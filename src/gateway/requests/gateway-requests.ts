/** What can be asked through the gateway, as its callers see it: long lists in pieces, large answers in parts. */
import { type APISoundboardSound } from 'discord-api-types/v10';
import {
  type ChannelInfo,
  type FoundMembers,
  type GatewayRequestOptions,
  type GuildId,
  type MemberChunk,
  type MemberQuery,
  type ViewRequests,
} from '../../models';
import { asError, AsyncQueue, eitherSignal } from '../../util';
import { type DispatchPacket } from '../dispatch-sink';
import { type GatewayError } from '../gateway-error';
import { type Ask, isFull, membersAsks, type MembersAsk } from './ask';
import { IdBatches } from './id-batches';
import { joinParts, type MemberPart } from './member-part';
import { type RequestAnswer } from './request-actions';
import { type AnsweringShard, RequestDriver, type RequestDriverOptions } from './request-driver';
import { checkTimeout } from './waiter';

/** How long a caller waits for the whole answer unless it says otherwise: a guild of a million members takes minutes. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 300_000;
/** Pieces of one caller's list of ids that are asked for at a time. */
const MOST_AT_ONCE = 10;

export interface GatewayRequestsOptions extends RequestDriverOptions {
  /** Tells the bits of the session's intents. */
  readonly intents: () => number;
}

export class GatewayRequests implements ViewRequests {
  private readonly driver: RequestDriver;
  private readonly batches = new IdBatches();

  constructor(private readonly options: GatewayRequestsOptions) {
    this.driver = new RequestDriver(options);
  }

  /** How many requests are under way. */
  get size(): number {
    return this.driver.size;
  }

  /** Whether an event of this name may answer what is waited for. Asked for every frame. */
  wants(eventName: string): boolean {
    return this.driver.wants(eventName);
  }

  /** Takes an event. Never throws. */
  hear(packet: DispatchPacket, shard: AnsweringShard): void {
    this.driver.hear(packet, shard);
  }

  /** Other shards took the place of those that have ended: what these did not send is asked of them. */
  shardsFollowed(): void {
    this.driver.shardsFollowed();
  }

  /** Refuses what is under way and what is asked later. */
  close(error: GatewayError): void {
    this.driver.close(error);
  }

  /**
   * Members of a guild: by the beginning of their names, by id, or all of them. Who asks for what is already asked for
   * waits for the same answer. Discord gives the whole list of a guild once in 30 seconds; a request for it waits for that.
   * @throws {GatewayError} `intent-missing`, `invalid-command`, `deadline`, `aborted`, and like `Shard.send`.
   * Source: https://discord.com/developers/docs/events/gateway-events#request-guild-members
   */
  async guildMembers(
    guildId: GuildId,
    query: MemberQuery = {},
    options: GatewayRequestOptions = {},
  ): Promise<FoundMembers> {
    const asks = membersAsks(guildId, query, this.options.intents());
    const found: FoundMembers[] = [];
    await this.each(asks, options, async (ask, index, pieceOptions) => {
      const whole = await this.batches.join(ask);
      const answer = await this.ask(whole, pieceOptions);
      if (answer.kind === 'members') found[index] = whole === ask ? answer.found : onlyOf(answer.found, ask);
    });
    const joined = joinParts(found);
    return query.presences ? joined : { ...joined, presences: [] };
  }

  /**
   * {@link guildMembers}, chunk by chunk as they come, each member once. Asks when the first chunk is read. Discord
   * cannot be slowed down: chunks that are not read yet wait in memory.
   */
  async *guildMemberChunks(
    guildId: GuildId,
    query: MemberQuery = {},
    options: GatewayRequestOptions = {},
  ): AsyncGenerator<MemberChunk, void, undefined> {
    const asks = membersAsks(guildId, query, this.options.intents());
    const { clock } = this.options;
    const untilMs = clock.now() + checkTimeout(options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS);
    let arrived = 0;
    for (const ask of asks) {
      // A list that is sent again repeats members.
      const seen = isFull(ask) ? new Set<string>() : undefined;
      const timeoutMs = Math.max(1, untilMs - clock.now());
      for await (const part of this.parts(ask, { ...options, timeoutMs })) {
        const expected = asks.length > 1 ? asks.length : part.count;
        arrived = Math.min(arrived + 1, expected);
        const { members, presences } = seen ? withoutSeen(part, seen) : part;
        yield { members, presences: query.presences ? presences : [], notFound: part.notFound, arrived, expected };
      }
    }
  }

  /**
   * The soundboard sounds of a guild. Guilds that are asked for in the same turn of the event loop go out as one command.
   * @throws {GatewayError} `deadline`, `aborted`, and like `Shard.send`.
   * Source: https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds
   */
  async soundboardSounds(
    guildId: GuildId,
    options: GatewayRequestOptions = {},
  ): Promise<readonly APISoundboardSound[]> {
    const answer = await this.ask({ kind: 'sounds', guildId }, options);
    return answer.kind === 'sounds' ? answer.sounds : [];
  }

  /**
   * What the voice channels of a guild are about, and since when somebody is in them.
   * @throws {GatewayError} `deadline`, `aborted`, and like `Shard.send`.
   * Source: https://discord.com/developers/docs/events/gateway-events#request-channel-info
   */
  async channelInfo(guildId: GuildId, options: GatewayRequestOptions = {}): Promise<readonly ChannelInfo[]> {
    const answer = await this.ask({ kind: 'channel-info', guildId }, options);
    return answer.kind === 'channel-info' ? answer.channels : [];
  }

  private ask(ask: Ask, options: GatewayRequestOptions, onPart?: (part: MemberPart) => void): Promise<RequestAnswer> {
    return this.driver.ask(ask, { ...options, timeoutMs: options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS }, onPart);
  }

  /** The parts of an answer as they come. Nothing can slow Discord down, so those that are not read yet are kept. */
  private async *parts(ask: Ask, options: GatewayRequestOptions): AsyncGenerator<MemberPart, void, undefined> {
    const queue = new AsyncQueue<MemberPart>(Number.POSITIVE_INFINITY);
    const leaving = new AbortController();
    const { signal, release } = eitherSignal(options.signal, leaving.signal);
    try {
      this.ask(ask, { ...options, signal }, (part) => queue.push(part)).then(
        () => {
          queue.close();
        },
        (error: unknown) => {
          queue.close(asError(error));
        },
      );
      for await (const part of queue) yield part;
    } finally {
      leaving.abort();
      release();
    }
  }

  /** Some of many at a time; what fails ends them all. */
  private async each(
    asks: readonly MembersAsk[],
    options: GatewayRequestOptions,
    run: (ask: MembersAsk, index: number, options: GatewayRequestOptions) => Promise<void>,
  ): Promise<void> {
    const timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS);
    const { clock } = this.options;
    const untilMs = clock.now() + timeoutMs;
    const failing = new AbortController();
    const { signal, release } = eitherSignal(options.signal, failing.signal);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < asks.length; index = next++) {
        const left = Math.max(1, untilMs - clock.now());
        await run(asks[index] as MembersAsk, index, { signal, timeoutMs: left });
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, asks.length) }, work));
    } finally {
      failing.abort();
      release();
    }
  }
}

/** What an answer to several callers says about the ids of one of them. */
function onlyOf(found: FoundMembers, { userIds }: MembersAsk): FoundMembers {
  const wanted = new Set<string>(userIds);
  return {
    members: found.members.filter((member) => wanted.has(idOf(member))),
    presences: found.presences.filter((presence) => wanted.has(idOf(presence))),
    notFound: found.notFound.filter((id) => wanted.has(id)),
  };
}

/** What is of another shape than Discord promises names nobody. */
function idOf({ user }: { readonly user?: { readonly id: string } }): string {
  return user?.id ?? '';
}

function withoutSeen(part: MemberPart, seen: Set<string>): Pick<FoundMembers, 'members' | 'presences'> {
  const isNew = new Set(part.members.map(idOf).filter((id) => !seen.has(id)));
  for (const id of isNew) seen.add(id);
  return {
    members: part.members.filter((member) => isNew.has(idOf(member))),
    presences: part.presences.filter((presence) => isNew.has(idOf(presence))),
  };
}
