/**
 * Who may start a session when: a port.
 * https://discord.com/developers/docs/events/gateway#rate-limiting-identify
 */

/**
 * Port: spaces IDENTIFYs. Shards fall into buckets, `shardId % maxConcurrency`; a bucket starts one session in five
 * seconds. Resolves when it is the shard's turn, which is used up then; rejects with the signal's reason when it aborts
 * first, and then uses up nothing.
 */
export interface IdentifyQueue {
  acquire(shardId: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}
