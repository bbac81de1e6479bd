/** Whatever the traffic: the limiter never exceeds a limit, never waits in vain, never strands anyone. */
import fc from 'fast-check';
import { type LimitKey, MemoryRateLimiter, type Priority } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { type Journey, ReferenceServer, type ServerLimits } from './support/reference-server';

const ROUTES = ['GET /a/{channel_id}', 'POST /b/{channel_id}', 'PUT /c/{channel_id}'];
const HOUR_MS = 3_600_000;
/** Runs of each property; more are asked for by the environment when the limiter is changed. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

const limitArb = fc.record({ limit: fc.integer({ min: 1, max: 6 }), windowMs: fc.integer({ min: 50, max: 3_000 }) });

/** Three routes; the first two may turn out to be one bucket. */
const limitsArb: fc.Arbitrary<ServerLimits> = fc
  .tuple(limitArb, limitArb, limitArb, fc.boolean())
  .map(([a, b, c, shared]) => ({
    [ROUTES[0]!]: { hash: 'a', ...a },
    [ROUTES[1]!]: shared ? { hash: 'a', ...a } : { hash: 'b', ...b },
    [ROUTES[2]!]: { hash: 'c', ...c },
  }));

const keyArb: fc.Arbitrary<LimitKey> = fc.record({
  route: fc.constantFrom(...ROUTES),
  major: fc.constantFrom('1', '2'),
  part: fc.constant(''),
  exempt: fc.constant(false),
});

const journeysOf = (fates: Journey['fate'][], givesUp: boolean): fc.Arbitrary<Journey[]> =>
  fc.array(
    fc.record({
      key: keyArb,
      atMs: fc.integer({ min: 0, max: 4_000 }),
      thereMs: fc.integer({ min: 0, max: 200 }),
      backMs: fc.integer({ min: 0, max: 200 }),
      fate: fc.constantFrom(...fates),
      priority: fc.constantFrom<(Priority | undefined)[]>(undefined, undefined, 'normal', 'high', 'low'),
      givesUpAfterMs: givesUp
        ? fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined })
        : fc.constant(undefined),
      deadlineMs: givesUp ? fc.integer({ min: 0, max: 20_000 }) : fc.constant(HOUR_MS),
    }),
    { minLength: 1, maxLength: 30 },
  );

interface Bench {
  readonly clock: ManualClock;
  readonly limiter: MemoryRateLimiter;
  readonly server: ReferenceServer;
}

function bench(limits: ServerLimits, global = 1_000): Bench {
  const clock = new ManualClock();
  const limiter = new MemoryRateLimiter({ clock, global: { limit: global } });
  return { clock, limiter, server: new ReferenceServer(clock, limiter, limits, global) };
}

/** A bench that has seen each route once, since nobody can know beforehand that two routes share a bucket. */
async function warmBench(limits: ServerLimits, global = 1_000): Promise<Bench> {
  const made = bench(limits, global);
  for (const [route, { hash, limit, windowMs }] of Object.entries(limits)) {
    const key = { route, major: '0', part: '', exempt: false };
    const permit = await made.limiter.acquire(key, { deadline: HOUR_MS });
    permit.complete({ status: 200, report: { bucket: hash, limit, remaining: limit - 1, resetAfterMs: windowMs } });
    await made.clock.advance(10_000);
  }
  return made;
}

