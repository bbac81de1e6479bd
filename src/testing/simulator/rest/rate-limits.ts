/**
 * How often a bot may ask. Each route belongs to a bucket; a bucket is counted separately for each channel or guild in
 * the path (its "major" parameter), so the same hash may stand for many counters. Above the buckets stands one limit
 * for everything that a bot asks, and below some routes a limit that no header tells of.
 * https://discord.com/developers/docs/topics/rate-limits
 */
import { createHash } from 'node:crypto';
import { type Clock } from '../../../util';
import { snowflakeMs } from '../world/ids';

export interface RouteLimit {
  /** Requests per window. */
  readonly limit: number;
  /** Length of a window in milliseconds; it begins with the first request. */
  readonly windowMs: number;
  /** Routes that name the same bucket share it. Default: the route has its own. */
  readonly bucket?: string;
}

/** Limits by route, ids written as `{}`: `'POST /channels/{}/messages'`. */
export type RouteLimits = Readonly<Record<string, RouteLimit>>;

const REACTIONS: RouteLimit = { limit: 1, windowMs: 250, bucket: 'reactions' };
const MEMBER_EDITS: RouteLimit = { limit: 10, windowMs: 10_000 };

const DEFAULT_LIMITS: RouteLimits = {
  'POST /channels/{}/messages': { limit: 5, windowMs: 5_000 },
  'PATCH /channels/{}/messages/{}': { limit: 5, windowMs: 5_000 },
  'DELETE /channels/{}/messages/{}': { limit: 5, windowMs: 1_000 },
  'GET /channels/{}/messages': { limit: 5, windowMs: 1_000 },
  'POST /channels/{}/messages/bulk-delete': { limit: 1, windowMs: 1_000 },
  'POST /channels/{}/typing': { limit: 5, windowMs: 5_000 },
  'PUT /channels/{}/messages/{}/reactions/{}/@me': REACTIONS,
  'DELETE /channels/{}/messages/{}/reactions/{}/@me': REACTIONS,
  'DELETE /channels/{}/messages/{}/reactions/{}/{}': REACTIONS,
  'PATCH /channels/{}': { limit: 5, windowMs: 15_000 },
  'POST /guilds/{}/channels': { limit: 10, windowMs: 10_000 },
  'POST /guilds/{}/roles': { limit: 10, windowMs: 10_000 },
  'PATCH /guilds/{}/members/{}': MEMBER_EDITS,
  'PATCH /guilds/{}/members/@me': { limit: 2, windowMs: 2_000 },
  'PUT /guilds/{}/members/{}/roles/{}': { ...MEMBER_EDITS, bucket: 'member-roles' },
  'DELETE /guilds/{}/members/{}/roles/{}': { ...MEMBER_EDITS, bucket: 'member-roles' },
  'GET /guilds/{}/members': { limit: 10, windowMs: 10_000 },
  'POST /webhooks/{}/{}': { limit: 5, windowMs: 2_000 },
  'GET /gateway/bot': { limit: 2, windowMs: 5_000 },
  'PATCH /users/@me': { limit: 2, windowMs: 60_000 },
  'POST /users/@me/channels': { limit: 10, windowMs: 10_000 },
};
const OTHERWISE: RouteLimit = { limit: 10, windowMs: 1_000 };
/** A channel may be renamed twice in ten minutes; nothing announces it. */
const RENAMES: RouteLimit = { limit: 2, windowMs: 600_000 };
const OLD_MESSAGE_MS = 14 * 86_400_000;
const GLOBAL_WINDOW_MS = 1_000;
const FEW_COUNTERS = 500;

export interface LimitedRequest {
  readonly botId: string;
  readonly method: string;
  /** The route with `{}` for ids. */
  readonly route: string;
  /** The first id in the path of a channel or guild. */
  readonly major: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Only the bucket of the route counts. https://discord.com/developers/docs/interactions/receiving-and-responding */
  readonly outsideGlobal?: boolean;
}

/** What the limits say to a request. */
export interface LimitVerdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Set when the request is refused. */
  readonly refused?: { readonly retryAfterS: number; readonly global: boolean };
}

interface Window {
  used: number;
  resetAt: number;
}

export class RateLimits {
  private readonly windows = new Map<string, Window>();
  /** At this many counters those that are over are looked for. */
  private roomFor = FEW_COUNTERS;
  private readonly limits: RouteLimits | undefined;

