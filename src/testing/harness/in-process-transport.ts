/** A transport without a network: requests are handed to a function in this process, such as a simulator’s. */
import {
  type Cancellation,
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from '../../rest';
import { asError } from '../../util';

/** A request as the function gets it. */
export interface InProcessRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class InProcessTransport implements Transport {
  private isClosed = false;

  /** @param serve answers a request; it rejects where a connection would break. */
  constructor(private readonly serve: (request: InProcessRequest) => Promise<TransportResponse>) {}

  async send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    if (cancellation?.reason) throw cancellation.reason;
    if (this.isClosed) throw new TransportFailure('the transport was closed', false);
    const answering = this.answer(request);
    if (!cancellation) return answering;
    return new Promise((resolve, reject) => {
      cancellation.onCancel(reject);
      answering.then(resolve, (error: unknown) => {
        reject(asError(error));
      });
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  private async answer({ method, url, headers, body }: TransportRequest): Promise<TransportResponse> {
    const { pathname, search } = new URL(url);
    // What a file cannot give is the file's own failure.
    const bytes = await bytesOf(body);
    try {
      const reply = await this.serve({ method, path: pathname + search, headers, body: bytes });
      return { ...reply, headers: lowerCase(reply.headers) };
    } catch (error) {
      throw new TransportFailure(asError(error).message, true, error);
    }
  }
}

async function bytesOf(body: TransportRequest['body']): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function lowerCase(headers: TransportResponse['headers']): TransportResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
