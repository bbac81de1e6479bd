/** The errors of a request that brought no answer. */
import { asError } from '../../util';
import { type RestRequest } from '../request';
import { closedError, tooLongError } from './limit-errors';
import { RestError } from './rest-error';
import { safeCause } from './safe-cause';

/** What a limiter or a wait rejected with, told about this request. */
export function ownError(request: RestRequest, thrown: unknown): RestError {
  if (request.signal?.aborted) return abortedError(request, thrown);
  if (thrown instanceof RestError) {
    if (thrown.kind === 'closed') return closedError({ route: request.toString() });
    const isLate = thrown.kind === 'rate-limited' && thrown.path !== request.shownPath;
    return isLate ? tooLongError(request.toString(), thrown.retryAfterMs) : thrown;
  }
  return new RestError({
    kind: 'network',
    message: `${request.toString()} was not sent: the rate limiter failed: ${request.hideTokens(asError(thrown).message)}`,
    cause: safeCause(request, thrown),
    request,
    mayRetry: true,
  });
}

export function abortedError(request: RestRequest, cause: unknown): RestError {
  return new RestError({
    kind: 'aborted',
    message: `${request.toString()} was given up by its caller.`,
    cause,
    request,
  });
}

/** A file could be found, but not read to its end. */
export function unreadableFileError(
  request: RestRequest,
  { part, cause }: { readonly part: string; readonly cause: unknown },
): RestError {
  return new RestError({
    kind: 'invalid-request',
    message: `${request.toString()} was not sent whole: ${part} could not be read: ${asError(cause).message}`,
    advice: 'look at the file or stream; Discord has received nothing that it can use.',
    cause,
    request,
  });
}

/** Discord said earlier that the webhook does not exist. */
export function webhookGoneError(request: RestRequest): RestError {
  return new RestError({
    kind: 'webhook-gone',
    message: `${request.toString()} was not sent: Discord has said before that this webhook, or its token, does not exist.`,
    advice: 'forget the webhook and create a new one; answers to interactions go through `interactions`.',
    request,
  });
}

export function timeoutError(request: RestRequest, timeoutMs: number): RestError {
  return new RestError({
    kind: 'timeout',
    message: `${request.toString()} had no answer within ${Math.round(timeoutMs)} ms.`,
    advice: request.idempotent
      ? 'try again, or give it a longer `timeoutMs`.'
      : 'look whether it was done before sending it again: Discord may have received it.',
    request,
    mayRetry: request.idempotent,
  });
}

export function networkError(request: RestRequest, thrown: unknown, sent: boolean): RestError {
  return new RestError({
    kind: 'network',
    message: `${request.toString()} had no answer: ${request.hideTokens(asError(thrown).message)}`,
    advice: sent
      ? 'check the connection to Discord.'
      : 'check that Discord can be reached: name resolution, firewall, proxy.',
    cause: safeCause(request, thrown),
    request,
    mayRetry: request.idempotent || !sent,
  });
}

/** Its time was over before it could be sent. */
export function tooLateError(request: RestRequest): RestError {
  return new RestError({
    kind: 'timeout',
    message: `${request.toString()} was not sent: its deadline was over before it could be.`,
    advice: 'give it a longer `deadlineMs`, or look why its files, or the program, take so long.',
    request,
    mayRetry: true,
  });
}

/** It waited for earlier ones of its line until its deadline. */
export function queuedTooLongError(request: RestRequest, ahead: number): RestError {
  const others = ahead === 1 ? 'an earlier one' : `${ahead} earlier ones`;
  return new RestError({
    kind: 'timeout',
    message: `${request.toString()} was not sent: it waited behind ${others} of its channel until its deadline.`,
    advice: "send less, give it a longer `deadlineMs`, or let it overtake with { order: 'any' }.",
    request,
    mayRetry: true,
  });
}
