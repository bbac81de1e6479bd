/** A storm of frames that nobody should send: no shard crashes, none is stuck afterwards, and every frame is counted. */
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type DispatchPacket,
  FakeSocketFactory,
  GatewayClient,
  type GatewayClientOptions,
  type ShardHealth,
  StaticGatewayInfoSource,
  WsSocketFactory,
} from '../../src/gateway';
import { randomFrame, randomOf } from './support/random-frames';
import { eventually } from './support/waiting';

/** `FUZZ_SEED=7 npx jest gateway-fuzz` tries other frames; a failure tells the seed. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const TOKEN = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'Gabcde', 'abcdefghijklmnopqrstuvwxyz0123456789AB'].join('.');
const INTERVAL_MS = 250;
const HELLO = JSON.stringify({ t: null, s: null, op: 10, d: { heartbeat_interval: INTERVAL_MS } });
const ACK = JSON.stringify({ t: null, s: null, op: 11, d: null });
const READY = JSON.stringify({ t: 'READY', s: 1, op: 0, d: { v: 10, session_id: 'session', guilds: [] } });

let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
  process.on('uncaughtExceptionMonitor', onUnhandled);
});
afterEach(() => {
  process.off('unhandledRejection', onUnhandled);
  process.off('uncaughtExceptionMonitor', onUnhandled);
  expect(unhandled).toEqual([]);
});

interface Heard {
  readonly client: GatewayClient;
  readonly packets: DispatchPacket[];
  readonly health: () => ShardHealth;
}

function makeClient(url: string, options: Partial<GatewayClientOptions>): Heard {
  const packets: DispatchPacket[] = [];
  const client = new GatewayClient({
    token: TOKEN,
    intents: 0,
    info: new StaticGatewayInfoSource({
      url,
      shards: 1,
      sessionStartLimit: { total: 1000, remaining: 1000, resetAfterMs: 1, maxConcurrency: 1 },
    }),
    sink: { wants: () => true, deliver: (packet) => void packets.push(packet) },
    compression: 'none',
    ...options,
  });
  return { client, packets, health: () => client.health().shards[0] as ShardHealth };
}

/** Everything that was sent has been counted, once. */
function expectCounted({ frames }: ShardHealth, sent: number): void {
  const { delivered, repeated, control, unknown, malformed, unwanted } = frames;
  expect({ sum: delivered + repeated + control + unknown + malformed, unwanted, seed: SEED }).toEqual({
    sum: sent,
    unwanted: 0,
    seed: SEED,
  });
  // A storm that does not reach every branch proves little.
  for (const count of [delivered, repeated, control, unknown, malformed]) expect(count).toBeGreaterThan(20);
}

it('18,000 random frames are each counted, and the next event is delivered', async () => {
  const sockets = new FakeSocketFactory();
  const { client, packets, health } = makeClient('wss://gateway.test', { sockets });
  await using _client = client;
  const started = client.start();
  await eventually('a socket', () => sockets.sockets.length === 1);
  const socket = sockets.last;
  socket.serverAccepts();
  socket.serverSends(HELLO);
  await eventually('IDENTIFY', () => socket.sent.length > 0);
  socket.serverSends(READY);
  await started;

  const random = randomOf(SEED);
  const before = sumOf(health());
  let sequence = 1;
  const COUNT = 18_000;
  for (let i = 0; i < COUNT; i++) {
    const { bytes, counts } = randomFrame(random, sequence + 1);
    if (counts) sequence += 1;
    socket.serverSends(bytes);
  }
  expectCounted(health(), before + COUNT);
  const heard = packets.length;
  // A READY in the storm begins to count anew, and an honest server goes on from there.
  socket.serverSends(
    JSON.stringify({ t: 'MESSAGE_CREATE', s: sequence + 1, op: 0, d: { content: 'after the storm' } }),
  );
  expect(packets.slice(heard)).toEqual([expect.objectContaining({ d: { content: 'after the storm' } })]);
  await eventually('the next heartbeat', () => (socket.sent.at(-1) as { d: unknown }).d === sequence + 1);
  expect(client.shards[0]?.state).toBe('ready');
  expect(sockets.sockets).toHaveLength(1);
}, 15_000);

