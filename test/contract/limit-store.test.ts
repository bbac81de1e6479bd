/** Every store of limits keeps what the port promises: the one in memory, and one that answers later. */
import { type LimitAnswer, type LimitRule, LimitStore, MemoryLimitStore } from '../../src/dispatcher';
import { limitStoreContract } from '../../src/testing/contracts/limit-store';

/** As one that is reached over a network: what it is asked waits in a line, and is answered later. */
class LateLimitStore extends LimitStore {
  private readonly uses = new Map<string, number[]>();
  private readonly started = new Map<string, number>();
  private line: Promise<unknown> = Promise.resolve();

  override take(key: string, { kind, windowMs, uses }: LimitRule, nowMs: number): Promise<LimitAnswer> {
    return this.next(() => {
      // Written for itself, so that the suite is not only one implementation's idea: what lies ahead is brought to now.
      const startMs = Math.min(this.started.get(key) ?? -Infinity, nowMs);
      const times = (this.uses.get(key) ?? []).map((atMs) => Math.min(atMs, nowMs));
      const isOver = nowMs - startMs >= windowMs;
      const counted = kind === 'fixed' ? (isOver ? [] : times) : times.filter((atMs) => nowMs - atMs < windowMs);
      this.uses.set(key, counted);
      this.started.set(key, counted.length === 0 ? nowMs : startMs);
      const oldest = kind === 'fixed' ? startMs : (counted[0] ?? nowMs);
      if (counted.length >= uses) return { allowed: false, retryAfterMs: oldest + windowMs - nowMs };
      counted.push(nowMs);
      return { allowed: true, takenAtMs: nowMs };
    });
  }

  override giveBack(key: string, _rule: LimitRule, takenAtMs: number): Promise<void> {
    return this.next(() => {
      const times = this.uses.get(key) ?? [];
      const index = times.indexOf(takenAtMs);
      if (index >= 0) times.splice(index, 1);
    });
  }

  override async close(): Promise<void> {
    await this.line;
  }

  private next<T>(work: () => T): Promise<T> {
    const done = this.line.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return work();
    });
    this.line = done;
    return done;
  }
}

describe('MemoryLimitStore', () => {
  for (const one of limitStoreContract(() => new MemoryLimitStore())) it(one.name, () => one.run());
});

describe('a store that answers later', () => {
  for (const one of limitStoreContract(() => new LateLimitStore())) it(one.name, () => one.run());
});
