/** An answer of Discord, and how its body is read. */
import { headerOf, type ResponseHeaders, type TransportResponse } from './transport/transport';

/** A successful answer. */
export interface RestResponse<T = unknown> {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The JSON, `undefined` where there is none (204), bytes where the answer is no text. */
  readonly body: T;
}

const decoder = new TextDecoder();

/** The body of an answer as far as it can be read. `broken` keeps what failed. */
export function readBody(response: TransportResponse): { value?: unknown; broken?: unknown } {
  if (response.body.length === 0) return {};
  const type = headerOf(response.headers, 'content-type') ?? '';
  if (type !== '' && !/json|text\/(?!csv)/i.test(type)) return { value: response.body };
  try {
    return { value: JSON.parse(decoder.decode(response.body)) as unknown };
  } catch (error) {
    return { broken: error };
  }
}
