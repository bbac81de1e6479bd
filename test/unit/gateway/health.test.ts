/** How a shard is judged, sign by sign, and what the judge is told by a real one. */
import diagnostics from 'node:diagnostics_channel';
import { judgeClient } from '../../../src/gateway/health/judge-client';
import { judgeShard, type ShardFacts } from '../../../src/gateway/health/judge-shard';
import { verdictOf } from '../../../src/gateway/health/health';
import { LatencyHistory } from '../../../src/gateway/health/latency-history';
import { RecentCount } from '../../../src/gateway/health/recent-count';
import { TrafficWatch } from '../../../src/gateway/health/traffic-watch';
import { ACK, bench, dispatch, greet, INTERVAL_MS, login, RECONNECT, resumed, settle, TOKEN } from './support';

const FINE: ShardFacts = {
  id: 3,
  phase: 'ready',
  why: '',
  awayMs: undefined,
  redAfterMs: 60_000,
  budgetRefusal: undefined,
  reconnectsLately: 0,
  malformedLately: 0,
  unansweredMs: undefined,
  latency: { lastMs: 40, minMs: 30, medianMs: 40, maxMs: 50, samples: 20 },
  samples: [40, 40, 40].map((ms, i) => ({ atMs: i, ms })),
  waitingMs: undefined,
  writingMs: undefined,
  silentMs: undefined,
};
const judge = (facts: Partial<ShardFacts>): ReturnType<typeof verdictOf> =>
  verdictOf(judgeShard({ ...FINE, ...facts }));
const slow = [6_000, 7_000, 8_000].map((ms, i) => ({ atMs: i, ms }));

describe('a shard', () => {
  it('is green without a reason when nothing is wrong', () => {
    expect(judge({})).toEqual({ status: 'green', reason: undefined });
  });

  it.each([
    ['red', 'not been started', { phase: 'idle' }],
    ['red', 'has stopped: it was closed.', { phase: 'stopped', why: 'it was closed' }],
    [
      'yellow',
      'not been ready for 5 s: it waits for HELLO.',
      { phase: 'hello', awayMs: 5_000, why: 'it waits for HELLO' },
    ],
    ['red', 'not been ready for 61 s', { phase: 'hello', awayMs: 61_000, why: 'it waits for HELLO' }],
    [
      'red',
      'may not start a session: All 1000',
      { phase: 'waiting', awayMs: 1, budgetRefusal: 'All 1000 are used up.' },
    ],
    ['green', undefined, { reconnectsLately: 2 }],
    ['yellow', 'connected anew 3 times', { reconnectsLately: 3 }],
    ['red', 'connected anew 6 times', { reconnectsLately: 6 }],
    ['green', undefined, { malformedLately: 4 }],
    ['yellow', '5 frames', { malformedLately: 5 }],
    ['red', '50 frames', { malformedLately: 50 }],
    ['yellow', 'waiting for 6 s for the answer', { unansweredMs: 6_000 }],
    ['red', 'waiting for 16 s for the answer', { unansweredMs: 16_000 }],
    ['green', undefined, { latency: { ...FINE.latency!, lastMs: 900 } }],
    ['yellow', '2500 ms, where 40 ms are usual', { latency: { ...FINE.latency!, lastMs: 2_500 } }],
    ['red', 'The last 3 heartbeats', { samples: slow }],
    ['yellow', 'room under the rate limit', { waitingMs: 11_000 }],
    ['red', 'has not written a command', { writingMs: 11_000 }],
    ['yellow', 'heard nothing for 1200 s', { silentMs: 1_200_000 }],
    ['red', 'other signs that it is stuck', { silentMs: 1_200_000, unansweredMs: 6_000 }],
    ['red', 'other signs that it is stuck', { silentMs: 1_200_000, waitingMs: 11_000 }],
  ] as const)('is %s with the reason "%s"', (status, reason, facts) => {
    const verdict = judge(facts);
    expect(verdict.status).toBe(status);
    if (reason === undefined) expect(verdict.reason).toBeUndefined();
    else expect(verdict.reason).toContain(reason);
    expect(verdict.reason ?? 'A sentence.').toMatch(/^[A-Z].*\.$/);
  });

  it('tells every reason of the worst kind', () => {
    const { reason } = judge({ malformedLately: 50, reconnectsLately: 9, unansweredMs: 6_000 });
    expect(reason).toContain('50 frames');
    expect(reason).toContain('9 times');
    expect(reason).not.toContain('heartbeat');
  });
});

describe('a client', () => {
  it('is as its worst shard, and red when no session is left', () => {
    const one = bench().client.health();
    expect(one.status).toBe('red');
    const about = { isStarted: true, sessionsLeft: 10 };
    expect(judgeClient([], about)).toMatchObject({ status: 'red', reason: 'The gateway client has no shards yet.' });
  });

  it('is yellow when fewer sessions are left than it has shards, and red at none', async () => {
    const on = bench();
    await login(on);
    const { shards } = on.client.health();
    const left = (sessionsLeft: number): string => judgeClient(shards, { isStarted: true, sessionsLeft }).status;
    expect([left(1), left(0)]).toEqual(['green', 'red']);
    expect(judgeClient([...shards, ...shards], { isStarted: true, sessionsLeft: 1 })).toMatchObject({
      status: 'yellow',
      reason: 'Only 1 sessions may still be started today, fewer than there are shards (2).',
    });
  });
});

