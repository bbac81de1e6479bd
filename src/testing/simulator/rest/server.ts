/** The REST side: takes HTTP requests, lets faults and limits have their say, and answers as Discord does. */
import { setMaxListeners } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { type Logger, sleep } from '../../../util';
import { type RestFault, type RestFaults } from '../faults/rest-faults';
import { type LoggedFile, plainQuery, type SimulatorLog } from '../log';
import { urlOf } from '../request-url';
import { type GrantRecord } from '../world/oauth';
import { type BotRecord } from '../world/records';
import { type World } from '../world/world';
import { ApiError, invalidForm } from './api-error';
import { authorize } from './authorize';
import { parseBody, type ParsedBody, readBytes } from './body';
import { type GatewayFacts, RestContext } from './context';
import { InvalidRequests } from './invalid-requests';
import { RateLimits, type RouteLimits } from './rate-limits';
import { type RestExchange, tellExchange } from './exchanges';
import { type RestAnswer, Router } from './router';
import { ALL_ROUTES } from './routes/all';

export interface RestOptions {
  /** Requests per second and bot over all routes. Default 50. */
  readonly globalPerSecond?: number;
  /** How long every request is on its way, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** Up to how much longer, each request by chance, in milliseconds. Default 0. */
  readonly jitterMs?: number;
  /** Limits that differ from the usual, by route: `'POST /channels/{}/messages'`. `false` switches buckets off. */
  readonly limits?: RouteLimits | false;
  /** Answers 401, 403 and 429 in ten minutes before everything is refused. Default 10 000. */
  readonly invalidRequests?: number;
}

interface ServerInit extends RestOptions {
  readonly world: World;
  readonly log: SimulatorLog;
  readonly logger: Logger;
  readonly faults: RestFaults;
  readonly gateway: GatewayFacts;
}

/** A request without a socket. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query: `/api/v10/users/@me`. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ServedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A request, read and named, before anybody judged it. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly version: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly bot: BotRecord | undefined;
  /** What an access token allows, where one came. */
  readonly grant: GrantRecord | undefined;
  readonly bytes: Buffer | 'too-large';
  readonly receivedAtMs: number;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text as it is sent; '' for no body. */
  readonly text: string;
  /** `latin1`: each character of the text is a byte. */
  readonly encoding?: 'latin1' | undefined;
  readonly errorCode?: number | undefined;
  /** The template of the route that answered. */
  readonly template?: string | undefined;
}

const PLAYED_VERSIONS: ReadonlySet<string> = new Set(['9', '10']);
const USER_AGENT = /^DiscordBot \([^,()]+,\s*[^()]+\)/;
const REASON_LIMIT = 512;
const HTML = { 'content-type': 'text/html; charset=UTF-8' };

export class RestServer {
  readonly invalidRequests: InvalidRequests;
  private readonly router = new Router(ALL_ROUTES);
  private readonly limits: RateLimits;
  private readonly stopped = new AbortController();
  private readonly world: World;

  constructor(private readonly init: ServerInit) {
    this.world = init.world;
    // Each request on its way listens.
    setMaxListeners(0, this.stopped.signal);
    const { clock } = init.world;
    this.limits = new RateLimits(clock, init.globalPerSecond ?? 50, init.limits ?? {});
    this.invalidRequests = new InvalidRequests(clock, init.invalidRequests ?? 10_000);
  }

  /** Nothing that is on its way is processed any more. */
  close(): void {
    this.stopped.abort(new Error('the simulator was closed'));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = urlOf(request);
    if (!url) {
      response.writeHead(404).end();
      return;
    }
    const upload = /^\/(?:ephemeral-)?attachments\/(\d+)\/(\d+)\/[^/]+$/.exec(url.pathname);
    if (upload) {
      this.serveFile(response, upload[1] ?? '', upload[2] ?? '');
      return;
    }
    const receivedAtMs = this.world.clock.wallMs();
    const bytes = await readBytes(request);
    if (bytes === undefined) return;
    const call = this.callOf(request.method ?? 'GET', url, flatHeaders(request), bytes, receivedAtMs);
    try {
      await this.travel(call);
      await this.answer(call, request, response);
    } catch (error) {
      // Only closing interrupts a request on its way; anything else is a fault of the simulator and must be seen.
      if (!this.stopped.signal.aborted) {
        const path = withoutTokens(call.path);
        this.init.logger.error('the simulator failed to answer', { method: call.method, path, error });
      }
      request.socket.destroy();
    }
  }

