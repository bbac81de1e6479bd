/** How many shards a bot has: what its author wants, what Discord recommends, and what follows when Discord refuses. */
import { type GatewayInfo } from '../gateway-info';
import { type StoredSession } from '../session/session-store';

/** A number of shards, or `auto`: as many as Discord recommends when the client starts. */
export type ShardChoice = number | 'auto';

/** Plans that may be refused within {@link PLAN_WINDOW_MS}; then the client stops instead of trying yet another. */
export const MOST_NEW_PLANS = 3;
export const PLAN_WINDOW_MS = 86_400_000;

/**
 * The number to start with. A session that can be resumed keeps its own number, because no other number can resume it,
 * unless Discord recommends more than twice as many.
 */
export function firstCount(
  choice: ShardChoice,
  info: Pick<GatewayInfo, 'shards'>,
  resumable: Pick<StoredSession, 'shardCount'> | undefined,
): number {
  if (choice !== 'auto') return choice;
  const recommended = recommendedBy(info);
  return resumable && recommended <= 2 * resumable.shardCount ? resumable.shardCount : recommended;
}

/**
 * The number after one that Discord refused: what it recommends, where that is more than before; otherwise the next
 * multiple of it that is at least twice the number before. Large bots must use a multiple.
 * https://discord.com/developers/docs/events/gateway#sharding-for-large-bots
 */
export function nextCount(refused: number, info: Pick<GatewayInfo, 'shards'>): number {
  const recommended = recommendedBy(info);
  return recommended > refused ? recommended : recommended * Math.ceil((2 * refused) / recommended);
}

/** At least one: whoever stands between Discord and the bot may tell none, and a client without shards would look started. */
function recommendedBy({ shards }: Pick<GatewayInfo, 'shards'>): number {
  return Number.isSafeInteger(shards) ? Math.max(1, shards) : 1;
}
