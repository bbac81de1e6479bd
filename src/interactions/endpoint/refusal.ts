/** Why a request is refused, and what whoever sent it reads: enough to mend it, nothing of the bot. */

interface Refused {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const REFUSALS = {
  /** Not POST. */
  method: { status: 405, says: 'only POST is answered', headers: { allow: 'POST' } },
  path: { status: 404, says: 'nothing is here' },
  'content-type': { status: 415, says: 'only application/json is read' },
  /** Missing, malformed, or of somebody else. */
  signature: { status: 401, says: 'invalid request signature' },
  /** Signed at a time that is too far from the clock of this machine. */
  stale: { status: 401, says: 'the signed time is too far from now' },
  /** It came before. */
  replayed: { status: 401, says: 'the request was taken before' },
  'too-large': { status: 413, says: 'the body is too large' },
  'slow-body': { status: 408, says: 'the body did not come in time' },
  /** The connection ended within the body; hardly anybody reads the answer. */
  'cut-body': { status: 400, says: 'the body is not complete' },
  /** More bodies were coming than there is room for, and this one had been coming for the longest. */
  busy: { status: 503, says: 'too many requests are coming at once', headers: { 'retry-after': '1' } },
  json: { status: 400, says: 'the body is no JSON object' },
  /** A kind of interaction, or of webhook, that is not known. */
  type: { status: 400, says: 'unknown type' },
  /** The bot has not started yet, or stops. */
  closed: { status: 503, says: 'the application is not running', headers: { 'retry-after': '5' } },
  /** No handler answers it. */
  unanswered: { status: 404, says: 'nothing here answers this interaction' },
  /** The handler, which must not be deferred by itself, did not answer in time. */
  late: { status: 504, says: 'there was no answer in time' },
  /** The endpoint itself failed. */
  failed: { status: 500, says: 'something went wrong' },
} as const satisfies Readonly<Record<string, Refused>>;

export type EndpointRefusal = keyof typeof REFUSALS;

export const ENDPOINT_REFUSALS = Object.keys(REFUSALS) as readonly EndpointRefusal[];

export function refusalOf(kind: EndpointRefusal): Refused {
  return REFUSALS[kind];
}
