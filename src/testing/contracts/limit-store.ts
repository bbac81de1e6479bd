/** What every {@link LimitStore} must do. */
import assert from 'node:assert/strict';
import { type LimitAnswer, type LimitRule, type LimitStore } from '../../dispatcher';
import { type ContractCase } from './contract-case';

const START = 1_767_225_600_000;
const SLIDING: LimitRule = { uses: 2, windowMs: 10_000, kind: 'sliding' };
const FIXED: LimitRule = { ...SLIDING, kind: 'fixed' };

/** Takes a use at so many milliseconds after the start. @returns 0 when it was allowed, else how long there is none. */
async function take(store: LimitStore, rule: LimitRule, atMs: number, key = 'key'): Promise<number> {
  return waitOf(await store.take(key, rule, START + atMs));
}

function waitOf(answer: LimitAnswer): number {
  if (answer.allowed) return 0;
  assert.ok(answer.retryAfterMs > 0, 'what is refused has to wait');
  return answer.retryAfterMs;
}

async function takenAt(store: LimitStore, rule: LimitRule, atMs: number): Promise<number> {
  const answer = await store.take('key', rule, START + atMs);
  assert.ok(answer.allowed);
  return answer.takenAtMs;
}

/** @param make a store that is empty */
export function limitStoreContract(make: () => LimitStore | Promise<LimitStore>): ContractCase[] {
  const using = (name: string, run: (store: LimitStore) => Promise<void>): ContractCase => ({
    name,
    run: async () => {
      const store = await make();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    },
  });
  return [
    using('allows as many uses as the rule says, and tells how long there are none', async (store) => {
      assert.equal(await take(store, SLIDING, 0), 0);
      assert.equal(await take(store, SLIDING, 4_000), 0);
      assert.equal(await take(store, SLIDING, 5_000), 5_000);
      assert.equal(await take(store, SLIDING, 9_999), 1);
    }),
    using('lets a sliding window go on use by use, exactly when each is over', async (store) => {
      for (const atMs of [0, 4_000, 10_000]) assert.equal(await take(store, SLIDING, atMs), 0);
      assert.equal(await take(store, SLIDING, 10_000), 4_000);
      assert.equal(await take(store, SLIDING, 14_000), 0);
    }),
    using('begins a fixed window with a use, and gives all uses back at its end', async (store) => {
      for (const atMs of [0, 9_000]) assert.equal(await take(store, FIXED, atMs), 0);
      assert.equal(await take(store, FIXED, 9_500), 500);
      for (const atMs of [10_000, 10_000]) assert.equal(await take(store, FIXED, atMs), 0);
      assert.equal(await take(store, FIXED, 12_000), 8_000);
    }),
    using('counts nothing of what was refused', async (store) => {
      for (const rule of [SLIDING, FIXED]) {
        for (const atMs of [0, 0]) assert.equal(await take(store, rule, atMs, rule.kind), 0);
        for (let atMs = 1; atMs < 10; atMs++) assert.equal(await take(store, rule, atMs, rule.kind), 10_000 - atMs);
        assert.equal(await take(store, rule, 10_000, rule.kind), 0);
      }
    }),
    using('keeps keys apart', async (store) => {
      for (const key of ['a', 'b', 'b|', 'ä ~2|user 1']) {
        assert.equal(await take(store, SLIDING, 0, key), 0);
        assert.equal(await take(store, SLIDING, 0, key), 0);
        assert.equal(await take(store, SLIDING, 0, key), 10_000);
      }
    }),
    using('allows no more of those that are asked for at once', async (store) => {
      const answers = await Promise.all(Array.from({ length: 20 }, async () => store.take('key', SLIDING, START)));
      assert.equal(answers.filter(({ allowed }) => allowed).length, 2);
    }),
    using('gives a use back, that and no more', async (store) => {
      for (const rule of [SLIDING, FIXED]) {
        const fresh = await make();
        const first = await takenAt(fresh, rule, 0);
        await takenAt(fresh, rule, 1_000);
        await fresh.giveBack('key', rule, first);
        assert.equal(await take(fresh, rule, 2_000), 0);
        assert.ok((await take(fresh, rule, 2_000)) > 0);
        await fresh.close();
      }
      await store.giveBack('never taken', SLIDING, START);
      assert.equal(await take(store, SLIDING, 0, 'never taken'), 0);
    }),
    using('begins a window anew when its only use was given back', async (store) => {
      await store.giveBack('key', FIXED, await takenAt(store, FIXED, 0));
      for (const atMs of [9_000, 9_000]) assert.equal(await take(store, FIXED, atMs), 0);
      assert.equal(await take(store, FIXED, 10_000), 9_000);
    }),
    using('gives nothing back of a window that is over', async (store) => {
      for (const rule of [SLIDING, FIXED]) {
        const fresh = await make();
        const first = await takenAt(fresh, rule, 0);
        for (const atMs of [10_000, 11_000]) assert.equal(await take(fresh, rule, atMs), 0);
        await fresh.giveBack('key', rule, first);
        assert.equal(await take(fresh, rule, 11_000), 9_000);
        await fresh.close();
      }
      assert.equal(await take(store, SLIDING, 0), 0);
    }),
    using('costs nobody more than a window when the clock is set back, and opens none', async (store) => {
      const hour = 3_600_000;
      for (const rule of [SLIDING, FIXED]) {
        for (const atMs of [hour, hour]) assert.equal(await take(store, rule, atMs, rule.kind), 0);
        const wait = await take(store, rule, 0, rule.kind);
        assert.ok(wait > 0 && wait <= rule.windowMs, `${wait} ms`);
        assert.equal(await take(store, rule, wait, rule.kind), 0);
      }
    }),
    {
      name: 'closes twice without complaint',
      run: async () => {
        const store = await make();
        await take(store, SLIDING, 0);
        await store.close();
        await store[Symbol.asyncDispose]();
      },
    },
  ];
}
