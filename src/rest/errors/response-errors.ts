/** The errors that answers stand for. */
import { STATUS_CODES } from 'node:http';
import { type RestRequest } from '../request';
import { type TransportResponse } from '../transport/transport';
import { adviceFor } from './advice';
import { type FieldError, flattenFieldErrors } from './field-errors';
import { RestError } from './rest-error';

/** The error of an answer whose status is no success. */
export function errorOf(
  request: RestRequest,
  response: TransportResponse,
  body: unknown,
  retryAfterMs: number | undefined,
): RestError {
  const { status } = response;
  const { code, message, errors } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const discordCode = typeof code === 'number' ? code : undefined;
  const fieldErrors = flattenFieldErrors(errors);
  const what = typeof message === 'string' && message !== '' ? message : statusText(status);
  const shownCode = discordCode ? ` (${discordCode})` : '';
  const verb = status >= 500 ? 'failed' : status >= 400 ? 'was refused' : 'was answered';
  return new RestError({
    kind: status === 429 ? 'rate-limited' : 'http',
    message: `${request.toString()} ${verb} with ${status}: ${what}${shownCode}${describeFields(fieldErrors)}`,
    advice: status === 429 ? describeWait(retryAfterMs) : adviceFor(status, discordCode),
    request,
    status,
    discordCode,
    fieldErrors,
    mayRetry: status === 429 || (isPassing(status) && request.idempotent),
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
  return new RestError({
    kind: 'invalid-body',
    message: `The answer to ${request.toString()} (${status}) is not the JSON it should be.`,
    advice: 'check that `api` is Discord’s address, and what a proxy on the way does to answers.',
    cause,
    request,
    status,
    mayRetry: request.idempotent,
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
  return retryAfterMs === undefined ? undefined : `wait ${Math.ceil(retryAfterMs / 1_000)} s before sending it again.`;
}

function statusText(status: number): string {
  return STATUS_CODES[status] ?? 'no explanation was given';
}