describe('what is noticed', () => {
  it('round trips: the last sixty, with least, middle and most', () => {
    const history = new LatencyHistory();
    expect(history.summary()).toBeUndefined();
    for (const ms of [30, 10, 20]) history.add(ms, ms);
    expect(history.summary()).toEqual({ lastMs: 20, minMs: 10, medianMs: 20, maxMs: 30, samples: 3 });
    history.add(4, 40);
    expect(history.summary()).toMatchObject({ medianMs: 25 });
    for (let i = 0; i < 100; i++) history.add(i, i);
    expect(history.samples).toHaveLength(60);
    expect(history.samples[0]).toEqual({ atMs: 40, ms: 40 });
  });

  it('what happened in the last five minutes, and nothing older', () => {
    const recent = new RecentCount();
    for (let i = 0; i < 10; i++) recent.add(i * 30_000);
    expect(recent.count(299_000)).toBe(10);
    expect(recent.count(330_000)).toBe(8);
    expect(recent.count(600_000)).toBe(0);
    recent.add(10_000_000);
    expect(recent.count(10_000_001)).toBe(1);
  });

  it('silence that is far longer than any before, and only after traffic', () => {
    const busy = new TrafficWatch();
    let sequence = 0;
    for (let s = 0; s < 40; s++) busy.look(s * 1_000, ++sequence);
    expect(busy.unusualSilenceMs(39_000 + 600_000)).toBeUndefined();
    expect(busy.unusualSilenceMs(39_000 + 600_001)).toBe(600_001);
    busy.look(700_000, ++sequence);
    expect(busy.unusualSilenceMs(700_000)).toBeUndefined();
    // Eleven minutes were silent once, so it takes longer now.
    expect(busy.unusualSilenceMs(700_000 + 6_000_000)).toBeUndefined();
    expect(busy.unusualSilenceMs(700_000 + 7_000_000)).toBe(7_000_000);
    busy.interrupt();
    expect(busy.unusualSilenceMs(900_000_000)).toBeUndefined();
    busy.resume(900_000_000);
    expect(busy.unusualSilenceMs(900_000_000 + 7_000_000)).toBe(7_000_000);
    const quiet = new TrafficWatch();
    quiet.look(0, 1);
    expect(quiet.unusualSilenceMs(900_000_000)).toBeUndefined();
  });

  it('by a running shard: latency, silence, and what the socket does not write', async () => {
    const on = bench({ limits: { pulseMs: 500 } });
    const socket = await login(on);
    const beat = async (): Promise<void> => {
      await on.clock.advance(41_250 / 2 + 30);
      socket.serverSends(ACK);
      await on.clock.advance(41_250 / 2 - 30);
    };
    let s = 1;
    for (let i = 0; i < 40; i++) {
      socket.serverSends(dispatch('TYPING_START', ++s));
      await on.clock.advance(500);
    }
    await on.clock.advance(41_250 / 2 - 20_000 + 30);
    socket.serverSends(ACK);
    expect(on.client.shards[0]?.latencies).toHaveLength(1);
    expect(on.client.health()).toMatchObject({ status: 'green', shards: [{ latency: { lastMs: 30, samples: 1 } }] });
    await on.clock.advance(41_250 / 2 - 30);
    for (let i = 0; i < 16; i++) await beat();
    expect(on.client.health()).toMatchObject({
      status: 'yellow',
      reason: expect.stringContaining('heard nothing') as string,
    });
    socket.send = () => undefined;
    void on.client.shards[0]?.send({ op: 8, d: {} }).catch(() => undefined);
    await on.clock.advance(11_000);
    expect(on.client.health()).toMatchObject({
      status: 'red',
      reason: expect.stringMatching(/has not written a command.*other signs/) as string,
    });
    await on.client.close();
  });
});

describe('diagnostics channels', () => {
  it('tell each turn of a connection’s life with the bot’s name, and never the token', async () => {
    const heard: [name: string, message: unknown][] = [];
    const names = ['connect', 'identify', 'resume', 'ready', 'close', 'latency', 'malformed'];
    const listeners = names.map((name) => {
      const listener = (message: unknown): void => void heard.push([name, message]);
      diagnostics.subscribe(`corduroy:gateway:${name}`, listener);
      return () => diagnostics.unsubscribe(`corduroy:gateway:${name}`, listener);
    });
    try {
      const on = bench({ name: 'alpha' });
      const socket = await login(on);
      await on.clock.advance(INTERVAL_MS / 2 + 25);
      socket.serverSends(ACK);
      socket.serverSends('no JSON');
      socket.serverSends(RECONNECT);
      await settle();
      const next = await greet(on.sockets);
      next.serverSends(resumed(2));
      await on.client.close();
      const about = { bot: 'alpha', shardId: 0, shardCount: 1 };
      expect(heard).toEqual([
        ['connect', { ...about, url: 'wss://gateway.test' }],
        ['identify', { ...about, intents: 513 }],
        ['ready', { ...about, resumed: false }],
        ['latency', { ...about, latencyMs: 25 }],
        ['malformed', { ...about, problem: 'a frame of 7 bytes is no JSON' }],
        ['close', { ...about, code: 4900, reason: '' }],
        ['connect', { ...about, url: 'wss://resume.test' }],
        ['resume', { ...about, sequence: 1 }],
        ['ready', { ...about, resumed: true }],
        ['close', { ...about, code: 1000, reason: '' }],
      ]);
      expect(JSON.stringify(heard)).not.toContain(TOKEN);
    } finally {
      for (const stop of listeners) stop();
    }
  });
});
