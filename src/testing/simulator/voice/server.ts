/** One voice server: a WebSocket listener for the voice gateway, and a UDP socket that audio goes through. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, type Socket as Connected } from 'node:net';
import { type Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { urlOf } from '../request-url';
import { type SelfSigned, selfSigned } from './certificate';
import { VoiceConnection } from './connection';
import { discoveryAnswer, readDiscovery } from './discovery';
import { type VoiceHub } from './hub';
import { type VoiceSession } from './session';

const LOOPBACK = '127.0.0.1';
/** What keeps the way open: a counter that is sent back as it came. */
const KEEPALIVE_BYTES = 8;
const RTP_HEADER_BYTES = 12;
const MOST_BYTES = 65_536;
/** Where senders have a thread of their own, they go on while this one is busy, and nothing of it is to be lost. */
const RECEIVE_BUFFER_BYTES = 1_048_576;

export class VoiceServer {
  readonly connections = new Set<VoiceConnection>();
  private readonly sessions = new Map<number, VoiceSession>();
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });
  /** Every connection that is not gone, whatever became of it: some clients say nothing at all, some never answer a close. */
  private readonly sockets = new Set<Connected>();
  private certificate: SelfSigned | undefined;
  private listener: Server | undefined;
  private udp: Socket | undefined;
  private opening: Promise<void> | undefined;
  private closed = false;
  private opened = false;

  constructor(
    private readonly hub: VoiceHub,
    /** Which of the servers it is, from 0. */
    readonly index: number,
  ) {}

  get isOpen(): boolean {
    return this.opened && !this.closed;
  }

  /** Host and port, as VOICE_SERVER_UPDATE names them; empty until the server was opened. */
  get endpoint(): string {
    const address = this.isOpen ? (this.listener?.address() as AddressInfo | null) : null;
    return address ? `${this.hub.settings.endpointHost}:${address.port}` : '';
  }

  /** Where audio is sent to; `undefined` until the server was opened. */
  get udpAddress(): { readonly address: string; readonly port: number } | undefined {
    return this.isOpen ? this.udp?.address() : undefined;
  }

  /** What a client must trust to talk to it over TLS, as PEM. */
  get authority(): string | undefined {
    return this.certificate?.cert;
  }

  open(): Promise<void> {
    this.opening ??= this.listen();
    return this.opening;
  }

  /** A session becomes known by its SSRC. */
  admit(session: VoiceSession): void {
    this.sessions.set(session.ssrc, session);
  }

  dismiss(session: VoiceSession): void {
    this.sessions.delete(session.ssrc);
  }

  sessionOf(ssrc: number): VoiceSession | undefined {
    return this.sessions.get(ssrc);
  }

  sendDatagram(datagram: Buffer, port: number, address: string): void {
    if (!this.isOpen || datagram.length === 0) return;
    this.udp?.send(datagram, port, address, () => undefined);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const connection of [...this.connections]) connection.terminate();
    this.webSockets.close();
    this.listener?.close();
    for (const socket of this.sockets) socket.destroy();
    if (this.opened) this.udp?.close();
  }

  private async listen(): Promise<void> {
    const { settings, clock } = this.hub;
    if (settings.tls) this.certificate = selfSigned(clock.wallMs());
    const listener = this.certificate ? createTlsServer(this.certificate) : createServer();
    const udp = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
    this.listener = listener;
    this.udp = udp;
    listener.on('request', (_request, response) => {
      response.writeHead(426, { 'content-length': 0 }).end();
    });
    listener.on('connection', (socket: Connected) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    listener.on('upgrade', (request, socket, head) => {
      this.upgrade(request, socket, head);
    });
    udp.on('message', (datagram, remote) => {
      this.receive(datagram, remote);
    });
    // What cannot be delivered is told here on some systems; nobody waits for it.
    udp.on('error', () => undefined);
    await Promise.all([
      new Promise<void>((resolve, reject) => {
        listener.once('error', reject);
        listener.listen(0, LOOPBACK, () => {
          listener.off('error', reject);
          resolve();
        });
      }),
      new Promise<void>((resolve) => {
        udp.bind(0, LOOPBACK, resolve);
      }),
    ]);
    this.opened = true;
    if (!this.closed) return;
    // It was closed before it was open.
    listener.close();
    udp.close();
  }

  private upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    raw.on('error', () => undefined);
    const version = urlOf(request)?.searchParams.get('v') ?? null;
    this.webSockets.handleUpgrade(request, raw, head, (socket) => {
      const connection = new VoiceConnection(this.hub, this, socket);
      this.connections.add(connection);
      connection.greet(version);
    });
  }

  private receive(datagram: Buffer, remote: RemoteInfo): void {
    const asked = readDiscovery(datagram);
    const session = asked === undefined ? this.senderOf(datagram, remote) : this.sessions.get(asked);
    if (!session) {
      // Clients keep their way through a NAT open from the first moment, before Select Protocol says whose it is.
      if (datagram.length === KEEPALIVE_BYTES) return;
      this.hub.journal.problem(
        datagram.length < RTP_HEADER_BYTES ? 'no-packet' : 'unknown-ssrc',
        undefined,
        `${datagram.length} bytes from port ${remote.port}`,
      );
      return;
    }
    const struck = (): void => {
      session.noteStruck(datagram);
    };
    if (session.isStalled) {
      struck();
      return;
    }
    const deliver = (passed: Buffer): void => {
      if (!session.ended) this.take(session, passed, remote);
    };
    this.hub.conditions.network.pass('in', session, datagram, deliver, struck);
  }

  /** Audio names its SSRC; what does not is known by where it comes from. */
  private senderOf(datagram: Buffer, remote: RemoteInfo): VoiceSession | undefined {
    if (datagram.length !== KEEPALIVE_BYTES && datagram.length >= RTP_HEADER_BYTES) {
      return this.sessions.get(datagram.readUInt32BE(8));
    }
    for (const session of this.sessions.values()) if (session.isAt(remote)) return session;
    return undefined;
  }

  private take(session: VoiceSession, datagram: Buffer, remote: RemoteInfo): void {
    const asked = readDiscovery(datagram);
    if (asked !== undefined) {
      session.noteDatagram();
      if (this.hub.conditions.takeRefusal('discovery', session)) return;
      this.sendDatagram(discoveryAnswer(asked, remote.address, remote.port), remote.port, remote.address);
    } else if (datagram.length === KEEPALIVE_BYTES) {
      session.noteDatagram();
      session.sendDatagram(datagram);
    } else session.receiveAudio(datagram, remote);
  }
}
