/** Budgets in a directory, one small file for each token. */
import { nullLogger, type Logger } from '../../util';
import { StateDirectory } from '../state/state-directory';
import { type BudgetStore, type StoredBudget } from './budget-store';

export class FileBudgetStore implements BudgetStore {
  private readonly directory: StateDirectory;

  /** @param directory is made when something is saved. */
  constructor(directory: string, options: { readonly logger?: Logger | undefined } = {}) {
    this.directory = new StateDirectory(directory, options.logger ?? nullLogger);
  }

  load(key: string): Promise<StoredBudget | undefined> {
    return this.directory.read(fileOf(key), isBudget);
  }

  save(key: string, budget: StoredBudget): Promise<void> {
    const { total, remaining, resetAtMs, spentAtMs } = budget;
    return this.directory.write(fileOf(key), { total, remaining, resetAtMs, spentAtMs });
  }
}

function fileOf(key: string): string {
  return `identify-${encodeURIComponent(key)}.json`;
}

function isBudget(value: object): value is StoredBudget {
  const { total, remaining, resetAtMs, spentAtMs } = value as Partial<Record<keyof StoredBudget, unknown>>;
  return (
    Number.isSafeInteger(total) &&
    Number.isSafeInteger(remaining) &&
    Number.isFinite(resetAtMs) &&
    Number.isFinite(spentAtMs)
  );
}
