/** Every limiter keeps the port's contract. */
import { MemoryRateLimiter, NoopRateLimiter } from 'corduroy/rest';
import { rateLimiterContract } from '../../src/testing/contracts/rate-limiter';

describe('MemoryRateLimiter keeps the contract of a rate limiter', () => {
  for (const each of rateLimiterContract((clock) => new MemoryRateLimiter({ clock }))) it(each.name, () => each.run());
});

describe('NoopRateLimiter keeps the part of the contract that does not limit', () => {
  for (const each of rateLimiterContract(() => new NoopRateLimiter(), { limits: false }))
    it(each.name, () => each.run());
});
