/**
 * How often opcode 4 may be sent without anybody asking for it, over all connections of a bot.
 *
 * The main gateway takes 120 commands a minute from each shard and ends the session that sends more, and with it every call
 * of its guilds. Half of that is left for everything else a bot says. A guild alone gets ten: a connection that fails for
 * good has used six of them before it gives up. What an author asks for, joins and leaves, is counted and never refused; the
 * shard's own queue spaces it.
 */
import { type GuildId } from '../../models';

const WINDOW_MS = 60_000;
const MOST_OF_A_GUILD = 10;
const MOST_OF_A_SHARD = 60;

export class SignalBudget {
  private readonly guilds = new Map<GuildId, number[]>();
  /** A shard is told by its session. */
  private readonly shards = new Map<string, number[]>();

  /** How long to wait before the next one, in milliseconds; 0 when there is room. */
  waitMs(guildId: GuildId, mainSessionId: string | undefined, nowMs: number): number {
    const ofGuild = waitOf(this.guilds.get(guildId), MOST_OF_A_GUILD, nowMs);
    return Math.max(ofGuild, waitOf(this.shards.get(mainSessionId ?? ''), MOST_OF_A_SHARD, nowMs));
  }

  book(guildId: GuildId, mainSessionId: string | undefined, nowMs: number): void {
    push(this.guilds, guildId, nowMs);
    push(this.shards, mainSessionId ?? '', nowMs);
  }
}

function waitOf(times: readonly number[] | undefined, most: number, nowMs: number): number {
  // The one that has to be a minute old before there is room again.
  const decisive = times?.at(-most);
  // Rounded up: a wait must be long enough to end.
  return decisive === undefined ? 0 : Math.max(0, Math.ceil(decisive + WINDOW_MS - nowMs));
}

function push(all: Map<string, number[]>, key: string, nowMs: number): void {
  const times = all.get(key) ?? [];
  times.push(nowMs);
  all.set(
    key,
    times.filter((at) => nowMs - at < WINDOW_MS),
  );
  for (const [other, old] of all) if (nowMs - (old.at(-1) ?? 0) >= WINDOW_MS) all.delete(other);
}
