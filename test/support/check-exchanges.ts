/**
 * Runs in every test file: what tests say to the simulator, and what it answers, must fit Discord's own schemas. The
 * schemas are loaded late, in files that talk to a simulator, and between tests, so that no test waits for them.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { REST_EXCHANGES, type RestExchange } from '../../src/testing/simulator/rest/exchanges';

let exchanges: RestExchange[] = [];
const keep = (exchange: unknown): void => {
  exchanges.push(exchange as RestExchange);
};

subscribe(REST_EXCHANGES, keep);
afterEach(check);
afterAll(async () => {
  unsubscribe(REST_EXCHANGES, keep);
  await check();
});

async function check(): Promise<void> {
  const made = exchanges;
  exchanges = [];
  if (made.length === 0) return;
  const { specViolations } = await import('./spec-check');
  const found = new Set(made.flatMap(specViolations));
  if (found.size === 0) return;
  const list = [...found].map((violation) => `- ${violation}`).join('\n');
  const error = new Error(
    `Discord's specification says otherwise (exceptions stand in test/support/spec-exceptions.ts):\n${list}`,
  );
  // Where it was found says nothing about where it comes from.
  error.stack = error.message;
  throw error;
}
