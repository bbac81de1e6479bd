/** The port to the network: one request, one answer. Knows nothing of Discord, limits or tries. */
import { type Cancellation } from './cancellation';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as it goes over the wire. */
export interface TransportRequest {
  readonly method: Method;
  /** The whole address, encoded. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | StreamedBody | undefined;
}

/** A body that is read while it is sent. */
export interface StreamedBody extends AsyncIterable<Uint8Array> {
  /** Its length in bytes, where it is known; the header `content-length` tells it too. */
  readonly sizeBytes: number | undefined;
}

/** Headers of an answer, names in lower case; a header that was sent several times is a list. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An answer, whatever its status, with its whole body. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Uint8Array;
}

/** Sends requests. Bring your own to go through a proxy, another HTTP library or none. */
export interface Transport {
  /**
   * Resolves with the answer, error statuses included.
   * Rejects with a `TransportFailure` when there is none, or with the cancellation’s reason when the request is given
   * up: at once, whatever it waits for.
   * @param cancellation Gives the request up. It has an AbortSignal for what takes none but that:
   * `fetch(url, { signal: cancellation?.signal })`.
   */
  send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse>;
  /** Gives back what the transport opened. Calling it twice does nothing. */
  close(): Promise<void>;
}

/** The first value of a header. */
export function headerOf(headers: ResponseHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' || value === undefined ? value : value[0];
}