  /** The same without a socket. Rejects where a connection would break. */
  async serve({ method, path, headers, body }: ServedRequest): Promise<ServedReply> {
    const call = this.callOf(method, new URL(path, 'http://in.process'), headers, body, this.world.clock.wallMs());
    await this.travel(call);
    const { reply, fault } = await this.outcome(call);
    if (fault?.kind === 'hang') await this.untilClosed();
    if (!reply || fault?.kind === 'cut-body') throw new Error('the connection broke');
    if (fault?.kind === 'slow-body') await this.pause(fault.delayMs);
    return { status: reply.status, headers: reply.headers, body: Buffer.from(reply.text, reply.encoding ?? 'utf8') };
  }

  private callOf(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    bytes: Buffer | 'too-large',
    receivedAtMs: number,
  ): Call {
    const split = /^\/api(?:\/v(\d+))?(\/.*)?$/.exec(url.pathname);
    const { authorization = '' } = headers;
    return {
      method,
      path: split?.[2] ?? '/',
      version: split ? (split[1] ?? '10') : undefined,
      query: url.searchParams,
      headers,
      bot: this.world.botByToken(authorization.replace(/^Bot /, '')),
      grant: this.world.consents.byAccessToken(/^Bearer (.+)$/.exec(authorization)?.[1] ?? ''),
      bytes,
      receivedAtMs,
    };
  }

