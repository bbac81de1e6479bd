/** How long to wait before the next try: doubling, capped, with jitter so that many clients do not come back at once. */

export interface BackoffOptions {
  /** The first delay, in milliseconds. */
  readonly baseMs: number;
  /** No delay is longer, in milliseconds. */
  readonly capMs: number;
  /** Share of a delay that is random, 0 to 1. Default 0.5: a delay of 8 s becomes 4 to 8 s. */
  readonly jitter?: number;
  /** A source of numbers in [0, 1). Default `Math.random`. */
  readonly random?: () => number;
}

/** The delay in milliseconds before try number `attempt`; the first retry is attempt 0. */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const { baseMs, capMs, jitter = 0.5, random = Math.random } = options;
  const full = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 52));
  return full * (1 - jitter * random());
}
