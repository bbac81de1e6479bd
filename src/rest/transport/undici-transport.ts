/**
 * The transport that goes over the network, and the only file that knows undici.
 * It drives undici’s dispatcher directly: that tells exactly whether a request began to be written, which decides
 * whether it may be repeated, and spares a stream per answer. undici unreferences idle connections, so a kept-alive
 * socket does not keep a process running.
 */
import { type Agent, type Dispatcher } from 'undici';
import { abortReason } from '../../util';
import { TransportFailure } from './transport-failure';
import { type Transport, type TransportOptions, type TransportRequest, type TransportResponse } from './transport';

export interface UndiciTransportOptions {
  /** A dispatcher of yours, for instance undici’s ProxyAgent. It is used, never closed. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Connections to one host, at most. Default 64. */
  readonly connections?: number | undefined;
  /** How long an idle connection is kept, in milliseconds. Default 30 seconds. */
  readonly keepAliveMs?: number | undefined;
}

export class UndiciTransport implements Transport, AsyncDisposable {
  private own: Promise<Agent> | undefined = undefined;
  private ready: Dispatcher | undefined;
  private closed = false;

  constructor(private readonly options: UndiciTransportOptions = {}) {
    this.ready = options.dispatcher;
  }

  async send(request: TransportRequest, options: TransportOptions = {}): Promise<TransportResponse> {
    const { signal } = options;
    if (signal?.aborted) throw abortReason(signal);
    if (this.closed) throw new TransportFailure('the transport was closed', false);
    const dispatcher = this.ready ?? (await this.open());
    // It may have been given up while undici was loaded.
    if (signal?.aborted) throw abortReason(signal);
    return exchange(dispatcher, request, signal);
  }

  async close(): Promise<void> {
    this.closed = true;
    const agent = await this.own;
    this.own = undefined;
    await agent?.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // undici takes longer to load than everything else here together; a program that sends nothing does not pay for it.
  private open(): Promise<Agent> {
    this.own ??= import('undici').then(({ Agent }) => {
      const agent = new Agent({
        connections: this.options.connections ?? 64,
        keepAliveTimeout: this.options.keepAliveMs ?? 30_000,
        // Time limits belong to the client, which has a clock and knows how long a try may take.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      this.ready = agent;
      return agent;
    });
    return this.own;
  }
}

function exchange(
  dispatcher: Dispatcher,
  request: TransportRequest,
  signal: AbortSignal | undefined,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const { url } = request;
    const pathAt = url.indexOf('/', url.indexOf('//') + 2);
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let started = false;
    let settled = false;
    let status = 0;
    let headers: TransportResponse['headers'] = {};

    const onAbort = (): void => {
      const reason = abortReason(signal as AbortSignal);
      fail(reason);
      controller?.abort(reason);
    };
    const fail = (error: Error): void => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', onAbort);
      reject(error);
    };
    signal?.addEventListener('abort', onAbort, { once: true });

    dispatcher.dispatch(
      {
        origin: pathAt < 0 ? url : url.slice(0, pathAt),
        path: pathAt < 0 ? '/' : url.slice(pathAt),
        method: request.method,
        headers: request.headers as Record<string, string>,
        body: request.body ?? null,
      },
      {
        onRequestStart: (current) => {
          controller = current;
          // Given up while it waited for a connection: nothing of it is written.
          if (settled) current.abort(new TransportFailure('given up before it was sent', false));
          else started = true;
        },
        onResponseStart: (_current, code, received) => {
          status = code;
          headers = received;
        },
        onResponseData: (_current, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (settled) return;
          settled = true;
          signal?.removeEventListener('abort', onAbort);
          resolve({ status, headers, body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) });
        },
        onResponseError: (_current, error) => {
          fail(new TransportFailure(describe(error), started, error));
        },
      },
    );
  });
}

function describe(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && !error.message.includes(code) ? `${error.message} (${code})` : error.message;
}

let shared: UndiciTransport | undefined;

/** The transport of every client that is given none: one pool of connections for the process. Nobody closes it. */
export function sharedTransport(): Transport {
  return (shared ??= new UndiciTransport());
}
