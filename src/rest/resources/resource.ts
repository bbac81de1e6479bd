/** What all resources share: the way to the client, and to the views it answers with. */
import {
  type ActionOptions,
  type BodySpec,
  imagesToDataUris,
  type ImagesSent,
  PayloadView,
  splitFiles,
  toWire,
  type ViewContext,
  type WithFiles,
} from '../../models';
import { type Clock, eitherSignal } from '../../util';
import { type FilePart, filesOf } from '../body/file-parts';
import { unreadable } from '../errors/response-errors';
import { Pages } from '../paging';
import { type QueryValue, RestRequest, type RestRequestInit } from '../request';
import { type RestResponse } from '../response';
import { type Route } from '../route';

/** What a resource needs of its client. */
export interface ResourceHost {
  readonly client: {
    readonly context: ViewContext;
    request(request: RestRequest): Promise<RestResponse>;
  };
  /** Checks a body and gives its wire form. */
  encode<Written>(spec: BodySpec<Written>, body: Written): unknown;
  readonly random: () => number;
  readonly clock: Clock;
  /** How long waiting and tries of a request may take together, in milliseconds. */
  readonly deadlineMs: number;
}

/** What a method adds to its route and parameters. */
export interface CallInit extends Pick<
  RestRequestInit,
  'body' | 'query' | 'order' | 'idempotent' | 'files' | 'format' | 'priority'
> {
  readonly options?: ActionOptions | undefined;
}

export abstract class Resource {
  // Native private: a printed client would otherwise show itself once for every resource.
  readonly #host: ResourceHost;

  constructor(host: ResourceHost) {
    this.#host = host;
  }

  protected get host(): ResourceHost {
    return this.#host;
  }

  protected get context(): ViewContext {
    return this.#host.client.context;
  }

  /**
   * Checks a body and gives its wire form.
   * @throws {BodyError} BODY_INVALID with every place where it breaks one of Discord’s limits.
   */
  protected encode<Written>(spec: BodySpec<Written>, body: Written): unknown {
    return this.#host.encode(spec, body);
  }

  /**
   * Checks a body that files may come with. Spread what it gives into the call: `{ body, files }`.
   * @param kind of an `edit`, files are added to those that are there unless `attachments` names the ones to keep.
   * @throws {BodyError} BODY_INVALID for the body, or more than ten files.
   */
  protected fileInit<Written extends object>(
    spec: BodySpec<Written>,
    written: WithFiles<Written>,
    kind?: 'create' | 'edit',
  ): { readonly body: unknown; readonly files: readonly FilePart[] } {
    const split = splitFiles(written, kind);
    const files = filesOf(spec.subject, split.files);
    const body = this.encode(spec, split.body);
    // The payload of a view is never changed, and bodies of messages are completed in place.
    return { body: split.body instanceof PayloadView ? { ...(body as object) } : body, files };
  }

  /**
   * A body with the images of these fields as data URIs.
   * @throws {BodyError} BODY_INVALID for what is no image, or cannot be read.
   */
  protected withImages<Written extends object, Field extends keyof Written & string>(
    body: Written,
    fields: readonly Field[],
  ): Promise<ImagesSent<Written, Field>> {
    return imagesToDataUris('The body', body, fields) as Promise<unknown> as Promise<ImagesSent<Written, Field>>;
  }

  /** Sends a request and gives the JSON object of its answer. */
  protected fetch<T>(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<T> {
    return this.read(route, params, init, false);
  }

  /** Sends a request and gives the JSON list of its answer. */
  protected fetchList<T>(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<T[]> {
    return this.read(route, params, init, true);
  }

  /** Sends a request whose answer may be empty; `undefined` then. */
  protected async fetchOptional<T>(
    route: Route,
    params: Readonly<Record<string, string>>,
    init: CallInit = {},
  ): Promise<T | undefined> {
    const request = requestOf(route, params, init);
    const { status, body } = await this.#host.client.request(request);
    if (body === undefined || kindOf(body) === 'an object') return body as T | undefined;
    throw unreadable(request, status, new Error(`the answer is ${kindOf(body)}`));
  }

  /** Sends a request whose answer is no JSON: an image, a table. */
  protected async fetchBytes(
    route: Route,
    params: Readonly<Record<string, string>>,
    init: CallInit = {},
  ): Promise<Uint8Array> {
    const request = requestOf(route, params, init);
    const { status, body } = await this.#host.client.request(request);
    if (body instanceof Uint8Array) return body;
    if (typeof body === 'string') return Buffer.from(body);
    throw unreadable(request, status, new Error(`the answer is ${kindOf(body)}`));
  }

  /** Sends a request whose answer says nothing but that it is done. */
  protected async run(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<void> {
    await this.#host.client.request(requestOf(route, params, init));
  }

  /** Checks a query and gives it Discord’s names. */
  protected query<Written extends object>(spec: BodySpec<Written>, query: Written | undefined): CallInit['query'] {
    return query && (this.#host.encode(spec, query) as CallInit['query']);
  }

  /**
   * A list as {@link Pages}, for operations that give the items after a cursor. A page that is full has a next one.
   * @param fetch asks for the page after a cursor; its `options` carry the signal.
   */
  protected pages<Item>(
    pageSize: number,
    fetch: (cursor: string | undefined, count: number, options: ActionOptions) => Promise<readonly Item[]>,
    cursorOf: (item: Item) => string,
    options: ActionOptions = {},
  ): Pages<Item> {
    return Pages.over<Item, string>({
      pageSize,
      fetch: async (cursor, count, left) => {
        const { signal, release } = eitherSignal(options.signal, left);
        try {
          const items = await fetch(cursor, count, { ...options, signal });
          const last = items.at(-1);
          return { items, next: last !== undefined && items.length >= count ? cursorOf(last) : undefined };
        } finally {
          release();
        }
      },
    });
  }

  private async read<T>(
    route: Route,
    params: Readonly<Record<string, string>>,
    init: CallInit,
    isList: boolean,
  ): Promise<T> {
    const request = requestOf(route, params, init);
    return bodyOf(request, await this.#host.client.request(request), isList ? 'a list' : 'an object');
  }
}

/**
 * The JSON of an answer, as what it has to be.
 * @throws {RestError} REST_INVALID_BODY when it is something else.
 */
export function bodyOf<T>(request: RestRequest, { status, body }: RestResponse, kind: 'an object' | 'a list'): T {
  if (kindOf(body) === kind) return body as T;
  throw unreadable(request, status, new Error(`the answer is ${kindOf(body)}`));
}

function kindOf(body: unknown): string {
  if (body === undefined) return 'empty';
  if (Array.isArray(body)) return 'a list';
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array)
    ? 'an object'
    : 'neither object nor list';
}

const NO_OPTIONS: ActionOptions = {};

/** The request of a call. `fetch` makes it and sends it. */
export function requestOf(route: Route, params: Readonly<Record<string, string>>, init: CallInit): RestRequest {
  const { body, query, order, idempotent, files, format, priority, options } = init;
  const { reason, signal } = options ?? NO_OPTIONS;
  return new RestRequest(route, { params, body, query, order, idempotent, files, format, priority, reason, signal });
}

/** A query as its caller wrote it, with Discord’s names. */
export function queryOf(query: object | undefined): Readonly<Record<string, QueryValue>> | undefined {
  return query && (toWire(query) as Record<string, QueryValue>);
}
