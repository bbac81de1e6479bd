/** Snapshots in memory: for tests, and for groups that follow one another in one process. */
import { type CacheCheckpoint, type CacheStore, type GuildSnapshot } from './cache-store';

export class MemoryCacheStore implements CacheStore {
  private readonly snapshots = new Map<string, Map<string, string>>();
  private readonly points = new Map<string, Map<number, string>>();

  saveGuild(key: string, snapshot: GuildSnapshot): Promise<void> {
    let guilds = this.snapshots.get(key);
    if (!guilds) this.snapshots.set(key, (guilds = new Map<string, string>()));
    // As text: what is remembered changes, and a snapshot must not.
    guilds.set(snapshot.guildId, JSON.stringify(snapshot));
    return Promise.resolve();
  }

  removeGuild(key: string, guildId: string): Promise<void> {
    this.snapshots.get(key)?.delete(guildId);
    return Promise.resolve();
  }

  async *guilds(key: string): AsyncGenerator<GuildSnapshot> {
    for (const text of [...(this.snapshots.get(key)?.values() ?? [])]) yield JSON.parse(text) as GuildSnapshot;
    await Promise.resolve();
  }

  saveCheckpoint(key: string, shardId: number, checkpoint: CacheCheckpoint): Promise<void> {
    let points = this.points.get(key);
    if (!points) this.points.set(key, (points = new Map<number, string>()));
    points.set(shardId, JSON.stringify(checkpoint));
    return Promise.resolve();
  }

  checkpoints(key: string): Promise<ReadonlyMap<number, CacheCheckpoint>> {
    const texts = [...(this.points.get(key) ?? [])];
    return Promise.resolve(new Map(texts.map(([shardId, text]) => [shardId, JSON.parse(text) as CacheCheckpoint])));
  }
}
