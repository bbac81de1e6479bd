/** One GET over node:http or node:https: redirects followed, answered within a limit, errors with the address but not its query. */
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Clock } from '../../../util';
import { sourceFailed } from '../source-errors';

export interface HttpLimits {
  /** Until the head of the answer is there, for each redirect anew, in milliseconds. Default 10 seconds. */
  readonly connectMs?: number | undefined;
  /** How long the server may send nothing while bytes are waited for, in milliseconds. Default 15 seconds. */
  readonly idleMs?: number | undefined;
  /** Default 5. */
  readonly redirects?: number | undefined;
}

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly label: string;
  readonly signal: AbortSignal;
}

/** An answer whose body has not been read. */
export interface Answer {
  readonly response: IncomingMessage;
  readonly status: number;
  /** Who answered, behind all redirects. */
  readonly url: URL;
  /** Whether that is another host than the one that was asked first, so that nothing private was told to it. */
  readonly isElsewhere: boolean;
}

const CONNECT_MS = 10_000;
const REDIRECTS = 5;
const REDIRECTING = new Set([301, 302, 303, 307, 308]);
/** Headers that must not reach another host than the one they were meant for. */
const PRIVATE = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** An address as it may be shown: no query, no fragment, no password. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

export async function get(url: URL, options: GetOptions): Promise<Answer> {
  let target = url;
  let { headers } = options;
  let isElsewhere = false;
  for (let left = options.limits.redirects ?? REDIRECTS; ; left -= 1) {
    const response = await once(target, headers, options);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (!REDIRECTING.has(status) || location === undefined) {
      return { response, status, url: target, isElsewhere };
    }
    response.destroy();
    if (left === 0) throw sourceFailed(options.label, 'the server redirected too often');
    const next = parse(location, target);
    if (!next || (next.protocol !== 'http:' && next.protocol !== 'https:')) {
      throw sourceFailed(options.label, 'the server redirected to something that is no web address');
    }
    if (next.origin !== target.origin) {
      headers = withoutPrivate(headers);
      isElsewhere = true;
    }
    target = next;
  }
}

/** Headers as another host may know them. */
export function withoutPrivate(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PRIVATE.has(name.toLowerCase())));
}

function parse(location: string, base: URL): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}

function once(url: URL, headers: Readonly<Record<string, string>>, options: GetOptions): Promise<IncomingMessage> {
  const { clock, label, limits, signal } = options;
  const limitMs = limits.connectMs ?? CONNECT_MS;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // No shared agent: nothing stays open behind a source that was closed.
    const request = send(url, { headers, agent: false, method: 'GET' });
    const end = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      end();
      request.destroy();
      reject(sourceFailed(label, 'it was closed while it was opened'));
    };
    const timer = clock.setTimer(limitMs, () => {
      end();
      request.destroy();
      reject(sourceFailed(label, `the server did not answer within ${limitMs} ms`));
    });
    request.once('response', (response: IncomingMessage) => {
      end();
      // Whoever reads it listens too; this one is for the time before and after.
      response.on('error', () => undefined);
      resolve(response);
    });
    request.on('error', (cause) => {
      end();
      reject(sourceFailed(label, 'the server could not be reached', cause));
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    request.end();
  });
}
