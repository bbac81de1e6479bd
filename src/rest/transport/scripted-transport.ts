/** The in-memory twin of the network: answers as a script says, and remembers what was asked. For tests. */
import { abortReason, asError } from '../../util';
import { TransportFailure } from './transport-failure';
import {
  type Method,
  type ResponseHeaders,
  type Transport,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from './transport';

/** An answer as a test writes it. */
export interface ScriptedResponse {
  /** Default 200, or 204 without json and body. */
  readonly status?: number;
  readonly headers?: ResponseHeaders;
  /** Sent as JSON, with its content type. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
}

/** A request as a test reads it. */
export interface RecordedRequest {
  readonly method: Method;
  readonly url: string;
  /** Path and query, without the API’s base `/api/v10`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, parsed where it is JSON. */
  readonly body: unknown;
  /** The body as it was sent; empty without one. */
  readonly rawBody: string;
}

/** What happens to one request: an answer, a failure, `hang` (no answer until it is given up), or a function of it. */
export type ScriptedStep =
  ScriptedResponse | Error | 'hang' | ((request: RecordedRequest) => ScriptedStep | Promise<ScriptedStep>);

/** Answers requests from a list, in order; when the list is used up, from `otherwise`. */
export class ScriptedTransport implements Transport {
  /** What was sent, oldest first. */
  readonly requests: RecordedRequest[] = [];
  private readonly steps: ScriptedStep[];
  private fallback: ScriptedStep | undefined;
  private closed = false;

  constructor(...steps: ScriptedStep[]) {
    this.steps = steps;
  }

  /** Adds steps to the end of the list. */
  reply(...steps: ScriptedStep[]): this {
    this.steps.push(...steps);
    return this;
  }

  /** What every request gets that the list has no step for. */
  otherwise(step: ScriptedStep): this {
    this.fallback = step;
    return this;
  }

  /** How many steps of the list are unused. */
  get remaining(): number {
    return this.steps.length;
  }

  async send(request: TransportRequest, options: TransportOptions = {}): Promise<TransportResponse> {
    const { signal } = options;
    if (signal?.aborted) throw abortReason(signal);
    if (this.closed) throw new TransportFailure('the transport was closed', false);
    const recorded = record(request);
    this.requests.push(recorded);
    const step = this.steps.shift() ?? this.fallback;
    if (!step) throw new TransportFailure(`the script has no answer to ${request.method} ${recorded.path}`, false);
    return untilAborted(play(step, recorded), signal);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

async function play(step: ScriptedStep, request: RecordedRequest): Promise<TransportResponse> {
  if (typeof step === 'function') return play(await step(request), request);
  if (step === 'hang') return new Promise(() => undefined);
  if (step instanceof Error) throw step;
  const hasJson = 'json' in step;
  const body = hasJson ? JSON.stringify(step.json) : (step.body ?? '');
  return {
    status: step.status ?? (hasJson || step.body !== undefined ? 200 : 204),
    headers: { ...(hasJson && { 'content-type': 'application/json' }), ...lowerCase(step.headers) },
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    promise
      .then(resolve, (error: unknown) => {
        reject(asError(error));
      })
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
      });
  });
}

function record(request: TransportRequest): RecordedRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    path: pathname.replace(/^\/api\/v\d+(?=\/)/, '') + search,
    headers: request.headers,
    body: parse(request.body),
    rawBody: request.body === undefined ? '' : Buffer.from(request.body).toString(),
  };
}

function parse(body: string | Uint8Array | undefined): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function lowerCase(headers: ResponseHeaders = {}): ResponseHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
