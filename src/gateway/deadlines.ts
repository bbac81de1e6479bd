/** How long a shard may stay in each state before it is considered stuck. Nothing here waits for ever. */

/** Limits of a shard, all in milliseconds. */
export interface ShardDeadlines {
  /** For the socket to open. */
  readonly connectMs: number;
  /** For HELLO after the socket opened. */
  readonly helloMs: number;
  /** For the identify queue to grant its permit. */
  readonly permitMs: number;
  /** For READY after IDENTIFY. */
  readonly readyMs: number;
  /** For RESUMED after RESUME, the replay included. */
  readonly resumedMs: number;
  /** For the other side to answer a close. */
  readonly closeMs: number;
  /** For the session store to answer. */
  readonly storeMs: number;
  /** For a shard to become ready the first time, retries included. */
  readonly startMs: number;
  /** How long a shard may be away before its health is red. */
  readonly redAfterMs: number;
  /** How long a command waits for READY and for room under the rate limit. */
  readonly commandMs: number;
  /** How old a lost session may be and still be worth a RESUME. */
  readonly sessionMs: number;
  /** How long a socket that still delivers may be read on before a missing acknowledgement counts. */
  readonly drainMs: number;
  /** How often a ready shard saves its session, if events came, and looks whether any still come. `Infinity`: never. */
  readonly pulseMs: number;
}

export const DEFAULT_DEADLINES: ShardDeadlines = {
  connectMs: 20_000,
  helloMs: 15_000,
  permitMs: 300_000,
  readyMs: 30_000,
  resumedMs: 60_000,
  closeMs: 3_000,
  storeMs: 3_000,
  startMs: 180_000,
  redAfterMs: 60_000,
  commandMs: 30_000,
  sessionMs: 600_000,
  drainMs: 5_000,
  pulseMs: 1_000,
};
