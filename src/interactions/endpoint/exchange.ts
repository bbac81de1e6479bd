/** A request and its answer, as the endpoint sees them, whatever brings them. */
import { type WireBody } from '../../rest';
import { type BodyRoom } from './body-room';
import { type EndpointRefusal, refusalOf } from './refusal';

export interface BodyLimits {
  readonly maxBytes: number;
  readonly limitMs: number;
  /** What it shares with the bodies of other requests. */
  readonly room: BodyRoom;
}

export type BodyRefusal = Extract<EndpointRefusal, 'too-large' | 'slow-body' | 'cut-body' | 'busy'>;

export interface EndpointRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** @param name in lower case. */
  header(name: string): string | undefined;
  /** The whole body; it stops reading at the limits. Never rejects. */
  body(limits: BodyLimits): Promise<Buffer | BodyRefusal>;
  /** Calls a function when whoever asked goes away before there is an answer. */
  onGone(hear: () => void): void;
}

export interface EndpointReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: WireBody['content'] | undefined;
  /** Told once the answer is out, or why it is not. */
  readonly sent?: ((failure?: Error) => void) | undefined;
}

const JSON_TYPE = 'application/json';

export function jsonReply(status: number, body: object, headers: Readonly<Record<string, string>> = {}): EndpointReply {
  return { status, headers: { 'content-type': JSON_TYPE, ...headers }, content: JSON.stringify(body) };
}

export function emptyReply(status: number): EndpointReply {
  return { status, headers: {}, content: undefined };
}

export function refusalReply(kind: EndpointRefusal): EndpointReply {
  const { status, says, headers } = refusalOf(kind);
  return jsonReply(status, { error: says }, headers);
}

export function wireReply({ contentType, content }: WireBody, sent: EndpointReply['sent']): EndpointReply {
  const size = typeof content === 'string' ? undefined : content.sizeBytes;
  const headers: Record<string, string> = { 'content-type': contentType };
  if (size !== undefined) headers['content-length'] = String(size);
  return { status: 200, headers, content, sent };
}