describe('on a real socket', () => {
  let server: WebSocketServer;
  let peer: WebSocket | undefined;
  let connections: number;
  let heartbeats: number;
  let heard: Heard;

  beforeEach(async () => {
    connections = 0;
    heartbeats = 0;
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      peer = socket;
      connections += 1;
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => {
        const { op } = JSON.parse(data.toString()) as { op: number };
        if (op === 1) {
          heartbeats += 1;
          socket.send(ACK);
        }
        if (op === 2) socket.send(READY);
        if (op === 6) socket.send(JSON.stringify({ t: 'RESUMED', s: null, op: 0, d: {} }));
      });
      socket.send(HELLO);
    });
    const { port } = server.address() as AddressInfo;
    heard = makeClient(`ws://127.0.0.1:${port}`, { sockets: new WsSocketFactory() });
    await heard.client.start();
  });
  afterEach(async () => {
    await heard.client.close();
    server.close();
  });

  it('2,000 random frames leave a shard ready: heartbeats go on, and the next event is delivered', async () => {
    const { client, packets, health } = heard;
    const random = randomOf(SEED + 1);
    let sequence = 1;
    const COUNT = 2_000;
    for (let i = 0; i < COUNT; i++) {
      const { bytes, counts, isBinary } = randomFrame(random, sequence + 1);
      if (counts) sequence += 1;
      peer?.send(bytes, { binary: isBinary });
      if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    peer?.send(JSON.stringify({ t: 'MESSAGE_CREATE', s: sequence + 1, op: 0, d: { content: 'after the storm' } }));
    await eventually('the event after the storm', () => {
      const last = packets.at(-1)?.d as { content?: unknown } | null | undefined;
      return last?.content === 'after the storm';
    });
    // HELLO, READY and the last event are frames as well; acknowledgements are counted as they come.
    const { frames } = health();
    expect(
      frames.delivered + frames.repeated + frames.control + frames.unknown + frames.malformed,
    ).toBeGreaterThanOrEqual(COUNT + 3);
    const beats = heartbeats;
    await eventually('three more heartbeats', () => heartbeats >= beats + 3);
    expect(health()).toMatchObject({ state: 'ready', reconnects: 0 });
    expect(connections).toBe(1);
    expect(client.sessionId).toBeDefined();
  }, 15_000);

  it('frames that end a connection, in any disguise, end it and no more', async () => {
    const { packets, health } = heard;
    const random = randomOf(SEED + 2);
    let sequence = 1;
    for (let i = 0; i < 4; i++) {
      const ending: unknown = [
        { op: 7 },
        { op: 7, d: [], t: 5, s: 'x' },
        { op: 9, d: true },
        { op: 9, d: true, s: -4, t: null },
      ][i % 4];
      for (let n = 0; n < 20; n++) {
        const { bytes, counts, isBinary } = randomFrame(random, sequence + 1);
        if (counts) sequence += 1;
        peer?.send(bytes, { binary: isBinary });
      }
      peer?.send(JSON.stringify(ending));
      await eventually(`connection ${i + 2}`, () => connections === i + 2 && health().state === 'ready');
    }
    peer?.send(JSON.stringify({ t: 'MESSAGE_CREATE', s: sequence + 1, op: 0, d: { content: 'after all' } }));
    await eventually('the event after all', () =>
      packets.some(({ d }) => (d as { content?: unknown } | null)?.content === 'after all'),
    );
  }, 30_000);
});

function sumOf({ frames }: ShardHealth): number {
  return (Object.values(frames) as number[]).reduce((sum, count) => sum + count, 0);
}
