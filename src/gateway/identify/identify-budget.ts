/**
 * How many sessions may still be started today.
 *
 * A token may start a thousand sessions in 24 hours, over all its shards. Who goes on after that has every session ended
 * and the token reset. So the number that Discord tells is counted down here, read again when it is old (another process
 * may have used some), and remembered over restarts: a program that crashes and is started again, over and over, is told
 * by its own notes what Discord may not have counted yet. Of the two numbers the lower one holds. A RESUME costs nothing.
 *
 * Shards that start leave a reserve, one session for each, so that a loop of starts cannot take the sessions that
 * running shards need to come back.
 * https://discord.com/developers/docs/events/gateway#session-start-limit-object
 */
import { asError, type Clock, type Logger, sleep, withLimit } from '../../util';
import { GatewayError } from '../gateway-error';
import { type GatewayInfo, type GatewayInfoSource } from '../gateway-info';
import { type BudgetStore, type StoredBudget } from './budget-store';

/** A number older than this is read again before it is trusted. */
const FRESH_MS = 300_000;
/** Resets that are told this far apart may be the same one. */
const SAME_RESET_MS = 60_000;
/** Between two sessions, as {@link MemoryIdentifyQueue} spaces those of one run. */
const SPACING_MS = 5_100;
/** A reset that is farther away was stored by a clock that was wrong. */
const LONGEST_PERIOD_MS = 25 * 3_600_000;

export interface IdentifyBudgetOptions {
  readonly source: GatewayInfoSource;
  readonly store: BudgetStore;
  /** What the budget is stored under. */
  readonly key: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the store may take. */
  readonly storeMs: number;
}

/** What a shard that wants a session needs. */
export interface BudgetNeed {
  /** Sessions that the shards which start need, this one included. */
  readonly sessions: number;
  /** Sessions that are to be left then. */
  readonly reserve: number;
}

export class IdentifyBudget {
  private total = 0;
  private remaining = 0;
  /** On the wall. */
  private resetAtMs = 0;
  private readAtMs = 0;
  private hasSpent = false;
  private earlier: Promise<StoredBudget | undefined> | undefined;

  constructor(
    private readonly options: IdentifyBudgetOptions,
    info: GatewayInfo,
  ) {
    this.read(info);
  }

  /** Sessions that are left, as far as is known: all of them once the day that the number was told for is over. */
  get left(): number {
    return this.options.clock.wallMs() >= this.resetAtMs ? Math.max(this.remaining, this.total) : this.remaining;
  }

  /** What shards that start leave for those that run: a session each, and no more than a tenth of the day's. */
  reserveFor(shards: number): number {
    return Math.min(shards, Math.floor(this.total / 10));
  }

  /**
   * Resolves when a session may be started; throws the `budget` error when none may.
   * @throws {GatewayError} GATEWAY_IDENTIFY_BUDGET, with `retryAfterMs`.
   */
  async check(need: BudgetNeed, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { clock } = this.options;
    const isOld = clock.now() - this.readAtMs > FRESH_MS;
    const isOver = this.remaining < need.sessions + need.reserve && clock.wallMs() >= this.resetAtMs;
    if (isOld || isOver) await this.refresh(need, options.signal);
    this.heed(await this.stored());
    if (this.remaining < need.sessions + need.reserve) throw this.refusal(need);
  }

  /**
   * Waits until five seconds have passed since an earlier run started a session: Discord would refuse another, and count
   * it all the same. https://discord.com/developers/docs/events/gateway#rate-limiting-identify
   */
  async untilSpaced(signal: AbortSignal): Promise<void> {
    if (this.hasSpent) return;
    const stored = await this.stored();
    if (!stored) return;
    const { clock } = this.options;
    const agoMs = clock.wallMs() - stored.spentAtMs;
    if (agoMs >= 0 && agoMs < SPACING_MS) await sleep(clock, SPACING_MS - agoMs, { signal });
  }

