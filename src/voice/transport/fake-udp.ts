/** Datagrams without a network: a test plays the voice server. */
import { type UdpEvents, type UdpSocket, type UdpSocketFactory } from './udp-socket';

/** Remembers every socket that was opened. */
export class FakeUdpSocketFactory implements UdpSocketFactory {
  readonly sockets: FakeUdpSocket[] = [];

  open(peer: { readonly address: string; readonly port: number }, events: UdpEvents): FakeUdpSocket {
    const socket = new FakeUdpSocket(peer, events);
    this.sockets.push(socket);
    return socket;
  }

  /** The socket that was opened last. */
  get last(): FakeUdpSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}

/** Both ends. Open from the beginning; the `server…` methods are what a test does as the server. */
export class FakeUdpSocket implements UdpSocket {
  /** What arrived at the server, in order. */
  readonly sent: Buffer[] = [];
  isClosed = false;
  /** Called for each datagram that arrives, to answer it. */
  onSent: ((data: Buffer) => void) | undefined;

  constructor(
    readonly peer: { readonly address: string; readonly port: number },
    private readonly events: UdpEvents,
  ) {}

  serverSends(data: Buffer): void {
    if (!this.isClosed) this.events.message(Buffer.from(data));
  }

  /** Makes the socket useless. */
  fails(error: Error): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.events.failed(error);
  }

  send(data: Buffer): void {
    if (this.isClosed) return;
    const arrived = Buffer.from(data);
    this.sent.push(arrived);
    this.onSent?.(arrived);
  }

  close(): void {
    this.isClosed = true;
  }
}
