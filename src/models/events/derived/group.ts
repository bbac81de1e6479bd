/** What a client group as a whole came to: READY is told by each shard, and before its guilds are there. */
import { type GuildId } from '../../ids';
import { PayloadView } from '../../view';
import { derived } from './derived';

/** What had come when a group was ready. */
export interface GroupReadyPayload {
  /** Shards of this process. */
  readonly shard_ids: readonly number[];
  /** Guilds that are there. */
  readonly guild_ids: readonly GuildId[];
  /** Guilds that an outage keeps away. */
  readonly unavailable_guild_ids: readonly GuildId[];
  /** Guilds that had not come when the time was up. */
  readonly missing_guild_ids: readonly GuildId[];
}

/**
 * All shards are ready, and their guilds have come or are known to be away. It comes once after a start, at the latest
 * when the limit is over, and again when every session had to begin anew.
 */
export class GroupReadyEvent extends derived('GROUP_READY', PayloadView<GroupReadyPayload>, {
  from: ['READY', 'RESUMED', 'GUILD_CREATE', 'GUILD_DELETE'],
  intents: ['Guilds'],
}) {
  get shardIds(): readonly number[] {
    return this.raw.shard_ids;
  }

  get guildIds(): readonly GuildId[] {
    return this.raw.guild_ids;
  }

  /** Guilds that an outage keeps away. */
  get unavailableGuildIds(): readonly GuildId[] {
    return this.raw.unavailable_guild_ids;
  }

  /** Guilds that had not come when the time was up. */
  get missingGuildIds(): readonly GuildId[] {
    return this.raw.missing_guild_ids;
  }
}
