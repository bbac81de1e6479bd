import { ActivityType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { CommandLimiter } from '../../../src/gateway/commands/command-limiter';
import { type CommandOutlet, CommandQueue } from '../../../src/gateway/commands/command-queue';
import { ManualClock } from '../../../src/util';
import {
  ACK,
  BEAT_REQUEST,
  bench,
  dispatch,
  framesOf,
  greet,
  INTERVAL_MS,
  login,
  ready,
  resumed,
  settle,
} from './support';

const GUILD = '197038439483310086';
const CHANNEL = '197038439483310087';
const MINUTE_MS = 60_000;

describe('commands', () => {
  it('update the presence [seed 36]', async () => {
    const on = bench();
    const socket = await login(on);
    await on.client.updatePresence({ status: 'dnd', activities: [{ name: 'chess', type: ActivityType.Playing }] });
    expect(framesOf(socket, 3)).toEqual([
      { op: 3, d: { since: null, activities: [{ name: 'chess', type: 0 }], status: 'dnd', afk: false } },
    ]);
  });

  it('show the latest presence in later sessions too', async () => {
    const on = bench({ presence: { status: 'online' }, random: () => 0 });
    const socket = await login(on);
    await on.client.updatePresence({ status: 'idle' });
    socket.serverCloses(4009);
    const next = await greet(on.sockets);
    await on.clock.advance(6_000);
    expect(framesOf(next, 2)[0]?.d.presence).toMatchObject({ status: 'idle' });
    await on.client.close();
  });

  it('change the voice state with exactly the four fields [seed 91]', async () => {
    const on = bench();
    const socket = await login(on);
    await on.client.changeVoiceState(GUILD, CHANNEL, { selfDeaf: true });
    expect(framesOf(socket, 4)).toEqual([
      { op: 4, d: { guild_id: GUILD, channel_id: CHANNEL, self_mute: false, self_deaf: true } },
    ]);
  });

  it('keep the last flags of each guild unless they are given [seed 101]', async () => {
    const on = bench();
    const socket = await login(on);
    await on.client.changeVoiceState(GUILD, CHANNEL, { selfMute: true });
    await on.client.changeVoiceState(GUILD, '5', { selfDeaf: true });
    await on.client.changeVoiceState(GUILD, '6', { selfMute: false });
    await on.client.changeVoiceState('7', '8');
    expect(framesOf(socket, 4).map((frame) => [frame.d.self_mute, frame.d.self_deaf])).toEqual([
      [true, false],
      [true, true],
      [false, true],
      [false, false],
    ]);
  });

  it('take over the flags that an earlier session left, but not over those that were sent', async () => {
    const on = bench();
    const socket = await login(on);
    const [shard] = on.client.shards;
    shard?.learnVoiceFlags(GUILD, { selfMute: true, selfDeaf: true });
    await on.client.changeVoiceState(GUILD, CHANNEL);
    await on.client.changeVoiceState(GUILD, '5', { selfDeaf: false });
    shard?.learnVoiceFlags(GUILD, { selfMute: false, selfDeaf: true });
    await on.client.changeVoiceState(GUILD, '6');
    expect(framesOf(socket, 4).map((frame) => [frame.d.self_mute, frame.d.self_deaf])).toEqual([
      [true, true],
      [true, false],
      [true, false],
    ]);
  });

  it.each([0, null, undefined] as const)('leave the channel for %p [seed 99]', async (channel) => {
    const on = bench();
    const socket = await login(on);
    await on.client.changeVoiceState(GUILD, channel);
    expect(framesOf(socket, 4)[0]?.d.channel_id).toBeNull();
  });

  it('refuse what is no channel or guild', async () => {
    const on = bench();
    await login(on);
    await expect(on.client.changeVoiceState(GUILD, 'general')).rejects.toMatchObject({ kind: 'invalid-channel-id' });
    await expect(on.client.changeVoiceState('here', CHANNEL)).rejects.toMatchObject({ kind: 'invalid-guild-id' });
    await expect(on.client.shards[0]!.changeVoiceState('here', CHANNEL)).rejects.toMatchObject({
      kind: 'invalid-guild-id',
    });
  });

  it('send any other opcode, but none of the connection’s own', async () => {
    const on = bench();
    const socket = await login(on);
    const shard = on.client.shards[0]!;
    await shard.send({ op: 8, d: { guild_id: GUILD, query: '', limit: 0 } });
    expect(framesOf(socket, 8)).toHaveLength(1);
    for (const op of [1, 2, 6, 1.5]) {
      await expect(shard.send({ op, d: {} })).rejects.toMatchObject({ kind: 'invalid-command' });
    }
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await expect(shard.send({ op: 8, d: circular })).rejects.toMatchObject({ kind: 'invalid-command' });
  });

  it('refuse more than 4096 bytes before anything is sent', async () => {
    const on = bench();
    const socket = await login(on);
    const send = (sizeBytes: number): Promise<void> =>
      on.client.shards[0]!.send({ op: 8, d: 'é'.repeat((sizeBytes - 15) / 2) + 'x' });
    await send(4096);
    await expect(send(4098)).rejects.toMatchObject({
      code: 'GATEWAY_PAYLOAD_TOO_LARGE',
      kind: 'payload-too-large',
    });
    expect(framesOf(socket, 8)).toHaveLength(1);
  });
});

describe('commands of a shard that is not ready', () => {
  it('wait for READY and then leave in their order', async () => {
    const on = bench();
    const started = on.client.start();
    await settle();
    const first = on.client.updatePresence({ status: 'idle' });
    const second = on.client.changeVoiceState(GUILD, CHANNEL);
    const socket = await greet(on.sockets);
    expect(framesOf(socket).map((frame) => frame.op)).toEqual([2]);
    socket.serverSends(ready());
    await Promise.all([started, first, second]);
    expect(framesOf(socket).map((frame) => frame.op)).toEqual([2, 3, 4]);
  });

  it('wait for RESUMED after a lost connection', async () => {
    const on = bench();
    (await login(on)).serverCloses();
    const sent = on.client.updatePresence({ status: 'idle' });
    const next = await greet(on.sockets);
    expect(framesOf(next).map((frame) => frame.op)).toEqual([6]);
    next.serverSends(resumed(2));
    await sent;
    expect(framesOf(next).map((frame) => frame.op)).toEqual([6, 3]);
  });

  it('reject at their limit, on abort, and when the client is closed', async () => {
    const on = bench();
    (await login(on)).serverCloses();
    const late = expect(on.client.updatePresence({ status: 'idle' })).rejects.toMatchObject({
      kind: 'not-ready',
      mayRetry: true,
    });
    const abort = new AbortController();
    const aborted = expect(
      on.client.updatePresence({ status: 'idle' }, { signal: abort.signal }),
    ).rejects.toMatchObject({ kind: 'aborted', cause: new Error('changed my mind') });
    abort.abort(new Error('changed my mind'));
    await aborted;
    await expect(on.client.updatePresence({}, { signal: abort.signal })).rejects.toMatchObject({ kind: 'aborted' });
    await on.clock.advance(30_000);
    await late;
    const closed = expect(on.client.updatePresence({ status: 'idle' })).rejects.toMatchObject({ kind: 'closed' });
    await on.client.close();
    await closed;
    await expect(on.client.updatePresence({})).rejects.toMatchObject({ kind: 'closed' });
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('are sent again when the socket died before they were written', async () => {
    const on = bench();
    const socket = await login(on);
    const send = socket.send.bind(socket);
    socket.send = (_text, done) => {
      done?.(new Error('EPIPE'));
    };
    const first = on.client.updatePresence({ status: 'idle' });
    socket.send = send;
    socket.serverCloses();
    const second = on.client.changeVoiceState(GUILD, CHANNEL);
    const next = await greet(on.sockets);
    next.serverSends(resumed(2));
    await Promise.all([first, second]);
    expect(framesOf(next).map((frame) => frame.op)).toEqual([6, 3, 4]);
  });
});

describe('a command whose socket says late that it died', () => {
  it('leaves at once by the one that came after it', async () => {
    const queue = new CommandQueue(new ManualClock(), 30_000, 0);
    const outlet = (send: CommandOutlet['send']): CommandOutlet => ({ limiter: new CommandLimiter(), send });
    let died: (error: Error) => void = () => undefined;
    queue.open(outlet((_text, done) => (died = done)));
    const sent = queue.push('text');
    queue.pause();
    const texts: string[] = [];
    queue.open(
      outlet((text, done) => {
        texts.push(text);
        done();
      }),
    );
    died(new Error('the socket is gone'));
    await sent;
    expect(texts).toEqual(['text']);
  });
});

describe('the rate limit', () => {
  it('spreads a burst of 130 over two minutes and keeps every heartbeat on time [seed 65]', async () => {
    const on = bench({ limits: { commandMs: 120_000 } });
    const socket = await login(on);
    const sentAt: number[] = [0];
    const beatsAt: number[] = [];
    const send = socket.send.bind(socket);
    socket.send = (text, done) => {
      sentAt.push(on.clock.now());
      if (text.startsWith('{"op":1,')) {
        beatsAt.push(on.clock.now());
        queueMicrotask(() => {
          socket.serverSends(ACK);
        });
      }
      send(text, done);
    };
    const burst = Array.from({ length: 130 }, (_, i) => on.client.shards[0]!.send({ op: 8, d: { nonce: String(i) } }));
    await on.clock.advance(130_000);
    await Promise.all(burst);
    expect(framesOf(socket, 8).map((frame) => frame.d.nonce)).toEqual(Array.from({ length: 130 }, (_, i) => String(i)));
    expect(beatsAt).toEqual([0.5, 1.5, 2.5].map((beats) => beats * INTERVAL_MS));
    expect(worstWindow(sentAt)).toBeLessThanOrEqual(120);
    await on.client.close();
  });

  it('says so when a command found no room', async () => {
    const on = bench({ limits: { commandMs: 5_000 } });
    await login(on);
    const burst = Array.from({ length: 130 }, () => on.client.shards[0]!.send({ op: 8, d: {} }));
    const outcome = Promise.allSettled(burst);
    await on.clock.advance(5_000);
    const refused = (await outcome).filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
    for (const { reason } of refused) expect((reason as Error).message).toContain('rate limit');
    await on.client.close();
  });

  it('never lets through more than 120 a minute, whatever comes, and never holds a beat back', () => {
    const script = fc.record({
      intervalMs: fc.integer({ min: 2_000, max: 60_000 }),
      firstBeat: fc.double({ min: 0, max: 1, noNaN: true }),
      gaps: fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 200 })), {
        maxLength: 40,
      }),
    });
    fc.assert(
      fc.property(script, ({ intervalMs, firstBeat, gaps }) => {
        const limiter = new CommandLimiter();
        const sent: number[] = [];
        let nowMs = 0;
        if (limiter.take(0)) sent.push(0);
        limiter.reserveBeats(intervalMs);
        let beatAt = intervalMs * firstBeat;
        const passUntil = (untilMs: number): void => {
          for (; beatAt <= untilMs; beatAt += intervalMs) {
            limiter.takeBeat(beatAt);
            sent.push(beatAt);
          }
          nowMs = untilMs;
        };
        for (const [gapMs, burst] of gaps) {
          passUntil(nowMs + gapMs);
          for (let i = 0; i < burst; i++) if (limiter.take(nowMs)) sent.push(nowMs);
        }
        passUntil(nowMs + MINUTE_MS);
        expect(worstWindow(sent)).toBeLessThanOrEqual(120);
      }),
      { numRuns: 300 },
    );
  });

  it('lets commands through again when it said they would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 60_000 }), (intervalMs) => {
        const limiter = new CommandLimiter();
        limiter.reserveBeats(intervalMs);
        let sent = 0;
        while (limiter.take(0)) sent += 1;
        expect(sent).toBeGreaterThan(80);
        const waitMs = limiter.waitMs(0);
        expect(limiter.take(waitMs - 1)).toBe(false);
        expect(limiter.take(waitMs)).toBe(true);
      }),
    );
  });

  it('that leaves no room for a requested heartbeat makes nobody wait for its answer', async () => {
    const on = bench();
    const socket = await login(on);
    const room = 116;
    for (let sent = 0; sent < room; sent++) await on.client.updatePresence({ status: 'idle' });
    socket.serverSends(BEAT_REQUEST);
    await on.clock.advance(16_000);
    expect([framesOf(socket, 1), on.client.health().status]).toEqual([[], 'green']);
    await on.clock.advance(INTERVAL_MS / 2 - 16_000);
    expect(framesOf(socket, 1)).toHaveLength(1);
    await on.clock.advance(40);
    socket.serverSends(ACK);
    expect(on.client.latencyMs).toBeLessThanOrEqual(40);
  });

  it('answers no flood of requested heartbeats beyond the limit', async () => {
    const on = bench();
    const socket = await login(on);
    for (let i = 0; i < 300; i++) socket.serverSends({ op: 1, d: null });
    expect(framesOf(socket).length).toBeLessThanOrEqual(120);
    socket.serverSends(dispatch('TYPING_START', 2));
    await on.clock.advance(INTERVAL_MS / 2);
    expect(framesOf(socket, 1).at(-1)).toEqual({ op: 1, d: 2 });
    await on.client.close();
  });
});

/** The largest number of sends in any 60 seconds. */
function worstWindow(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let worst = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! >= MINUTE_MS) from += 1;
    worst = Math.max(worst, to - from + 1);
  }
  return worst;
}
