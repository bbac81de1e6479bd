/** What a dispatch changed in a cache: records before and after, and guilds that came or went. */
import { type CacheKind, type CacheRecords, type GuildId } from '../models';

/** A record that differs. `before` is missing of a new one, `after` of one that is gone. */
export interface RecordChange<Kind extends CacheKind = CacheKind> {
  readonly kind: Kind;
  /** `undefined` of guilds, users, and messages outside of guilds. */
  readonly guildId: GuildId | undefined;
  readonly id: string;
  readonly before: CacheRecords[Kind] | undefined;
  readonly after: CacheRecords[Kind] | undefined;
}

/** What became of a guild for this bot. */
export interface GuildStateChange {
  readonly kind: 'guildState';
  readonly guildId: GuildId;
  readonly state: 'joined' | 'left' | 'available' | 'unavailable';
  readonly before: CacheRecords['guilds'] | undefined;
}

/** How many members a guild has, kept or not; the same as before where only the numbers of its session began anew. */
export interface MemberCountChange {
  readonly kind: 'memberCount';
  readonly guildId: GuildId;
  /** `undefined` where it was not known. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Any change; `kind` tells which. */
export type CacheChange =
  { readonly [Kind in CacheKind]: RecordChange<Kind> }[CacheKind] | GuildStateChange | MemberCountChange;
