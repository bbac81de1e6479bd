/** A request as a value: built and checked without being sent, and safe to print. */
import { inspect } from 'node:util';
import { characters } from '../models';
import { type FilePart, measureFiles } from './body/file-parts';
import { shownBody } from './body/shown-body';
import { type BodyFormat, type WireBody, wireBodyOf } from './body/wire-body';
import { RestError } from './errors/rest-error';
import { type Route, SECRET_PARAMS } from './route';
import { type Priority } from './rate-limit/priority';
import { type LimitKey } from './rate-limit/rate-limiter';

/** A value of the query; a list repeats its key, `undefined` leaves it out. */
export type QueryValue =
  string | number | bigint | boolean | readonly (string | number | bigint | boolean)[] | undefined;

/** What a {@link RestRequest} is made of. */
export interface RestRequestInit {
  /** Values of the path’s parameters. They are URI-encoded here. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** With Discord’s names. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** JSON with Discord’s names. `undefined` is left out, `null` is sent. */
  readonly body?: unknown;
  /** How the body is written. Default `json`. */
  readonly format?: BodyFormat | undefined;
  /** Files beside the body. */
  readonly files?: readonly FilePart[] | undefined;
  /** For the guild’s audit log, 1 to 512 characters. */
  readonly reason?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `any` lets the request overtake earlier ones of its line. */
  readonly order?: 'channel' | 'any' | undefined;
  /** Overrides the route’s: for a body that makes a repetition harmless. */
  readonly idempotent?: boolean | undefined;
  /**
   * Who goes first when requests wait for a limit. Default: the route’s, `high` for answers to interactions, else
   * `normal`. It does not change the order of creates in a channel.
   */
  readonly priority?: Priority | undefined;
  /** How long one try may take, in milliseconds. Default: the client’s. */
  readonly timeoutMs?: number | undefined;
  /** How long waiting and tries may take together, in milliseconds. Default: the client’s. */
  readonly deadlineMs?: number | undefined;
}

const LONGEST_REASON = 512;
const NO_FILES: readonly FilePart[] = [];

/** One request to Discord. `client.request(request)` sends it. */
export class RestRequest {
  /** Encoded path with query, without the API’s base. */
  readonly path: string;
  /** The path without query, tokens hidden: for people. */
  readonly shownPath: string;
  readonly body: unknown;
  readonly files: readonly FilePart[];
  /** The audit-log reason, encoded for its header. */
  readonly encodedReason: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly idempotent: boolean;
  readonly priority: Priority;
  readonly timeoutMs: number | undefined;
  readonly deadlineMs: number | undefined;
  /** The line it keeps its place in; `undefined` for none. */
  readonly orderKey: string | undefined;
  private readonly params: Readonly<Record<string, string>>;
  private readonly format: BodyFormat;
  private fileSizes: readonly (number | undefined)[] = [];

  /** @throws {RestError} REST_REQUEST_INVALID for a missing parameter, or a reason that is too long. */
  constructor(
    readonly route: Route,
    init: RestRequestInit = {},
  ) {
    const { params = {} } = init;
    this.params = params;
    const path = buildPath(route, params, false);
    this.shownPath = route.params.some((param) => SECRET_PARAMS.includes(param))
      ? buildPath(route, params, true)
      : path;
    this.path = init.query ? path + buildQuery(route, init.query) : path;
    this.body = init.body;
    this.files = init.files ?? NO_FILES;
    this.format = init.format ?? 'json';
    this.encodedReason = init.reason === undefined ? undefined : encodeReason(route, init.reason);
    this.signal = init.signal;
    this.idempotent = init.idempotent ?? route.idempotent;
    this.priority = init.priority ?? route.priority;
    this.timeoutMs = init.timeoutMs;
    this.deadlineMs = init.deadlineMs;
    this.orderKey = route.order === undefined || init.order === 'any' ? undefined : params[route.order];
  }

  get method(): Route['method'] {
    return this.route.method;
  }

  /** Under which key the limiter counts it. @param wallMs milliseconds since 1970. */
  limitKey(wallMs: number): LimitKey {
    const { route, params } = this;
    return {
      route: route.name,
      major: this.major,
      part: route.part ? route.part({ params, body: this.body, wallMs }) : '',
      exempt: route.exempt,
      once: route.once,
    };
  }

  /** Value of the major parameters; holds tokens, so it is not for people. */
  get major(): string {
    const { majors } = this.route;
    const first = majors[0];
    if (first === undefined) return '';
    if (majors.length === 1) return this.params[first] as string;
    return majors.map((major) => this.params[major]).join('/');
  }

