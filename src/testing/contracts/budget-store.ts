/** What every {@link BudgetStore} must do. */
import assert from 'node:assert/strict';
import { type BudgetStore, type StoredBudget } from '../../gateway';
import { type ContractCase } from './contract-case';

const BUDGET: StoredBudget = {
  total: 1_000,
  remaining: 42,
  resetAtMs: 1_767_225_600_000,
  spentAtMs: 1_767_200_000_000,
};

export function budgetStoreContract(make: () => BudgetStore | Promise<BudgetStore>): ContractCase[] {
  return [
    {
      name: 'knows nothing of a token that was never saved',
      run: async () => {
        assert.equal(await (await make()).load('key'), undefined);
      },
    },
    {
      name: 'returns what was saved last, field by field',
      run: async () => {
        const store = await make();
        await store.save('key', BUDGET);
        await store.save('key', { ...BUDGET, remaining: 0 });
        assert.deepEqual(await store.load('key'), { ...BUDGET, remaining: 0 });
      },
    },
    {
      name: 'keeps tokens apart',
      run: async () => {
        const store = await make();
        await store.save('a', BUDGET);
        await store.save('b', { ...BUDGET, remaining: 7 });
        assert.equal((await store.load('a'))?.remaining, 42);
        assert.equal((await store.load('b'))?.remaining, 7);
        assert.equal(await store.load('c'), undefined);
      },
    },
  ];
}
