/** Brings back what an earlier run remembered, before a session goes on: a resumed session is not sent its guilds again. */
import { abortReason } from '../../util';
import { type CacheState } from '../cache-state';
import { type CacheCheckpoint, type CacheStore } from './cache-store';
import { restoreGuild } from './snapshot';

export interface RestoreOptions {
  readonly store: CacheStore;
  readonly key: string;
  readonly signal: AbortSignal;
}

/**
 * Fills a cache that is empty.
 * @returns up to where each shard is contained; shards without a checkpoint must begin anew
 * @throws what the store throws, and the signal's reason
 */
export async function restore(
  state: CacheState,
  options: RestoreOptions,
): Promise<ReadonlyMap<number, CacheCheckpoint>> {
  const { store, key, signal } = options;
  const checkpoints = await store.checkpoints(key);
  // Without a checkpoint nobody can say how old the snapshots are.
  if (checkpoints.size === 0) return checkpoints;
  for (const { user, awaited = [] } of checkpoints.values()) {
    for (const id of awaited) state.pending.set(id, 'load');
    if (!user) continue;
    state.selfId ??= user.id;
    state.putUser(user, []);
  }
  for await (const snapshot of store.guilds(key)) {
    if (signal.aborted) throw abortReason(signal);
    restoreGuild(state, snapshot);
  }
  for (const shardId of checkpoints.keys()) state.knownShards.add(shardId);
  return checkpoints;
}
