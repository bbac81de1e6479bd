/**
 * A row of the wire table: everything about an endpoint that does not depend on one request.
 * Its major parameters follow from the template: Discord counts requests apart by channel, guild and webhook.
 */
import { type Priority } from './rate-limit/priority';
import { type Method } from './transport/transport';

/** What a row says beyond method and template. */
export interface RouteTraits {
  /** Whether the client’s credentials are sent. Default `true`. */
  readonly auth?: boolean;
  /** Whether Discord documents `X-Audit-Log-Reason` for it. A reason is sent wherever one is given. Default `false`. */
  readonly reason?: boolean;
  /** Whether sending it twice does the work once. Default: every method but POST. */
  readonly idempotent?: boolean;
  /**
   * Discord’s code for refusing it a second time. After a try whose answer was lost it says that this try did the work; a
   * deletion that finds nothing (404) says so too, and needs no code here.
   */
  readonly doneCode?: number;
  /** Parameter whose value names a line in which requests keep the order of their calls. */
  readonly order?: string;
  /** Whether it is outside the global limit, as the endpoints of interactions are. Default `false`. */
  readonly exempt?: boolean;
  /** Whether it answers with a text for people, which nobody reads, where others answer with JSON. Default `false`. */
  readonly plain?: boolean;
  /** Who goes first when requests wait for a limit. Default: `high` for exempt ones, `normal` for others. */
  readonly priority?: Priority;
  /** The OAuth2 scope of an endpoint that acts for a user: it takes an access token, no bot token. */
  readonly scope?: string;
  /** Names a part of the endpoint that Discord counts apart although the path is the same. */
  readonly part?: (facts: PartFacts) => string;
}

/** What {@link RouteTraits.part} may look at. */
export interface PartFacts {
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly wallMs: number;
}

/** One endpoint. */
export interface Route extends Required<Omit<RouteTraits, 'doneCode' | 'order' | 'part' | 'scope'>> {
  readonly method: Method;
  /** `/channels/{channel_id}/messages` */
  readonly template: string;
  /** `POST /channels/{channel_id}/messages`: its name in messages and for the limiter. */
  readonly name: string;
  /** Parameters in the order of the path. */
  readonly params: readonly string[];
  /** Those by which Discord counts requests apart. */
  readonly majors: readonly string[];
  /** The path’s fixed pieces: one more than there are parameters. */
  readonly pieces: readonly string[];
  readonly doneCode: number | undefined;
  /** Whether each value of its major parameters is asked for once: an interaction takes one first answer. */
  readonly once: boolean;
  readonly order: string | undefined;
  readonly part: RouteTraits['part'] | undefined;
  readonly scope: string | undefined;
}

/** https://discord.com/developers/docs/topics/rate-limits: limits are counted per top-level resource. */
const MAJORS: readonly string[] = [
  'channel_id',
  'guild_id',
  'webhook_id',
  'webhook_token',
  // Each interaction is answered on its own: none waits for the answer to another.
  'interaction_id',
  'interaction_token',
];

/** Parameters that are secrets: never shown. */
export const SECRET_PARAMS: readonly string[] = ['webhook_token', 'interaction_token'];

/** Makes a row. `route('GET', '/channels/{channel_id}')` */
export function route(method: Method, template: string, traits: RouteTraits = {}): Route {
  const params = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  return {
    method,
    template,
    name: `${method} ${template}`,
    params,
    majors: params.filter((param) => MAJORS.includes(param)),
    pieces: template.split(/\{\w+\}/),
    auth: traits.auth ?? true,
    reason: traits.reason ?? false,
    idempotent: traits.idempotent ?? method !== 'POST',
    exempt: traits.exempt ?? false,
    plain: traits.plain ?? false,
    priority: traits.priority ?? (traits.exempt ? 'high' : 'normal'),
    doneCode: traits.doneCode,
    once: params.includes('interaction_id'),
    order: traits.order,
    part: traits.part,
    scope: traits.scope,
  };
}
