/** Trouble on the REST side, by script: answers that are wrong, late, cut off, or never come. */
import { matchesRequest, type RequestFilter } from '../log';
import { SimulatorMisuse } from '../misuse';

/** Which requests a fault strikes, and how many of them. */
export interface RestFaultTarget extends RequestFilter {
  /** How many requests; default 1. */
  readonly times?: number;
}

export interface RespondFault extends RestFaultTarget {
  readonly status: number;
  /** Objects are sent as JSON, texts as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the answer takes, in milliseconds. */
  readonly delayMs?: number;
}

export interface RateLimitFault extends RestFaultTarget {
  readonly scope: 'user' | 'global' | 'shared';
  /** What the answer asks to wait, in seconds. */
  readonly retryAfterS: number;
  /** `false` leaves every rate limit header out. */
  readonly headers?: boolean;
  /**
   * What the headers claim is left in the bucket of the route, as when a limit refuses that they do not tell of.
   * Default: they do not speak of a bucket.
   */
  readonly remaining?: number;
}

/** What befalls one request. */
export type RestFault =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
      readonly delayMs: number;
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow-body'; readonly delayMs: number }
  | { readonly kind: 'cut-body' }
  | { readonly kind: 'disconnect'; readonly when: 'before' | 'after' };

interface Rule {
  readonly filter: RequestFilter;
  readonly fault: RestFault;
  left: number;
}

interface LinkRule {
  readonly filter: RequestFilter;
  readonly minMs: number;
  readonly maxMs: number;
}

/** A bucket as headers tell of it, for refusals that have nothing to do with it. */
function bucketHeaders(remaining: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(Math.max(5, remaining)),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': '1.000',
    'x-ratelimit-bucket': 'told-by-a-fault',
  };
}

const CLOUDFLARE_PAGE = `<!DOCTYPE html>
<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>
<body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>
`;

export class RestFaults {
  private rules: Rule[] = [];
  private links: LinkRule[] = [];

  constructor(private readonly random: () => number) {}

  /** Answers the next matching requests with this; they are not processed. */
  respond(fault: RespondFault): void {
    const { status, body, headers = {}, delayMs = 0 } = fault;
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new SimulatorMisuse(`${status} is no HTTP status`, 'a status from 200 to 599.');
    }
    this.add(fault, { kind: 'respond', status, body, headers, delayMs });
  }

  /** Answers with 429 as Discord does for that scope. */
  rateLimit(fault: RateLimitFault): void {
    const { scope, retryAfterS, headers = true, remaining } = fault;
    const told: Record<string, string> = headers
      ? {
          'retry-after': String(Math.ceil(retryAfterS)),
          'x-ratelimit-scope': scope,
          via: '1.1 google',
          ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
          ...(remaining === undefined ? {} : bucketHeaders(remaining)),
        }
      : {};
    const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.';
    const body = { message, retry_after: retryAfterS, global: scope === 'global' };
    this.add(fault, { kind: 'respond', status: 429, body, headers: told, delayMs: 0 });
  }

  /** A 429 from Cloudflare: a page of HTML, and none of Discord's headers. */
  cloudflare429(target: RestFaultTarget & { readonly retryAfterS?: number } = {}): void {
    this.addPage(429, target);
  }

  /** A 403 from Cloudflare, which shuts the IP address out: a page of HTML. */
  cloudflareBan(target: RestFaultTarget & { readonly retryAfterS?: number } = {}): void {
    this.addPage(403, target);
  }

  /** Answers with a server error and a page of HTML. */
  serverError(status = 502, times = 1, target: RequestFilter = {}): void {
    const body = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`;
    const headers = { 'content-type': 'text/html' };
    this.add({ ...target, times }, { kind: 'respond', status, body, headers, delayMs: 0 });
  }

  /** Never answers; the request is not processed. */
  hang(target: RestFaultTarget = {}): void {
    this.add(target, { kind: 'hang' });
  }

  /** Processes and answers, but the body stops in the middle for a while. */
  slowBody(target: RestFaultTarget & { readonly delayMs: number }): void {
    this.add(target, { kind: 'slow-body', delayMs: target.delayMs });
  }

  /** Processes and answers, but the connection breaks in the middle of the body. */
  cutBody(target: RestFaultTarget = {}): void {
    this.add(target, { kind: 'cut-body' });
  }

  /** Breaks the connection off: before the request was processed (default), or after, so that nobody knows. */
  disconnect(target: RestFaultTarget & { readonly when?: 'before' | 'after' } = {}): void {
    this.add(target, { kind: 'disconnect', when: target.when ?? 'before' });
  }

  /** Every matching request is on its way for between `minMs` and `maxMs` before it is processed, each for itself. */
  jitter(link: RequestFilter & { readonly minMs: number; readonly maxMs: number }): void {
    this.links.push({ filter: link, minMs: link.minMs, maxMs: link.maxMs });
  }

  /** Ends all of this. */
  clear(): void {
    this.rules = [];
    this.links = [];
  }

  /** How many strikes have not happened yet: 0 shows that a test's script was played to its end. */
  get pending(): number {
    return this.rules.reduce((sum, rule) => sum + rule.left, 0);
  }

  /** How long the link holds a request, in milliseconds. */
  linkDelayMs(request: { method: string; path: string; bot: string | null }): number {
    let delayMs = 0;
    for (const { filter, minMs, maxMs } of this.links) {
      if (matchesRequest(request, filter)) delayMs += minMs + this.random() * (maxMs - minMs);
    }
    return delayMs;
  }

  /** What befalls a request; it counts as struck. */
  take(request: { method: string; path: string; bot: string | null }): RestFault | undefined {
    const rule = this.rules.find(({ filter }) => matchesRequest(request, filter));
    if (!rule) return undefined;
    rule.left -= 1;
    if (rule.left === 0) this.rules = this.rules.filter((other) => other !== rule);
    return rule.fault;
  }

  private addPage(status: number, target: RestFaultTarget & { readonly retryAfterS?: number }): void {
    const { retryAfterS, ...where } = target;
    const headers = {
      'content-type': 'text/html; charset=UTF-8',
      ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
    };
    this.add(where, { kind: 'respond', status, body: CLOUDFLARE_PAGE, headers, delayMs: 0 });
  }

  private add(target: RestFaultTarget, fault: RestFault): void {
    const { times = 1, ...filter } = target;
    if (!(times >= 1)) throw new SimulatorMisuse(`a fault that strikes ${times} times`, 'times: 1 or more.');
    this.rules.push({ filter, fault, left: times });
  }
}
