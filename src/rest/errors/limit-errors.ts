/** The errors with which a limiter refuses; the client completes them with the request’s own path. */
import { RestError } from './rest-error';

/** The wait would end after the deadline. @param route `POST /channels/{channel_id}/messages` */
export function tooLongError(route: string, retryAfterMs: number | undefined): RestError {
  const wait =
    retryAfterMs === undefined ? '' : ` It may go in ${(retryAfterMs / 1_000).toFixed(1)} s at the earliest.`;
  return new RestError({
    kind: 'rate-limited',
    message: `${route} was not sent: its rate limit does not let it through before its deadline.${wait}`,
    advice: 'send less, or give the request a longer `deadlineMs`.',
    request: splitRoute(route),
    mayRetry: true,
    retryAfterMs,
  });
}

export function closedError({ route }: { readonly route: string }): RestError {
  return new RestError({
    kind: 'closed',
    message: `${route} was not sent: the client was closed.`,
    request: splitRoute(route),
  });
}

function splitRoute(route: string): { method: string; shownPath: string } {
  const space = route.indexOf(' ');
  return { method: route.slice(0, space), shownPath: route.slice(space + 1) };
}
