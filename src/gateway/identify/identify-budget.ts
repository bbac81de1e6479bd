/**
 * How many sessions may still be started today.
 *
 * A token may start a thousand sessions in 24 hours, over all its shards. Who goes on after that has every session ended
 * and the token reset. So the number that Discord tells is counted down here, read again when it is old (another process
 * may have used some), and nothing is started at zero. A RESUME costs nothing.
 * https://discord.com/developers/docs/events/gateway#session-start-limit-object
 */
import { asError, type Clock, type Logger } from '../../util';
import { GatewayError } from '../gateway-error';
import { type GatewayInfo, type GatewayInfoSource } from '../gateway-info';

/** A number older than this is read again before it is trusted. */
const FRESH_MS = 300_000;

export class IdentifyBudget {
  private total = 0;
  private remaining = 0;
  private resetAtMs = 0;
  private readAtMs = 0;

  constructor(
    private readonly source: GatewayInfoSource,
    info: GatewayInfo,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.read(info);
  }

  /**
   * Resolves when a session may be started; throws the `budget` error when none may.
   * @throws {GatewayError} GATEWAY_IDENTIFY_BUDGET, with `retryAfterMs`.
   */
  async check(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const nowMs = this.clock.now();
    if (nowMs - this.readAtMs > FRESH_MS || (this.remaining <= 0 && nowMs >= this.resetAtMs)) {
      await this.refresh(options.signal);
    }
    if (this.remaining > 0) return;
    const retryAfterMs = Math.max(0, this.resetAtMs - this.clock.now());
    const resetAt = new Date(this.clock.wallMs() + retryAfterMs).toISOString();
    throw new GatewayError({
      code: 'GATEWAY_IDENTIFY_BUDGET',
      kind: 'budget',
      message: `All ${this.total} sessions that the bot may start in 24 hours are used up until ${resetAt}.`,
      advice:
        'wait until then: starting more resets the token. Keep sessions over restarts with a session store, and look for a loop that restarts the bot.',
      context: { total: this.total, resetAt },
      mayRetry: true,
      retryAfterMs,
    });
  }

  /** Counts a session that is being started. */
  spend(): void {
    this.remaining -= 1;
    if (this.remaining > 0 && this.remaining <= this.total / 10) {
      this.logger.warn('few sessions are left to start today', { remaining: this.remaining, total: this.total });
    }
  }

  private async refresh(signal: AbortSignal | undefined): Promise<void> {
    try {
      this.read(await this.source.gatewayInfo({ signal }));
    } catch (error) {
      if (signal?.aborted) throw error;
      this.logger.warn('the number of sessions left could not be read again', { error: asError(error).message });
      // The day that the old number was told for is over.
      if (this.clock.now() >= this.resetAtMs) this.remaining = Math.max(this.remaining, 1);
    }
  }

  private read(info: GatewayInfo): void {
    const { total, remaining, resetAfterMs } = info.sessionStartLimit;
    const nowMs = this.clock.now();
    this.total = total;
    this.remaining = remaining;
    this.resetAtMs = nowMs + resetAfterMs;
    this.readAtMs = nowMs;
  }
}
