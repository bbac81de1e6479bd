/** Why a call does not happen: a result in words for who acted, never an exception. */

export interface GuardRefusal {
  /** A stable word for programs: `cooldown`, `permissions`, `guild-only`. */
  readonly reason: string;
  /** For who acted, in plain English. */
  readonly message: string;
  /**
   * What the message tells, for texts of one's own: `{ retryAfterMs: 1200 }`. With `isKnown: false` the guard could not find out, and
   * `not(…)` of it refuses too.
   */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** What a guard says: nothing, when the call may happen. */
export type Verdict = GuardRefusal | readonly GuardRefusal[] | undefined;
