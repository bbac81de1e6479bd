/** One socket of a voice gateway: reads frames, checks that they are in order, and sends what its session hears. */
import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type RawData, type WebSocket } from 'ws';
import { type Timer } from '../../../util';
import { BINARY_COMMANDS, COMMANDS } from './commands';
import { type VoiceHub } from './hub';
import { type VoiceServer } from './server';
import { type VoiceSession } from './session';

/** More frames than this within ten seconds are too many. */
const FRAMES_ALLOWED = 120;
const FRAMES_WITHIN_MS = 10_000;
const VERSION = 8;
/** What a client may send before it has a session. */
const BEFORE_SESSION: ReadonlySet<number> = new Set([
  VoiceOpcodes.Identify,
  VoiceOpcodes.Resume,
  VoiceOpcodes.Heartbeat,
]);
/** After these the session can be taken up again; after any other code of ours it is over. */
const isResumable = (code: number): boolean => code < 4_000 || code === (VoiceCloseCodes.VoiceServerCrashed as number);

export class VoiceConnection {
  readonly id: number;
  session: VoiceSession | undefined;
  private closed = false;
  private greeted = false;
  private heartbeatTimer: Timer | undefined;
  private identifyTimer: Timer | undefined;
  private stallTimer: Timer | undefined;
  private readonly frameTimes: number[] = [];
  /** What waits for the end of a stall. */
  private readonly waiting: (() => void)[] = [];

