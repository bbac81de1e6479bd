/** Who runs which shards: a port. In one process by default; a cluster brings its own. */

/** What an orchestrator sees of a shard. */
export interface RunnableShard {
  readonly id: number;
  /** Resolves when the shard is ready, or rejects for good. */
  start(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Never rejects. */
  close(options?: { readonly resumable?: boolean | undefined }): Promise<void>;
}

export interface OrchestratorStartOptions {
  /** How many shards may identify at the same time. */
  readonly maxConcurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/** Port: brings a token's shards up and down. */
export interface ShardOrchestrator {
  /** The shards that run in this process, in ascending order. */
  shardIds(shardCount: number): readonly number[];
  /** Resolves when all are ready; rejects with the first failure, and then starts no further shard. */
  start(shards: readonly RunnableShard[], options: OrchestratorStartOptions): Promise<void>;
  /**
   * Resolves when all have ended. Shards that have not although it resolved or rejected, or five seconds after the last of them
   * should have ended, are closed without it.
   */
  close(shards: readonly RunnableShard[], options: { readonly resumable: boolean }): Promise<void>;
}
