/**
 * The shards of a client, brought up by a plan, and brought up anew by a larger one when Discord refuses the plan.
 *
 * Discord refuses a plan by closing one of its shards: 4011 when a shard would serve too many guilds, 4010 when the
 * number of shards is none that it allows. No shard of that plan can then be trusted to serve its guilds for long, so the
 * whole plan ends and the next begins. A plan costs one session for each shard, so there are only a few in a day.
 */
import { setMaxListeners } from 'node:events';
import { abortReason, asError, backoffMs, sleep, untilAborted } from '../../util';
import { fixedCountRefused, plansRefused } from '../client-errors';
import { GatewayError } from '../gateway-error';
import { type GatewayInfo } from '../gateway-info';
import { type Succession } from '../requests/request-driver';
import { type Shard } from '../shard';
import { closeShards, type ClosingOptions } from './close-shards';
import { MOST_NEW_PLANS, nextCount, PLAN_WINDOW_MS, type ShardChoice } from './shard-count';

export interface FleetOptions extends ClosingOptions {
  readonly choice: ShardChoice;
  readonly makeShard: (id: number, count: number) => Shard;
  /** Asks Discord again. */
  readonly readInfo: (signal: AbortSignal) => Promise<GatewayInfo>;
  /** Another plan took the place of one that Discord refused: its shards are there, and will start. */
  readonly followed: () => void;
  readonly maxConcurrency: () => number;
  /** A shard ended for good although nobody closed it, and no new plan can help. */
  readonly lost: (error: GatewayError) => void;
}

interface Plan {
  readonly count: number;
  readonly shards: readonly Shard[];
  readonly abort: AbortController;
  readonly signal: AbortSignal;
  isUp: boolean;
  refusal: GatewayError | undefined;
}

/** How often the recommended number is asked for before a new plan is given up. */
const INFO_TRIES = 4;
const INFO_BACKOFF = { baseMs: 1_000, capMs: 30_000 } as const;

export class ShardFleet {
  private plan: Plan | undefined;
  private isClosing = false;
  /** When new plans were made. */
  private readonly newPlansAtMs: number[] = [];

  /** @param life aborts when the client ends. */
  constructor(
    private readonly options: FleetOptions,
    private readonly life: AbortSignal,
  ) {}

  /** Of the running plan; none before the start. */
  get shards(): readonly Shard[] {
    return this.plan?.shards ?? [];
  }

  /** Of the running plan; `undefined` before the start. */
  get count(): number | undefined {
    return this.plan?.count;
  }

  /** Shards that have not been ready yet, and so may need a session each. */
  get pending(): number {
    return this.shards.filter((shard) => !shard.wasReady).length;
  }

  /** Whether others follow a shard that has ended with this error. */
  successionOf(shard: object, error: GatewayError): Succession {
    const { plan } = this;
    if (!plan?.shards.some((one) => one === shard)) return 'there';
    return plan.refusal || isAboutPlan(error) ? 'coming' : 'none';
  }

  /** Resolves when every shard of this plan, or of one that had to follow it, is ready. */
  start(count: number, signal: AbortSignal): Promise<void> {
    return this.bringUp(this.begin(count, signal), signal);
  }

  /** Never rejects. */
  async close(resumable: boolean): Promise<void> {
    this.isClosing = true;
    await closeShards(this.options, this.shards, resumable);
  }

  private begin(count: number, signal: AbortSignal): Plan {
    if (signal.aborted) throw abortReason(signal);
    const { orchestrator, makeShard } = this.options;
    const abort = new AbortController();
    const plan: Plan = {
      count,
      shards: orchestrator.shardIds(count).map((id) => makeShard(id, count)),
      abort,
      signal: AbortSignal.any([signal, abort.signal]),
      isUp: false,
      refusal: undefined,
    };
    // Each shard that starts listens.
    setMaxListeners(plan.shards.length + 1, plan.signal);
    this.plan = plan;
    for (const shard of plan.shards) {
      void shard.ended.then((error) => {
        if (error) this.onEnded(plan, error);
      });
    }
    return plan;
  }

  private async bringUp(first: Plan, signal: AbortSignal): Promise<void> {
    for (let plan = first; ;) {
      try {
        const maxConcurrency = this.options.maxConcurrency();
        const starting = this.options.orchestrator.start(plan.shards, { maxConcurrency, signal: plan.signal });
        // Not everybody's orchestrator heeds a signal.
        await untilAborted(starting, signal);
      } catch (error) {
        if (signal.aborted || !plan.refusal) throw error;
      }
      if (!plan.refusal) {
        plan.isUp = true;
        return;
      }
      plan = await this.replace(plan, plan.refusal, signal);
    }
  }

  private onEnded(plan: Plan, error: GatewayError): void {
    if (plan !== this.plan || this.isClosing) return;
    if (!isAboutPlan(error)) {
      // One shard that Discord refuses for good would leave a bot that serves some guilds and not others.
      this.options.lost(error);
      return;
    }
    if (plan.refusal) return;
    plan.refusal = error;
    if (plan.isUp) void this.recover(plan, error);
    else plan.abort.abort(error);
  }

  private async recover(plan: Plan, refusal: GatewayError): Promise<void> {
    try {
      const next = await this.replace(plan, refusal, this.life);
      await this.bringUp(next, this.life);
    } catch (error) {
      if (!this.isClosing) this.options.lost(error instanceof GatewayError ? error : refusal);
    }
  }

  /** @throws {GatewayError} what keeps another plan from being made. */
  private async replace(refused: Plan, refusal: GatewayError, signal: AbortSignal): Promise<Plan> {
    const { choice, clock, logger } = this.options;
    const info = await this.askAgain(refusal, signal);
    if (choice !== 'auto') throw fixedCountRefused(refusal, choice, info.shards);
    const nowMs = clock.now();
    const lately = this.newPlansAtMs.filter((atMs) => nowMs - atMs < PLAN_WINDOW_MS);
    if (lately.length >= MOST_NEW_PLANS) throw plansRefused(refusal, refused.count, lately.length);
    const count = nextCount(refused.count, info);
    this.newPlansAtMs.push(nowMs);
    logger.warn('Discord refuses the number of shards: all of them end, and a larger number begins', {
      closeCode: refusal.closeCode,
      refused: refused.count,
      recommended: info.shards,
      next: count,
    });
    await closeShards(this.options, refused.shards, false);
    const next = this.begin(count, signal);
    this.options.followed();
    return next;
  }

  private async askAgain(refusal: GatewayError, signal: AbortSignal): Promise<GatewayInfo> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.options.readInfo(signal);
      } catch (error) {
        if (signal.aborted) throw error;
        if (this.options.choice !== 'auto' || attempt + 1 >= INFO_TRIES) throw refusal;
        this.options.logger.warn('the recommended number of shards could not be read', {
          error: asError(error).message,
        });
        await sleep(this.options.clock, backoffMs(attempt, INFO_BACKOFF), { signal });
      }
    }
  }
}

/** Whether another number of shards can help. */
function isAboutPlan(error: GatewayError): boolean {
  return error.closeCode === 4010 || error.closeCode === 4011;
}
