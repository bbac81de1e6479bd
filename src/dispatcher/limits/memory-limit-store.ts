/**
 * Counts uses in memory. What is over is forgotten while others are counted, a little at a time: entries of one length of
 * window stand in the order in which they end, so that only the first ones have to be looked at.
 */
import { FixedWindow } from './fixed-window';
import { type LimitAnswer, type LimitRule, LimitStore } from './limit-store';
import { SlidingWindow } from './sliding-window';

type Counter = FixedWindow | SlidingWindow;

export interface MemoryLimitStoreOptions {
  /**
   * How many keys are counted at a time. Beyond it keys that end first are forgotten for new ones, a hundredth at once, and may
   * be used too early: nobody is locked out by others who fill the store. Default 100,000.
   */
  readonly maxKeys?: number | undefined;
}

/** How many entries that are over one call forgets at most, so that no call is slow. */
const SWEEP = 1_000;
/** How long nothing is looked for after that, in milliseconds: the front of a map that was deleted from is slow to find. */
const REST_MS = 50;

export class MemoryLimitStore extends LimitStore {
  /** By length of the window, then by key, in the order in which they end. */
  private readonly lanes = new Map<number, Map<string, Counter>>();
  private readonly maxKeys: number;
  private keys = 0;
  private early = 0;
  private sweepAtMs = -Infinity;
  /** What was handed in last, and what it was taken for: where a clock is set back, time stands still for a moment and goes on. */
  private latestMs = -Infinity;
  private aheadMs = 0;

  constructor({ maxKeys = 100_000 }: MemoryLimitStoreOptions = {}) {
    super();
    this.maxKeys = Math.max(1, maxKeys);
  }

  /** How many keys are counted. */
  get size(): number {
    return this.keys;
  }

  /** How many keys were forgotten before they were over, because there were too many. */
  get forgotten(): number {
    return this.early;
  }

  override take(key: string, rule: LimitRule, nowMs: number): LimitAnswer {
    const atMs = this.forwards(nowMs);
    if (atMs >= this.sweepAtMs) this.sweep(atMs);
    const lane = this.laneOf(rule.windowMs);
    const counter = lane.get(key) ?? this.enter(lane, key, rule);
    const endedAtMs = counter.endsAtMs(rule.windowMs);
    const retryAfterMs = counter.take(rule, atMs);
    if (retryAfterMs > 0) return { allowed: false, retryAfterMs };
    if (counter.endsAtMs(rule.windowMs) !== endedAtMs) {
      // It ends last now.
      lane.delete(key);
      lane.set(key, counter);
    }
    return { allowed: true, takenAtMs: atMs };
  }

  override giveBack(key: string, { windowMs }: LimitRule, takenAtMs: number): void {
    const lane = this.lanes.get(windowMs);
    const counter = lane?.get(key);
    if (!lane || !counter) return;
    counter.giveBack(takenAtMs);
    if (counter.isEmpty) this.remove(lane, key);
  }

  override close(): void {
    this.lanes.clear();
    this.keys = 0;
  }

  private forwards(nowMs: number): number {
    if (nowMs < this.latestMs) this.aheadMs += this.latestMs - nowMs;
    this.latestMs = nowMs;
    return nowMs + this.aheadMs;
  }

  private laneOf(windowMs: number): Map<string, Counter> {
    let lane = this.lanes.get(windowMs);
    if (!lane) this.lanes.set(windowMs, (lane = new Map<string, Counter>()));
    return lane;
  }

  private enter(lane: Map<string, Counter>, key: string, { kind }: LimitRule): Counter {
    if (this.keys >= this.maxKeys) this.makeRoom();
    const counter = kind === 'fixed' ? new FixedWindow() : new SlidingWindow();
    lane.set(key, counter);
    this.keys += 1;
    return counter;
  }

  private sweep(nowMs: number): void {
    let left = SWEEP;
    this.sweepAtMs = nowMs;
    for (const [windowMs, lane] of this.lanes) {
      for (const [key, counter] of lane) {
        if (left === 0) return;
        if (counter.endsAtMs(windowMs) > nowMs) break;
        this.remove(lane, key);
        left -= 1;
      }
      if (lane.size === 0) this.lanes.delete(windowMs);
    }
    this.sweepAtMs = nowMs + REST_MS;
  }

  /** Forgets keys of the lane whose first one ends before those of others. */
  private makeRoom(): void {
    let first: { readonly lane: Map<string, Counter>; readonly endsAtMs: number } | undefined;
    for (const [windowMs, lane] of this.lanes) {
      for (const counter of lane.values()) {
        const endsAtMs = counter.endsAtMs(windowMs);
        if (!first || endsAtMs < first.endsAtMs) first = { lane, endsAtMs };
        break;
      }
    }
    if (!first) return;
    let left = Math.ceil(this.maxKeys / 100);
    for (const key of first.lane.keys()) {
      this.remove(first.lane, key);
      this.early += 1;
      left -= 1;
      if (left === 0) return;
    }
  }

  private remove(lane: Map<string, Counter>, key: string): void {
    if (lane.delete(key)) this.keys -= 1;
  }
}