  constructor(
    readonly hub: VoiceHub,
    readonly server: VoiceServer,
    private readonly socket: WebSocket,
  ) {
    this.id = hub.nextConnectionId();
    hub.journal.connection('opened', this, undefined, '', undefined);
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!this.closed) this.receive(data as Buffer, isBinary);
    });
    socket.on('close', (code, reason) => {
      this.finish(code, reason.toString(), code === 1006 ? 'network' : 'client');
    });
    // A broken socket is told by 'close' as well.
    socket.on('error', () => undefined);
  }

  get userId(): string | null {
    return this.session?.userId ?? null;
  }

  get guildId(): string | null {
    return this.session?.guildId ?? null;
  }

  get isOpen(): boolean {
    return !this.closed;
  }

  get isStalled(): boolean {
    return this.stallTimer !== undefined;
  }

  /** Says Hello, and begins to wait for the client. @param version what the URL asked for */
  greet(version: string | null): void {
    const { settings } = this.hub;
    if (version !== String(VERSION)) {
      this.close(VoiceCloseCodes.UnknownProtocol, 'Unknown protocol.');
      return;
    }
    this.identifyTimer = this.hub.timer(settings.identifyTimeoutMs, () => {
      this.close(VoiceCloseCodes.SessionTimeout, 'Nobody identified in time.');
    });
    this.greeted = true;
    this.sendPlain(VoiceOpcodes.Hello, { v: VERSION, heartbeat_interval: settings.heartbeatMs });
    this.expectHeartbeat();
    this.closeAt('hello');
  }

  /** Whether a fault closes the connection at this point. */
  closeAt(step: Parameters<VoiceHub['conditions']['takeClosing']>[0]): boolean {
    const code = this.hub.conditions.takeClosing(step, this);
    if (code === undefined) return false;
    this.close(code, 'closed by a fault');
    return true;
  }

  /** The client said who it is. */
  identified(session: VoiceSession): void {
    this.identifyTimer?.cancel();
    this.session = session;
    session.connection = this;
    session.expiry?.cancel();
  }

  /** A frame that no resume repeats. */
  sendPlain(op: number, d: unknown): void {
    this.send(JSON.stringify({ op, d }), op, d, undefined);
  }

  /** Sends what is written already; `logged` is what the log may know of it. */
  send(data: string | Buffer, op: number, logged: unknown, sequence: number | undefined): void {
    if (this.closed) return;
    this.hub.journal.frame('server', this, op, logged, sequence);
    const write = (): void => {
      if (this.socket.readyState === this.socket.OPEN) this.socket.send(data);
    };
    if (this.isStalled) this.waiting.push(write);
    else write();
  }

  /** Sends frames again, as they were. */
  repeat(frames: readonly (string | Buffer)[]): void {
    for (const data of frames) {
      if (typeof data !== 'string')
        this.send(data, data.readUInt8(2), { bytes: data.length - 3 }, data.readUInt16BE(0));
      else {
        const { op, d, seq } = JSON.parse(data) as { op: number; d: unknown; seq: number };
        this.send(data, op, d, seq);
      }
    }
  }

  /** Ends the connection after what was sent so far. What becomes of the session depends on the code. */
  close(code: number, reason = ''): void {
    if (this.closed) return;
    const { socket } = this;
    const write = (): void => {
      socket.close(code, reason);
    };
    if (this.isStalled) this.waiting.push(write);
    else write();
    this.finish(code, reason, 'server');
  }

  /** Breaks the connection off without a word. */
  terminate(): void {
    this.finish(1006, '', 'network');
    this.resume();
    this.socket.terminate();
  }

  /** Neither reads nor writes for so many milliseconds. */
  stall(forMs: number): void {
    if (this.closed) return;
    this.stallTimer?.cancel();
    this.socket.pause();
    this.stallTimer = this.hub.timer(forMs, () => {
      this.resume();
    });
  }

  /** Ends a stall. */
  resume(): void {
    if (!this.isStalled) return;
    this.stallTimer?.cancel();
    this.stallTimer = undefined;
    if (this.socket.isPaused) this.socket.resume();
    for (const write of this.waiting.splice(0)) write();
  }

  expectHeartbeat(): void {
    const { settings } = this.hub;
    this.heartbeatTimer?.cancel();
    this.heartbeatTimer = this.hub.timer(settings.heartbeatMs * settings.heartbeatIntervalsAllowed, () => {
      this.close(VoiceCloseCodes.SessionTimeout, 'Session timed out.');
    });
  }

  private receive(data: Buffer, isBinary: boolean): void {
    const read = isBinary ? readBinary(data) : readText(data);
    this.hub.journal.frame('client', this, read?.op ?? -1, isBinary ? { bytes: data.length } : read?.d, undefined);
    if (!read) {
      this.close(VoiceCloseCodes.FailedToDecode, 'Failed to decode payload.');
      return;
    }
    if (!this.countFrame()) {
      this.close(VoiceCloseCodes.RateLimited, 'Rate limited.');
      return;
    }
    const command = (isBinary ? BINARY_COMMANDS : COMMANDS)[read.op];
    if (!command) this.close(VoiceCloseCodes.UnknownOpcode, 'Unknown opcode.');
    else if (!this.greeted || (!this.session && !BEFORE_SESSION.has(read.op))) {
      this.close(VoiceCloseCodes.NotAuthenticated, 'Not authenticated.');
    } else command(this, read.d);
  }

  private countFrame(): boolean {
    const now = this.hub.clock.now();
    this.frameTimes.push(now);
    while ((this.frameTimes[0] ?? now) <= now - FRAMES_WITHIN_MS) this.frameTimes.shift();
    return this.frameTimes.length <= FRAMES_ALLOWED;
  }

  private finish(code: number, reason: string, by: 'client' | 'server' | 'network'): void {
    if (this.closed) return;
    this.closed = true;
    this.heartbeatTimer?.cancel();
    this.identifyTimer?.cancel();
    this.server.connections.delete(this);
    this.hub.journal.connection('closed', this, code, reason, by);
    const { session } = this;
    if (session?.connection !== this) return;
    session.connection = undefined;
    const gone = by === 'client' ? code === 1_000 || code === 1_001 : !isResumable(code);
    if (gone) this.hub.endSession(session);
    else this.hub.awaitResume(session);
  }
}

interface ReadFrame {
  readonly op: number;
  readonly d: unknown;
}

function readText(data: Buffer): ReadFrame | undefined {
  try {
    const read: unknown = JSON.parse(data.toString('utf8'));
    if (typeof read !== 'object' || read === null || !('op' in read)) return undefined;
    const { op } = read;
    return Number.isInteger(op) ? { op: op as number, d: 'd' in read ? read.d : undefined } : undefined;
  } catch {
    return undefined;
  }
}

/** What clients send in binary begins with the opcode; numbers only servers write. */
function readBinary(data: Buffer): ReadFrame | undefined {
  return data.length === 0 ? undefined : { op: data.readUInt8(0), d: Buffer.from(data.subarray(1)) };
}
