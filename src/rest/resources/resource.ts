/** What all resources share: the way to the client, and to the views it answers with. */
import { type ActionOptions, toWire, type ViewContext } from '../../models';
import { type Clock } from '../../util';
import { unreadable } from '../errors/response-errors';
import { type QueryValue, RestRequest, type RestRequestInit } from '../request';
import { type RestResponse } from '../response';
import { type Route } from '../route';

/** What a resource needs of its client. */
export interface ResourceHost {
  readonly client: {
    readonly context: ViewContext;
    request(request: RestRequest): Promise<RestResponse>;
  };
  /** Whether bodies are checked before they are sent. */
  readonly validates: boolean;
  readonly random: () => number;
  readonly clock: Clock;
}

/** What a method adds to its route and parameters. */
export interface CallInit extends Pick<RestRequestInit, 'body' | 'query' | 'order' | 'idempotent'> {
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

  /** Sends a request and gives the JSON object of its answer. */
  protected fetch<T>(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<T> {
    return this.read(route, params, init, false);
  }

  /** Sends a request and gives the JSON list of its answer. */
  protected fetchList<T>(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<T[]> {
    return this.read(route, params, init, true);
  }

  /** Sends a request whose answer says nothing but that it is done. */
  protected async run(route: Route, params: Readonly<Record<string, string>>, init: CallInit = {}): Promise<void> {
    await this.#host.client.request(requestOf(route, params, init));
  }

  private async read<T>(
    route: Route,
    params: Readonly<Record<string, string>>,
    init: CallInit,
    isList: boolean,
  ): Promise<T> {
    const request = requestOf(route, params, init);
    const { status, body } = await this.#host.client.request(request);
    if (kindOf(body) !== (isList ? 'a list' : 'an object')) {
      throw unreadable(request, status, new Error(`the answer is ${kindOf(body)}`));
    }
    return body as T;
  }
}

function kindOf(body: unknown): string {
  if (body === undefined) return 'empty';
  if (Array.isArray(body)) return 'a list';
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array)
    ? 'an object'
    : 'neither object nor list';
}

function requestOf(route: Route, params: Readonly<Record<string, string>>, init: CallInit): RestRequest {
  const { options, ...rest } = init;
  return new RestRequest(route, { params, ...rest, reason: options?.reason, signal: options?.signal });
}

/** A query as its caller wrote it, with Discord’s names. */
export function queryOf(query: object | undefined): Readonly<Record<string, QueryValue>> | undefined {
  return query && (toWire(query) as Record<string, QueryValue>);
}
