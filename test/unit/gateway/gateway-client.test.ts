import { inspect } from 'node:util';
import {
  FakeSocketFactory,
  GatewayError,
  GatewayClient,
  type GatewayInfo,
  type GatewayInfoSource,
  StaticGatewayInfoSource,
} from '../../../src/gateway';
import { intentBits } from '../../../src/models';
import { deferred } from '../../../src/util';
import {
  bench,
  dispatch,
  framesOf,
  greet,
  infoOf,
  invalidSession,
  login,
  ready,
  RecordingSink,
  settle,
  TOKEN,
} from './support';

/** What a start that fails rejects with. */
async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof GatewayError)) throw new Error(`no GatewayError but ${inspect(thrown)}`);
  return thrown;
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('starting', () => {
  it('resolves at READY, not before', async () => {
    const on = bench();
    let isReady = false;
    const started = on.client.start().then(() => {
      isReady = true;
    });
    await settle();
    const socket = await greet(on.sockets);
    expect(isReady).toBe(false);
    socket.serverSends(ready());
    await started;
    expect(on.client.sessionId).toBe('session-1');
  });

  it('lets sockets be prepared while the address is asked for, and not where that ended at once', async () => {
    const prepared: string[] = [];
    class Prepared extends FakeSocketFactory {
      prepare(): void {
        prepared.push('now');
      }
    }
    const asked = deferred<GatewayInfo>();
    const slow = bench({ sockets: new Prepared(), info: { gatewayInfo: () => asked.promise } });
    void slow.client.start().catch(() => undefined);
    await settle();
    await slow.clock.advance(0);
    expect(prepared).toEqual(['now']);
    asked.resolve(infoOf());
    await slow.client.close();

    const quick = bench({ sockets: new Prepared() });
    void quick.client.start().catch(() => undefined);
    await settle();
    await quick.clock.advance(0);
    expect(prepared).toEqual(['now']);
    await quick.client.close();
  });

  it('starts once', async () => {
    const on = bench();
    await login(on);
    expect((await failure(on.client.start())).kind).toBe('already-started');
  });

  it.each([
    [4004, 'GATEWAY_AUTHENTICATION_FAILED', 'discord.com/developers/applications'],
    [4010, 'GATEWAY_INVALID_SHARD', 'number of shards'],
    [4011, 'GATEWAY_SHARDING_REQUIRED', '2500 guilds'],
    [4012, 'GATEWAY_INVALID_API_VERSION', 'update'],
    [4013, 'GATEWAY_INVALID_INTENTS', 'intents'],
    [4014, 'GATEWAY_DISALLOWED_INTENTS', 'Privileged Gateway Intents'],
  ])('rejects with a typed error and does not try again after close code %i [seed 63]', async (code, name, advice) => {
    const on = bench();
    const started = failure(on.client.start());
    await settle();
    const socket = await greet(on.sockets);
    socket.serverCloses(code, 'no');
    const error = await started;
    expect(error).toMatchObject({
      code: name,
      kind: 'fatal-close',
      closeCode: code,
      canResume: false,
      mayRetry: false,
    });
    expect(error.advice).toContain(advice);
    await on.clock.advance(600_000);
    expect(on.sockets.sockets).toHaveLength(1);
    expect(await on.client.closed).toBe(error);
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('names the privileged intents that a 4014 is about, and only those [seed 63]', async () => {
    const on = bench({ intents: intentBits(['Guilds', 'GuildMembers', 'MessageContent']) });
    const started = failure(on.client.start());
    await settle();
    (await greet(on.sockets)).serverCloses(4014);
    const { advice } = await started;
    expect(advice).toContain('Server Members Intent');
    expect(advice).toContain('Message Content Intent');
    expect(advice).not.toContain('Presence Intent');
  });

  it('refuses to identify when no session is left, and says until when', async () => {
    const on = bench({ info: new StaticGatewayInfoSource(infoOf({ remaining: 0, resetAfterMs: 3_600_000 })) });
    const started = failure(on.client.start());
    await settle();
    const socket = await greet(on.sockets);
    const error = await started;
    expect(error).toMatchObject({ kind: 'budget', mayRetry: true, retryAfterMs: 3_600_000 });
    expect(error.message).toContain('2026-01-01T01:00:00.000Z');
    expect(framesOf(socket)).toEqual([]);
  });

  it('rejects when the address cannot be read, with the cause', async () => {
    const cause = new Error('502');
    const info: GatewayInfoSource = { gatewayInfo: () => Promise.reject(cause) };
    const error = await failure(bench({ info }).client.start());
    expect(error).toMatchObject({ kind: 'gateway-info', cause, mayRetry: true });
  });

  it('gives up after its limit, and says what it was waiting for', async () => {
    const on = bench({ limits: { startMs: 60_000 } });
    const started = failure(on.client.start());
    await settle();
    on.sockets.last.serverAccepts();
    await on.clock.advance(60_000);
    await settle();
    const error = await started;
    expect(error).toMatchObject({ kind: 'deadline', mayRetry: true });
    expect(error.message).toMatch(/HELLO|open/);
    expect((await on.client.closed)?.kind).toBe('deadline');
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('gives up when its signal aborts, at any moment', async () => {
    for (const moment of ['before', 'info', 'connecting', 'hello']) {
      const on = bench();
      const abort = new AbortController();
      if (moment === 'before') abort.abort();
      const started = failure(on.client.start({ signal: abort.signal }));
      if (moment !== 'info') await settle();
      if (moment === 'hello') await greet(on.sockets);
      abort.abort(new Error('enough'));
      await settle();
      expect((await started).kind).toBe('aborted');
      expect(on.clock.pendingTimers).toBe(0);
    }
  });

  it('is refused when the client is closed meanwhile', async () => {
    const on = bench();
    const started = failure(on.client.start());
    await settle();
    await on.client.close();
    expect((await started).kind).toBe('closed');
    expect(await on.client.closed).toBeUndefined();
  });

  it('refuses a client that was closed before', async () => {
    const on = bench();
    await on.client.close();
    expect((await failure(on.client.start())).kind).toBe('closed');
    expect(on.sockets.sockets).toEqual([]);
  });

  it.each([
    ['no token', { token: ' ' }],
    ['intents that are no bits', { intents: -1 }],
    ['no shards', { shards: 0 }],
    ['a threshold out of range', { largeThreshold: 10 }],
    ['an unknown compression', { compression: 'brotli' as 'none' }],
  ])('refuses %s before anything connects', (_what, change) => {
    expect(() => bench(change)).toThrow(GatewayError);
  });

  it('sends the intents that it was told [seed 64]', async () => {
    const intents = intentBits(['Guilds', 'GuildMessages', 'GuildVoiceStates']);
    const on = bench({ intents });
    const socket = await login(on);
    expect(on.client.intents).toBe(intents);
    expect(framesOf(socket, 2)[0]?.d.intents).toBe(intents);
  });
});

describe('stopping', () => {
  it('settles `closed` with the error of a fatal close later on [seed 63]', async () => {
    const on = bench();
    const socket = await login(on);
    socket.serverCloses(4004);
    expect(await on.client.closed).toMatchObject({ closeCode: 4004 });
    await settle();
    expect(on.sockets.sockets).toHaveLength(1);
    expect(on.client.health().status).toBe('red');
  });

  it('leaves no timer and no socket behind', async () => {
    const on = bench();
    const socket = await login(on);
    await using _client = on.client;
    await on.client.close();
    await on.client.close({ resumable: true });
    expect(socket.isOpen).toBe(false);
    expect(on.clock.pendingTimers).toBe(0);
    expect(await on.client.closed).toBeUndefined();
  });

  it('never shows the token when it is printed', async () => {
    const on = bench();
    await login(on);
    expect(inspect(on.client)).toBe('GatewayClient(Shard(0 of 1, ready))');
    expect(JSON.parse(JSON.stringify(on.client))).toMatchObject({ status: 'green' });
    expect(JSON.stringify({ client: on.client, shard: on.client.shards[0] })).not.toContain(TOKEN);
    // Without the printing of its own, and without what the fake server was sent.
    on.sockets.last.sent.length = 0;
    const bare = inspect(on.client, { depth: 12, showHidden: true, customInspect: false });
    expect(bare.includes(TOKEN)).toBe(false);
    expect(inspect(on.logger.lines, { depth: 12 })).not.toContain(TOKEN);
  });
});

describe('shards', () => {
  async function startFour(maxConcurrency: number): Promise<{ on: ReturnType<typeof bench>; order: number[][] }> {
    const on = bench({ shards: 4, info: new StaticGatewayInfoSource(infoOf({ maxConcurrency })) });
    const started = on.client.start();
    const order: number[][] = [];
    for (let done = 0; done < 4;) {
      await settle();
      const fresh = on.sockets.sockets.slice(done);
      for (const socket of fresh) {
        socket.serverAccepts();
        socket.serverSends({ op: 10, d: { heartbeat_interval: 41_250 } });
      }
      await settle();
      await on.clock.advance(done === 0 ? 0 : 5_100);
      order.push(fresh.map((socket) => (framesOf(socket, 2)[0]?.d.shard as number[])[0] as number));
      for (const socket of fresh) socket.serverSends(ready(`session-${String(on.sockets.sockets.indexOf(socket))}`));
      done += fresh.length;
    }
    await started;
    return { on, order };
  }

  it('start one after the other at concurrency 1', async () => {
    expect((await startFour(1)).order).toEqual([[0], [1], [2], [3]]);
  });

  it('start bucket by bucket at concurrency 2', async () => {
    expect((await startFour(2)).order).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('serve the guilds that arithmetic gives them', async () => {
    const { on } = await startFour(4);
    for (let i = 0; i < 1000; i++) {
      const id = (BigInt(i) << 22n) + 12_345n;
      expect(on.client.gatewayFor(id.toString()).id).toBe(i % 4);
    }
    expect(on.client.gatewayFor(0).id).toBe(0);
    expect(on.client.gatewayFor('18446744073709551615').id).toBe(3);
  });

  it.each(['', 'general', '12a', '-1', '1.5', 42 as unknown as string, undefined as unknown as string])(
    'refuse %p as a guild’s id',
    (id) => {
      expect(thrownBy(() => bench().client.gatewayFor(id))).toMatchObject({
        code: 'GATEWAY_INVALID_GUILD_ID',
        kind: 'invalid-guild-id',
      });
    },
  );

  it('name a shard that does not run here', async () => {
    const { LocalOrchestrator } = await import('../../../src/gateway');
    const half = new (class extends LocalOrchestrator {
      override shardIds(): number[] {
        return [1];
      }
    })();
    const on = bench({ shards: 2, orchestrator: half });
    void on.client.start().catch(() => undefined);
    await settle();
    expect(on.client.gatewayFor((1n << 22n).toString()).id).toBe(1);
    expect(thrownBy(() => on.client.gatewayFor(0))).toMatchObject({ kind: 'unknown-shard' });
    await on.client.close();
  });

  it('all stop when one is refused for good', async () => {
    const { on } = await startFour(4);
    on.sockets.sockets[2]?.serverCloses(4010);
    expect(await on.client.closed).toMatchObject({ closeCode: 4010 });
    expect(on.client.shards.map((shard) => shard.state)).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  });

  it('tell their events apart', async () => {
    const sink = new RecordingSink();
    const seen: number[] = [];
    sink.deliver = (packet, shard?: { id: number }) => {
      if (packet.t === 'MESSAGE_CREATE') seen.push(shard?.id ?? -1);
    };
    const on = bench({ sink });
    (await login(on)).serverSends(dispatch('MESSAGE_CREATE', 2));
    expect(seen).toEqual([0]);
  });
});

describe('two clients in one process', () => {
  it('share neither sessions nor the turn to identify', async () => {
    const a = bench();
    const b = bench({ token: `${TOKEN}b`, clock: a.clock });
    await login(a, 'session-a');
    await login(b, 'session-b');
    expect(a.client.sessionId).toBe('session-a');
    expect(b.client.sessionId).toBe('session-b');
    a.sockets.last.serverCloses(4004);
    await a.client.closed;
    expect(b.client.health().status).toBe('green');
    await b.client.close();
  });
});

describe('the budget of a running bot', () => {
  it('makes a lost session wait for the reset instead of spending what is not there', async () => {
    const on = bench({
      info: new StaticGatewayInfoSource(infoOf({ remaining: 2, resetAfterMs: 120_000 })),
      random: () => 0,
    });
    const socket = await login(on);
    socket.serverSends(invalidSession(false));
    await settle();
    await on.clock.advance(1_000);
    // The reserve that starting left.
    const second = await greet(on.sockets);
    await on.clock.advance(5_100);
    expect(framesOf(second, 2)).toHaveLength(1);
    second.serverSends(ready('session-2'));
    second.serverSends(invalidSession(false));
    await settle();
    await on.clock.advance(3_000);
    await greet(on.sockets);
    await settle();
    expect(on.client.shards[0]?.state).toBe('waiting');
    expect(on.client.health()).toMatchObject({ status: 'red', sessionsLeft: 0 });
    expect(on.client.health().shards[0]).toMatchObject({
      status: 'red',
      reason: expect.stringContaining('may start in 24 hours') as string,
    });
    const opened = on.sockets.sockets.length;
    await on.clock.advance(108_000);
    expect(on.sockets.sockets).toHaveLength(opened);
    await on.clock.advance(10_000);
    expect(on.sockets.sockets).toHaveLength(opened + 1);
    const next = await greet(on.sockets);
    await on.clock.advance(5_100);
    expect(framesOf(next, 2)).toHaveLength(1);
    next.serverSends(ready('session-3'));
    expect(on.client.sessionId).toBe('session-3');
    expect(on.client.health()).toMatchObject({ status: 'yellow', sessionsLeft: 1 });
    await on.client.close();
  });
});

it('is a class that can be made without anything but its options', () => {
  const client = new GatewayClient({
    token: TOKEN,
    intents: 0,
    info: new StaticGatewayInfoSource(infoOf()),
    sink: new RecordingSink(),
  });
  expect(client.shards).toEqual([]);
  expect(inspect(client)).toBe('GatewayClient()');
  expect(client.health()).toMatchObject({ status: 'red', reason: 'The gateway client has not been started.' });
  expect(thrownBy(() => client.gatewayFor('1'))).toMatchObject({ code: 'GATEWAY_NOT_STARTED', kind: 'not-started' });
});
