/** Budgets in memory: they outlive a client that is closed and made again, not the process. */
import { type BudgetStore, type StoredBudget } from './budget-store';

export class MemoryBudgetStore implements BudgetStore {
  private readonly budgets = new Map<string, StoredBudget>();

  load(key: string): Promise<StoredBudget | undefined> {
    return Promise.resolve(this.budgets.get(key));
  }

  save(key: string, budget: StoredBudget): Promise<void> {
    this.budgets.set(key, budget);
    return Promise.resolve();
  }
}
