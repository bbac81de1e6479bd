/** Both kinds of windows against an oracle that only knows all uses there ever were, over thousands of random schedules. */
import { type LimitRule, MemoryLimitStore } from '../../../../src/dispatcher';
import { random } from './support';

interface Use {
  readonly atMs: number;
  readonly key: string;
}

/** What may be said of a use that is asked for at this moment, from the rule's own words. */
function isAllowed(rule: LimitRule, uses: readonly Use[], windowStartMs: number | undefined, nowMs: number): boolean {
  const counted =
    rule.kind === 'sliding'
      ? uses.filter(({ atMs }) => atMs > nowMs - rule.windowMs)
      : windowStartMs === undefined || nowMs >= windowStartMs + rule.windowMs
        ? []
        : uses.filter(({ atMs }) => atMs >= windowStartMs);
  return counted.length < rule.uses;
}

/** Uses of one key that were not given back, and when its fixed window began. */
interface Known {
  readonly uses: Use[];
  startMs: number | undefined;
}

/** Runs one random schedule. @returns what was wrong with it, and how many uses were refused. */
function runSchedule(rule: LimitRule, next: () => number): { readonly faults: string[]; readonly refused: number } {
  const store = new MemoryLimitStore();
  const known = new Map<string, Known>();
  const faults: string[] = [];
  let nowMs = 1_000;
  let refused = 0;
  for (let step = 0; step < 40; step++) {
    nowMs += Math.floor(next() * 1.6 * (rule.windowMs / rule.uses));
    const key = next() < 0.7 ? 'a' : 'b';
    let mine = known.get(key);
    if (!mine) known.set(key, (mine = { uses: [], startMs: undefined }));
    const { uses, startMs } = mine;
    if (next() < 0.15 && uses.length > 0) {
      const [given] = uses.splice(Math.floor(next() * uses.length), 1);
      store.giveBack(key, rule, (given as Use).atMs);
      continue;
    }
    const answer = store.take(key, rule, nowMs);
    const at = `${rule.kind} ${rule.uses}/${rule.windowMs}, step ${step}`;
    if (answer.allowed !== isAllowed(rule, uses, startMs, nowMs)) faults.push(`${at}: ${String(answer.allowed)}`);
    if (answer.allowed) {
      const runs = startMs !== undefined && nowMs < startMs + rule.windowMs && uses.some(({ atMs }) => atMs >= startMs);
      if (!runs) mine.startMs = nowMs;
      uses.push({ atMs: answer.takenAtMs, key });
      continue;
    }
    refused++;
    const againMs = nowMs + answer.retryAfterMs;
    if (!isAllowed(rule, uses, startMs, againMs)) faults.push(`${at}: told to come too early`);
    if (isAllowed(rule, uses, startMs, againMs - 1)) faults.push(`${at}: told to come too late`);
  }
  if (rule.kind === 'sliding') for (const { uses } of known.values()) faults.push(...tooMany(rule, uses));
  return { faults, refused };
}

/** Stretches of the window's length that have more uses than one may. */
function tooMany({ uses: allowed, windowMs }: LimitRule, uses: readonly Use[]): string[] {
  return uses
    .map(({ atMs }) => uses.filter((other) => other.atMs >= atMs && other.atMs < atMs + windowMs).length)
    .filter((count) => count > allowed)
    .map((count) => `${count} uses in a window of ${allowed}`);
}

describe.each(['sliding', 'fixed'] as const)('a %s window', (kind) => {
  it('allows exactly what its rule allows in 5,000 random schedules, and says exactly how long there is nothing', () => {
    const next = random(kind === 'fixed' ? 11 : 7);
    const faults: string[] = [];
    let refused = 0;
    for (let schedule = 0; schedule < 5_000; schedule++) {
      const rule: LimitRule = { kind, uses: 1 + Math.floor(next() * 5), windowMs: 1 + Math.floor(next() * 40) };
      const result = runSchedule(rule, next);
      faults.push(...result.faults);
      refused += result.refused;
    }
    expect(faults).toEqual([]);
    // So that the schedules are known to reach the limit, and not to live behind it.
    expect(refused).toBeGreaterThan(10_000);
    expect(refused).toBeLessThan(150_000);
  });
});

describe('MemoryLimitStore', () => {
  const rule: LimitRule = { kind: 'sliding', uses: 2, windowMs: 1_000 };

  it('forgets keys that are over while others are counted', () => {
    const store = new MemoryLimitStore();
    for (let index = 0; index < 500; index++) store.take(`old ${index}`, rule, index);
    for (let index = 0; index < 20; index++) {
      store.take('fixed', { ...rule, kind: 'fixed', windowMs: 60_000 }, 5_000 + index);
    }
    expect(store.size).toBe(1);
    expect(store.forgotten).toBe(0);
  });

  it('keeps keys of long windows while those of short ones come and go', () => {
    const store = new MemoryLimitStore();
    store.take('long', { ...rule, uses: 1, windowMs: 3_600_000 }, 0);
    for (let nowMs = 0; nowMs < 100_000; nowMs += 10) store.take(`short ${nowMs}`, rule, nowMs);
    expect(store.size).toBeLessThan(200);
    expect(store.take('long', { ...rule, uses: 1, windowMs: 3_600_000 }, 100_000)).toEqual({
      allowed: false,
      retryAfterMs: 3_500_000,
    });
  });

  it('forgets a key whose only use was given back', () => {
    const store = new MemoryLimitStore();
    store.take('key', rule, 0);
    store.giveBack('key', rule, 0);
    expect(store.size).toBe(0);
  });

  it('holds no more keys than it may, and forgets those first that end first', () => {
    const store = new MemoryLimitStore({ maxKeys: 3 });
    const once = { ...rule, uses: 1 };
    const long = { ...once, windowMs: 60_000 };
    store.take('long', long, 0);
    for (const [index, key] of ['a', 'b', 'c'].entries()) store.take(key, once, index);
    expect(store.size).toBe(3);
    expect(store.forgotten).toBe(1);
    expect(store.take('b', once, 5).allowed).toBe(false);
    expect(store.take('c', once, 5).allowed).toBe(false);
    expect(store.take('long', long, 5).allowed).toBe(false);
    // The one that was forgotten is allowed too early: nobody is locked out because others came.
    expect(store.take('a', once, 5).allowed).toBe(true);
  });

  it('keeps a sliding window of many uses in step over a long time', () => {
    const store = new MemoryLimitStore();
    const many = { ...rule, uses: 1_000 };
    let allowed = 0;
    for (let nowMs = 0; nowMs < 10_000; nowMs++) if (store.take('key', many, nowMs).allowed) allowed++;
    expect(allowed).toBe(10_000);
    expect(store.take('key', many, 9_999)).toEqual({ allowed: false, retryAfterMs: 1 });
  });
});
