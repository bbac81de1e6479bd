/** The errors that answers stand for. */
import { STATUS_CODES } from 'node:http';
import { type RestRequest } from '../request';
import { type TransportResponse } from '../transport/transport';
import { isBanPage } from '../rate-limit/outcome';
import { adviceFor } from './advice';
import { oauthAdvice, scopeAdvice } from './oauth-advice';
import { type FieldError, flattenFieldErrors } from './field-errors';
import { RestError } from './rest-error';

/**
 * The error of an answer whose status is no success.
 * @param body the decoded body, or the text of a page where it is not JSON.
 */
export function errorOf(
  request: RestRequest,
  response: TransportResponse,
  body: unknown,
  retryAfterMs: number | undefined,
): RestError {
  const { status } = response;
  const isPage = typeof body === 'string' && body.trim() !== '';
  if (status === 403 && isPage) return blockedError(request, isBanPage(body), retryAfterMs);
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { code, message = told.error_description, errors } = told;
  const oauthCode = typeof told.error === 'string' ? told.error : undefined;
  const discordCode = typeof code === 'number' ? code : undefined;
  const fieldErrors = flattenFieldErrors(errors);
  const what = typeof message === 'string' && message !== '' ? message : statusText(status);
  const shownCode = discordCode ? ` (${discordCode})` : oauthCode === undefined ? '' : ` (${oauthCode})`;
  const verb = status >= 500 ? 'failed' : status >= 400 ? 'was refused' : 'was answered';
  return new RestError({
    kind: status === 429 ? 'rate-limited' : 'http',
    message: `${request.toString()} ${verb} with ${status}: ${what}${shownCode}${describeFields(fieldErrors)}`,
    advice:
      status === 429
        ? describeWait(retryAfterMs)
        : status === 401 && isPage
          ? FOREIGN_ADVICE
          : (oauthAdvice(oauthCode) ?? scopeAdvice(request.route.scope, status) ?? adviceFor(status, discordCode)),
    request,
    status,
    discordCode,
    oauthCode,
    fieldErrors,
    mayRetry: status === 429 || (isPassing(status) && request.idempotent),
    retryAfterMs,
  });
}

const FOREIGN_ADVICE =
  'the answer is a page that does not come from Discord: check that `api` is its address, and the proxy on the way.';

/** Refused before Discord saw it. */
function blockedError(request: RestRequest, isBan: boolean, retryAfterMs: number | undefined): RestError {
  return new RestError({
    kind: 'blocked',
    message: isBan
      ? `${request.toString()} was refused with 403: the proxy before Discord takes nothing from this IP address for now (error 1015).`
      : `${request.toString()} was refused with 403 by a page that is not Discord’s own.`,
    advice: isBan
      ? 'wait, and stop what draws 401, 403 and 429 again and again; on a shared host it may be what others do.'
      : 'look whether the host’s address is blocked, what `userAgent` says, and what a proxy on the way does.',
    request,
    status: 403,
    mayRetry: isBan,
    retryAfterMs,
  });
}

/**
 * Statuses that the same request may not meet again: Discord’s own, and those of the proxy before it. A 408 comes when a
 * server gives an idle connection up at the moment at which a request is sent over it.
 */
function isPassing(status: number): boolean {
  return status === 408 || status === 500 || (status >= 502 && status <= 504) || (status >= 520 && status <= 524);
}

/** The error of an answer that says success but cannot be read. */
export function unreadable(request: RestRequest, status: number, cause: unknown): RestError {
  // What was deleted, or answered, has no second answer: see the sender.
  const isLost = status === 204 && (request.method === 'DELETE' || request.route.doneCode !== undefined);
  return new RestError({
    kind: 'invalid-body',
    message: isLost
      ? `${request.toString()} was done, but its answer was lost on the way.`
      : `The answer to ${request.toString()} (${status}) is not the JSON it should be.`,
    advice: isLost
      ? 'go on without the answer: what was asked for is done.'
      : 'check that `api` is Discord’s address, and what a proxy on the way does to answers.',
    cause,
    request,
    status,
    mayRetry: request.idempotent && !isLost,
  });
}

const MOST_FIELDS_SHOWN = 10;

function describeFields(fields: readonly FieldError[]): string {
  const lines = fields
    .slice(0, MOST_FIELDS_SHOWN)
    .map(({ path, code, message }) => `\n  - ${path || 'the body'}: ${message}${code ? ` (${code})` : ''}`);
  if (fields.length > MOST_FIELDS_SHOWN) lines.push(`\n  - and ${fields.length - MOST_FIELDS_SHOWN} more`);
  return lines.join('');
}

function describeWait(retryAfterMs: number | undefined): string | undefined {
  if (retryAfterMs === undefined) return undefined;
  const seconds = Math.ceil(retryAfterMs / 1_000);
  const minutes = seconds / 60;
  const about = minutes < 2 ? '' : minutes < 120 ? ` (${minutes.toFixed(0)} min)` : ` (${(minutes / 60).toFixed(0)} h)`;
  return `wait ${seconds} s${about} before sending it again.`;
}

function statusText(status: number): string {
  return STATUS_CODES[status] ?? 'no explanation was given';
}
