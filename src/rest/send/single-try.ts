/** One try of a request: transport, then decode. Whatever comes of it, the permit is told. */
import { abortReason, type Clock, type Logger } from '../../util';
import { MultipartBody } from '../body/multipart';
import { type Credentials } from '../credentials/credentials';
import {
  abortedError,
  networkError,
  timeoutError,
  tooLateError,
  unreadableFileError,
  webhookGoneError,
} from '../errors/request-errors';
import { errorOf, unreadable } from '../errors/response-errors';
import { RestError } from '../errors/rest-error';
import { type InvalidRequestGuard } from '../rate-limit/invalid-request-guard';
import { readOutcome, retryAfterMsOf } from '../rate-limit/outcome';
import { type Permit } from '../rate-limit/rate-limiter';
import { type RestRequest } from '../request';
import { readBody, type RestResponse } from '../response';
import { type Transport, type TransportRequest, type TransportResponse } from '../transport/transport';
import { TransportFailure } from '../transport/transport-failure';
import { GoneWebhooks } from './gone-webhooks';
import { TimedTry, TimeLimits } from './time-limits';

export interface SingleTryParts {
  /** Base address, without a slash at its end. */
  readonly api: string;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly invalidRequests: InvalidRequestGuard;
  readonly logger: Logger;
  readonly timeoutMs: number;
  /** Of a request with files. */
  readonly uploadTimeoutMs: number;
  readonly transport: Transport;
  readonly userAgent: string;
}

/**
 * Codes of a 401 that are about the token; others are about what the call needs beside it. Without a code the 401 is not
 * Discord’s: a proxy on the way wants a password, and says nothing of the token.
 */
const TOKEN_CODES: readonly number[] = [0, 40001];

export class SingleTry {
  private readonly goneWebhooks = new GoneWebhooks();
  private tokenRejected = false;

  private readonly timeLimits: TimeLimits;

  constructor(private readonly parts: SingleTryParts) {
    this.timeLimits = new TimeLimits(parts.clock);
  }

  /** @throws {RestError} when sending would be refused, or cost more than an answer is worth. */
  check(request: RestRequest): void {
    if (this.tokenRejected && request.route.auth) {
      throw new RestError({
        kind: 'token-rejected',
        message: `${request.toString()} was not sent: Discord has refused ${this.parts.credentials.label} of this client with 401.`,
        advice:
          'make a client with a valid token; this one stays as it is, because every further 401 counts towards a ban.',
        request,
      });
    }
    if (this.goneWebhooks.has(request)) throw webhookGoneError(request);
    this.parts.invalidRequests.check(request);
  }

  // One function for the whole try, because each more that is asynchronous costs every request.
  async run(request: RestRequest, permit: Permit, deadline: number): Promise<RestResponse> {
    try {
      // Others may have been refused while this one waited for its permit.
      this.check(request);
      if (request.signal?.aborted) throw abortedError(request, request.signal.reason);
      const limitMs = this.limitOf(request, deadline);
      const wire = this.wireRequest(request);
      const current = new TimedTry();
      const unlisten = request.signal && cancelWith(current, request.signal);
      this.timeLimits.start(current, limitMs);
      let response: TransportResponse;
      try {
        response = await this.parts.transport.send(wire, current);
      } catch (thrown) {
        const sent = !(thrown instanceof TransportFailure) || thrown.sent;
        if (sent) permit.complete({ status: undefined });
        throw failureOf(request, thrown, { wire, sent, lateAfterMs: current.isLate ? limitMs : undefined });
      } finally {
        this.timeLimits.stop(current);
        unlisten?.();
      }
      return this.read(request, permit, response);
    } finally {
      // For what ended before the request was sent; does nothing after `complete`.
      permit.cancel();
    }
  }

  /** How long a try that begins now may take, in milliseconds. */
  private limitOf(request: RestRequest, deadline: number): number {
    const { clock, timeoutMs, uploadTimeoutMs } = this.parts;
    const leftMs = deadline - clock.now();
    if (leftMs <= 0) throw tooLateError(request);
    const usualMs = request.files.length > 0 ? uploadTimeoutMs : timeoutMs;
    return Math.max(0, Math.min(request.timeoutMs ?? usualMs, leftMs));
  }

  private read(request: RestRequest, permit: Permit, response: TransportResponse): RestResponse {
    const { status, headers } = response;
    const body = readBody(response);
    // Those who refuse in Discord’s place do it with a page.
    const value = 'broken' in body && status >= 400 ? textOf(response.body) : body.value;
    const outcome = readOutcome(status, headers, value);
    permit.complete(outcome);
    if (status >= 200 && status < 300) {
      if ('broken' in body && !request.route.plain) throw unreadable(request, status, body.broken);
      return { status, headers, body: body.value };
    }
    const error = errorOf(request, response, value, outcome.refusal?.retryAfterMs ?? retryAfterMsOf(headers));
    this.note(request, error, outcome.refusal?.scope);
    throw error;
  }

  private note(request: RestRequest, error: RestError, scope: Parameters<InvalidRequestGuard['record']>[1]): void {
    const { invalidRequests, logger } = this.parts;
    const count = invalidRequests.record(error.status ?? 0, scope);
    if (count !== undefined) {
      logger.warn('Many requests are refused; at 10,000 within ten minutes Discord bans this IP address', {
        count,
        last: request.toString(),
        status: error.status,
      });
    }
    if (error.status === 429)
      logger.debug('rate limited', { request: request.toString(), scope, waitMs: error.retryAfterMs });
    const { discordCode } = error;
    // Where a user’s token is asked for, a refused bot token may be a good one.
    const { auth, scope: forUser } = request.route;
    if (error.status === 401 && auth && !forUser && discordCode !== undefined && TOKEN_CODES.includes(discordCode))
      this.tokenRejected = true;
    this.goneWebhooks.note(request, error);
  }

  private wireRequest(request: RestRequest): TransportRequest {
    const { api, credentials, userAgent } = this.parts;
    const headers: Record<string, string> = { 'user-agent': userAgent, accept: 'application/json' };
    if (request.route.auth) credentials.authorize(headers);
    if (request.encodedReason !== undefined) headers['x-audit-log-reason'] = request.encodedReason;
    const body = request.wireBody();
    if (body) {
      headers['content-type'] = body.contentType;
      const { content } = body;
      if (typeof content !== 'string' && content.sizeBytes !== undefined) {
        headers['content-length'] = String(content.sizeBytes);
      }
    }
    return { method: request.method, url: api + request.path, headers, body: body?.content };
  }
}

/** What to tell of a try that brought no answer. */
function failureOf(
  request: RestRequest,
  thrown: unknown,
  { wire, sent, lateAfterMs }: { wire: TransportRequest; sent: boolean; lateAfterMs: number | undefined },
): RestError {
  const { failure } = wire.body instanceof MultipartBody ? wire.body : { failure: undefined };
  // Before the others: what its caller gives up may end in any way.
  if (request.signal?.aborted) return abortedError(request, thrown);
  if (failure) return unreadableFileError(request, failure);
  if (lateAfterMs !== undefined) return timeoutError(request, lateAfterMs);
  return networkError(request, thrown, sent);
}

/** Gives a try up when its caller says so. Returns what ends the listening. */
function cancelWith(current: TimedTry, signal: AbortSignal): () => void {
  const onAbort = (): void => {
    current.cancel(abortReason(signal));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    signal.removeEventListener('abort', onAbort);
  };
}

/** So much of a page is looked at. */
const PAGE_BYTES = 4_096;

function textOf(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, PAGE_BYTES)).toString();
}
