/** How a test says whom a fault strikes. */
import { type BotSelector } from '../log';

export interface FaultTarget {
  /** One bot, or several. Default: all. */
  readonly bot?: BotSelector | readonly BotSelector[];
  /** One shard by its number, or several. Default: all. */
  readonly shard?: number | readonly number[];
}
