/** A short soak of voice: what `npm run soak:voice` does for a minute, in ten seconds, with the same demands. */
import { soakVoice } from '../support/soak-voice/soak-voice';

it('two bots in two calls come out of thirty kinds of trouble playing, and leave nothing behind', async () => {
  const result = await soakVoice({ seed: 1, calls: 2, strikes: 30, durationMs: 10_000 });
  expect(result).toMatchObject({ wrong: [], foreign: 0, disorder: 0, missingInTheEnd: 0 });
  expect(result.heard).toBeGreaterThan(1_000);
  // What is told of the audio and what was done to it are told by one clock.
  expect(result.holds.some(({ mostMs }) => mostMs >= 20)).toBe(true);
}, 150_000);
