/** One try of a request: transport, then decode. Whatever comes of it, the permit is told. */
import { type Clock, type Logger } from '../../util';
import { type Credentials } from '../credentials/credentials';
import { abortedError, networkError, timeoutError } from '../errors/request-errors';
import { errorOf, unreadable } from '../errors/response-errors';
import { RestError } from '../errors/rest-error';
import { type InvalidRequestGuard } from '../rate-limit/invalid-request-guard';
import { readOutcome } from '../rate-limit/outcome';
import { type Permit } from '../rate-limit/rate-limiter';
import { type RestRequest } from '../request';
import { readBody, type RestResponse } from '../response';
import { headerOf, type Transport, type TransportRequest, type TransportResponse } from '../transport/transport';
import { TransportFailure } from '../transport/transport-failure';

export interface SingleTryParts {
  /** Base address, without a slash at its end. */
  readonly api: string;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly invalidRequests: InvalidRequestGuard;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly transport: Transport;
  readonly userAgent: string;
}

/** Why a try was given up that took too long. */
const TOO_LATE = new Error('the try took too long');

/** Codes of a 401 that are about the token; others are about what the call needs beside it. */
const TOKEN_CODES: readonly (number | undefined)[] = [undefined, 0, 40001];

export class SingleTry {
  private tokenRejected = false;

  constructor(private readonly parts: SingleTryParts) {}

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
    this.parts.invalidRequests.check(request);
  }

  async run(request: RestRequest, permit: Permit, deadline: number): Promise<RestResponse> {
    try {
      // Others may have been refused while this one waited for its permit.
      this.check(request);
      if (request.signal?.aborted) throw abortedError(request, request.signal.reason);
      const wire = this.wireRequest(request);
      return this.read(request, permit, await this.exchange(request, wire, permit, deadline));
    } finally {
      // For what ended before the request was sent; does nothing after `complete`.
      permit.cancel();
    }
  }

  private async exchange(
    request: RestRequest,
    wire: TransportRequest,
    permit: Permit,
    deadline: number,
  ): Promise<TransportResponse> {
    const { clock, transport } = this.parts;
    const timeoutMs = Math.max(0, Math.min(request.timeoutMs ?? this.parts.timeoutMs, deadline - clock.now()));
    const controller = new AbortController();
    const timer = clock.setTimer(timeoutMs, () => {
      controller.abort(TOO_LATE);
    });
    const { signal } = request;
    const onAbort = (): void => {
      controller.abort(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await transport.send(wire, { signal: controller.signal });
    } catch (thrown) {
      const sent = !(thrown instanceof TransportFailure) || thrown.sent;
      if (sent) permit.complete({ status: undefined });
      if (controller.signal.reason === TOO_LATE) throw timeoutError(request, timeoutMs);
      if (signal?.aborted) throw abortedError(request, thrown);
      throw networkError(request, thrown, sent);
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  private read(request: RestRequest, permit: Permit, response: TransportResponse): RestResponse {
    const { status, headers } = response;
    const body = readBody(response);
    const outcome = readOutcome(status, headers, body.value);
    permit.complete(outcome);
    if (status >= 200 && status < 300) {
      if ('broken' in body) throw unreadable(request, status, body.broken);
      return { status, headers, body: body.value };
    }
    const error = errorOf(request, response, body.value, outcome.refusal?.retryAfterMs ?? retryAfterOf(response));
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
    if (error.status === 401 && request.route.auth && TOKEN_CODES.includes(error.discordCode))
      this.tokenRejected = true;
  }

  private wireRequest(request: RestRequest): TransportRequest {
    const { api, credentials, userAgent } = this.parts;
    const headers: Record<string, string> = { 'user-agent': userAgent, accept: 'application/json' };
    if (request.route.auth) credentials.authorize(headers);
    if (request.encodedReason !== undefined) headers['x-audit-log-reason'] = request.encodedReason;
    const body = request.bodyText();
    if (body !== undefined) headers['content-type'] = 'application/json';
    return { method: request.method, url: api + request.path, headers, body };
  }
}

/** A 503 may say when to come back. */
function retryAfterOf({ headers }: TransportResponse): number | undefined {
  const seconds = Number(headerOf(headers, 'retry-after'));
  return seconds > 0 ? seconds * 1_000 : undefined;
}