  private untilClosed(): Promise<never> {
    const { signal } = this.stopped;
    return new Promise((_, reject) => {
      const end = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  private async travel(call: Call): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, faults } = this.init;
    const link = faults.linkDelayMs({ method: call.method, path: call.path, bot: call.bot?.name ?? null });
    const delayMs = latencyMs + this.world.random() * jitterMs + link;
    if (delayMs > 0) await sleep(this.world.clock, delayMs, { signal: this.stopped.signal, keepAlive: false });
  }

  /** What is answered, and what goes wrong with it. Without a reply the connection hangs or breaks. */
  private async outcome(call: Call): Promise<{ readonly reply?: Reply; readonly fault?: RestFault | undefined }> {
    const fault = this.init.faults.take({ method: call.method, path: call.path, bot: call.bot?.name ?? null });
    if (fault?.kind === 'hang') {
      this.note(call, undefined, 'hung');
      return { fault };
    }
    if (fault?.kind === 'disconnect' && fault.when === 'before') {
      this.note(call, undefined, 'disconnected');
      return { fault };
    }
    const made = fault?.kind === 'respond' ? faultReply(fault) : this.process(call);
    // What takes effect at once is noted at once, so that the log keeps the order of effects.
    const reply = made instanceof Promise ? await made : made;
    this.invalidRequests.note(reply.status, reply.headers);
    if (fault?.kind === 'disconnect') {
      this.note(call, { ...reply, status: 0 }, 'disconnected');
      return { fault };
    }
    this.note(call, reply, 'answered');
    tellExchange(() => exchangeOf(call, reply, fault?.kind === 'respond'));
    if (fault?.kind === 'respond' && fault.delayMs > 0) await this.pause(fault.delayMs);
    return { reply, fault };
  }

  private async answer(call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { reply, fault } = await this.outcome(call);
    if (!reply) {
      if (fault?.kind !== 'hang') request.socket.destroy();
      return;
    }
    const date = new Date(this.world.clock.wallMs()).toUTCString();
    response.writeHead(reply.status, { date, ...reply.headers });
    if (fault?.kind === 'slow-body') {
      response.write(reply.text.slice(0, Math.ceil(reply.text.length / 2)));
      await this.pause(fault.delayMs);
      response.end(reply.text.slice(Math.ceil(reply.text.length / 2)));
    } else if (fault?.kind === 'cut-body') {
      // Half of the body has to be out before the connection breaks.
      const half = reply.text.slice(0, Math.ceil(reply.text.length / 2));
      await new Promise((resolve) => response.write(half, resolve));
      request.socket.resetAndDestroy();
    } else {
      response.end(reply.text, reply.encoding ?? 'utf8');
    }
  }

  private async pause(delayMs: number): Promise<void> {
    await sleep(this.world.clock, delayMs, { signal: this.stopped.signal, keepAlive: false });
  }

  /** Judges a request and does what it asks: in one go, so that requests take effect one after the other. */
  private process(call: Call): Reply | Promise<Reply> {
    if (this.invalidRequests.banned) {
      return { status: 429, headers: { ...HTML, 'retry-after': '600' }, text: '<html><h1>Error 1015</h1></html>' };
    }
    let limitHeaders: Readonly<Record<string, string>> = {};
    let template: string | undefined;
    try {
      checkClient(call);
      const match = this.router.find(call.method, call.path);
      ({ template } = match.route);
      const { isOpen: isPublic = false, takesForm } = match.route;
      authorize(match.route, { ...call, authorization: call.headers.authorization });
      const parsed = quietly(() => parseBody(call.headers['content-type'], call.bytes, { takesForm }));
      const limited = !isPublic || match.params.webhook_token !== undefined;
      if (limited) {
        const verdict = this.limits.take({
          // Who comes without a token is counted by address.
          botId: isPublic ? '' : (call.bot?.user.id ?? call.grant?.accessToken ?? ''),
          method: call.method,
          route: match.shape,
          major: match.major,
          params: match.params,
          body: parsed instanceof ApiError ? undefined : parsed.body,
          // An application that goes on answering an interaction is not counted among all that it asks.
          outsideGlobal: this.world.applications.has(match.params.webhook_id ?? ''),
        });
        limitHeaders = verdict.headers;
        if (verdict.refused) {
          const { retryAfterS, global } = verdict.refused;
          const body = { message: 'You are being rate limited.', retry_after: retryAfterS, global };
          return { ...json(429, body, limitHeaders), template };
        }
      }
      if (parsed instanceof ApiError) throw parsed;
      const context = new RestContext({
        world: this.world,
        gateway: this.init.gateway,
        bot: call.bot,
        grant: call.grant,
        params: match.params,
        query: call.query,
        headers: call.headers,
        body: parsed.body,
        files: parsed.files,
        reason: readReason(call.headers['x-audit-log-reason']),
      });
      const answer = match.route.handler(context);
      if (!(answer instanceof Promise)) return replyOf(answer, limitHeaders, template);
      return answer.then(
        (later) => replyOf(later, limitHeaders, template),
        (error: unknown) => this.refuse(call, error, limitHeaders, template),
      );
    } catch (error) {
      return this.refuse(call, error, limitHeaders, template);
    }
  }

  private refuse(
    call: Call,
    error: unknown,
    limitHeaders: Readonly<Record<string, string>>,
    template: string | undefined,
  ): Reply {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404 && template === undefined) {
      this.init.logger.warn('a route was asked for that the simulator does not play', {
        method: call.method,
        path: withoutTokens(call.path),
      });
    }
    return { ...json(error.status, error.toBody(), limitHeaders), errorCode: error.code, template };
  }

