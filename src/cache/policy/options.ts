/** What an author tells a cache: for each kind of record, whether and how it is kept. */
import { type CacheKind, type CacheRecords, type GuildId } from '../../models';

/** Names of the fields of a payload, of every form that it has. */
export type FieldOf<Kind extends CacheKind> = KeysOf<CacheRecords[Kind]>;
type KeysOf<T> = T extends unknown ? keyof T & string : never;

/** Where a record belongs; `undefined` of guilds and users. */
export interface RecordPlace {
  readonly guildId: GuildId | undefined;
}

/** Some records of a kind, or some of their fields. Everything that is given holds. */
export interface CachePolicyOptions<Kind extends CacheKind = CacheKind> {
  /**
   * At most so many, those that were stored last: of guilds and users in all, of messages in each channel, of everything
   * else in each guild. Not for roles, emojis and stickers, which are parts of their guild.
   */
  readonly max?: number | undefined;
  /** A record is forgotten so long after it was stored, in milliseconds. Not for roles, emojis and stickers. */
  readonly ttlMs?: number | undefined;
  /** Which records are kept. It is asked for every record that comes, so it must be quick, and may not throw. */
  readonly filter?: ((record: CacheRecords[Kind], place: RecordPlace) => boolean) | undefined;
  /** Names of the payload's fields that are kept; ids and what the cache needs itself always are. Default: all. */
  readonly keep?: readonly FieldOf<Kind>[] | undefined;
}

/** How a kind is kept: not at all, all of it, or as the options say. */
export type CachePolicy<Kind extends CacheKind = CacheKind> = 'off' | 'all' | CachePolicyOptions<Kind>;

/**
 * A policy for each kind. Left out: what no privileged intent brings is kept whole; of members the bot itself and those in
 * voice; presences and messages not at all.
 */
export type CacheOptions = { readonly [Kind in CacheKind]?: CachePolicy<Kind> | undefined };

/** `off` keeps nothing and asks for nothing. */
export type CacheChoice = 'off' | CacheOptions;
