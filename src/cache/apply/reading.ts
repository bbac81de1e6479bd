/** Reading payloads that may hold anything: what is no record, or has no id, is counted and left out. */
import { type CacheKind, type CacheRecords, type GuildRecords } from '../../models';
import { type CacheState } from '../cache-state';
import { type CacheChange } from '../changes';
import { type GuildPlace } from '../records/guild-place';
import { idOf, isId, isPayload, type Payload } from '../records/ids';

/** What applying a dispatch is given. */
export interface Applying {
  readonly state: CacheState;
  readonly data: Payload;
  /** Its number within the session; `undefined` where it comes from no session. */
  readonly sequence: number | undefined;
  /** Filled on the way. */
  readonly changes: CacheChange[];
  /** Inside of a guild that was not known: nobody wants to hear of each of its channels. */
  readonly isQuiet?: boolean;
  /** The shard that the dispatch came from. */
  readonly shard: { readonly id: number; readonly count: number };
}

/** The guild that a payload names; `undefined` when it names none, or one that is not known. */
export function placeOf({ state, data }: Applying): GuildPlace | undefined {
  const { guild_id: guildId } = data;
  if (isId(guildId)) return state.places.get(guildId);
  // Direct messages and calls have no guild.
  if (guildId !== undefined && guildId !== null) state.malformed += 1;
  return undefined;
}

/** A record with its id; counted when it is none. */
export function readRecord<Kind extends CacheKind>(
  state: CacheState,
  kind: Kind,
  value: unknown,
): { readonly id: string; readonly record: CacheRecords[Kind] } | undefined {
  const id = isPayload(value) ? idOf(kind, value) : undefined;
  if (id !== undefined) return { id, record: value as CacheRecords[Kind] };
  state.malformed += 1;
  return undefined;
}

/** An id in a payload; counted when it is none. */
export function readId(state: CacheState, value: unknown): string | undefined {
  if (isId(value)) return value;
  state.malformed += 1;
  return undefined;
}

/** A list in a payload; empty when it is missing, counted when it is something else. */
export function readList(state: CacheState, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) state.malformed += 1;
  return [];
}

/** Records of a list that can be kept, by their ids. Of two with one id the later counts. */
export function readRecords<Kind extends CacheKind>(
  state: CacheState,
  kind: Kind,
  value: unknown,
): Map<string, CacheRecords[Kind]> {
  const records = new Map<string, CacheRecords[Kind]>();
  for (const item of readList(state, value)) {
    const found = readRecord(state, kind, item);
    if (found) records.set(found.id, found.record);
  }
  return records;
}

export function note(changes: CacheChange[], change: unknown): void {
  if (change !== undefined) changes.push(change as CacheChange);
}

/** Stores a record and notes what that changed. @returns what is remembered now */
export function put<Kind extends keyof GuildRecords>(
  applying: Applying,
  place: GuildPlace,
  kind: Kind,
  id: string,
  record: GuildRecords[Kind],
): GuildRecords[Kind] | undefined {
  return applying.state.put(place, kind, id, record, noted(applying));
}

/** Where changes are noted, if they are. */
export function noted({ changes, isQuiet }: Applying): CacheChange[] | undefined {
  return isQuiet ? undefined : changes;
}

/** Forgets a record and notes what that changed. */
export function remove({ state, changes }: Applying, place: GuildPlace, kind: keyof GuildRecords, id: string): void {
  note(changes, state.remove(place, kind, id));
}

/** The same payload without some of its fields. */
export function without(data: Payload, fields: ReadonlySet<string>): Payload {
  const rest: Record<string, unknown> = {};
  for (const field in data) if (!fields.has(field)) rest[field] = data[field];
  return rest;
}