  /** @param overrides limits that differ from the usual; `false` switches buckets off. */
  constructor(
    private readonly clock: Clock,
    private readonly globalPerSecond: number,
    overrides: RouteLimits | false,
  ) {
    this.limits = overrides === false ? undefined : { ...DEFAULT_LIMITS, ...overrides };
  }

  /** How many counters are remembered. */
  get counters(): number {
    return this.windows.size;
  }

  take(request: LimitedRequest): LimitVerdict {
    const refusal = request.outsideGlobal === true ? undefined : this.takeGlobal(request.botId);
    if (refusal) return refusal;
    if (!this.limits) return { headers: {} };
    const route = `${request.method} ${request.route}`;
    const limit = this.limits[route] ?? OTHERWISE;
    const bucket = (limit.bucket ?? route) + this.variant(route, request);
    const hash = createHash('md5').update(bucket).digest('hex');
    const window = this.window(`${request.botId} ${hash} ${request.major}`, limit.windowMs);
    const refused = window.used >= limit.limit;
    if (!refused) window.used += 1;
    const resetAfterS = this.secondsUntil(window.resetAt);
    const headers = {
      'x-ratelimit-limit': String(limit.limit),
      'x-ratelimit-remaining': String(limit.limit - window.used),
      'x-ratelimit-reset': (this.clock.wallMs() / 1_000 + resetAfterS).toFixed(3),
      'x-ratelimit-reset-after': resetAfterS.toFixed(3),
      'x-ratelimit-bucket': hash,
    };
    if (refused) {
      return {
        headers: { ...headers, ...refusalHeaders(resetAfterS, 'user') },
        refused: { retryAfterS: resetAfterS, global: false },
      };
    }
    return this.hidden(route, request, headers);
  }

  private takeGlobal(botId: string): LimitVerdict | undefined {
    const global = this.window(`global ${botId}`, GLOBAL_WINDOW_MS);
    if (global.used >= this.globalPerSecond) {
      const retryAfterS = this.secondsUntil(global.resetAt);
      const headers = { ...refusalHeaders(retryAfterS, 'global'), 'x-ratelimit-global': 'true' };
      return { headers, refused: { retryAfterS, global: true } };
    }
    global.used += 1;
    return undefined;
  }

  private hidden(route: string, request: LimitedRequest, headers: Record<string, string>): LimitVerdict {
    const { body } = request;
    const renames = typeof body === 'object' && body !== null && ('name' in body || 'topic' in body);
    if (route !== 'PATCH /channels/{}' || !renames) return { headers };
    const window = this.window(`${request.botId} rename ${request.major}`, RENAMES.windowMs);
    if (window.used < RENAMES.limit) {
      window.used += 1;
      return { headers };
    }
    const retryAfterS = this.secondsUntil(window.resetAt);
    return { headers: { ...headers, ...refusalHeaders(retryAfterS, 'user') }, refused: { retryAfterS, global: false } };
  }

  /** Old messages are deleted out of another bucket than young ones, although the route is the same. */
  private variant(route: string, request: LimitedRequest): string {
    if (route !== 'DELETE /channels/{}/messages/{}') return '';
    const ageMs = this.clock.wallMs() - snowflakeMs(request.params.message_id ?? '0');
    return ageMs > OLD_MESSAGE_MS ? ' old' : '';
  }

  private window(key: string, windowMs: number): Window {
    const now = this.clock.now();
    const known = this.windows.get(key);
    if (known && known.resetAt > now) return known;
    const fresh = { used: 0, resetAt: now + windowMs };
    this.windows.set(key, fresh);
    this.forgetOver(now);
    return fresh;
  }

  /** Every token of an interaction has a counter of its own: whenever their number has doubled, those whose time is over go. */
  private forgetOver(now: number): void {
    if (this.windows.size < this.roomFor) return;
    for (const [key, { resetAt }] of this.windows) if (resetAt <= now) this.windows.delete(key);
    this.roomFor = Math.max(FEW_COUNTERS, this.windows.size * 2);
  }

  private secondsUntil(at: number): number {
    return Math.max(0.001, Math.ceil(at - this.clock.now()) / 1_000);
  }
}

function refusalHeaders(retryAfterS: number, scope: string): Record<string, string> {
  return { 'retry-after': String(Math.ceil(retryAfterS)), 'x-ratelimit-scope': scope, via: '1.1 google' };
}
