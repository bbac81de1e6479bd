/** Whether a request that failed is sent again, and when. A pure decision; the sender does the waiting. */
import { backoffMs } from '../../util';
import { type RestError } from '../errors/rest-error';

/** 429s of one request in a row that are waited out; more mean that something else is wrong. */
export const MOST_REFUSALS = 5;

/** What happened to a request so far. */
export interface TryCounts {
  /** Tries that ended in a 429. */
  readonly refusals: number;
  /** Tries that failed in another way and were repeated. */
  readonly retries: number;
}

export type RetryDecision =
  /** Sent again, but not before `afterMs` have passed. */
  { readonly action: 'refused' | 'retry'; readonly afterMs: number } | { readonly action: 'give-up' };

const GIVE_UP: RetryDecision = { action: 'give-up' };
const BASE_MS = 500;
const CAP_MS = 10_000;

/** @param counts of the tries before this failure. */
export function decideRetry(
  error: RestError,
  counts: TryCounts,
  options: { readonly retries: number; readonly random: () => number },
): RetryDecision {
  if (error.kind === 'rate-limited') {
    const mayWait = error.status === 429 && counts.refusals < MOST_REFUSALS;
    return mayWait ? { action: 'refused', afterMs: error.retryAfterMs ?? 0 } : GIVE_UP;
  }
  if (!error.mayRetry || counts.retries >= options.retries || !REPEATED.includes(error.kind)) return GIVE_UP;
  const pauseMs = backoffMs(counts.retries, { baseMs: BASE_MS, capMs: CAP_MS, random: options.random });
  return { action: 'retry', afterMs: Math.max(pauseMs, error.retryAfterMs ?? 0) };
}

const REPEATED: readonly RestError['kind'][] = ['http', 'network', 'timeout', 'invalid-body'];
