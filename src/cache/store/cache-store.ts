/** Where a cache is kept between runs, and where other processes can read it: a port. */
import { type APIUser, type GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { type GuildId, type UserId } from '../../models';

/** A guild as it is remembered. */
export interface GuildSnapshot {
  readonly guildId: GuildId;
  /** An outage kept it away. */
  readonly isUnavailable: boolean;
  /** When it was taken, in milliseconds since 1970. */
  readonly savedAtMs: number;
  /** Number of the last event of its session that is in `member_count`; missing where nobody joined or left and none is known. */
  readonly countedUpTo?: number | undefined;
  /** Who joined (1) or left (-1) lately and is in `member_count`, the oldest first; missing where nobody did. */
  readonly recentMoves?: readonly (readonly [userId: UserId, by: 1 | -1])[] | undefined;
  /**
   * What is kept of the guild, in the form of GUILD_CREATE: `new GuildCreateEvent(payload)` reads it. What the policies drop
   * is missing.
   */
  readonly payload: Partial<GatewayGuildCreateDispatchData> & { readonly id: GuildId };
}

/** Up to where the snapshots hold everything that a shard was sent. */
export interface CacheCheckpoint {
  readonly sessionId: string;
  /** Number of the last event that is in the snapshots. Events after it may be in them as well. */
  readonly sequence: number;
  readonly shardCount: number;
  /** The bot itself. */
  readonly user?: APIUser | undefined;
  /** Guilds that READY named and that had not come. */
  readonly awaited?: readonly GuildId[] | undefined;
}

/**
 * Port: keeps snapshots of guilds, and a checkpoint a shard. `key` stands for the token without telling it. What was saved
 * last is what is read, also by another process; values are copies. A store that fails costs a fresh session at the next
 * start, never a running one: what it throws is logged, and what takes more
 * than 30 seconds is waited for no longer.
 */
export interface CacheStore {
  saveGuild(key: string, snapshot: GuildSnapshot): Promise<void>;
  /** One that is not there is no error. */
  removeGuild(key: string, guildId: GuildId): Promise<void>;
  /** Every guild of a key, in any order. What cannot be read is left out. */
  guilds(key: string): AsyncIterable<GuildSnapshot>;
  saveCheckpoint(key: string, shardId: number, checkpoint: CacheCheckpoint): Promise<void>;
  /** Of every shard that has one, by the number of the shard. What cannot be read is left out. */
  checkpoints(key: string): Promise<ReadonlyMap<number, CacheCheckpoint>>;
}
