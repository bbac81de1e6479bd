/** A client of Discord’s REST API that works alone: no gateway, no hub, no container. */
import { setMaxListeners } from 'node:events';
import { inspect } from 'node:util';
import {
  encodeBody,
  noRelations,
  noRequests,
  type ValidationMode,
  type ViewActions,
  type ViewContext,
  type ViewRelations,
  type ViewRequests,
} from '../models';
import { type Clock, deferred, type Logger, nullLogger, SteadyLogger, systemClock } from '../util';
import { ClientResources } from './client-resources';
import { BotToken } from './credentials/bot-token';
import { type Credentials, isCredentials } from './credentials/credentials';
import { closedError } from './errors/limit-errors';
import { ownError, queuedTooLongError } from './errors/request-errors';
import { RestError } from './errors/rest-error';
import { BorrowedRateLimiter } from './rate-limit/borrowed-rate-limiter';
import { type InvalidRequestGuard, sharedInvalidRequests } from './rate-limit/invalid-request-guard';
import { MemoryRateLimiter } from './rate-limit/memory-rate-limiter';
import { type RateLimiter } from './rate-limit/rate-limiter';
import { type RestRequest } from './request';
import { type ResourceHost } from './resources/resource';
import { type RestResponse } from './response';
import { Lanes } from './send/lanes';
import { Sender } from './send/sender';
import { SingleTry } from './send/single-try';
import { sharedTransport } from './transport/shared-transport';
import { type Transport } from './transport/transport';
import { USER_AGENT } from './user-agent';

export interface RestClientOptions {
  /** Base address. Default `https://discord.com/api/v10`. */
  readonly api?: string | undefined;
  /** Default: one pool of connections for the process. A transport of yours is not closed by the client. */
  readonly transport?: Transport | undefined;
  /**
   * Address of a proxy, `http://name:password@host:port`; its password is never shown. Default: what the environment
   * variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY say; `false` ignores them. What runs on this machine is always reached
   * directly. Only without a `transport` of yours, which finds its own way.
   */
  readonly proxy?: string | false | undefined;
  /** Default: a limiter in this process. A limiter of yours is not closed by the client. */
  readonly limiter?: RateLimiter | undefined;
  /** Default: one for the process, because Discord counts refused requests by IP address. */
  readonly invalidRequests?: InvalidRequestGuard | undefined;
  readonly clock?: Clock | undefined;
  /** A source of numbers in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** How long one try may take, in milliseconds. Default 15 seconds; with files 90, for they may be many megabytes. */
  readonly timeoutMs?: number | undefined;
  /** How long waiting and tries of a request may take together, in milliseconds. Default two minutes. */
  readonly deadlineMs?: number | undefined;
  /** Repetitions of a request that failed; 429s are not counted. Default 3. */
  readonly retries?: number | undefined;
  /** Where views look other entities up. Default: nowhere. */
  readonly relations?: ViewRelations | undefined;
  /** How views ask the gateway. Default: not at all. */
  readonly requests?: ViewRequests | undefined;
  readonly logger?: Logger | undefined;
  readonly userAgent?: string | undefined;
  /**
   * How bodies are checked against Discord’s limits before they are sent. `fast` (default) runs compiled rules, `full`
   * asks class-validator each time, `off` leaves it to Discord.
   */
  readonly validation?: ValidationMode | undefined;
}

export class RestClient extends ClientResources implements ViewActions, AsyncDisposable {
  /** What views of this client act and look through. */
  readonly context: ViewContext;
  protected readonly host: ResourceHost;
  private readonly clock: Clock;
  private readonly deadlineMs: number;
  private readonly lanes: Lanes;
  private readonly limiter: RateLimiter;
  private readonly sender: Sender;
  /** Settles when the client is closed and nothing is under way any more. */
  private readonly allOver = deferred();
  private underWay = 0;
  private closed = false;

