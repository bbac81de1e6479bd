/** Whom a fault strikes: bots, and shards of them. */

export interface Whom {
  /** Ids of bots; `undefined` stands for all. */
  readonly bots: ReadonlySet<string> | undefined;
  /** Numbers of shards; `undefined` stands for all. */
  readonly shards: ReadonlySet<number> | undefined;
}

/** What can be struck: a session, or a connection, of which nobody knows yet who it is. */
export interface Struck {
  readonly botId: string | null;
  readonly shardId: number | null;
}

export const EVERYBODY: Whom = { bots: undefined, shards: undefined };

export function strikes({ bots, shards }: Whom, { botId, shardId }: Struck): boolean {
  if (bots && (botId === null || !bots.has(botId))) return false;
  return !shards || (shardId !== null && shards.has(shardId));
}
