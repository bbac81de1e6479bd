/**
 * Puts ids of one guild that are asked for in the same turn of the event loop into one request.
 *
 * Handlers fetch members one at a time, and a connection may send 120 commands a minute: a hundred lookups at once would use
 * nearly all of them, where one command can name a hundred ids.
 */
import { deferred, type Deferred } from '../../util';
import { type MembersAsk, MOST_IDS } from './ask';

interface Batch {
  readonly ids: Set<string>;
  /** Settles at the end of the turn: the ask that everybody of the batch asks then. */
  readonly whole: Deferred<MembersAsk>;
}

export class IdBatches {
  /** By guild, and by whether presences are wanted. */
  private readonly open = new Map<string, Batch>();

  /** The ask that answers this one; it may name other ids as well. */
  join(ask: MembersAsk): Promise<MembersAsk> {
    const { userIds = [] } = ask;
    if (userIds.length === 0 || userIds.length >= MOST_IDS) return Promise.resolve(ask);
    const key = `${ask.guildId} ${ask.presences ? 'with' : 'without'}`;
    let batch = this.open.get(key);
    if (!batch || batch.ids.size + userIds.length > MOST_IDS) batch = this.begin(key, ask);
    for (const id of userIds) batch.ids.add(id);
    return batch.whole.promise;
  }

  private begin(key: string, ask: MembersAsk): Batch {
    const batch: Batch = { ids: new Set(), whole: deferred<MembersAsk>() };
    this.open.set(key, batch);
    setImmediate(() => {
      if (this.open.get(key) === batch) this.open.delete(key);
      batch.whole.resolve({ ...ask, userIds: [...batch.ids].sort() });
    });
    return batch;
  }
}
