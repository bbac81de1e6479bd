/** A short soak: what `npm run soak` does for minutes, in seconds, with the same demands. */
import { runSoak } from '../support/soak/soak';

it('two bots of four shards come out of thirty faults knowing the world exactly', async () => {
  const result = await runSoak({ seed: 1, events: 8_000, faults: 30, durationMs: 10_000, shards: 4, guilds: 12 });
  expect(result).toMatchObject({ stuck: [], different: [] });
  expect(result.events).toBeGreaterThanOrEqual(8_000);
  // Eight at the start; after that a session is begun only for one that was lost.
  expect(result.identifies).toBeLessThanOrEqual(8 + result.lostSessions);
}, 150_000);
