/** Where it is remembered how many sessions a token may still start, so that a program that keeps crashing cannot use them up: a port. */

/** What was left when it was stored. It holds no token. */
export interface StoredBudget {
  /** Sessions a day. */
  readonly total: number;
  /** Sessions left until the reset. */
  readonly remaining: number;
  /** When `remaining` is `total` again, in milliseconds since 1970. */
  readonly resetAtMs: number;
  /** When the last session was started, in milliseconds since 1970. */
  readonly spentAtMs: number;
}

/**
 * Port: keeps one budget a token. `key` stands for the token without telling it. A store that fails costs the memory of
 * earlier runs, never a connection: what it throws is logged.
 */
export interface BudgetStore {
  load(key: string): Promise<StoredBudget | undefined>;
  save(key: string, budget: StoredBudget): Promise<void>;
}
