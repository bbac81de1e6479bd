/** How a test sets the gateway up. */
import { type SessionStartOptions } from './identify-gate';

export interface GatewayOptions {
  /** Sessions that may start at the same time. Default 1. */
  readonly maxConcurrency?: number;
  readonly sessionStart?: SessionStartOptions;
  /** How many events a session remembers for a resume. Default 10 000. */
  readonly resumeBufferSize?: number;
  /** How long a connection may go without IDENTIFY, in milliseconds. Default 60 s. */
  readonly identifyTimeoutMs?: number;
  /** How many heartbeat intervals may pass without a heartbeat before the session times out (4009). Default 2. */
  readonly heartbeatIntervalsAllowed?: number;
  /** How long a session waits to be resumed, in milliseconds. Default 3 min. */
  readonly sessionExpiresAfterMs?: number;
  /** With more guilds on a shard, IDENTIFY is refused by 4011. Default 2500. */
  readonly guildsPerShard?: number;
}
