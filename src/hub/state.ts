/**
 * Where groups keep what the next run needs: sessions to resume, what their caches remember, and how many sessions may still be
 * started today.
 */
import { join } from 'node:path';
import { type CacheStore, FileCacheStore } from '../cache';
import {
  type BudgetStore,
  FileBudgetStore,
  FileSessionStore,
  MemoryBudgetStore,
  MemorySessionStore,
  type SessionStore,
} from '../gateway';
import { type Logger } from '../util';
import { isLoopback } from './loopback';

/** `memory`: the next run begins with nothing. `{ directory }`: it is kept in files there, which hold no token. */
export type StateChoice = 'memory' | { readonly directory: string };

/** In the working directory of the process. */
const DEFAULT_DIRECTORY = '.corduroy';

/** The default: files, but memory for a simulator on this machine, which does not outlive its test. */
export function defaultState(api: string | undefined): StateChoice {
  const isSimulator = api !== undefined && URL.canParse(api) && isLoopback(new URL(api));
  return isSimulator ? 'memory' : { directory: DEFAULT_DIRECTORY };
}

export interface StateStores {
  readonly sessionStore: SessionStore;
  readonly budgetStore: BudgetStore;
  /** Of sessions in memory nothing is left to resume, so their caches need not outlive them. */
  readonly cacheStore?: CacheStore | undefined;
}

export function stateStores(choice: StateChoice, logger: Logger): StateStores {
  if (choice === 'memory') return { sessionStore: new MemorySessionStore(), budgetStore: new MemoryBudgetStore() };
  const { directory } = choice;
  return {
    sessionStore: new FileSessionStore(directory, { logger }),
    budgetStore: new FileBudgetStore(directory, { logger }),
    cacheStore: new FileCacheStore(join(directory, 'cache')),
  };
}