  /** `POST /channels/1/messages` */
  toString(): string {
    return `${this.route.method} ${this.shownPath}`;
  }

  /** What may be written down: the path as people are shown it. */
  toJSON(): { readonly method: string; readonly path: string; readonly body: unknown } {
    return { method: this.method, path: this.shownPath, body: shownBody(this.body) };
  }

  /**
   * The body as it goes out: made anew for each try, so that files are read from their beginning.
   * @throws {RestError} REST_REQUEST_INVALID when JSON cannot hold it.
   */
  wireBody(): WireBody | undefined {
    try {
      return wireBodyOf(this.body, this.format, this.files, this.fileSizes);
    } catch (cause) {
      throw invalid(
        this.route,
        'its body cannot be written as JSON.',
        'look for a bigint, a function or a circle in it.',
        cause,
      );
    }
  }

  /**
   * Looks at the files before the first try.
   * @throws {BodyError} BODY_INVALID for a file that cannot be read, or too much of them.
   */
  async measureFiles(): Promise<void> {
    this.fileSizes = await measureFiles(this.files);
  }

  /** Gives back what its files opened. Called when the request has its outcome. */
  closeFiles(): void {
    for (const { file } of this.files) {
      try {
        file.source.close();
      } catch {
        // The outcome stands, and the others are closed too.
      }
    }
  }

  /** A text from outside, for instance of a transport that names the address, without the tokens of the path. */
  hideTokens(text: string): string {
    let hidden = text;
    for (const name of this.route.params) {
      if (!SECRET_PARAMS.includes(name)) continue;
      const token = this.params[name] as string;
      hidden = hidden.replaceAll(token, '[redacted]').replaceAll(encodeURIComponent(token), '[redacted]');
    }
    return hidden;
  }

  [inspect.custom](_depth: number, options: object, show: typeof inspect): string {
    const body = this.body === undefined ? '' : ` ${show(shownBody(this.body), options)}`;
    return `RestRequest ${this.toString()}${body}`;
  }
}

function buildPath(route: Route, params: Readonly<Record<string, string>>, shown: boolean): string {
  const { pieces } = route;
  let path = pieces[0] as string;
  for (let index = 0; index < route.params.length; index += 1) {
    const name = route.params[index] as string;
    const hidden = shown && SECRET_PARAMS.includes(name);
    path += (hidden ? '[redacted]' : encodeParam(route, name, params[name])) + (pieces[index + 1] as string);
  }
  return path;
}

/** Ids, the usual parameter, need no encoding. */
const PLAIN = /^[\w-]+$/;

function encodeParam(route: Route, name: string, value: unknown): string {
  const text = typeof value === 'bigint' ? value.toString() : value;
  if (typeof text !== 'string' || text === '' || text === '.' || text === '..') {
    const got =
      text === undefined || text === null ? String(text) : typeof text === 'string' ? `"${text}"` : typeof text;
    throw invalid(route, `${words(name)} is missing: it is ${got}.`, `pass the ${words(name)} as a string.`);
  }
  if (PLAIN.test(text)) return text;
  return encode(route, name, text);
}

function encode(route: Route, name: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw invalid(route, `the ${words(name)} is no valid text.`, 'look for half of a surrogate pair.', cause);
  }
}

function buildQuery(route: Route, query: Readonly<Record<string, QueryValue>>): string {
  let text = '';
  for (const name of Object.keys(query)) {
    // JavaScript callers pass null where TypeScript's pass undefined.
    const value = query[name] ?? undefined;
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      text += `${text ? '&' : '?'}${encodeURIComponent(name)}=${encode(route, name, String(item))}`;
    }
  }
  return text;
}

function encodeReason(route: Route, reason: string): string {
  const length = characters(reason);
  if (reason.trim() === '' || length > LONGEST_REASON) {
    throw invalid(
      route,
      `the reason has ${length} characters.`,
      `write 1 to ${LONGEST_REASON} characters, or no reason.`,
    );
  }
  // Through UTF-8, because half of a surrogate pair cannot be encoded.
  return encodeURIComponent(Buffer.from(reason).toString());
}

function words(param: string): string {
  return param.replace(/_/g, ' ');
}

function invalid(route: Route, what: string, advice: string, cause?: unknown): RestError {
  return new RestError({
    kind: 'invalid-request',
    message: `${route.name} cannot be sent: ${what}`,
    advice,
    cause,
    request: { method: route.method, shownPath: route.template },
  });
}
