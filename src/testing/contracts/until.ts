/** Waiting in contracts: for real sockets, which take turns of the event loop, without a clock. */
import assert from 'node:assert/strict';

/** Waits for turns of the event loop until something holds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 100_000; turns++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail(`it never came about that ${what}`);
}
