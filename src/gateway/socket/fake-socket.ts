/** A socket without a network: a test plays the server. */
import { asError } from '../../util';
import { type Socket, type SocketEnd, type SocketEvents, type SocketFactory } from './socket';

/** Remembers every socket that was opened. */
export class FakeSocketFactory implements SocketFactory {
  readonly sockets: FakeSocket[] = [];

  open(url: string, events: SocketEvents): FakeSocket {
    const socket = new FakeSocket(url, events);
    this.sockets.push(socket);
    return socket;
  }

  /** The socket that was opened last. */
  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}

/** Both ends of a connection. The `server…` methods are what a test does as the server. */
export class FakeSocket implements Socket {
  /** Texts that the client sent, parsed. */
  readonly sent: unknown[] = [];
  /** What the client closed with; `undefined` while it has not. */
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  terminated = false;
  /** Whether the server answers a close at once. A hanging handshake is `false`. */
  answersClose = true;
  private state: 'connecting' | 'open' | 'closing' | 'ended' = 'connecting';

  constructor(
    readonly url: string,
    private readonly events: SocketEvents,
  ) {}

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** Finishes the handshake. */
  serverAccepts(): void {
    if (this.state !== 'connecting') return;
    this.state = 'open';
    this.events.opened();
  }

  /** Sends a frame: bytes as they are, texts and objects as JSON. */
  serverSends(payload: unknown): void {
    if (this.state !== 'open' && this.state !== 'closing') return;
    this.events.message(
      Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    );
  }

  /** Ends the connection from the server's side; without a code it just breaks. */
  serverCloses(code?: number, reason = ''): void {
    this.end({ code, reason });
  }

  /** Refuses to open a WebSocket. */
  serverRefuses(httpStatus: number, retryAfterMs?: number): void {
    this.end({ code: undefined, reason: '', httpStatus, retryAfterMs });
  }

  send(text: string, done?: (error?: Error) => void): void {
    if (this.state !== 'open') {
      const error = new Error('the socket is not open');
      queueMicrotask(() => done?.(error));
      return;
    }
    try {
      this.sent.push(JSON.parse(text));
      done?.();
    } catch (error) {
      done?.(asError(error));
    }
  }

  close(code: number, reason = ''): void {
    if (this.state === 'closing' || this.state === 'ended') return;
    const wasOpen = this.state === 'open';
    this.closedWith = { code, reason };
    this.state = 'closing';
    if (!this.answersClose) return;
    queueMicrotask(() => {
      this.end(wasOpen ? { code, reason } : { code: undefined, reason: 'closed before it was open' });
    });
  }

  terminate(): void {
    if (this.state === 'ended') return;
    this.terminated = true;
    queueMicrotask(() => {
      this.end({ code: undefined, reason: 'terminated' });
    });
  }

  private end(end: SocketEnd): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.events.closed(end);
  }
}
