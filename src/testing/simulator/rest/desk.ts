/**
 * The desk that requests come to: who asks, whether the route is there, whether the limits have room, what the body says;
 * then the route answers. Everything happens in one go, so that requests take effect one after the other.
 */
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { type Logger } from '../../../util';
import { type World } from '../world/world';
import { ApiError, invalidForm } from './api-error';
import { authorize } from './authorize';
import { type ParsedBody } from './body';
import { type Call } from './call';
import { type GatewayFacts, RestContext } from './context';
import { InvalidRequests } from './invalid-requests';
import { type LimitVerdict, RateLimits, type RouteLimits } from './rate-limits';
import { json, type Reply, replyOf, SHUT_OUT } from './reply';
import { type RouteMatch, Router } from './router';
import { ALL_ROUTES } from './routes/all';

export interface DeskOptions {
  /** Requests per second and bot over all routes. Default 50. */
  readonly globalPerSecond?: number;
  /** Limits that differ from the usual, by route: `'POST /channels/{}/messages'`. `false` switches buckets off. */
  readonly limits?: RouteLimits | false;
  /** Answers 401, 403 and 429 in ten minutes before everything is refused. Default 10 000. */
  readonly invalidRequests?: number;
}

interface DeskInit extends DeskOptions {
  readonly world: World;
  readonly logger: Logger;
  readonly gateway: GatewayFacts;
}

const PLAYED_VERSIONS: ReadonlySet<string> = new Set(['9', '10']);
const USER_AGENT = /^DiscordBot \([^,()]+,\s*[^()]+\)/;
const REASON_LIMIT = 512;

/** What is known of a request by the time that it is refused or answered. */
interface Progress {
  limits: LimitVerdict['headers'];
  template: string | undefined;
}

export class RestDesk {
  readonly invalidRequests: InvalidRequests;
  private readonly router = new Router(ALL_ROUTES);
  private readonly limits: RateLimits;

  constructor(private readonly init: DeskInit) {
    const { clock } = init.world;
    this.limits = new RateLimits(clock, init.globalPerSecond ?? 50, init.limits ?? {});
    this.invalidRequests = new InvalidRequests(clock, init.invalidRequests ?? 10_000);
  }

  /** Judges a request and does what it asks. */
  process(call: Call): Reply | Promise<Reply> {
    if (this.invalidRequests.banned) return SHUT_OUT;
    const progress: Progress = { limits: {}, template: undefined };
    try {
      checkClient(call);
      const match = this.router.find(call.method, call.path);
      progress.template = match.route.template;
      authorize(match.route, { bot: call.bot, grant: call.grant, authorization: call.headers.authorization });
      const parsed = match.route.takesForm ? call.readForm() : call.body;
      const refused = this.takeFromLimits(call, match, parsed, progress);
      if (refused) return refused;
      if (parsed instanceof ApiError) throw parsed;
      const answer = match.route.handler(this.contextOf(call, match, parsed));
      if (!(answer instanceof Promise)) return replyOf(answer, progress.limits, progress.template);
      return answer.then(
        (later) => replyOf(later, progress.limits, progress.template),
        (error: unknown) => this.refuse(call, error, progress),
      );
    } catch (error) {
      return this.refuse(call, error, progress);
    }
  }

  /** Counts a request; the reply when there were too many. */
  private takeFromLimits(
    call: Call,
    { route, params, shape, major }: RouteMatch,
    parsed: ParsedBody | ApiError,
    progress: Progress,
  ): Reply | undefined {
    const { isOpen = false } = route;
    if (isOpen && params.webhook_token === undefined) return undefined;
    const verdict = this.limits.take({
      // Who comes without a token is counted by address.
      botId: isOpen ? '' : (call.bot?.user.id ?? call.grant?.accessToken ?? ''),
      method: call.method,
      route: shape,
      major,
      params,
      body: parsed instanceof ApiError ? undefined : parsed.body,
      // An application that goes on answering an interaction is not counted among all that it asks.
      outsideGlobal: this.init.world.applications.has(params.webhook_id ?? ''),
    });
    progress.limits = verdict.headers;
    if (!verdict.refused) return undefined;
    const { retryAfterS, global } = verdict.refused;
    const body = { message: 'You are being rate limited.', retry_after: retryAfterS, global };
    return { ...json(429, body, verdict.headers), template: progress.template };
  }

  private contextOf(call: Call, match: RouteMatch, { body, files }: ParsedBody): RestContext {
    const { bot, grant, query, headers } = call;
    const { world, gateway } = this.init;
    const reason = readReason(headers['x-audit-log-reason']);
    return new RestContext({ world, gateway, bot, grant, params: match.params, query, headers, body, files, reason });
  }

  private refuse(call: Call, error: unknown, { limits, template }: Progress): Reply {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404 && template === undefined) {
      this.init.logger.warn('a route was asked for that the simulator does not play', {
        method: call.method,
        path: call.shownPath,
      });
    }
    return { ...json(error.status, error.toBody(), limits), errorCode: error.code, template };
  }
}

/** What Cloudflare and the front door check, before any route is looked for. */
function checkClient({ version, headers }: Call): void {
  if (version === undefined) throw new ApiError(404, 0, '404: Not Found');
  if (!PLAYED_VERSIONS.has(version)) {
    throw new ApiError(400, RESTJSONErrorCodes.InvalidAPIVersion, 'Invalid API version');
  }
  const agent = headers['user-agent'];
  // https://discord.com/developers/docs/reference#user-agent
  if (agent === undefined || !USER_AGENT.test(agent)) throw new ApiError(403, 40_333, 'internal network error');
}

/** https://discord.com/developers/docs/resources/audit-log */
function readReason(header: string | undefined): string | null {
  if (header === undefined) return null;
  let reason = header;
  try {
    reason = decodeURIComponent(header);
  } catch {
    // Who sends a bare percent sign means it.
  }
  if (reason.length >= 1 && reason.length <= REASON_LIMIT) return reason;
  throw invalidForm(['reason'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${REASON_LIMIT} in length.`);
}
