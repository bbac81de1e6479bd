/** Where uses are counted: a port, so that several processes can count together. */

/** How often something may be used. */
export interface LimitRule {
  /** So many uses … */
  readonly uses: number;
  /** … in so many milliseconds. */
  readonly windowMs: number;
  /**
   * `fixed`: a window begins with the first use and ends `windowMs` later, whatever happened in it. `sliding`: no stretch of
   * `windowMs`, wherever it begins, has more uses. Both are half open: what was used at 0 is over at `windowMs`.
   */
  readonly kind: 'fixed' | 'sliding';
}

/** `takenAtMs` is what the use is given back by; `retryAfterMs` is how long nothing is allowed, unless a use is given back. */
export type LimitAnswer =
  { readonly allowed: true; readonly takenAtMs: number } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Port: counts uses by key. Provide your own class for this token to count elsewhere. A key always comes with the same rule.
 * What is asked at the same time is answered one after another: never more uses are allowed than the rule says, and none is refused
 * while one is left. A clock that is set back costs nobody more than one window, and opens none.
 *
 * What `take` throws fails the call; what `giveBack` throws is logged, and the use is over when its window is.
 */
export abstract class LimitStore implements AsyncDisposable {
  /** Takes one use, or tells how long there is none. @param nowMs milliseconds since 1970. */
  abstract take(key: string, rule: LimitRule, nowMs: number): LimitAnswer | Promise<LimitAnswer>;

  /** Undoes a use, of what did not happen in the end. One that is over, or unknown, is no error. */
  abstract giveBack(key: string, rule: LimitRule, takenAtMs: number): void | Promise<void>;

  /** Frees what it holds. Called when its group stops, if the group has made it. */
  abstract close(): void | Promise<void>;

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
