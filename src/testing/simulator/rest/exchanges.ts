/**
 * Every finished REST exchange, told on a `node:diagnostics_channel` while somebody listens. A test suite that holds
 * all its traffic against a specification subscribes once and sees every simulator of the process.
 */
import { channel } from 'node:diagnostics_channel';

/** The name of the channel: `subscribe(REST_EXCHANGES, (message) => … message as RestExchange …)`. */
export const REST_EXCHANGES = 'corduroy.simulator.rest';

/** A request and what was answered. Nothing in it is used by the simulator any more. */
export interface RestExchange {
  readonly method: string;
  /** The route that answered, for instance `/channels/{channel_id}/messages`; `undefined` when there is none. */
  readonly template: string | undefined;
  readonly path: string;
  /** How the client names itself. */
  readonly userAgent: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** The JSON of the request: the body, or `payload_json`, or the text fields of a form. */
  readonly body: unknown;
  /** Names of the form parts that were files, for instance `files[0]`. */
  readonly fileFields: readonly string[];
  readonly status: number;
  /** The text of the answer; `''` for none. JSON when `isJson`. */
  readonly reply: string;
  readonly isJson: boolean;
  /** Whether a fault made the answer up. */
  readonly isFault: boolean;
}

const exchanges = channel(REST_EXCHANGES);

/** Tells an exchange, which is only put together when somebody listens. */
export function tellExchange(describe: () => RestExchange): void {
  if (exchanges.hasSubscribers) exchanges.publish(describe());
}
