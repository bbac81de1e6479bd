/** Between a gateway and its session store: a session goes on only from where the group's cache holds everything. */
import { type GroupCache } from '../cache';
import { type SessionStore, type StoredSession } from '../gateway';

export class ResumableSessions implements SessionStore {
  constructor(
    private readonly store: SessionStore,
    private readonly cache: Pick<GroupCache, 'resumeFrom'>,
  ) {}

  /** What the cache may have missed is sent again; a session that it knows nothing of is not resumed. */
  async load(key: string, shardId: number): Promise<StoredSession | undefined> {
    const session = await this.store.load(key, shardId);
    if (!session) return undefined;
    const sequence = this.cache.resumeFrom(shardId, session);
    return sequence === undefined ? undefined : { ...session, sequence };
  }

  save(key: string, shardId: number, session: StoredSession): Promise<void> {
    return this.store.save(key, shardId, session);
  }

  clear(key: string, shardId: number): Promise<void> {
    return this.store.clear(key, shardId);
  }
}
