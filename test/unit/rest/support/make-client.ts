/** A client whose network is a script and whose time stands still. */
import {
  InvalidRequestGuard,
  RestClient,
  type RestClientOptions,
  type RestError,
  ScriptedTransport,
} from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';

export const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';

export interface ClientBench {
  readonly client: RestClient;
  readonly clock: ManualClock;
  readonly transport: ScriptedTransport;
  readonly invalidRequests: InvalidRequestGuard;
}

export function makeClient(options: RestClientOptions = {}): ClientBench {
  const clock = new ManualClock();
  const transport = new ScriptedTransport();
  const invalidRequests = new InvalidRequestGuard({ clock });
  const client = new RestClient(TOKEN, { clock, transport, invalidRequests, random: () => 0.5, ...options });
  return { client, clock, transport, invalidRequests };
}

/** What a promise rejected with, as a RestError. */
export async function errorOf(promise: Promise<unknown>): Promise<RestError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as RestError,
  );
}

/** What became of a promise so far. */
export interface Watched<T> {
  value?: T;
  error?: RestError;
  done: boolean;
}

/** Watches a promise without waiting for it. */
export function watch<T>(promise: Promise<T>): Watched<T> {
  const watched: Watched<T> = { done: false };
  promise.then(
    (value) => {
      watched.value = value;
      watched.done = true;
    },
    (error: unknown) => {
      watched.error = error as RestError;
      watched.done = true;
    },
  );
  return watched;
}

/** A message as Discord answers with it, as far as these tests look. */
export const MESSAGE = { id: '20', channel_id: '1', content: 'hi', author: { id: '2', username: 'bot' } };

export function limited(retryAfter: number, extra: Record<string, string> = { 'x-ratelimit-scope': 'user' }) {
  return {
    status: 429,
    json: { message: 'You are being rate limited.', retry_after: retryAfter, global: false },
    headers: { 'retry-after': String(Math.ceil(retryAfter)), ...extra },
  };
}
