/** The real datagrams: a socket of node:dgram, connected so that the kernel drops what others than the peer send. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { asError } from '../../util';
import { VoiceError } from '../voice-error';
import { type UdpEvents, type UdpSocket, type UdpSocketFactory } from './udp-socket';

/** Datagrams that wait for the socket to open. The oldest are dropped first: they are the first to be of no use. */
const MOST_WAITING = 64;

/**
 * Failed sends are lost datagrams, until there are too many: a second of audio into a network that is away. A refusal weighs
 * more, because it comes from the peer's machine, where nobody listens on the port.
 */
const MOST_FAULTS = 50;
const REFUSAL_WEIGHT = 5;

/** So many sends without a fault in between, and earlier faults do not count any more. */
const FORGIVEN_AFTER = 25;

interface Peer {
  readonly address: string;
  readonly port: number;
}

export class NodeUdpSocketFactory implements UdpSocketFactory {
  open(peer: Peer, events: UdpEvents): UdpSocket {
    return new NodeUdpSocket(peer, events);
  }
}

class NodeUdpSocket implements UdpSocket {
  private readonly socket: Socket;
  private state: 'opening' | 'open' | 'ended' = 'opening';
  private waiting: Buffer[] = [];
  /** The peer as the kernel writes it, which may be another spelling than the one that was given. */
  private sender: Peer | undefined;
  private faults = 0;
  private faultless = 0;
  /** One function for all sends. */
  private readonly sent = (error: Error | null): void => {
    if (error) this.count(error);
    else if (++this.faultless >= FORGIVEN_AFTER) this.faults = 0;
  };

  constructor(
    private readonly peer: Peer,
    private readonly events: UdpEvents,
  ) {
    this.socket = createSocket(isIPv6(peer.address) ? 'udp6' : 'udp4');
    this.socket.on('message', (data, from) => {
      // Between binding and connecting, the kernel takes datagrams from everybody.
      if (this.state !== 'open' || from.port !== this.sender?.port || from.address !== this.sender.address) return;
      this.faults = 0;
      this.events.message(data);
    });
    // What comes before the socket is open keeps it from opening; later it is the echo of a datagram that did not arrive.
    this.socket.on('error', (error) => {
      if (this.state === 'opening') this.fail(error);
      else this.count(error);
    });
    this.socket.on('connect', () => {
      this.opened();
    });
    try {
      this.socket.connect(peer.port, peer.address);
    } catch (error) {
      // A port that is none.
      process.nextTick(() => {
        this.fail(asError(error));
      });
    }
  }

  send(data: Buffer): void {
    if (this.state === 'open') this.write(data);
    else if (this.state === 'opening') {
      this.waiting.push(data);
      if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    }
  }

  close(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.waiting = [];
    this.socket.close();
  }

  private opened(): void {
    if (this.state !== 'opening') return;
    this.sender = this.socket.remoteAddress();
    this.state = 'open';
    const waiting = this.waiting;
    this.waiting = [];
    for (const data of waiting) this.write(data);
  }

  private write(data: Buffer): void {
    try {
      this.socket.send(data, this.sent);
    } catch (error) {
      this.count(asError(error));
    }
  }

  private count(error: Error): void {
    if (this.state !== 'open') return;
    this.faultless = 0;
    this.faults += codeOf(error) === 'ECONNREFUSED' ? REFUSAL_WEIGHT : 1;
    if (this.faults >= MOST_FAULTS) this.fail(error);
  }

  private fail(cause: Error): void {
    if (this.state === 'ended') return;
    this.close();
    this.events.failed(udpError(this.peer, cause));
  }
}

function udpError({ address, port }: Peer, cause: Error): VoiceError {
  const code = codeOf(cause);
  return new VoiceError({
    code: 'VOICE_UDP_BLOCKED',
    kind: 'network',
    message: `Datagrams to the voice server at ${address}, port ${port}, cannot be sent: ${code ?? cause.message}.`,
    advice:
      code === 'ECONNREFUSED'
        ? 'join again: the voice server does not listen there any more.'
        : 'let UDP to Discord out of this machine: look at its network, its firewall, and the network policy of its container.',
    context: { address, port, reason: code ?? cause.message },
    cause,
    mayRetry: true,
  });
}

function codeOf(error: Error): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
