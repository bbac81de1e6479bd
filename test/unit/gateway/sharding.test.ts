/** How many shards there are, and what follows when Discord wants more of them. */
import { MemorySessionStore, type GatewayInfoSource, type StoredSession, sessionKey } from '../../../src/gateway';
import { firstCount, nextCount } from '../../../src/gateway/shards/shard-count';
import { type Bench, bench, ChangingInfo, dispatch, framesOf, greet, lead, settle, TOKEN } from './support';

const counts = (on: Bench): number[][] => on.client.shards.map((shard) => [shard.id, shard.count]);

describe('the number of shards', () => {
  it.each([
    ['what its author fixed', 3, 10, undefined, 3],
    ['what Discord recommends', 'auto', 10, undefined, 10],
    ['at least one', 'auto', 0, undefined, 1],
    ['one where no number is recommended', 'auto', Number.NaN, undefined, 1],
    ['that of a session, also where no number is recommended', 'auto', Number.NaN, 8, 8],
    ['that of a session that can be resumed', 'auto', 10, 8, 8],
    ['that of a session with more shards than Discord recommends', 'auto', 2, 8, 8],
    ['what Discord recommends when that is more than twice as many', 'auto', 17, 8, 17],
  ] as const)('is %s', (_what, choice, recommended, stored, expected) => {
    const session = stored === undefined ? undefined : { shardCount: stored };
    expect(firstCount(choice, { shards: recommended }, session)).toBe(expected);
  });

  it.each([
    [1, 1, 2],
    [2, 1, 4],
    [2, 5, 5],
    [16, 16, 32],
    [24, 16, 48],
    [3, 0, 6],
    [3, Number.NaN, 6],
  ])('after %i was refused with %i recommended is %i', (refused, recommended, expected) => {
    expect(nextCount(refused, { shards: recommended })).toBe(expected);
  });

  it('comes from Discord unless it is given', async () => {
    const on = bench({ shards: 'auto', info: new ChangingInfo([3]) });
    const started = on.client.start();
    await settle();
    expect(await lead(on, 0)).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    await started;
    expect(on.client.gatewayFor((2n << 22n).toString()).id).toBe(2);
    await on.client.close();
  });

  it('is kept for a session that can be resumed, and not for one of another day', async () => {
    for (const [ageMs, expected] of [
      [5_000, 2],
      [86_400_000, 3],
    ] as const) {
      const sessionStore = new MemorySessionStore();
      const on = bench({ shards: 'auto', info: new ChangingInfo([3]), sessionStore });
      const stored: StoredSession = {
        sessionId: 's',
        resumeUrl: 'wss://resume.test',
        sequence: 9,
        aliveAtMs: on.clock.wallMs() - ageMs,
        shardCount: 2,
        intents: 513,
      };
      await sessionStore.save(sessionKey(TOKEN), 0, stored);
      const started = on.client.start().catch(() => undefined);
      await settle();
      expect(on.client.shards).toHaveLength(expected);
      await on.client.close();
      await started;
    }
  });
});

describe.each([4010, 4011])('a plan that Discord refuses with %i', (code) => {
  it('is replaced by a larger one while the bot starts', async () => {
    const info = new ChangingInfo([1, 3]);
    const on = bench({ shards: 'auto', info });
    const started = on.client.start();
    await settle();
    (await greet(on.sockets)).serverCloses(code, 'Sharding required.');
    await settle();
    expect(await lead(on, 1)).toHaveLength(3);
    await started;
    expect(counts(on)).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(on.client.health().status).toBe('green');
    expect(info.asked).toBe(2);
    expect(on.logger.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      {
        message: expect.stringContaining('refuses the number') as string,
        fields: { refused: 1, next: 3, closeCode: code },
      },
    ]);
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('is replaced while the bot runs: the old shards end, and handlers hear READY again', async () => {
    const on = bench({ shards: 'auto', info: new ChangingInfo([2]), presence: { status: 'idle' } });
    const started = on.client.start();
    await settle();
    await lead(on, 0);
    await started;
    await on.client.updatePresence({ status: 'dnd' });
    const [first, second] = on.sockets.sockets;
    first?.serverCloses(code);
    await settle();
    expect(second?.closedWith?.code).toBe(1000);
    await lead(on, 2);
    expect(counts(on).map(([, count]) => count)).toEqual([4, 4, 4, 4]);
    expect(on.sink.names.filter((name) => name === 'READY')).toHaveLength(6);
    expect(framesOf(on.sockets.last, 2)[0]?.d.presence).toMatchObject({ status: 'dnd' });
    on.sockets.last.serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(on.sink.names.at(-1)).toBe('MESSAGE_CREATE');
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('is the end when its author fixed the number, and the error tells Discord’s', async () => {
    const on = bench({ shards: 2, info: new ChangingInfo([7]) });
    const started = on.client.start().catch((error: unknown) => error);
    await settle();
    (await greet(on.sockets)).serverCloses(code);
    const error = await started;
    expect(error).toMatchObject({ kind: 'fatal-close', closeCode: code, context: { recommended: 7 } });
    expect((error as Error).message).toContain('Discord recommends 7 shards, and the program asks for 2');
    expect(await on.client.closed).toBe(error);
  });
});

it('plans are not made without end', async () => {
  const on = bench({ shards: 'auto', info: new ChangingInfo([1]) });
  const started = on.client.start().catch((error: unknown) => error);
  for (let refused = 0; refused < 4; refused++) {
    await settle();
    await on.clock.advance(6_000);
    (await greet(on.sockets)).serverCloses(4011);
  }
  expect(await started).toMatchObject({ code: 'GATEWAY_PLANS_REFUSED', closeCode: 4011, context: { shardCount: 8 } });
  expect(on.clock.pendingTimers).toBe(0);
});

it('a number that cannot be read again is asked for a few times, and then the refusal is the end', async () => {
  const good = new ChangingInfo([1]);
  let broken = false;
  const info: GatewayInfoSource = {
    gatewayInfo: () => (broken ? Promise.reject(new Error('502')) : good.gatewayInfo()),
  };
  const on = bench({ shards: 'auto', info });
  const started = on.client.start();
  await settle();
  await lead(on, 0);
  await started;
  broken = true;
  on.sockets.last.serverCloses(4011);
  await settle();
  await on.clock.advance(60_000);
  expect(await on.client.closed).toMatchObject({ code: 'GATEWAY_SHARDING_REQUIRED' });
  expect(on.clock.pendingTimers).toBe(0);
});

it('a client that is closed while it changes its plan makes no other', async () => {
  const on = bench({ shards: 'auto', info: new ChangingInfo([1]) });
  const started = on.client.start();
  await settle();
  await lead(on, 0);
  await started;
  on.sockets.last.serverCloses(4011);
  await on.client.close();
  await settle();
  expect(on.sockets.sockets).toHaveLength(1);
  expect(await on.client.closed).toBeUndefined();
  expect(on.clock.pendingTimers).toBe(0);
});
