/** For what may fail where nobody is left to be told. */

/** Runs it; what it throws is dropped. */
export function quietly(task: () => void): void {
  try {
    task();
  } catch {
    return;
  }
}
