/** Sessions in memory: they outlive a client that is closed and made again, not the process. */
import { type SessionStore, type StoredSession } from './session-store';

export class MemorySessionStore implements SessionStore {
  private readonly sessions = new Map<string, StoredSession>();

  load(key: string, shardId: number): Promise<StoredSession | undefined> {
    return Promise.resolve(this.sessions.get(place(key, shardId)));
  }

  save(key: string, shardId: number, session: StoredSession): Promise<void> {
    this.sessions.set(place(key, shardId), session);
    return Promise.resolve();
  }

  clear(key: string, shardId: number): Promise<void> {
    this.sessions.delete(place(key, shardId));
    return Promise.resolve();
  }
}

function place(key: string, shardId: number): string {
  return `${key}/${shardId}`;
}