  /** {@link check}; then counts a session that is being started, and remembers that. */
  async spend(need: BudgetNeed, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.check(need, options);
    // Several may have passed the check in the same moment.
    if (this.remaining < need.sessions + need.reserve) throw this.refusal(need);
    this.remaining -= 1;
    this.hasSpent = true;
    const { total, remaining, resetAtMs } = this;
    if (remaining > 0 && remaining <= total / 10) {
      this.options.logger.warn('few sessions are left to start today', { remaining, total });
    }
    // Before IDENTIFY leaves: whoever crashes right after it has spent it.
    const { store, key, clock } = this.options;
    const saving = store.save(key, { total, remaining, resetAtMs, spentAtMs: clock.wallMs() });
    await this.answer(saving, 'the number of sessions left is not stored');
  }

  /** Takes over what Discord tells now. */
  read(info: GatewayInfo): void {
    const { clock } = this.options;
    const { total, remaining, resetAfterMs } = info.sessionStartLimit;
    const resetAtMs = clock.wallMs() + resetAfterMs;
    const isSamePeriod = clock.wallMs() < this.resetAtMs && resetAtMs - this.resetAtMs < SAME_RESET_MS;
    this.remaining = isSamePeriod ? Math.min(this.remaining, remaining) : remaining;
    this.resetAtMs = resetAtMs;
    this.total = total;
    this.readAtMs = clock.now();
  }

  /** The lower number holds, as long as both speak of the same day. */
  private heed(stored: StoredBudget | undefined): void {
    const nowMs = this.options.clock.wallMs();
    if (!stored || nowMs >= stored.resetAtMs || stored.resetAtMs > nowMs + LONGEST_PERIOD_MS) return;
    if (this.resetAtMs - stored.resetAtMs >= SAME_RESET_MS || stored.remaining >= this.remaining) return;
    this.remaining = stored.remaining;
    this.resetAtMs = Math.max(this.resetAtMs, stored.resetAtMs);
  }

  /** What an earlier run left; read once. */
  private stored(): Promise<StoredBudget | undefined> {
    const { store, key } = this.options;
    this.earlier ??= this.answer(store.load(key), 'the stored number of sessions left could not be read');
    return this.earlier;
  }

  private async answer<T>(answer: Promise<T>, otherwise: string): Promise<T | undefined> {
    const { clock, logger, storeMs } = this.options;
    const late = (): Error => new Error(`the budget store did not answer within ${storeMs} ms`);
    try {
      return await withLimit(clock, answer, storeMs, late);
    } catch (error) {
      logger.warn(otherwise, { error: asError(error).message });
      return undefined;
    }
  }

  private async refresh(need: BudgetNeed, signal: AbortSignal | undefined): Promise<void> {
    const { source, clock, logger } = this.options;
    try {
      this.read(await source.gatewayInfo({ signal }));
    } catch (error) {
      if (signal?.aborted) throw error;
      logger.warn('the number of sessions left could not be read again', { error: asError(error).message });
      // The day that the old number was told for is over.
      if (clock.wallMs() >= this.resetAtMs) this.remaining = Math.max(this.remaining, need.sessions + need.reserve);
    }
  }

  private refusal(need: BudgetNeed): GatewayError {
    const { total, remaining } = this;
    const nowMs = this.options.clock.wallMs();
    const retryAfterMs = Math.max(0, this.resetAtMs - nowMs);
    const resetAt = new Date(nowMs + retryAfterMs).toISOString();
    const message =
      remaining <= 0
        ? `All ${total} sessions that the bot may start in 24 hours are used up until ${resetAt}.`
        : `Only ${remaining} of the ${total} sessions that the bot may start in 24 hours are left until ${resetAt}: the shards that start need ${need.sessions}, and ${need.reserve} are kept for shards that have to come back.`;
    return new GatewayError({
      code: 'GATEWAY_IDENTIFY_BUDGET',
      kind: 'budget',
      message,
      advice:
        'wait until then: starting more resets the token. Keep sessions over restarts with a session store, and look for a loop that restarts the bot.',
      context: { total, remaining, resetAt },
      mayRetry: true,
      retryAfterMs,
    });
  }
}
