/**
 * Searches over an index that Discord makes when it is asked for the first time. Until the index is there, the answer is
 * 202 and says when to ask again.
 * https://discord.com/developers/docs/resources/message#search-guild-messages
 */
import { sleep } from '../../util';
import { ownError } from '../errors/request-errors';
import { unreadable } from '../errors/response-errors';
import { RestError } from '../errors/rest-error';
import { RestRequest, type RestRequestInit } from '../request';
import { type Route } from '../route';
import { type ResourceHost } from './resource';

/** Discord's code for an index that is not there yet. */
const NOT_READY = 110_000;

/** Discord says 0 for a short while. */
const SHORT_WHILE_MS = 1_000;

interface NotReady {
  readonly code: typeof NOT_READY;
  readonly retry_after?: unknown;
}

/**
 * The JSON object that a search answers with once it can.
 * @throws {RestError} REST_TIMEOUT when the index is not there within the client's `deadlineMs`.
 */
export async function untilIndexed<T>(
  host: ResourceHost,
  route: Route,
  init: Pick<RestRequestInit, 'params' | 'query' | 'reason' | 'signal'>,
): Promise<T> {
  const { client, clock, deadlineMs } = host;
  const deadline = clock.now() + deadlineMs;
  for (;;) {
    const request = new RestRequest(route, { ...init, deadlineMs: deadline - clock.now() });
    const { status, body } = await client.request(request);
    if (typeof body !== 'object' || body === null) {
      throw unreadable(request, status, new Error('the answer is no object'));
    }
    if (!isNotReady(body)) return body as T;
    const retryAfterMs = waitOf(body);
    if (clock.now() + retryAfterMs >= deadline) throw notIndexed(request, status, retryAfterMs);
    try {
      await sleep(clock, retryAfterMs, { signal: init.signal });
    } catch (thrown) {
      throw ownError(request, thrown);
    }
  }
}

function isNotReady(body: object): body is NotReady {
  return (body as { readonly code?: unknown }).code === NOT_READY;
}

function waitOf({ retry_after: seconds }: NotReady): number {
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds * 1_000) : SHORT_WHILE_MS;
}

function notIndexed(request: RestRequest, status: number, retryAfterMs: number): RestError {
  return new RestError({
    kind: 'timeout',
    message: `${request.toString()} was not answered in time: Discord is still making the index that it searches.`,
    advice: 'ask again later, or give the client a longer `deadlineMs`.',
    request,
    status,
    discordCode: NOT_READY,
    mayRetry: true,
    retryAfterMs,
  });
}
