/** A client that is closed, or whose start fails, ends in every state: nothing hangs, nothing is left behind. */
import { ActivityType } from 'discord-api-types/v10';
import { getMaxListeners } from 'node:events';
import {
  FakeSocketFactory,
  type GatewayError,
  type GatewayInfo,
  LocalOrchestrator,
  MemoryIdentifyQueue,
  MemorySessionStore,
  sessionKey,
  type ShardOrchestrator,
  StaticGatewayInfoSource,
} from '../../../src/gateway';
import { ManualClock } from '../../../src/util';
import {
  type Bench,
  bench,
  ChangingInfo,
  framesOf,
  greet,
  infoOf,
  lead,
  login,
  RECONNECT,
  resumed,
  settle,
  TOKEN,
} from './support';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

function thrown(message: string): never {
  throw new Error(message);
}

async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as GatewayError,
  );
}

/** Leads a client that is starting, or was ready, into a state. */
const INTO: Readonly<Record<string, (on: Bench) => Promise<unknown>>> = {
  connecting: () => settle(),
  hello: async (on) => {
    await settle();
    on.sockets.last.serverAccepts();
  },
  permit: async (on) => {
    await settle();
    await greet(on.sockets);
  },
  waiting: async (on) => {
    await settle();
    on.sockets.last.serverRefuses(503);
    await settle();
  },
};

