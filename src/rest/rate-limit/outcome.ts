/** Reads what an answer says about limits, from headers and from the body of a 429. */
import { headerOf, type ResponseHeaders } from '../transport/transport';
import { type PermitOutcome } from './rate-limiter';

/** State of a bucket as the headers of an answer tell it. */
export interface LimitReport {
  /** Discord’s id of the bucket, without the major parameters. */
  readonly bucket: string | undefined;
  readonly limit: number;
  readonly remaining: number;
  /** Until the bucket is full again, counted from the moment the answer arrived. */
  readonly resetAfterMs: number;
}

/**
 * Who refused: `user` this bucket, `shared` the resource, for everyone who uses it, `global` the token’s limit over
 * all requests, `edge` the proxy before Discord, which knows no buckets.
 */
export type RefusalScope = 'user' | 'shared' | 'global' | 'edge';

/** A 429, or the page with which the proxy before Discord shuts an IP address out. */
export interface Refusal {
  readonly scope: RefusalScope;
  readonly retryAfterMs: number;
}

/** A 429 that does not say how long: Discord always does, the proxy before it not always. */
const DEFAULT_WAIT_MS: Readonly<Record<RefusalScope, number>> = {
  user: 1_000,
  shared: 1_000,
  global: 1_000,
  edge: 60_000,
};

/** Ten years: what asks for more has gone wrong, and must not stop a bucket for ever. */
const MOST_SECONDS = 10 * 365 * 86_400;

/** @param body the decoded body, or the text of a page; read for a 429 and a 403 only. */
export function readOutcome(status: number, headers: ResponseHeaders, body: unknown): PermitOutcome {
  const report = readReport(headers);
  return { status, report, refusal: isRefusal(status, body) ? readRefusal(headers, body, report) : undefined };
}

function isRefusal(status: number, body: unknown): boolean {
  return status === 429 || (status === 403 && isBanPage(body));
}

/** Whether it is the page of Cloudflare’s error 1015, which holds for all that an IP address sends. */
export function isBanPage(body: unknown): boolean {
  return typeof body === 'string' && /\b1015\b|being rate limited/i.test(body);
}

function readReport(headers: ResponseHeaders): LimitReport | undefined {
  const limit = numberOf(headerOf(headers, 'x-ratelimit-limit'));
  const remaining = numberOf(headerOf(headers, 'x-ratelimit-remaining'));
  const resetAfterMs = millisecondsOf(headerOf(headers, 'x-ratelimit-reset-after'));
  if (limit === undefined || limit < 1 || remaining === undefined || resetAfterMs === undefined) return undefined;
  return { bucket: headerOf(headers, 'x-ratelimit-bucket'), limit, remaining, resetAfterMs };
}

function readRefusal(headers: ResponseHeaders, body: unknown, report: LimitReport | undefined): Refusal {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const scope = readScope(headers, told, report);
  const retryAfterMs =
    // The body has fractions, the header whole seconds.
    millisecondsOf(told.retry_after) ?? retryAfterMsOf(headers) ?? report?.resetAfterMs;
  return { scope, retryAfterMs: retryAfterMs ?? DEFAULT_WAIT_MS[scope] };
}

/** What the header of any answer asks to wait; `undefined` without one that makes sense. */
export function retryAfterMsOf(headers: ResponseHeaders): number | undefined {
  return millisecondsOf(headerOf(headers, 'retry-after'));
}

function readScope(
  headers: ResponseHeaders,
  body: Readonly<Record<string, unknown>>,
  report: LimitReport | undefined,
): RefusalScope {
  const scope = headerOf(headers, 'x-ratelimit-scope');
  if (scope === 'global' || body.global === true || headerOf(headers, 'x-ratelimit-global') === 'true') return 'global';
  if (scope === 'user' || scope === 'shared') return scope;
  return report !== undefined || body.retry_after !== undefined ? 'user' : 'edge';
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** Rounded up to whole milliseconds; what binary fractions add (1.1 * 1000) is taken off first. */
function millisecondsOf(seconds: unknown): number | undefined {
  const number = numberOf(seconds);
  if (number === undefined || number > MOST_SECONDS) return undefined;
  return Math.max(0, Math.ceil(number * 1_000 - 1e-6));
}
