/** A socket of the voice gateway without a network: a test plays the server. */
import { type VoiceSocket, type VoiceSocketEnd, type VoiceSocketEvents, type VoiceSocketFactory } from './voice-socket';

/** Remembers every socket that was opened. */
export class FakeVoiceSocketFactory implements VoiceSocketFactory {
  readonly sockets: FakeVoiceSocket[] = [];

  open(url: string, events: VoiceSocketEvents): FakeVoiceSocket {
    const socket = new FakeVoiceSocket(url, events);
    this.sockets.push(socket);
    return socket;
  }

  /** The socket that was opened last. */
  get last(): FakeVoiceSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}

/** Both ends of a connection. The `server…` methods are what a test does as the server. */
export class FakeVoiceSocket implements VoiceSocket {
  /** What the client sent, in order: texts as they are, binary messages as buffers. */
  readonly sent: (string | Buffer)[] = [];
  /** What the client closed with; `undefined` while it has not. */
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  terminated = false;
  /** Whether the server answers a close at once. A hanging handshake is `false`. */
  answersClose = true;
  private state: 'connecting' | 'open' | 'closing' | 'ended' = 'connecting';

  constructor(
    readonly url: string,
    private readonly events: VoiceSocketEvents,
  ) {}

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** The texts that the client sent, parsed. */
  get sentJson(): unknown[] {
    return this.sent.filter((message) => typeof message === 'string').map((text) => JSON.parse(text) as unknown);
  }

  /** The binary messages that the client sent. */
  get sentBinary(): Buffer[] {
    return this.sent.filter((message) => typeof message !== 'string');
  }

  /** Finishes the handshake. */
  serverAccepts(): void {
    if (this.state !== 'connecting') return;
    this.state = 'open';
    this.events.opened();
  }

  /** Sends a message: bytes as a binary one, a text as it is, everything else as JSON. */
  serverSends(payload: unknown): void {
    if (this.state !== 'open' && this.state !== 'closing') return;
    if (Buffer.isBuffer(payload)) this.events.message(Buffer.from(payload), true);
    else this.events.message(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), false);
  }

  /** Ends the connection from the server's side; without a code it just breaks. */
  serverCloses(code?: number, reason = ''): void {
    this.end({ code, reason });
  }

  /** Answers the handshake with something else than a WebSocket. */
  serverRefuses(): void {
    if (this.state === 'connecting') this.end({ code: undefined, reason: 'Unexpected server response: 503' });
  }

  sendText(text: string): void {
    if (this.state === 'open') this.sent.push(text);
  }

  sendBinary(data: Buffer): void {
    if (this.state === 'open') this.sent.push(Buffer.from(data));
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
    this.state = 'closing';
    queueMicrotask(() => {
      this.end({ code: undefined, reason: 'terminated' });
    });
  }

  private end(end: VoiceSocketEnd): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.events.closed(end);
  }
}
