/** What a cache holds, and about how much memory that takes. */
import { CACHE_KINDS, type CacheKind } from '../models';
import { type CacheState } from './cache-state';
import { policyText } from './policy/policies';

export interface KindReport {
  readonly policy: string;
  readonly records: number;
  /**
   * An estimate, from up to 100 of the records and by V8's sizes of objects and strings. What is shared with another group
   * is counted in both; roles, emojis and stickers are counted here and not with their guilds.
   */
  readonly estimatedBytes: number;
}

export interface CacheReport {
  readonly kinds: Readonly<Record<CacheKind, KindReport>>;
  readonly records: number;
  readonly estimatedBytes: number;
  /** Payloads, and parts of payloads, that could not be read and were left out. */
  readonly malformed: number;
}

const SAMPLES = 100;
const INSIDE = ['roles', 'emojis', 'stickers'] as const;

export function reportOf(state: CacheState): CacheReport {
  const kinds = {} as Record<CacheKind, KindReport>;
  let records = 0;
  let estimatedBytes = 0;
  for (const kind of CACHE_KINDS) {
    const { count, bytes } = measured(recordsOf(state, kind), kind);
    kinds[kind] = { policy: policyText(kind, state.policies), records: count, estimatedBytes: bytes };
    records += count;
    estimatedBytes += bytes;
  }
  return { kinds, records, estimatedBytes, malformed: state.malformed };
}

function* recordsOf(state: CacheState, kind: CacheKind): Generator<object> {
  switch (kind) {
    case 'guilds':
      yield* state.guilds.values();
      return;
    case 'users':
      yield* state.users.values();
      return;
    case 'messages':
      for (const bucket of state.messages.values()) yield* bucket.records.values();
      return;
    case 'roles':
    case 'emojis':
    case 'stickers':
      if (state.keeps(kind)) for (const guild of state.guilds.values()) yield* guild[kind] as object[];
      return;
    default:
      for (const place of state.places.values()) {
        yield* (place.map(kind)?.values() ?? []) as Iterable<object>;
      }
  }
}

function measured(records: Iterable<object>, kind: CacheKind): { count: number; bytes: number } {
  let count = 0;
  let sampled = 0;
  let bytes = 0;
  // Members share their user with the users; guilds are counted without their lists.
  const apart: readonly string[] = kind === 'members' ? ['user'] : kind === 'guilds' ? INSIDE : [];
  for (const record of records) {
    count += 1;
    if (sampled >= SAMPLES) continue;
    sampled += 1;
    bytes += sizeOf(record, apart);
  }
  return { count, bytes: sampled === 0 ? 0 : Math.round((bytes / sampled) * count) };
}

/** Bytes of a JSON value on the heap: headers of objects, 8 for each field, strings by their length. */
function sizeOf(value: unknown, apart: readonly string[] = []): number {
  if (typeof value === 'string') return 16 + 8 * Math.ceil((value.length + 4) / 8);
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 8 + sizeOf(item), 32);
  let bytes = 24;
  for (const [field, inner] of Object.entries(value)) bytes += 8 + (apart.includes(field) ? 0 : sizeOf(inner));
  return bytes;
}
