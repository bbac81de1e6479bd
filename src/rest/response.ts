/** An answer of Discord, and how its body is read. */
import { headerOf, type ResponseHeaders, type TransportResponse } from './transport/transport';

/** A successful answer. */
export interface RestResponse<T = unknown> {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The JSON, `undefined` where there is none (204), bytes where the answer is no text. */
  readonly body: T;
}

/** The body of an answer as far as it can be read. `broken` keeps what failed. */
export function readBody(response: TransportResponse): { value?: unknown; broken?: unknown } {
  if (response.body.length === 0) return {};
  const type = headerOf(response.headers, 'content-type') ?? '';
  if (type !== '' && !/json|text\/(?!csv)/i.test(type)) return { value: response.body };
  try {
    return { value: JSON.parse(textOf(response.body)) as unknown };
  } catch (error) {
    return { broken: error };
  }
}

/** Buffers read their own text faster than a TextDecoder, which would also take a byte order mark off. */
function textOf(body: Uint8Array): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
