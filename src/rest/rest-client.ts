/** A client of Discord’s REST API that works alone: no gateway, no hub, no container. */
import { inspect } from 'node:util';
import { noRelations, type ViewActions, type ViewContext, type ViewRelations } from '../models';
import { type Clock, type Logger, nullLogger, systemClock } from '../util';
import { BotToken } from './credentials/bot-token';
import { type Credentials, isCredentials } from './credentials/credentials';
import { closedError } from './errors/limit-errors';
import { ownError, queuedTooLongError } from './errors/request-errors';
import { BorrowedRateLimiter } from './rate-limit/borrowed-rate-limiter';
import { type InvalidRequestGuard, sharedInvalidRequests } from './rate-limit/invalid-request-guard';
import { MemoryRateLimiter } from './rate-limit/memory-rate-limiter';
import { type RateLimiter } from './rate-limit/rate-limiter';
import { type RestRequest } from './request';
import { ChannelsResource } from './resources/channels';
import { GatewayResource } from './resources/gateway';
import { GuildsResource } from './resources/guilds';
import { MembersResource } from './resources/members';
import { MessagesResource } from './resources/messages';
import { ReactionsResource } from './resources/reactions';
import { UsersResource } from './resources/users';
import { type RestResponse } from './response';
import { Lanes } from './send/lanes';
import { Sender } from './send/sender';
import { SingleTry } from './send/single-try';
import { type Transport } from './transport/transport';
import { sharedTransport } from './transport/undici-transport';
import { USER_AGENT } from './user-agent';

export interface RestClientOptions {
  /** Base address. Default `https://discord.com/api/v10`. */
  readonly api?: string | undefined;
  /** Default: one pool of connections for the process. A transport of yours is not closed by the client. */
  readonly transport?: Transport | undefined;
  /** Default: a limiter in this process. A limiter of yours is not closed by the client. */
  readonly limiter?: RateLimiter | undefined;
  /** Default: one for the process, because Discord counts refused requests by IP address. */
  readonly invalidRequests?: InvalidRequestGuard | undefined;
  readonly clock?: Clock | undefined;
  /** A source of numbers in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** How long one try may take, in milliseconds. Default 15 seconds. */
  readonly timeoutMs?: number | undefined;
  /** How long waiting and tries of a request may take together, in milliseconds. Default two minutes. */
  readonly deadlineMs?: number | undefined;
  /** Repetitions of a request that failed; 429s are not counted. Default 3. */
  readonly retries?: number | undefined;
  /** Where views look other entities up. Default: nowhere. */
  readonly relations?: ViewRelations | undefined;
  readonly logger?: Logger | undefined;
  readonly userAgent?: string | undefined;
  /** `full` (default) checks bodies against Discord’s limits before they are sent. */
  readonly validation?: 'full' | 'off' | undefined;
}

export class RestClient implements ViewActions, AsyncDisposable {
  /** What views of this client act and look through. */
  readonly context: ViewContext;
  readonly guilds: GuildsResource;
  readonly channels: ChannelsResource;
  readonly messages: MessagesResource;
  readonly users: UsersResource;
  readonly members: MembersResource;
  readonly reactions: ReactionsResource;
  readonly gateway: GatewayResource;

  private readonly clock: Clock;
  private readonly deadlineMs: number;
  private readonly lanes: Lanes;
  private readonly limiter: RateLimiter;
  private readonly sender: Sender;
  private readonly underWay = new Set<Promise<unknown>>();
  private closed = false;

  /**
   * @param auth a bot token, or credentials.
   * @throws {RestError} REST_TOKEN_MALFORMED when the token cannot be one.
   */
  constructor(auth: string | Credentials, options: RestClientOptions = {}) {
    const { clock = systemClock, random = Math.random } = options;
    this.clock = clock;
    this.deadlineMs = options.deadlineMs ?? 120_000;
    this.lanes = new Lanes(clock);
    this.limiter = options.limiter ? new BorrowedRateLimiter(options.limiter) : new MemoryRateLimiter({ clock });
    const singleTry = new SingleTry({
      api: (options.api ?? 'https://discord.com/api/v10').replace(/\/+$/, ''),
      clock,
      credentials: isCredentials(auth) ? auth : new BotToken(auth),
      invalidRequests: options.invalidRequests ?? sharedInvalidRequests(),
      logger: options.logger ?? nullLogger,
      timeoutMs: options.timeoutMs ?? 15_000,
      transport: options.transport ?? sharedTransport(),
      userAgent: options.userAgent ?? USER_AGENT,
    });
    this.sender = new Sender({ clock, limiter: this.limiter, random, retries: options.retries ?? 3, singleTry });
    this.context = { actions: this, relations: options.relations ?? noRelations };
    const host = { client: this, validates: options.validation !== 'off', random, clock };
    this.guilds = new GuildsResource(host);
    this.channels = new ChannelsResource(host);
    this.messages = new MessagesResource(host);
    this.users = new UsersResource(host);
    this.members = new MembersResource(host);
    this.reactions = new ReactionsResource(host);
    this.gateway = new GatewayResource(host);
  }

  /**
   * Sends a request: waits for its limits, repeats it where that is harmless, reads the answer.
   * @throws {RestError} whatever went wrong; `kind` says what.
   */
  async request(request: RestRequest): Promise<RestResponse> {
    if (this.closed) throw closedError({ route: request.toString() });
    const deadline = this.clock.now() + (request.deadlineMs ?? this.deadlineMs);
    const lane = request.orderKey;
    const sending =
      lane === undefined ? this.sender.send(request, deadline) : this.sendInOrder(request, lane, deadline);
    this.underWay.add(sending);
    try {
      return await sending;
    } finally {
      this.underWay.delete(sending);
    }
  }

  /** Refuses what waits and what comes, and resolves when what is under way has its outcome. */
  async close(): Promise<void> {
    this.closed = true;
    this.lanes.close(() => closedError({ route: 'A request' }));
    this.limiter.close();
    this.sender.close();
    await Promise.allSettled(this.underWay);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  [inspect.custom](): string {
    return 'RestClient {}';
  }

  /** Nothing of a client is data; its token least of all. */
  toJSON(): object {
    return {};
  }

  private async sendInOrder(request: RestRequest, lane: string, deadline: number): Promise<RestResponse> {
    if (!this.lanes.tryEnter(lane)) {
      const late = (ahead: number): Error => queuedTooLongError(request, ahead);
      try {
        await this.lanes.wait(lane, { signal: request.signal, deadline, late });
      } catch (thrown) {
        throw ownError(request, thrown);
      }
    }
    try {
      return await this.sender.send(request, deadline);
    } finally {
      this.lanes.leave(lane);
    }
  }
}
