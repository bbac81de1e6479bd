/** The port that decides when a request may go out. Bring your own to share limits between processes. */
import { type LimitReport, type Refusal } from './outcome';
import { type Priority } from './priority';

/** Under which of Discord’s counters a request falls, as far as it can be told beforehand. */
export interface LimitKey {
  /** Method and template: `POST /channels/{channel_id}/messages`. */
  readonly route: string;
  /** Value of the major parameters, empty where there are none. */
  readonly major: string;
  /** Names a part of the route that is counted apart although its path is the same; mostly empty. */
  readonly part: string;
  /** Whether the request is outside the global limit. */
  readonly exempt: boolean;
  /**
   * Whether there will be no other request with this key, as with the first answer to an interaction: there is nothing to
   * count, so a limiter need remember nothing of it. Default `false`.
   */
  readonly once?: boolean | undefined;
}

export interface AcquireOptions {
  /** Gives the waiting up; its place goes to the next one. */
  readonly signal?: AbortSignal | undefined;
  /** Reading of the limiter’s clock after which waiting makes no sense, in milliseconds. */
  readonly deadline: number;
  /** Whether the request was let through before and came back with a 429: then it waits before all others. */
  readonly again?: boolean | undefined;
  /** Who goes first among those who wait. Default `normal`. */
  readonly priority?: Priority | undefined;
}

/** What became of a request that was let through. Plain data, so that it can be told to another process. */
export interface PermitOutcome {
  /** HTTP status; `undefined` when the request was sent and no answer came. */
  readonly status: number | undefined;
  /** What the answer’s headers say about its bucket. */
  readonly report?: LimitReport | undefined;
  /** What a 429 says. */
  readonly refusal?: Refusal | undefined;
}

/** The right to send one request. Exactly one of its methods is called, once; more calls do nothing. */
export interface Permit {
  /** The request was sent, and this came of it. */
  complete(outcome: PermitOutcome): void;
  /** The request was surely not sent: its slot goes to the next one. */
  cancel(): void;
}

/** Lets requests through as fast as Discord takes them, and no faster. */
export interface RateLimiter {
  /**
   * Resolves when the request may be sent. Requests of one bucket and priority go in the order of their calls.
   * Rejects with the signal’s reason when it aborts, with a RestError of kind `rate-limited` as soon as it is clear
   * that the wait cannot end before the deadline, and of kind `closed` when the limiter is closed.
   */
  acquire(key: LimitKey, options: AcquireOptions): Promise<Permit>;
  /**
   * The same without waiting, for limiters that know at once: `undefined` when the request cannot go now, or is refused;
   * `acquire` then does the rest. Most requests need not wait, and a promise for each is dear.
   */
  tryAcquire?(key: LimitKey, options: AcquireOptions): Permit | undefined;
  /** Refuses those that wait and all that come. */
  close(): void;
}
