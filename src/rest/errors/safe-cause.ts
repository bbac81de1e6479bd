/** The cause of an error, without the secrets that a transport or a limiter of the author's may have written into it. */
import { redact } from '../../util';
import { type RestRequest } from '../request';
import { TransportFailure } from '../transport/transport-failure';

/** How many causes behind each other are looked at. */
const DEEPEST = 8;

/**
 * What was thrown, or a copy of it where its texts name the request's tokens, or what looks like the token of a bot:
 * whoever prints an error prints its causes. A copy has the name, the code, the message and the stack.
 */
export function safeCause(request: RestRequest, thrown: unknown, depth = 0): unknown {
  const hide = (text: string): string => redact(request.hideTokens(text));
  if (typeof thrown === 'string') return hide(thrown);
  if (!(thrown instanceof Error) || depth >= DEEPEST) return thrown;
  const cause = safeCause(request, thrown.cause, depth + 1);
  const [message, stack] = [hide(thrown.message), hide(thrown.stack ?? '')];
  if (message === thrown.message && stack === (thrown.stack ?? '') && cause === thrown.cause) return thrown;
  const copy =
    thrown instanceof TransportFailure
      ? new TransportFailure(message, thrown.sent, cause)
      : new Error(message, cause === undefined ? undefined : { cause });
  const { code } = thrown as { readonly code?: unknown };
  const kept = { ...(code !== undefined && { code }), ...(copy.name !== thrown.name && { name: thrown.name }) };
  return Object.assign(copy, kept, { stack });
}
