/** Where sessions are kept between connections and between runs, so that a restart can resume: a port. */

/** What a later run needs to resume a session. It holds no token. */
export interface StoredSession {
  readonly sessionId: string;
  readonly resumeUrl: string;
  /** Number of the last event that was received. */
  readonly sequence: number;
  /** When the session was last alive, in milliseconds since 1970. */
  readonly aliveAtMs: number;
  /** How many shards the session's plan had; a session of another plan is of no use. */
  readonly shardCount: number;
  /** The intents that it was started with; RESUME cannot change them. */
  readonly intents: number;
}

/**
 * Port: keeps one session a shard. `key` stands for the token without telling it. A store that fails costs a resume, never
 * a connection: what it throws is logged.
 */
export interface SessionStore {
  load(key: string, shardId: number): Promise<StoredSession | undefined>;
  save(key: string, shardId: number, session: StoredSession): Promise<void>;
  clear(key: string, shardId: number): Promise<void>;
}
