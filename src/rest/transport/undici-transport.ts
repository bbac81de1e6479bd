/**
 * The transport that goes over the network, and the only file that knows undici.
 * It drives undici’s dispatcher directly: that tells exactly whether a request began to be written, which decides
 * whether it may be repeated, and spares a stream per answer. undici unreferences idle connections, so a kept-alive
 * socket does not keep a process running.
 */
import { inspect } from 'node:util';
import type * as Undici from 'undici';
import { type Agent, type Dispatcher } from 'undici';
import { type Cancellation } from './cancellation';
import { describeFailure } from './describe-failure';
import { chooseProxy, type ProxyChoice } from './proxy';
import { TransportFailure } from './transport-failure';
import { type Transport, type TransportRequest, type TransportResponse } from './transport';

export interface UndiciTransportOptions {
  /** A dispatcher of yours, for instance undici’s ProxyAgent. It is used, never closed. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Connections to one host, at most; they are opened as they are needed. Default 256. */
  readonly connections?: number | undefined;
  /** How long an idle connection is kept, in milliseconds. Default 30 seconds. */
  readonly keepAliveMs?: number | undefined;
  /**
   * Address of a proxy, `http://name:password@host:port`. Default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, and
   * none with a dispatcher of yours; `false` for none. What runs on this machine is always reached directly.
   */
  readonly proxy?: string | false | undefined;
}

export class UndiciTransport implements Transport, AsyncDisposable {
  private readonly connections: number;
  private readonly keepAliveMs: number;
  private closed = false;
  // Native private, because the address of a proxy may hold a password, and nothing that walks over properties may find it.
  readonly #proxy: ProxyChoice | undefined;
  #own: Promise<Dispatcher> | undefined = undefined;
  #ready: Dispatcher | undefined;

  /** @throws {RestError} REST_PROXY_INVALID for a proxy, given or of the environment, that cannot be one. */
  constructor(options: UndiciTransportOptions = {}) {
    this.connections = options.connections ?? 256;
    this.keepAliveMs = options.keepAliveMs ?? 30_000;
    this.#ready = options.dispatcher;
    this.#proxy = options.dispatcher ? undefined : chooseProxy(options.proxy, process.env);
  }

  send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    if (cancellation?.reason) return Promise.reject(cancellation.reason);
    if (this.closed) return Promise.reject(new TransportFailure('the transport was closed', false));
    if (this.#ready) return exchange(this.#ready, this.toSend(request), cancellation);
    return this.open().then((dispatcher) => {
      // It may have been given up while undici was loaded.
      if (cancellation?.reason) throw cancellation.reason;
      return exchange(dispatcher, this.toSend(request), cancellation);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const dispatcher = await this.#own;
    this.#own = undefined;
    await dispatcher?.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  [inspect.custom](): string {
    return 'UndiciTransport {}';
  }

  /** undici’s proxy agent writes into the headers it is given. */
  private toSend(request: TransportRequest): TransportRequest {
    return this.#proxy ? { ...request, headers: { ...request.headers } } : request;
  }

  private open(): Promise<Dispatcher> {
    this.#own ??= Promise.resolve().then(() => {
      const options = {
        connections: this.connections,
        keepAliveTimeout: this.keepAliveMs,
        // Time limits belong to the client, which has a clock and knows how long a try may take.
        headersTimeout: 0,
        bodyTimeout: 0,
      };
      const dispatcher = this.#proxy ? proxied(options, this.#proxy) : new (loadAgent())(options);
      this.#ready = dispatcher;
      return dispatcher;
    });
    return this.#own;
  }
}

// What is required here is required at the first request: a program that sends nothing does not pay for it.
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them with this file, see above. */
function proxied(options: Agent.Options, proxy: ProxyChoice): Dispatcher {
  const { EnvHttpProxyAgent } = require('undici') as typeof Undici;
  return new EnvHttpProxyAgent({ ...options, httpProxy: proxy.http, httpsProxy: proxy.https, noProxy: proxy.direct });
}

/**
 * undici's Agent by its own file. The package's entry brings fetch, mocks and caches as well, and node's own copy of undici:
 * two thirds of its time to load. Where the file is said nowhere, so the entry is asked when it is elsewhere.
 */
function loadAgent(): typeof Agent {
  try {
    return require('undici/lib/dispatcher/agent') as typeof Agent;
  } catch {
    return (require('undici') as typeof Undici).Agent;
  }
}
/* eslint-enable @typescript-eslint/no-require-imports */

function exchange(
  dispatcher: Dispatcher,
  request: TransportRequest,
  cancellation: Cancellation | undefined,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const { url, body } = request;
    const pathAt = url.indexOf('/', url.indexOf('//') + 2);
    const exchanged = new Exchange(resolve, reject);
    cancellation?.onCancel((reason) => {
      exchanged.giveUp(reason);
    });
    dispatcher.dispatch(
      {
        origin: pathAt < 0 ? url : url.slice(0, pathAt),
        path: pathAt < 0 ? '/' : url.slice(pathAt),
        method: request.method,
        headers: request.headers as Record<string, string>,
        // undici reads whatever can be iterated; its types know only some of that.
        body: (body ?? null) as string | Uint8Array | null,
      },
      exchanged,
    );
  });
}

/** One request and what comes of it, in undici’s terms. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined = undefined;
  private started = false;
  private settled = false;
  private status = 0;
  private headers: TransportResponse['headers'] | undefined = undefined;
  private body: Buffer | undefined = undefined;
  /** The pieces of a body that does not come in one. */
  private pieces: Buffer[] | undefined = undefined;

  constructor(
    private readonly resolve: (response: TransportResponse) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  giveUp(reason: Error): void {
    if (this.settled) return;
    this.fail(reason);
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Given up while it waited for a connection: nothing of it is written.
    if (this.settled) controller.abort(new TransportFailure('given up before it was sent', false));
    else this.started = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: TransportResponse['headers'],
  ): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.body) this.body = chunk;
    else if (!this.pieces) this.pieces = [this.body, chunk];
    else this.pieces.push(chunk);
  }

  onResponseEnd(): void {
    if (this.settled) return;
    this.settled = true;
    const body = this.pieces ? Buffer.concat(this.pieces) : (this.body ?? NOTHING);
    this.resolve({ status: this.status, headers: this.headers ?? {}, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(new TransportFailure(describeFailure(error), this.started, error));
  }

  private fail(error: Error): void {
    if (this.settled) return;
    this.settled = true;
    this.reject(error);
  }
}

const NOTHING = Buffer.alloc(0);