  /**
   * @param auth a bot token, or credentials.
   * @throws {RestError} REST_TOKEN_MALFORMED when the token cannot be one; REST_PROXY_INVALID for a proxy that cannot.
   */
  constructor(auth: string | Credentials, options: RestClientOptions = {}) {
    super();
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
      // A request must not fail because a log cannot be written.
      logger: options.logger ? new SteadyLogger(options.logger) : nullLogger,
      timeoutMs: options.timeoutMs ?? 15_000,
      uploadTimeoutMs: options.timeoutMs ?? 90_000,
      transport: transportOf(options),
      userAgent: options.userAgent ?? USER_AGENT,
    });
    this.sender = new Sender({ clock, limiter: this.limiter, random, retries: options.retries ?? 3, singleTry });
    const { relations = noRelations, requests = noRequests } = options;
    this.context = { actions: this, relations, requests };
    const { validation = 'fast' } = options;
    const encode: ResourceHost['encode'] = (spec, body) => encodeBody(spec, body, validation);
    this.host = { client: this, encode, random, clock, deadlineMs: this.deadlineMs };
  }

  /**
   * Sends a request: waits for its limits, repeats it where that is harmless, reads the answer.
   * @throws {RestError} whatever went wrong; `kind` says what.
   */
  async request(request: RestRequest): Promise<RestResponse> {
    if (this.closed) {
      request.closeFiles();
      throw closedError({ route: request.toString() });
    }
    if (request.signal) shareable(request.signal);
    const deadline = this.clock.now() + (request.deadlineMs ?? this.deadlineMs);
    const lane = request.orderKey;
    this.underWay += 1;
    try {
      if (lane === undefined) return await this.send(request, deadline);
      if (!this.lanes.tryEnter(lane)) await this.awaitTurn(request, lane, deadline);
      try {
        return await this.send(request, deadline);
      } finally {
        this.lanes.leave(lane);
      }
    } finally {
      if (request.files.length > 0) request.closeFiles();
      this.underWay -= 1;
      this.settleIfOver();
    }
  }

  /** Refuses what waits and what comes, and resolves when what is under way has its outcome. */
  async close(): Promise<void> {
    this.closed = true;
    this.lanes.close(() => closedError({ route: 'A request' }));
    this.limiter.close();
    this.sender.close();
    if (this.underWay > 0) await this.allOver.promise;
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

  private settleIfOver(): void {
    if (this.closed && this.underWay === 0) this.allOver.resolve();
  }

  private send(request: RestRequest, deadline: number): Promise<RestResponse> {
    return request.files.length === 0 ? this.sender.send(request, deadline) : this.sendFiles(request, deadline);
  }

  /** In its turn, because looking at the files takes a moment that others would use to overtake it. */
  private async sendFiles(request: RestRequest, deadline: number): Promise<RestResponse> {
    await this.sender.measureFiles(request, deadline);
    return this.sender.send(request, deadline);
  }

  private async awaitTurn(request: RestRequest, lane: string, deadline: number): Promise<void> {
    const late = (ahead: number): Error => queuedTooLongError(request, ahead);
    try {
      await this.lanes.wait(lane, { signal: request.signal, deadline, late });
    } catch (thrown) {
      throw ownError(request, thrown);
    }
  }
}

/** Node takes more than ten listeners for a leak; a signal may be shared by as many requests as its owner likes. */
function shareable(signal: AbortSignal): void {
  if (signal instanceof EventTarget) setMaxListeners(Infinity, signal);
}

function transportOf({ transport, proxy }: RestClientOptions): Transport {
  if (!transport) return sharedTransport(proxy);
  if (typeof proxy !== 'string') return transport;
  throw new RestError({
    kind: 'proxy-invalid',
    message: 'A client was given a `proxy` and a `transport`, which does not know of it.',
    advice: 'leave one of them out; `new UndiciTransport({ proxy })` is a transport that goes through a proxy.',
  });
}
