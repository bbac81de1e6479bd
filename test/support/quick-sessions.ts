/** Sessions of a bot that follow each other sooner than Discord lets them: for tests of what a new session brings, not of the wait. */
import { type IdentifyQueue, MemoryIdentifyQueue } from '../../src/gateway';
import { type SimulatorOptions } from '../../src/testing/simulator';

/** A Discord that takes the next IDENTIFY at once. That its five seconds are kept is shown in gateway.test.ts. */
export function quickSessions(options: SimulatorOptions = {}): SimulatorOptions {
  const sessionStart = { spacingMs: 0, ...options.gateway?.sessionStart };
  return { ...options, gateway: { ...options.gateway, sessionStart } };
}

/** What a bot on such a Discord waits by: next to nothing. */
export function quickQueue(maxConcurrency = 1): IdentifyQueue {
  return new MemoryIdentifyQueue({ maxConcurrency, spacingMs: 50 });
}
