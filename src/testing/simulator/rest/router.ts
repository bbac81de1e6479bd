/** Finds the route of a method and a path. */
import { type RestContext } from './context';
import { isSnowflake } from '../world/ids';
import { invalidForm, methodNotAllowed, notFound } from './api-error';

export interface RestAnswer {
  readonly status: number;
  /** Sent as JSON; nothing is sent without it. */
  readonly body?: unknown;
  /** A text that is sent as it is, in place of JSON. */
  readonly plain?: { readonly contentType: string; readonly text: string; readonly encoding?: 'latin1' };
}

/** One that has to ask somebody first answers later; all others take effect at once. */
export type RouteHandler = (context: RestContext) => RestAnswer | Promise<RestAnswer>;

export interface Route {
  readonly method: string;
  /** For instance `/channels/{channel_id}/messages`. */
  readonly template: string;
  readonly handler: RouteHandler;
  /** Answered without a token too. */
  readonly isOpen?: true;
  /** Access tokens of people with one of these OAuth2 scopes (an empty list: with any) are let in too. */
  readonly scopes?: readonly string[];
  /** Only people are let in, by their access tokens. */
  readonly noBots?: true;
  /** The body is a urlencoded form, not JSON. Forms hold secrets, so they are neither logged nor told. */
  readonly takesForm?: true;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** The template with `{}` for every id. */
  readonly shape: string;
  /** The first channel, guild or webhook id: what buckets are counted by. */
  readonly major: string;
}

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const created = (body: unknown): RestAnswer => ({ status: 201, body });
export const noContent = (): RestAnswer => ({ status: 204 });

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly literals: number;
}

const MAJORS: ReadonlySet<string> = new Set(['channel_id', 'guild_id', 'webhook_id']);

export class Router {
  private readonly byLength = new Map<number, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.template.split('/').slice(1);
      const literals = segments.filter((segment) => !segment.startsWith('{')).length;
      const same = this.byLength.get(segments.length) ?? [];
      same.push({ route, segments, literals });
      this.byLength.set(segments.length, same);
    }
    // `/users/@me` is tried before `/users/{user_id}`.
    for (const same of this.byLength.values()) same.sort((a, b) => b.literals - a.literals);
  }

  /** The route for a request. Throws 404 or 405 as Discord answers them, and 50035 for an id that is none. */
  find(method: string, path: string): RouteMatch {
    // Some clients write `%40me` for `@me`.
    const segments = path
      .split('/')
      .slice(1)
      .map((segment) => (segment.includes('%') ? decode(segment) : segment));
    const fits = (this.byLength.get(segments.length) ?? []).filter((each) =>
      each.segments.every((segment, index) => segment.startsWith('{') || segment === segments[index]),
    );
    const best = fits[0]?.literals;
    const match =
      fits.find((each) => each.route.method === method && each.literals === best) ??
      fits.find((each) => each.route.method === method);
    if (!match) throw fits.length > 0 ? methodNotAllowed() : notFound();
    const params: Record<string, string> = {};
    let major = '';
    match.segments.forEach((segment, index) => {
      if (!segment.startsWith('{')) return;
      const name = segment.slice(1, -1);
      const value = segments[index] ?? '';
      if (name.endsWith('_id') && name !== 'instance_id' && !isSnowflake(value)) {
        throw invalidForm([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
      }
      params[name] = value;
      if (major === '' && MAJORS.has(name)) major = value;
      // A webhook is counted together with its token.
      else if (name === 'webhook_token') major += ` ${value}`;
    });
    return { route: match.route, params, shape: match.route.template.replace(/\{[^}]+\}/g, '{}'), major };
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw notFound();
  }
}