  private note(call: Call, reply: Reply | undefined, outcome: 'answered' | 'hung' | 'disconnected'): void {
    const parsed = quietly(() => parseBody(call.headers['content-type'], call.bytes));
    const files: readonly LoggedFile[] = parsed instanceof ApiError ? [] : parsed.files;
    const { authorization, ...headers } = call.headers;
    this.init.log.push({
      kind: 'request',
      bot: call.bot?.name ?? null,
      method: call.method,
      path: withoutTokens(call.path),
      query: plainQuery(call.query),
      headers: authorization === undefined ? headers : { ...headers, authorization: named(authorization, call) },
      body: parsed instanceof ApiError ? undefined : parsed.body,
      files,
      status: reply?.status ?? 0,
      errorCode: reply?.errorCode,
      outcome,
      receivedAtMs: call.receivedAtMs,
    });
  }

  /** @param placeId the channel that a file was sent to, or the application that it was uploaded for. */
  private serveFile(response: ServerResponse, placeId: string, attachmentId: string): void {
    const uploaded = this.world.applications.get(placeId)?.uploads.get(attachmentId);
    if (uploaded) {
      response.writeHead(200, { 'content-type': uploaded.contentType }).end(uploaded.bytes);
      return;
    }
    const seenByOne = [...this.world.ephemerals.values()].filter((message) => message.channel.id === placeId);
    for (const message of [...(this.world.channels.get(placeId)?.messages.values() ?? []), ...seenByOne]) {
      const file = message.files.find(({ attachment }) => attachment.id === attachmentId);
      if (!file) continue;
      response.writeHead(200, { 'content-type': file.attachment.content_type ?? 'application/octet-stream' });
      response.end(file.bytes);
      return;
    }
    response.writeHead(404).end();
  }
}

/** What Cloudflare and the front door check, before any route is looked for. */
function checkClient(call: Call): void {
  if (call.version === undefined) throw new ApiError(404, 0, '404: Not Found');
  if (!PLAYED_VERSIONS.has(call.version)) {
    throw new ApiError(400, RESTJSONErrorCodes.InvalidAPIVersion, 'Invalid API version');
  }
  const agent = call.headers['user-agent'];
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

function quietly(parse: () => ParsedBody): ParsedBody | ApiError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>>): Reply {
  if (body === undefined) return { status, headers, text: '' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) };
}

function replyOf(
  { status, body, plain }: RestAnswer,
  limitHeaders: Readonly<Record<string, string>>,
  template: string | undefined,
): Reply {
  if (!plain) return { ...json(status, body, limitHeaders), template };
  const { contentType, text, encoding } = plain;
  return { status, headers: { 'content-type': contentType, ...limitHeaders }, text, encoding, template };
}

function exchangeOf(call: Call, reply: Reply, isFault: boolean): RestExchange {
  const parsed = quietly(() => parseBody(call.headers['content-type'], call.bytes));
  const { body, files } = parsed instanceof ApiError ? { body: undefined, files: [] } : parsed;
  return {
    method: call.method,
    template: reply.template,
    path: call.path,
    userAgent: call.headers['user-agent'] ?? '',
    query: plainQuery(call.query),
    body,
    fileFields: files.map((file) => file.field),
    status: reply.status,
    reply: reply.text,
    isJson: reply.headers['content-type'] === 'application/json',
    isFault,
  };
}

function faultReply(fault: Extract<RestFault, { kind: 'respond' }>): Reply {
  const { status, body, headers } = fault;
  if (typeof body === 'string') return { status, headers, text: body };
  return json(status, body, headers);
}

/** A path with `[token]` in place of what lets anybody write through a webhook or answer an interaction. */
function withoutTokens(path: string): string {
  return path.replace(/^(\/(?:webhooks|interactions)\/[^/]+\/)[^/]+/, '$1[token]');
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** An authorization header with names in place of the token. */
function named(authorization: string, { bot, grant }: Call): string {
  const [scheme = ''] = authorization.split(' ', 1);
  const name = grant ? `${grant.user.username} by ${grant.application.bot.name}` : (bot?.name ?? 'unknown token');
  return `${scheme === authorization ? '' : `${scheme} `}${name}`;
}