describe('closing while it starts', () => {
  it.each(Object.keys(INTO))('in the state "%s" settles everything and leaves no timer', async (phase) => {
    const clock = new ManualClock();
    const identifyQueue = new MemoryIdentifyQueue({ clock });
    // Another shard has just had its turn.
    await identifyQueue.acquire(0);
    const on = bench({ clock, identifyQueue });
    const started = failure(on.client.start());
    await INTO[phase]?.(on);
    expect(on.client.shards[0]?.state).toBe(phase);
    await on.client.close();
    expect((await started).kind).toBe('closed');
    expect(await on.client.closed).toBeUndefined();
    expect(on.clock.pendingTimers).toBe(0);
    expect(on.sockets.last.isOpen).toBe(false);
  });

  it('does not wait for an address that never comes', async () => {
    const on = bench({ info: { gatewayInfo: () => never<GatewayInfo>() } });
    const started = failure(on.client.start());
    await settle();
    await on.client.close();
    expect((await started).kind).toBe('closed');
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('forgets a session that it ends with 1000, although its start is given up as well', async () => {
    const sessionStore = new MemorySessionStore();
    const first = bench({ sessionStore });
    await login(first);
    await first.client.close({ resumable: true });

    const second = bench({ sessionStore });
    const started = failure(second.client.start());
    await settle();
    const socket = await greet(second.sockets);
    expect(second.client.shards[0]?.state).toBe('resuming');
    await second.client.close();
    expect((await started).kind).toBe('closed');
    expect(socket.closedWith?.code).toBe(1000);
    expect(await sessionStore.load(sessionKey(TOKEN), 0)).toBeUndefined();
  });
});

describe('closing later', () => {
  it('in the middle of a RESUME can be done resumably, and the next client resumes', async () => {
    const sessionStore = new MemorySessionStore();
    const first = bench({ sessionStore });
    const socket = await login(first);
    socket.serverSends(RECONNECT);
    await settle();
    await greet(first.sockets);
    expect(first.client.shards[0]?.state).toBe('resuming');
    await first.client.close({ resumable: true });
    expect(first.clock.pendingTimers).toBe(0);

    const second = bench({ sessionStore });
    const started = second.client.start();
    await settle();
    const next = await greet(second.sockets);
    expect(framesOf(next, 6)).toHaveLength(1);
    next.serverSends(resumed(2));
    await started;
  });

  it('settles commands that the socket never says anything about', async () => {
    const on = bench();
    const socket = await login(on);
    socket.send = () => undefined;
    const sending = failure(on.client.shards[0]!.send({ op: 8, d: {} }));
    await on.client.close();
    expect((await sending).kind).toBe('closed');
    expect(on.clock.pendingTimers).toBe(0);
  });
});

describe('a start that cannot succeed', () => {
  it('rejects when the address does not come within its limit', async () => {
    const on = bench({ info: { gatewayInfo: () => never<GatewayInfo>() }, limits: { startMs: 5_000 } });
    const started = failure(on.client.start());
    await on.clock.advance(5_000);
    await settle();
    expect(await started).toMatchObject({ kind: 'gateway-info', mayRetry: true });
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('rejects with what is wrong when the intents cannot be told', async () => {
    for (const sessionStore of [new MemorySessionStore(), await storeWithSession()]) {
      const on = bench({ sessionStore, intents: () => Number.NaN });
      expect((await failure(on.client.start())).kind).toBe('invalid-options');
      expect(on.sockets.sockets).toEqual([]);
      expect(on.clock.pendingTimers).toBe(0);
    }
  });

  it('is refused when the presence is one that Discord would close the connection over', () => {
    const name = 'x'.repeat(5_000);
    expect(() => bench({ presence: { activities: [{ name, type: ActivityType.Playing }] } })).toThrow(/4096/);
  });

  it('goes on without a stored session when the store does not answer', async () => {
    const store = new MemorySessionStore();
    const on = bench({
      sessionStore: { load: () => never(), save: store.save.bind(store), clear: store.clear.bind(store) },
    });
    const started = on.client.start();
    await on.clock.advance(10_000);
    expect(on.sockets.sockets).toHaveLength(1);
    await greet(on.sockets);
    await on.client.close();
    expect((await failure(started)).kind).toBe('closed');
  });
});

async function storeWithSession(): Promise<MemorySessionStore> {
  const sessionStore = new MemorySessionStore();
  const first = bench({ sessionStore });
  await login(first);
  await first.client.close({ resumable: true });
  return sessionStore;
}

it('many shards that start side by side may all listen to the signal of the start', async () => {
  const local = new LocalOrchestrator();
  let limit: number | undefined;
  const orchestrator: ShardOrchestrator = {
    shardIds: (count) => local.shardIds(count),
    start: (_shards, { signal }) => {
      limit = signal && getMaxListeners(signal);
      return Promise.resolve();
    },
    close: (shards, options) => local.close(shards, options),
  };
  const on = bench({ shards: 16, orchestrator });
  await on.client.start({ signal: new AbortController().signal });
  expect(limit).toBeGreaterThanOrEqual(16);
  await on.client.close();
});

describe('an orchestrator', () => {
  const orchestratorWith = (own: Partial<ShardOrchestrator>): ShardOrchestrator => {
    const local = new LocalOrchestrator();
    return {
      shardIds: (count) => local.shardIds(count),
      start: (shards, options) => local.start(shards, options),
      close: (shards, options) => local.close(shards, options),
      ...own,
    };
  };
  const complaints = (on: Bench): unknown[] =>
    on.logger.lines.filter(({ message }) => message.startsWith('the orchestrator'));

  it('that never ends its close is waited for eleven seconds; then its shards are closed without it, and named', async () => {
    const on = bench({ orchestrator: orchestratorWith({ close: () => never() }) });
    const socket = await login(on);
    let isClosed = false;
    const closing = on.client.close().then(() => (isClosed = true));
    await on.clock.advance(10_900);
    expect(isClosed).toBe(false);
    await on.clock.advance(200);
    await closing;
    expect(socket.closedWith?.code).toBe(1000);
    expect(await on.client.closed).toBeUndefined();
    expect(complaints(on)).toMatchObject([{ level: 'error', fields: { shards: [0] } }]);
    expect(on.clock.pendingTimers).toBe(0);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('no lease'))],
    ['throws', () => thrown('no lease')],
    ['forgets its shards', () => Promise.resolve()],
  ])('whose close %s leaves no shard behind', async (_what, close) => {
    const sessionStore = new MemorySessionStore();
    const on = bench({ sessionStore, orchestrator: orchestratorWith({ close }) });
    const socket = await login(on);
    await on.client.close({ resumable: true });
    expect(on.client.shards[0]?.state).toBe('stopped');
    expect(socket.isOpen).toBe(false);
    expect(await sessionStore.load(sessionKey(TOKEN), 0)).toMatchObject({ sessionId: 'session-1' });
    expect(complaints(on)).toMatchObject([{ level: 'error', fields: { shards: [0] } }]);
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('that never ends its close keeps no larger plan from beginning', async () => {
    const info = new ChangingInfo([1, 2]);
    const on = bench({ shards: 'auto', info, orchestrator: orchestratorWith({ close: () => never() }) });
    const started = on.client.start();
    await settle();
    await lead(on, 0);
    await started;
    on.sockets.last.serverCloses(4011);
    await on.clock.advance(11_100);
    await lead(on, 1);
    expect(on.client.shards.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const closing = on.client.close();
    await on.clock.advance(11_100);
    await closing;
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('whose start never ends does not keep the start of a client that is closed, or given up, waiting', async () => {
    for (const end of ['close', 'abort'] as const) {
      const on = bench({ orchestrator: orchestratorWith({ start: () => never() }) });
      const giveUp = new AbortController();
      const started = failure(on.client.start({ signal: giveUp.signal }));
      await settle();
      if (end === 'close') await on.client.close();
      else giveUp.abort();
      expect((await started).kind).toBe(end === 'close' ? 'closed' : 'aborted');
      expect(on.clock.pendingTimers).toBe(0);
    }
  });
});

it('two shards: the one that waits for its turn leaves no timer when all are closed', async () => {
  const sockets = new FakeSocketFactory();
  const on = bench({ sockets, shards: 2, info: new StaticGatewayInfoSource(infoOf()) });
  const started = failure(on.client.start());
  await settle();
  const first = sockets.last;
  first.serverAccepts();
  first.serverSends({ op: 10, d: { heartbeat_interval: 41_250 } });
  await settle();
  first.serverSends({ t: 'READY', s: 1, op: 0, d: { session_id: 'one' } });
  await settle();
  const second = await greet(sockets);
  expect(second).not.toBe(first);
  expect(on.client.shards[1]?.state).toBe('permit');
  await on.client.close();
  await started;
  expect(on.clock.pendingTimers).toBe(0);
});
