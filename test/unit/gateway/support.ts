/** A gateway client on fake sockets and a manual clock: the test plays Discord. */
import {
  type DispatchPacket,
  type DispatchSink,
  type FakeSocket,
  FakeSocketFactory,
  GatewayClient,
  type GatewayClientOptions,
  type GatewayInfo,
  type GatewayInfoSource,
  StaticGatewayInfoSource,
} from '../../../src/gateway';
import { ManualClock, type LogFields, type Logger, type LogLevel } from '../../../src/util';

/** Shaped like a token, and of no use. */
export const TOKEN = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'Gabcde', 'abcdefghijklmnopqrstuvwxyz0123456789AB'].join('.');
export const GATEWAY_URL = 'wss://gateway.test';
export const RESUME_URL = 'wss://resume.test';
export const INTERVAL_MS = 41_250;

export function infoOf(limit: Partial<GatewayInfo['sessionStartLimit']> = {}): GatewayInfo {
  return {
    url: GATEWAY_URL,
    shards: 1,
    sessionStartLimit: { total: 1000, remaining: 1000, resetAfterMs: 86_400_000, maxConcurrency: 1, ...limit },
  };
}

export class RecordingSink implements DispatchSink {
  readonly packets: DispatchPacket[] = [];
  readonly asked: string[] = [];
  constructor(private readonly wanted: (name: string) => boolean = () => true) {}

  wants(eventName: string): boolean {
    this.asked.push(eventName);
    return this.wanted(eventName);
  }

  deliver(packet: DispatchPacket): void {
    this.packets.push(packet);
  }

  get names(): string[] {
    return this.packets.map((packet) => packet.t);
  }
}

export class RecordingLogger implements Logger {
  constructor(readonly lines: { level: LogLevel; message: string; fields: LogFields | undefined }[] = []) {}
  debug(message: string, fields?: LogFields): void {
    this.lines.push({ level: 'debug', message, fields });
  }
  info(message: string, fields?: LogFields): void {
    this.lines.push({ level: 'info', message, fields });
  }
  warn(message: string, fields?: LogFields): void {
    this.lines.push({ level: 'warn', message, fields });
  }
  error(message: string, fields?: LogFields): void {
    this.lines.push({ level: 'error', message, fields });
  }
  child(): Logger {
    return this;
  }
}

export interface Bench {
  readonly client: GatewayClient;
  readonly clock: ManualClock;
  readonly sockets: FakeSocketFactory;
  readonly sink: RecordingSink;
  readonly logger: RecordingLogger;
}

export function bench(
  options: Partial<Omit<GatewayClientOptions, 'sink'>> & {
    readonly sink?: RecordingSink;
    readonly clock?: ManualClock;
  } = {},
): Bench {
  const clock = options.clock ?? new ManualClock();
  const sockets = new FakeSocketFactory();
  const sink = options.sink ?? new RecordingSink();
  const logger = new RecordingLogger();
  const client = new GatewayClient({
    token: TOKEN,
    intents: 513,
    info: new StaticGatewayInfoSource(infoOf()),
    compression: 'none',
    sockets,
    logger,
    random: () => 0.5,
    shards: 1,
    ...options,
    // A pulse now and then would only be in the way of tests that count turns of the event loop.
    limits: { pulseMs: Infinity, ...options.limits },
    clock,
    sink,
  });
  return { client, clock, sockets, sink, logger };
}

/** Lets promises, microtasks and turns of the event loop pass, without time. */
export async function settle(turns = 8): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}

export interface SentFrame {
  readonly op: number;
  readonly d: Record<string, unknown>;
}

export function framesOf(socket: FakeSocket, op?: number): SentFrame[] {
  const frames = socket.sent as SentFrame[];
  return op === undefined ? frames : frames.filter((frame) => frame.op === op);
}

export const hello = (intervalMs = INTERVAL_MS): object => ({
  t: null,
  s: null,
  op: 10,
  d: { heartbeat_interval: intervalMs },
});

export const ACK = { t: null, s: null, op: 11, d: null };
export const RECONNECT = { t: null, s: null, op: 7, d: null };
export const BEAT_REQUEST = { t: null, s: null, op: 1, d: null };
export const invalidSession = (resumable: boolean): object => ({ t: null, s: null, op: 9, d: resumable });
/** As Discord writes it: the name, then the number. */
export const dispatch = (t: string, s: number, d: unknown = {}): object => ({ t, s, op: 0, d });
export const ready = (sessionId = 'session-1', s = 1): object =>
  dispatch('READY', s, { v: 10, session_id: sessionId, resume_gateway_url: RESUME_URL, guilds: [] });
export const resumed = (s: number): object => dispatch('RESUMED', s);

/** Opens the newest socket and says HELLO. */
export async function greet(sockets: FakeSocketFactory, intervalMs = INTERVAL_MS): Promise<FakeSocket> {
  const socket = sockets.last;
  socket.serverAccepts();
  socket.serverSends(hello(intervalMs));
  await settle();
  return socket;
}

/** Starts the client and leads its only shard to READY. */
export async function login(on: Bench, sessionId = 'session-1'): Promise<FakeSocket> {
  const started = on.client.start();
  await settle();
  const socket = await greet(on.sockets);
  socket.serverSends(ready(sessionId));
  await started;
  return socket;
}

/** Tells another number of shards each time; the last one for ever. */
export class ChangingInfo implements GatewayInfoSource {
  asked = 0;
  constructor(private readonly shards: readonly number[]) {}

  gatewayInfo(): Promise<GatewayInfo> {
    const at = Math.min(this.asked++, this.shards.length - 1);
    return Promise.resolve({ ...infoOf({ maxConcurrency: 16 }), shards: this.shards[at] ?? 1 });
  }
}

/** Leads every socket that has not been led yet to READY. Returns the shards that identified. */
export async function lead(on: Bench, from: number): Promise<unknown[]> {
  const fresh = on.sockets.sockets.slice(from);
  for (const socket of fresh) {
    socket.serverAccepts();
    socket.serverSends({ op: 10, d: { heartbeat_interval: 41_250 } });
  }
  await settle();
  // The turn of a shard whose bucket was used by an earlier plan.
  await on.clock.advance(5_100);
  const shards = fresh.map((socket) => framesOf(socket, 2)[0]?.d.shard);
  for (const [i, socket] of fresh.entries()) socket.serverSends(ready(`session-${from + i}`));
  await settle();
  return shards;
}
