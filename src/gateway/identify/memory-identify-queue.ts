/** Spaces the IDENTIFYs of one process: first come, first served within each bucket. */
import { abortReason, type Clock, type Deferred, deferred, systemClock, type Timer } from '../../util';
import { type IdentifyQueue } from './identify-queue';

export interface MemoryIdentifyQueueOptions {
  /** `max_concurrency` of the token. Default 1. */
  readonly maxConcurrency?: number;
  /** Between two IDENTIFYs of a bucket, in milliseconds. Default 5100: Discord's five seconds and room for the network. */
  readonly spacingMs?: number;
  readonly clock?: Clock;
}

interface Waiter {
  readonly turn: Deferred<void>;
  readonly forget: () => void;
}

interface Bucket {
  readonly waiting: Waiter[];
  nextAtMs: number;
  /** Set while somebody waits. */
  timer: Timer | undefined;
}

export class MemoryIdentifyQueue implements IdentifyQueue {
  private readonly maxConcurrency: number;
  private readonly spacingMs: number;
  private readonly clock: Clock;
  private readonly buckets = new Map<number, Bucket>();

  constructor(options: MemoryIdentifyQueueOptions = {}) {
    this.maxConcurrency = Math.max(1, Math.floor(options.maxConcurrency ?? 1));
    this.spacingMs = options.spacingMs ?? 5_100;
    this.clock = options.clock ?? systemClock;
  }

  acquire(shardId: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    const bucket = this.bucketOf(shardId);
    const turn = deferred();
    const onAbort = (): void => {
      const at = bucket.waiting.indexOf(waiter);
      if (at >= 0) bucket.waiting.splice(at, 1);
      if (bucket.waiting.length === 0) quiet(bucket);
      turn.reject(abortReason(signal as AbortSignal));
    };
    const waiter: Waiter = { turn, forget: () => signal?.removeEventListener('abort', onAbort) };
    signal?.addEventListener('abort', onAbort, { once: true });
    bucket.waiting.push(waiter);
    this.serve(bucket);
    return turn.promise;
  }

  private bucketOf(shardId: number): Bucket {
    const key = shardId % this.maxConcurrency;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      bucket = { waiting: [], nextAtMs: -Infinity, timer: undefined };
      this.buckets.set(key, bucket);
    }
    return bucket;
  }

  private serve(bucket: Bucket): void {
    if (bucket.timer || bucket.waiting.length === 0) return;
    const nowMs = this.clock.now();
    if (bucket.nextAtMs <= nowMs) {
      const first = bucket.waiting.shift();
      bucket.nextAtMs = nowMs + this.spacingMs;
      first?.forget();
      first?.turn.resolve();
    }
    if (bucket.waiting.length === 0) return;
    bucket.timer = this.clock.setTimer(bucket.nextAtMs - nowMs, () => {
      bucket.timer = undefined;
      this.serve(bucket);
    });
  }
}

/** Nobody waits any more, so nothing may keep the process from ending. */
function quiet(bucket: Bucket): void {
  bucket.timer?.cancel();
  bucket.timer = undefined;
}
