/**
 * Who may IDENTIFY, and when: a daily budget per bot, and one start per five seconds for each of `max_concurrency` keys.
 * https://discord.com/developers/docs/events/gateway#session-start-limit-object
 */
import { type Clock } from '../../../util';
import { type BotRecord } from '../world/records';

export interface SessionStartOptions {
  /** IDENTIFYs per period. Default 1000. */
  readonly total?: number;
  /** How many of them are left now. Default: all. */
  readonly remaining?: number;
  /** Milliseconds until the budget is full again. Default 24 h. */
  readonly resetAfterMs?: number;
  /** Milliseconds between two IDENTIFYs of one `max_concurrency` key. Default 5000, as Discord has it. */
  readonly spacingMs?: number;
}

export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  readonly reset_after: number;
  readonly max_concurrency: number;
}

const DAY_MS = 86_400_000;
const SPACING_MS = 5_000;

interface Budget {
  remaining: number;
  resetAt: number;
}

export class IdentifyGate {
  private readonly budgets = new Map<string, Budget>();
  private readonly lastStarts = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly maxConcurrency: number,
    private readonly options: SessionStartOptions,
  ) {}

  /** What `GET /gateway/bot` tells. */
  limit(bot: BotRecord): SessionStartLimit {
    const budget = this.budget(bot);
    return {
      total: this.options.total ?? 1_000,
      remaining: budget.remaining,
      reset_after: Math.max(0, Math.round(budget.resetAt - this.clock.now())),
      max_concurrency: this.maxConcurrency,
    };
  }

  /** Counts an IDENTIFY. `exhausted` ends every session of the bot, `too-soon` is answered with op 9. */
  take(bot: BotRecord, shardId: number): 'granted' | 'too-soon' | 'exhausted' {
    const budget = this.budget(bot);
    if (budget.remaining === 0) return 'exhausted';
    budget.remaining -= 1;
    const key = `${bot.user.id}:${shardId % this.maxConcurrency}`;
    const now = this.clock.now();
    const last = this.lastStarts.get(key);
    if (last !== undefined && now - last < (this.options.spacingMs ?? SPACING_MS)) return 'too-soon';
    this.lastStarts.set(key, now);
    return 'granted';
  }

  /** Gives a bot its whole budget back, as a reset token does. */
  refill(bot: BotRecord): void {
    this.budgets.delete(bot.user.id);
  }

  private budget(bot: BotRecord): Budget {
    const now = this.clock.now();
    const known = this.budgets.get(bot.user.id);
    if (known && known.resetAt > now) return known;
    const total = this.options.total ?? 1_000;
    const fresh = known
      ? { remaining: total, resetAt: now + DAY_MS }
      : { remaining: this.options.remaining ?? total, resetAt: now + (this.options.resetAfterMs ?? DAY_MS) };
    this.budgets.set(bot.user.id, fresh);
    return fresh;
  }
}
