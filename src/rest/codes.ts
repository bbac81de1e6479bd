/** Error codes of the rest room. */
import { type ErrorCodes } from '../errors';

export const restErrorCodes = {
  REST_HTTP: 'Discord answered with an error; `status`, `discordCode` and `fieldErrors` say which.',
  REST_RATE_LIMITED: 'A rate limit does not let the request through in time; `retryAfterMs` says when it would.',
  REST_TIMEOUT: 'A try, or the request with all its waiting, took longer than it may.',
  REST_NETWORK: 'The connection failed before the whole answer was here.',
  REST_ABORTED: 'The caller gave the request up.',
  REST_INVALID_BODY: 'Discord’s answer could not be read.',
  REST_INVALID_REQUESTS:
    'Too many requests of this process were refused; sending more would get its IP address banned.',
  REST_TOKEN_REJECTED: 'Discord refused the token earlier, so the request was not sent.',
  REST_WEBHOOK_GONE: 'Discord said earlier that the webhook does not exist, so the request was not sent.',
  REST_BLOCKED: 'The proxy before Discord refused the request: a ban of the IP address, or a filter.',
  REST_PROXY_INVALID: 'What was given as a proxy cannot be one.',
  REST_TOKEN_MALFORMED: 'What was given as a token cannot be one.',
  REST_REQUEST_INVALID: 'The request cannot be built from what was given; it was not sent.',
  REST_CLOSED: 'The client was closed.',
} as const satisfies ErrorCodes;
