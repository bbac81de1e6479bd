/** A burst takes as many round trips as the limit demands, not one more: also into a resource that was never used. */
import { type ScriptedStep } from 'corduroy/rest';
import { type ManualClock } from 'corduroy/util';
import { makeClient, MESSAGE, watch } from './support/make-client';

const TRIP_MS = 50;

/** A Discord that is 50 ms away and counts each channel’s creates: so many in five seconds. */
class DistantDiscord {
  most = 0;
  refused = 0;
  private underWay = 0;
  private readonly windows = new Map<string, { readonly endsAt: number; used: number }>();

  constructor(
    private readonly clock: ManualClock,
    private readonly limit: number,
  ) {}

  readonly answer: ScriptedStep = ({ path }) => {
    const now = this.clock.now();
    const channel = path.split('/')[2]!;
    let window = this.windows.get(channel);
    if (!window || window.endsAt <= now) this.windows.set(channel, (window = { endsAt: now + 5_000, used: 0 }));
    window.used += 1;
    if (window.used > this.limit) this.refused += 1;
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    const headers = {
      'x-ratelimit-bucket': 'create',
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.limit - window.used)),
      'x-ratelimit-reset-after': String((window.endsAt - now) / 1_000),
    };
    return new Promise((resolve) => {
      this.clock.setTimer(TRIP_MS, () => {
        this.underWay -= 1;
        resolve({ json: MESSAGE, headers });
      });
    });
  };
}

async function bench(limit = 5) {
  const { client, clock, transport } = makeClient();
  const discord = new DistantDiscord(clock, limit);
  transport.otherwise(discord.answer);
  const burst = (count: number, channel: string) =>
    Array.from({ length: count }, (_, n) =>
      watch(client.messages.create(channel, { content: `${n}` }, { order: 'any' })),
    );
  burst(1, 'known');
  await clock.advance(10_000);
  discord.most = 0;
  return { clock, discord, burst };
}

describe('a burst of creates that may overtake each other', () => {
  it('into a new channel takes one round trip, because the limit of the route is known', async () => {
    const { clock, discord, burst } = await bench();
    const calls = burst(5, 'new');
    await clock.advance(TRIP_MS);
    expect(calls.every(({ value }) => value)).toBe(true);
    expect([discord.most, discord.refused]).toEqual([5, 0]);
  });

  it('into twenty new channels at once does so in each', async () => {
    const { clock, discord, burst } = await bench(2);
    const calls = Array.from({ length: 20 }, (_, n) => burst(2, `new ${n}`)).flat();
    await clock.advance(TRIP_MS);
    expect(calls.every(({ value }) => value)).toBe(true);
    expect([discord.most, discord.refused]).toEqual([40, 0]);
  });

  it('that is longer than the limit goes in windows, each in one round trip', async () => {
    const { clock, discord, burst } = await bench();
    const calls = burst(12, 'new');
    const done: number[] = [];
    for (const stepMs of [TRIP_MS, 4_999, 1 + TRIP_MS, 4_999, 1 + TRIP_MS]) {
      await clock.advance(stepMs);
      done.push(calls.filter(({ value }) => value).length);
    }
    expect(done).toEqual([5, 5, 10, 10, 12]);
    expect([discord.most, discord.refused]).toEqual([5, 0]);
  });

  it('uses exactly what is left of a window that others have begun', async () => {
    const { clock, discord, burst } = await bench();
    burst(3, 'new');
    await clock.advance(1_000);
    const calls = burst(4, 'new');
    await clock.advance(TRIP_MS);
    expect(calls.filter(({ value }) => value)).toHaveLength(2);
    await clock.advance(10_000);
    expect(calls.every(({ value }) => value)).toBe(true);
    expect(discord.refused).toBe(0);
  });
});

describe('a burst of creates that keep their order', () => {
  it('goes one after the other, and is not held up by anything else', async () => {
    const { client, clock, transport } = makeClient();
    const discord = new DistantDiscord(clock, 5);
    transport.otherwise(discord.answer);
    const calls = [1, 2, 3, 4, 5].map((n) => watch(client.messages.create('1', { content: `${n}` })));
    await clock.advance(5 * TRIP_MS);
    expect(calls.every(({ value }) => value)).toBe(true);
    expect([discord.most, discord.refused]).toEqual([1, 0]);
  });
});