describe('the limiter before an honest server', () => {
  it('never draws a 429, whatever the delays, and strands nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitsArb,
        journeysOf(['answered', 'answered', 'answered', 'not-sent'], true),
        async (limits, journeys) => {
          const { server } = await warmBench(limits);
          await server.play(journeys, 200_000);
          expect(server.violations).toEqual([]);
          expect(server.traces.filter((trace) => trace.ended === undefined)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('never draws a 429 from one busy bucket whose windows are shorter than its answers take', async () => {
    const route = ROUTES[0]!;
    const delayArb = fc.integer({ min: 0, max: 400 });
    const journeyArb = fc.record({
      key: fc.constant({ route, major: '1', part: '', exempt: false }),
      atMs: fc.integer({ min: 0, max: 1_500 }),
      thereMs: delayArb,
      backMs: delayArb,
      fate: fc.constantFrom<Journey['fate'][]>('answered', 'answered', 'answered', 'not-sent'),
      deadlineMs: fc.constant(HOUR_MS),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 20, max: 500 }),
        fc.array(journeyArb, { minLength: 10, maxLength: 40 }),
        async (limit, windowMs, journeys) => {
          const { server } = bench({ [route]: { hash: 'a', limit, windowMs } });
          await server.play(journeys, 200_000);
          expect(server.violations).toEqual([]);
          expect(server.traces.every((trace) => trace.ended === 'permit')).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('strands nobody when answers are lost or tell nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitsArb,
        journeysOf(['answered', 'lost', 'unsaid', 'not-sent'], true),
        async (limits, journeys) => {
          const { server, clock, limiter } = bench(limits);
          await server.play(journeys, 200_000);
          expect(server.traces.filter((trace) => trace.ended === undefined)).toEqual([]);
          // And every bucket still lets requests through.
          for (const route of ROUTES) {
            for (const major of ['1', '2']) {
              const key = { route, major, part: '', exempt: false };
              const permit = await limiter.acquire(key, { deadline: clock.now() });
              permit.cancel();
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('keeps the global limit over all buckets', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitsArb,
        fc.integer({ min: 1, max: 8 }),
        journeysOf(['answered', 'not-sent'], false),
        async (limits, global, journeys) => {
          // A request that is longer on its way than the global limit reckons with is Discord's to count, not ours.
          const swift = journeys.map((journey) => ({
            ...journey,
            thereMs: journey.thereMs % 100,
            backMs: journey.backMs % 100,
          }));
          const { server } = await warmBench(limits, global);
          await server.play(swift, 1_000_000);
          expect(server.violations).toEqual([]);
          expect(server.traces.every((trace) => trace.ended === 'permit')).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('keeps to hidden limits in full, never draws a 429 of a bucket beside them, and strands nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitsArb,
        journeysOf(['answered', 'answered', 'hidden', 'not-sent'], true),
        async (limits, journeys) => {
          const { server, limiter, clock } = await warmBench(limits);
          await server.play(journeys, 200_000);
          expect(server.violations).toEqual([]);
          expect(server.traces.filter((trace) => trace.ended === undefined)).toEqual([]);
          for (const route of ROUTES) {
            const key = { route, major: '1', part: '', exempt: false };
            (await limiter.acquire(key, { deadline: clock.now() })).cancel();
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('lets no hidden limit of one route hold back another of its bucket', async () => {
    const [held, other] = [ROUTES[0]!, ROUTES[1]!];
    await fc.assert(
      fc.asyncProperty(
        limitArb,
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 15 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 15 }),
        async (limit, heldAt, otherAt) => {
          const { server } = await warmBench({ [held]: { hash: 'a', ...limit }, [other]: { hash: 'a', ...limit } });
          const journeyOf =
            (route: string, fate: Journey['fate']) =>
            (atMs: number): Journey => ({
              key: { route, major: '1', part: '', exempt: false },
              atMs,
              thereMs: 0,
              backMs: 0,
              fate,
              deadlineMs: HOUR_MS,
            });
          await server.play(
            [...heldAt.map(journeyOf(held, 'hidden')), ...otherAt.map(journeyOf(other, 'answered'))],
            1e6,
          );
          expect(server.violations).toEqual([]);
          expect(server.traces.every((trace) => trace.ended === 'permit')).toBe(true);
          // At worst every one of the held stands before it once, which costs windows of the bucket and no hold.
          const slowest = (heldAt.length + otherAt.length) * limit.windowMs;
          for (const { journey, grantedAt } of server.traces) {
            if (journey.key.route === other) expect(grantedAt! - 20_000 - journey.atMs).toBeLessThanOrEqual(slowest);
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('lets those of one route and channel go in the order of their calls and priorities', async () => {
    await fc.assert(
      fc.asyncProperty(limitsArb, journeysOf(['answered', 'not-sent'], true), async (limits, journeys) => {
        const { server } = bench(limits);
        await server.play(journeys, 200_000);
        for (const route of ROUTES) {
          for (const major of ['1', '2']) {
            const times = server.traces
              .filter(
                ({ journey, ended }) =>
                  journey.key.route === route && journey.key.major === major && ended === 'permit',
              )
              .map((trace) => ({ at: trace.grantedAt!, priority: trace.journey.priority ?? 'normal' }));
            for (const priority of ['high', 'normal', 'low']) {
              const own = times.filter((time) => time.priority === priority).map(({ at }) => at);
              expect(own).toEqual([...own].sort((a, b) => a - b));
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('lets every request go at the first moment at which the server takes it, when answers take no time', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitArb,
        fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 1, maxLength: 40 }),
        async ({ limit, windowMs }, times) => {
          const route = ROUTES[0]!;
          const { server } = bench({ [route]: { hash: 'a', limit, windowMs } });
          const arrivals = [...times].sort((a, b) => a - b);
          const journeys = arrivals.map((atMs): Journey => ({
            key: { route, major: '1', part: '', exempt: false },
            atMs,
            thereMs: 0,
            backMs: 0,
            fate: 'answered',
            deadlineMs: HOUR_MS,
          }));
          await server.play(journeys, 1_000_000);
          expect(server.violations).toEqual([]);
          expect(server.traces.map((trace) => trace.grantedAt)).toEqual(earliest(arrivals, limit, windowMs));
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('refuses only those who could not have gone in time', async () => {
    await fc.assert(
      fc.asyncProperty(
        limitArb,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 30_000 }),
        async ({ limit, windowMs }, count, deadlineMs) => {
          const route = ROUTES[0]!;
          const { server } = bench({ [route]: { hash: 'a', limit, windowMs } });
          const journeys = Array.from({ length: count }, (): Journey => ({
            key: { route, major: '1', part: '', exempt: false },
            atMs: 0,
            thereMs: 0,
            backMs: 0,
            fate: 'answered',
            deadlineMs,
          }));
          await server.play(journeys, 1_000_000);
          const possible = earliest(
            journeys.map(() => 0),
            limit,
            windowMs,
          ).filter((time) => time < deadlineMs || time === 0);
          const granted = server.traces.filter((trace) => trace.ended === 'permit');
          expect(granted.length).toBeGreaterThanOrEqual(possible.length);
          expect(
            server.traces
              .filter((trace) => trace.ended === 'refused')
              .every((trace) => trace.refusedBy === 'rate-limited'),
          ).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);
});

/** When each of a row of requests can go at the earliest. */
function earliest(arrivals: readonly number[], limit: number, windowMs: number): number[] {
  let endsAt = -1;
  let count = 0;
  let last = 0;
  return arrivals.map((arrival) => {
    let time = Math.max(arrival, last);
    if (time < endsAt && count >= limit) time = endsAt;
    if (time >= endsAt) {
      endsAt = time + windowMs;
      count = 0;
    }
    count += 1;
    last = time;
    return time;
  });
}
