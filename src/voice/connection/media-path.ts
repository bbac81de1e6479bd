/** The way of the audio: RTP packets over UDP, sealed with the session's key, and the datagrams that keep the way open. */
import { type Clock, type Timer } from '../../util';
import { type Cipher } from '../encryption/cipher';
import { type DiscoveredAddress, discoveryRequest, readDiscovery } from '../transport/ip-discovery';
import { readPacket, RTP_HEADER_BYTES, type RtpPacket, writeHeader } from '../transport/rtp';
import { type UdpSocket, type UdpSocketFactory } from '../transport/udp-socket';

const KEEPALIVE_BYTES = 8;

export interface MediaPathOptions {
  readonly udp: UdpSocketFactory;
  readonly clock: Clock;
  readonly keepaliveMs: number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  discovered(address: DiscoveredAddress): void;
  /** A packet that was sealed with the session's key, opened. */
  packet(packet: RtpPacket, opened: Buffer): void;
  failed(error: Error): void;
}

/** Lives as long as the connection; its socket and key last for one session each. */
export class MediaPath {
  ssrc = 0;
  sent = 0;
  received = 0;
  /** Datagrams that nobody with the session's key has sent. */
  unauthenticated = 0;
  /** Datagrams that are no audio. */
  foreign = 0;
  /** Keepalives that came back. Discord does not always send them back, so a missing one means nothing. */
  echoes = 0;
  private sequence: number;
  private timestamp: number;
  private socket: UdpSocket | undefined;
  private cipher: Cipher | undefined;
  private keepalive: Timer | undefined;
  private keepaliveCount = 0;
  private isDiscovering = false;
  /** Written anew for every packet. */
  private readonly header = Buffer.alloc(RTP_HEADER_BYTES);

  constructor(private readonly options: MediaPathOptions) {
    // Random, so that the same key never meets the same header twice, and nobody can guess the next.
    this.sequence = Math.floor(options.random() * 0x1_0000);
    this.timestamp = Math.floor(options.random() * 0x1_0000_0000);
  }

  /** Whether there are keys to send with. */
  get isOpen(): boolean {
    return this.cipher !== undefined && this.socket !== undefined;
  }

  /** Opens the socket of a new session. */
  open(peer: { readonly address: string; readonly port: number }, ssrc: number): void {
    this.close();
    this.ssrc = ssrc;
    // What an old socket still tells counts for nothing.
    const isCurrent = (): boolean => this.socket === socket;
    const socket = this.options.udp.open(peer, {
      message: (data) => {
        if (isCurrent()) this.onMessage(data);
      },
      failed: (error) => {
        if (!isCurrent()) return;
        this.close();
        this.options.failed(error);
      },
    });
    this.socket = socket;
    this.scheduleKeepalive();
  }

  discover(): void {
    this.isDiscovering = true;
    this.socket?.send(discoveryRequest(this.ssrc));
  }

  /** The session's key. A new one replaces it. */
  useCipher(cipher: Cipher): void {
    this.isDiscovering = false;
    this.cipher = cipher;
  }

  /** Sends a payload that was sealed end to end, or needs not be. `false`: the key is used up, or there is none. */
  send(payload: Buffer, samples: number): boolean {
    const { socket, cipher } = this;
    if (!socket || !cipher) return false;
    writeHeader(this.header, this.sequence, this.timestamp, this.ssrc);
    const packet = cipher.seal(this.header, payload);
    if (!packet) {
      this.close();
      this.options.failed(new Error('the key of the session has been used for as many packets as it may be'));
      return false;
    }
    socket.send(packet);
    this.sent += 1;
    this.sequence = (this.sequence + 1) & 0xffff;
    this.skip(samples);
    return true;
  }

  /** Time that passes without a packet. */
  skip(samples: number): void {
    this.timestamp = (this.timestamp + samples) >>> 0;
  }

  close(): void {
    this.keepalive?.cancel();
    this.keepalive = undefined;
    this.socket?.close();
    this.socket = undefined;
    this.cipher = undefined;
    this.isDiscovering = false;
  }

  private onMessage(data: Buffer): void {
    if (this.isDiscovering) {
      const address = readDiscovery(data, this.ssrc);
      if (address) {
        this.isDiscovering = false;
        this.options.discovered(address);
        return;
      }
    }
    const packet = readPacket(data);
    if (!packet) {
      if (data.length === KEEPALIVE_BYTES) this.echoes += 1;
      else this.foreign += 1;
      return;
    }
    // Anybody can write a header: nothing is looked up before the seal has been seen to be good.
    const opened = this.cipher?.open(data, packet.headerBytes);
    if (!opened) {
      this.unauthenticated += 1;
      return;
    }
    this.received += 1;
    this.options.packet(packet, opened);
  }

  /** Discord stops to send audio to who sends nothing for minutes, and routers forget the way. */
  private scheduleKeepalive(): void {
    const { clock, keepaliveMs } = this.options;
    this.keepalive = clock.setTimer(
      keepaliveMs,
      () => {
        const datagram = Buffer.alloc(KEEPALIVE_BYTES);
        datagram.writeUInt32LE(this.keepaliveCount, 0);
        this.keepaliveCount = (this.keepaliveCount + 1) >>> 0;
        this.socket?.send(datagram);
        this.scheduleKeepalive();
      },
      { keepAlive: false },
    );
  }
}
