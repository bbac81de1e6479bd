/** All shards in this process, started in the order that Discord asks for. */
import { type OrchestratorStartOptions, type RunnableShard, type ShardOrchestrator } from './shard-orchestrator';

/**
 * Shards of one identify bucket (`id % maxConcurrency`) start one after the other; the buckets run beside each other.
 * https://discord.com/developers/docs/events/gateway#sharding-max-concurrency
 */
export class LocalOrchestrator implements ShardOrchestrator {
  shardIds(shardCount: number): readonly number[] {
    return Array.from({ length: shardCount }, (_, id) => id);
  }

  async start(shards: readonly RunnableShard[], options: OrchestratorStartOptions): Promise<void> {
    const { maxConcurrency, signal } = options;
    const lanes = new Map<number, RunnableShard[]>();
    for (const shard of shards) {
      const bucket = shard.id % Math.max(1, maxConcurrency);
      const lane = lanes.get(bucket);
      if (lane) lane.push(shard);
      else lanes.set(bucket, [shard]);
    }
    const failures: unknown[] = [];
    const runLane = async (lane: readonly RunnableShard[]): Promise<void> => {
      for (const shard of lane) {
        if (failures.length > 0) return;
        try {
          await shard.start({ signal });
        } catch (error) {
          failures.push(error);
          throw error;
        }
      }
    };
    await Promise.all([...lanes.values()].map(runLane));
  }

  async close(shards: readonly RunnableShard[], options: { readonly resumable: boolean }): Promise<void> {
    await Promise.all(shards.map((shard) => shard.close(options)));
  }
}
