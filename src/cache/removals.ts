/**
 * What dispatches took away, by their payloads. The cache is changed before any handler hears of a dispatch, so the event of a
 * member that left could not tell who it was; its payload keeps the record for as long as somebody holds the event.
 */
import { type CacheKind, type CacheRecords } from '../models';
import { type CacheChange } from './changes';
import { isPayload } from './records/ids';

/** Dispatches that name what is gone, and whose events tell of it. */
const REMOVING: ReadonlySet<string> = new Set([
  'GUILD_DELETE',
  'GUILD_MEMBER_REMOVE',
  'GUILD_ROLE_DELETE',
  'MESSAGE_DELETE',
  'MESSAGE_DELETE_BULK',
  'THREAD_DELETE',
]);

export class Removals {
  private readonly byPayload = new WeakMap<object, readonly CacheChange[]>();

  note(dispatch: { readonly t: string; readonly d: unknown }, changes: readonly CacheChange[]): void {
    if (changes.length > 0 && REMOVING.has(dispatch.t) && isPayload(dispatch.d))
      this.byPayload.set(dispatch.d, changes);
  }

  /** Records of a kind that the dispatch with this payload took away. */
  of<Kind extends CacheKind>(kind: Kind, payload: object): readonly CacheRecords[Kind][] {
    return (this.byPayload.get(payload) ?? []).flatMap((change) => {
      if (change.kind === 'memberCount') return [];
      const gone = change.kind === 'guildState' ? kind === 'guilds' && change.state === 'left' : isGone(change, kind);
      return gone && change.before ? [change.before as CacheRecords[Kind]] : [];
    });
  }
}

function isGone(change: Exclude<CacheChange, { kind: 'guildState' | 'memberCount' }>, kind: CacheKind): boolean {
  return change.kind === kind && change.after === undefined;
}
