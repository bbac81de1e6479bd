/** One socket of the gateway: reads frames, checks that they are in order, and sends what its session hears. */
import { Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import { type RawData, type WebSocket } from 'ws';
import { type Timer } from '../../../util';
import { COMMANDS } from './commands';
import { type Withholdable } from './conditions';
import { type FrameEncoder, PayloadEncoder } from './encoder';
import { frame, HEARTBEAT_ACK } from './frames';
import { type GatewayHub } from './hub';
import { Outbox } from './outbox';
import { type Session } from './session';
import { SlowLink } from './slow-link';

/** Larger frames are not read. https://discord.com/developers/docs/events/gateway#sending-events */
const FRAME_LIMIT_BYTES = 4_096;
const COMMANDS_PER_MINUTE = 120;
const MINUTE_MS = 60_000;
/** What a client may send before it has a session. */
const BEFORE_SESSION: ReadonlySet<number> = new Set([
  GatewayOpcodes.Heartbeat,
  GatewayOpcodes.Identify,
  GatewayOpcodes.Resume,
]);

export interface ConnectionInit {
  readonly id: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly encoder: FrameEncoder;
  /** Whether the transport is compressed; then payloads may not be. */
  readonly compressed: boolean;
}

export class Connection {
  readonly id: number;
  readonly path: string;
  readonly compressed: boolean;
  readonly outbox: Outbox;
  session: Session<Connection> | undefined;
  /** Frames that a fault keeps back, and how to send them after all. */
  readonly held = new Map<Withholdable, () => void>();
  private encoder: FrameEncoder;
  private readonly query: Readonly<Record<string, string | string[]>>;
  private slowLink: SlowLink | undefined;
  /** Whether frames are gathered, to be written together. */
  private gathering = false;
  private closed = false;
  private greeted = false;
  private heartbeatTimer: Timer | undefined;
  private identifyTimer: Timer | undefined;
  private readonly commandTimes: number[] = [];

  constructor(
    readonly hub: GatewayHub,
    private readonly socket: WebSocket,
    private readonly raw: Duplex,
    init: ConnectionInit,
  ) {
    this.id = init.id;
    this.path = init.path;
    this.query = init.query;
    this.encoder = init.encoder;
    this.compressed = init.compressed;
    this.outbox = new Outbox(hub.clock, () => hub.conditions.linkDelayMs(this));
    socket.on('message', (data: RawData) => {
      if (!this.closed) this.receive(data as Buffer);
    });
    socket.on('close', (code, reason) => {
      this.finish(code, reason.toString(), code === 1006 ? 'network' : 'client');
    });
    // A broken socket is told by 'close' as well.
    socket.on('error', () => undefined);
  }

  get botId(): string | null {
    return this.session?.bot.user.id ?? null;
  }

  get shardId(): number | null {
    return this.session?.shard[0] ?? null;
  }

  get botName(): string | null {
    return this.session?.bot.name ?? null;
  }

  get isOpen(): boolean {
    return !this.closed;
  }

  /** Says HELLO and begins to wait for the client. */
  greet(): void {
    const { clock, heartbeatIntervalMs, identifyTimeoutMs } = this.hub;
    const hello = (): void => {
      this.greeted = true;
      this.send(frame(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatIntervalMs, _trace: this.hub.trace }));
      this.expectHeartbeat();
    };
    this.identifyTimer = clock.setTimer(
      identifyTimeoutMs,
      () => {
        if (!this.session) this.close(GatewayCloseCodes.SessionTimedOut, 'Nobody identified in time.');
      },
      { keepAlive: false },
    );
    this.inTime('hello', hello);
  }

  /** Does something now, unless a fault keeps it back or makes it late. */
  inTime(what: Withholdable, act: () => void): void {
    const { clock, conditions } = this.hub;
    const lateMs = conditions.latenessMs(what, this);
    if (conditions.isWithheld(what, this)) this.held.set(what, act);
    else if (lateMs === 0) act();
    else {
      clock.setTimer(
        lateMs,
        () => {
          if (!this.closed) act();
        },
        { keepAlive: false },
      );
    }
  }

  send(text: string): void {
    if (this.closed) return;
    this.outbox.add(() => {
      const encoded = this.encoder.encode(text);
      if (encoded instanceof Promise) {
        return encoded.then((bytes) => {
          this.write(bytes);
        });
      }
      this.write(encoded);
      return undefined;
    });
  }

  sendDispatch(text: string): void {
    this.send(text);
    this.hub.conditions.countDispatch(this);
  }

  /** From now on every frame is deflated by itself. */
  compressPayloads(): void {
    this.encoder = new PayloadEncoder();
  }

  /** Ends the connection after what was sent so far. What becomes of the session depends on the code. */
  close(code: number, reason = ''): void {
    if (this.closed) return;
    this.outbox.add(() => {
      this.socket.close(code, reason);
    });
    this.finish(code, reason, 'server');
  }

  /** Breaks the connection off without a word; with `midFrame` after the first bytes of a frame. */
  drop({ midFrame = false, reset = false }: { midFrame?: boolean; reset?: boolean } = {}): void {
    if (this.closed) return;
    this.outbox.add(() => {
      const { raw } = this;
      // A frame that announces 200 bytes and brings 12.
      const part = midFrame ? `${this.compressed ? '\x82' : '\x81'}\x7e\x00\xc8{"t":null,"s"` : '';
      if (!(raw instanceof Socket)) raw.destroy();
      else if (reset) raw.write(Buffer.from(part, 'latin1'), () => raw.resetAndDestroy());
      else {
        raw.write(Buffer.from(part, 'latin1'));
        raw.destroySoon();
      }
    });
    this.finish(1006, '', 'network');
  }

  /** Lets the link be slow, or with no bytes stand still and not listen either; with `forMs` only for so long. */
  slowDown(pace: { readonly bytes: number; readonly everyMs: number }, forMs?: number): void {
    if (this.closed) return;
    this.speedUp();
    const link = new SlowLink(this.raw, this.hub.clock, pace);
    this.slowLink = link;
    this.hub.slowLinks.add(link);
    this.raw.once('close', () => this.hub.slowLinks.delete(link));
    if (pace.bytes === 0) this.socket.pause();
    if (forMs === undefined) return;
    const end = (): void => {
      if (this.slowLink === link) this.speedUp();
    };
    this.hub.clock.setTimer(forMs, end, { keepAlive: false });
  }

  speedUp(): void {
    this.slowLink?.stop();
    this.slowLink = undefined;
    if (this.socket.isPaused) this.socket.resume();
  }

  /** Breaks off at once, whatever was to be sent. */
  terminate(): void {
    this.finish(1006, '', 'server');
    this.outbox.close();
    this.socket.terminate();
  }

  private write(bytes: string | Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (!this.gathering) {
      // What is said in one breath goes out in one piece: asking the system to write costs most of all.
      this.gathering = true;
      this.raw.cork();
      process.nextTick(() => {
        this.gathering = false;
        this.raw.uncork();
      });
    }
    this.socket.send(bytes, this.outbox.beginWrite());
  }

  private finish(code: number, reason: string, by: 'client' | 'server' | 'network'): void {
    if (this.closed) return;
    this.closed = true;
    this.heartbeatTimer?.cancel();
    this.identifyTimer?.cancel();
    this.hub.log.push({
      kind: 'connection',
      event: 'closed',
      bot: this.botName,
      connectionId: this.id,
      path: this.path,
      query: this.query,
      sessionId: this.session?.id ?? null,
      code,
      reason,
      by,
    });
    this.hub.leave(this, code, by);
    void this.outbox.flushed().then(() => {
      this.outbox.close();
      this.encoder.close();
    });
  }

  private expectHeartbeat(): void {
    this.heartbeatTimer?.cancel();
    this.heartbeatTimer = this.hub.clock.setTimer(
      this.hub.silenceMs,
      () => {
        this.close(GatewayCloseCodes.SessionTimedOut, 'Session timed out.');
      },
      { keepAlive: false },
    );
  }

  private receive(data: Buffer): void {
    const read = data.length > FRAME_LIMIT_BYTES ? undefined : decode(data);
    this.logFrame(read?.op ?? -1, read?.d);
    if (!read) {
      this.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      return;
    }
    if (!this.countCommand()) {
      this.close(GatewayCloseCodes.RateLimited, 'You are being rate limited.');
      return;
    }
    if (read.op === (GatewayOpcodes.Heartbeat as number)) {
      this.heartbeat(read.d);
      return;
    }
    const command = COMMANDS[read.op];
    if (!command) {
      this.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
    } else if (!this.greeted || (!this.session && !BEFORE_SESSION.has(read.op))) {
      this.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
    } else {
      command(this, read.d);
    }
  }

  private heartbeat(sequence: unknown): void {
    if (sequence !== null && sequence !== undefined && !Number.isInteger(sequence)) {
      this.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      return;
    }
    this.expectHeartbeat();
    if (!this.hub.conditions.isWithheld('acks', this)) this.send(HEARTBEAT_ACK);
  }

  private countCommand(): boolean {
    const now = this.hub.clock.now();
    this.commandTimes.push(now);
    while ((this.commandTimes[0] ?? now) <= now - MINUTE_MS) this.commandTimes.shift();
    return this.commandTimes.length <= COMMANDS_PER_MINUTE;
  }

  private logFrame(op: number, data: unknown): void {
    const named = typeof data === 'object' && data !== null && 'token' in data ? data : undefined;
    const bot = this.hub.botNameOf(named?.token) ?? this.botName;
    this.hub.log.push({
      kind: 'frame',
      bot,
      connectionId: this.id,
      sessionId: this.session?.id ?? null,
      path: this.path,
      op,
      d: named ? { ...named, token: bot ?? 'unknown token' } : data,
    });
  }
}

function decode(data: Buffer): { op: number; d: unknown } | undefined {
  try {
    const read: unknown = JSON.parse(data.toString('utf8'));
    if (typeof read !== 'object' || read === null || !('op' in read)) return undefined;
    const { op } = read;
    return Number.isInteger(op) ? { op: op as number, d: 'd' in read ? read.d : undefined } : undefined;
  } catch {
    return undefined;
  }
}
