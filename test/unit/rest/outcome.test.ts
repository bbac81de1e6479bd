/** What is read from the headers and body of an answer about limits. */
import { readOutcome } from 'corduroy/rest';

const HEADERS = {
  'x-ratelimit-bucket': 'abc',
  'x-ratelimit-limit': '5',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset-after': '1.101',
};

describe('what an answer says about limits', () => {
  it('is the state of its bucket', () => {
    expect(readOutcome(200, HEADERS, {})).toEqual({
      status: 200,
      report: { bucket: 'abc', limit: 5, remaining: 0, resetAfterMs: 1_101 },
      refusal: undefined,
    });
  });

  it('is nothing without headers, or with ones that make no sense', () => {
    expect(readOutcome(200, {}, {}).report).toBeUndefined();
    expect(readOutcome(200, { ...HEADERS, 'x-ratelimit-limit': '0' }, {}).report).toBeUndefined();
    expect(readOutcome(200, { ...HEADERS, 'x-ratelimit-reset-after': 'soon' }, {}).report).toBeUndefined();
    expect(readOutcome(200, { ...HEADERS, 'x-ratelimit-remaining': '-1' }, {}).report).toBeUndefined();
  });

  it.each([
    [
      'the body’s fraction before the header’s seconds',
      { 'retry-after': '2', 'x-ratelimit-scope': 'user' },
      { retry_after: 1.337 },
      'user',
      1_337,
    ],
    ['no wait at all', { 'x-ratelimit-scope': 'shared' }, { retry_after: 0 }, 'shared', 0],
    ['a huge wait in full', { 'x-ratelimit-scope': 'user' }, { retry_after: 86_400 }, 'user', 86_400_000],
    ['the header without a body', { 'retry-after': '65' }, undefined, 'edge', 65_000],
    ['the bucket’s reset when nothing else is said', HEADERS, {}, 'user', 1_101],
    ['global in the body', {}, { retry_after: 3, global: true }, 'global', 3_000],
    ['global in a header', { 'x-ratelimit-global': 'true', 'retry-after': '3' }, undefined, 'global', 3_000],
    ['a minute when the edge says nothing', {}, undefined, 'edge', 60_000],
    ['a second when Discord says nothing', { 'x-ratelimit-scope': 'user' }, { retry_after: -5 }, 'user', 1_000],
    ['JSON without scope as the user’s', {}, { retry_after: 0.5 }, 'user', 500],
  ] as const)('is, for a 429: %s', (_what, headers, body, scope, retryAfterMs) => {
    expect(readOutcome(429, headers, body).refusal).toEqual({ scope, retryAfterMs });
  });
});
