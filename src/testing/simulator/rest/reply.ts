/** What the REST side answers with, ready to be sent. */
import { type RestFault } from '../faults/rest-faults';
import { type RestAnswer } from './router';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text as it is sent; '' for no body. */
  readonly text: string;
  /** `latin1`: each character of the text is a byte. */
  readonly encoding?: 'latin1' | undefined;
  readonly errorCode?: number | undefined;
  /** The template of the route that answered. */
  readonly template?: string | undefined;
}

type Headers = Reply['headers'];

/** How Cloudflare refuses whoever was refused too often. */
export const SHUT_OUT: Reply = {
  status: 429,
  headers: { 'content-type': 'text/html; charset=UTF-8', 'retry-after': '600' },
  text: '<html><h1>Error 1015</h1></html>',
};

export function json(status: number, body: unknown, headers: Headers): Reply {
  if (body === undefined) return { status, headers, text: '' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) };
}

/** The reply for what a route answered. */
export function replyOf({ status, body, plain }: RestAnswer, headers: Headers, template: string | undefined): Reply {
  if (!plain) return { ...json(status, body, headers), template };
  const { contentType, text, encoding } = plain;
  return { status, headers: { 'content-type': contentType, ...headers }, text, encoding, template };
}

/** The reply that a fault makes up. */
export function faultReply({ status, body, headers }: Extract<RestFault, { kind: 'respond' }>): Reply {
  if (typeof body === 'string') return { status, headers, text: body };
  return json(status, body, headers);
}
