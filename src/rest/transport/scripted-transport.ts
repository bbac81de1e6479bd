/** The in-memory twin of the network: answers as a script says, and remembers what was asked. For tests. */
import { asError } from '../../util';
import { type Cancellation } from './cancellation';
import { TransportFailure } from './transport-failure';
import {
  type Method,
  type ResponseHeaders,
  type StreamedBody,
  type Transport,
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
  /** The body, parsed where it is JSON; the bytes of a multipart form. */
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

  async send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    if (cancellation?.reason) throw cancellation.reason;
    if (this.closed) throw new TransportFailure('the transport was closed', false);
    const { body } = request;
    // Only what is streamed takes a moment to record.
    const recorded = record(request, isStreamed(body) ? await untilCancelled(readAll(body), cancellation) : body);
    this.requests.push(recorded);
    const step = this.steps.shift() ?? this.fallback;
    if (!step) throw new TransportFailure(`the script has no answer to ${request.method} ${recorded.path}`, false);
    return untilCancelled(play(step, recorded), cancellation);
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

function untilCancelled<T>(promise: Promise<T>, cancellation: Cancellation | undefined): Promise<T> {
  if (!cancellation) return promise;
  return new Promise((resolve, reject) => {
    cancellation.onCancel(reject);
    promise.then(resolve, (error: unknown) => {
      reject(asError(error));
    });
  });
}

function isStreamed(body: TransportRequest['body']): body is StreamedBody {
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

async function readAll(body: StreamedBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function record(request: TransportRequest, body: string | Uint8Array | undefined): RecordedRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    path: pathname.replace(/^\/api\/v\d+(?=\/)/, '') + search,
    headers: request.headers,
    body: parse(body),
    rawBody: body === undefined ? '' : Buffer.from(body).toString(),
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
