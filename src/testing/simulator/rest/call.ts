/** A request to the REST side, read and named, before anybody has judged it. */
import { type IncomingMessage } from 'node:http';
import { plainQuery } from '../log';
import { type GrantRecord } from '../world/oauth';
import { type BotRecord } from '../world/records';
import { type World } from '../world/world';
import { ApiError } from './api-error';
import { parseBody, type ParsedBody } from './body';

/** A request without a socket. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query: `/api/v10/users/@me`. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface CallInit {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer | 'too-large';
}

export class Call {
  readonly method: string;
  /** Without the version and without the query. */
  readonly path: string;
  /** `undefined` for what does not ask for the API at all. */
  readonly version: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly bot: BotRecord | undefined;
  /** What an access token allows, where one came. */
  readonly grant: GrantRecord | undefined;
  private readonly bytes: Buffer | 'too-large';
  private read: ParsedBody | ApiError | undefined;

  constructor(
    world: World,
    { method, url, headers, bytes }: CallInit,
    readonly receivedAtMs: number,
  ) {
    const split = /^\/api(?:\/v(\d+))?(\/.*)?$/.exec(url.pathname);
    const { authorization = '' } = headers;
    this.method = method;
    this.path = split?.[2] ?? '/';
    this.version = split ? (split[1] ?? '10') : undefined;
    this.query = url.searchParams;
    this.headers = headers;
    this.bytes = bytes;
    this.bot = world.botByToken(authorization.replace(/^Bot /, ''));
    this.grant = world.consents.byAccessToken(/^Bearer (.+)$/.exec(authorization)?.[1] ?? '');
  }

  /** The body, or what is wrong with it. It is read once, however many ask: routes, the log, who listens to exchanges. */
  get body(): ParsedBody | ApiError {
    return (this.read ??= this.parse(false));
  }

  /** The body as a urlencoded form. Forms hold secrets, so nothing keeps them. */
  readForm(): ParsedBody | ApiError {
    return this.parse(true);
  }

  /** What may be shown of the body. */
  get shown(): ParsedBody {
    const { body } = this;
    return body instanceof ApiError ? { body: undefined, files: [] } : body;
  }

  /** What faults are told apart by. */
  get who(): { readonly method: string; readonly path: string; readonly bot: string | null } {
    return { method: this.method, path: this.path, bot: this.bot?.name ?? null };
  }

  /** The path with `[token]` in place of what lets anybody write through a webhook or answer an interaction. */
  get shownPath(): string {
    return this.path.replace(/^(\/(?:webhooks|interactions)\/[^/]+\/)[^/]+/, '$1[token]');
  }

  /** The query; a repeated key becomes an array. */
  get shownQuery(): Record<string, string | string[]> {
    return plainQuery(this.query);
  }

  /** The headers with a name in place of the token. */
  get shownHeaders(): Readonly<Record<string, string>> {
    const { authorization, ...others } = this.headers;
    return authorization === undefined ? others : { ...others, authorization: this.named(authorization) };
  }

  private named(authorization: string): string {
    const { bot, grant } = this;
    const [scheme = ''] = authorization.split(' ', 1);
    const name = grant ? `${grant.user.username} by ${grant.application.bot.name}` : (bot?.name ?? 'unknown token');
    return `${scheme === authorization ? '' : `${scheme} `}${name}`;
  }

  private parse(takesForm: boolean): ParsedBody | ApiError {
    try {
      return parseBody(this.headers['content-type'], this.bytes, { takesForm });
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }
}

/** The headers of a request, each as one text. */
export function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
