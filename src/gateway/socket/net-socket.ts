/**
 * The real socket: a WebSocket client on node's own sockets, with just what a gateway needs.
 *
 * A busy shard receives thousands of small messages a second, most of which nobody wants. A general library (ws) spends
 * more on handing one over than it takes to see that it is not wanted, so messages are cut out of what the network
 * delivers here, without streams and emitters between.
 */
import { type Duplex } from 'node:stream';
import { Socket as TcpSocket } from 'node:net';
import { asError } from '../../util';
import { clientFrame, closePayload } from './client-frame';
import { FrameReader, WsCloseCode, WsOpcode } from './frame-reader';
import { shakeHands } from './handshake';
import { type Socket, type SocketEnd, type SocketEvents, type SocketFactory } from './socket';

export interface NetSocketOptions {
  /** For the HTTP handshake, in milliseconds. Default 20 seconds. */
  readonly handshakeTimeoutMs?: number;
  /** Larger messages end the connection. Default 64 MiB. */
  readonly maxMessageBytes?: number;
}

/** How long a server is waited for that has said, or heard, that the connection is over. */
const HANG_UP_MS = 2_000;

export class NetSocketFactory implements SocketFactory {
  constructor(private readonly options: NetSocketOptions = {}) {}

  /** @throws TypeError when the URL is none. */
  open(url: string, events: SocketEvents): Socket {
    return new NetSocket(new URL(url), events, this.options);
  }
}

class NetSocket implements Socket {
  private readonly reader: FrameReader;
  private readonly abortHandshake: (error: Error) => void;
  private stream: Duplex | undefined;
  private hasSentClose = false;
  private hasEnded = false;
  /** What ended the connection, as far as it is known. */
  private end: SocketEnd | undefined;

  constructor(
    url: URL,
    private readonly events: SocketEvents,
    { handshakeTimeoutMs = 20_000, maxMessageBytes = 64 * 1024 * 1024 }: NetSocketOptions,
  ) {
    this.reader = new FrameReader(
      {
        message: (data) => {
          events.message(data);
        },
        ping: (data) => {
          this.write(WsOpcode.pong, data);
        },
        close: (code, reason) => {
          this.end ??= {
            code: code === WsCloseCode.noStatus || code === WsCloseCode.abnormal ? undefined : code,
            reason,
          };
          this.hangUp(code);
        },
        broken: (code, problem) => {
          this.end ??= { code: undefined, reason: problem };
          this.hangUp(code);
        },
      },
      maxMessageBytes,
    );
    this.abortHandshake = shakeHands(url, handshakeTimeoutMs, {
      opened: (stream, head) => {
        this.opened(stream, head);
      },
      refused: (httpStatus, retryAfterMs) => {
        this.ended({ code: undefined, reason: '', httpStatus, retryAfterMs });
      },
      failed: (error) => {
        this.ended({ code: undefined, reason: error.message });
      },
    });
  }

  send(text: string, done?: (error?: Error) => void): void {
    if (this.stream && !this.hasSentClose) this.write(WsOpcode.text, Buffer.from(text), done);
    else done?.(new Error(this.stream ? 'the socket is closed' : 'the socket is not open yet'));
  }

  close(code: number, reason?: string): void {
    if (this.hasSentClose) return;
    if (this.stream) this.write(WsOpcode.close, closePayload(code, reason));
    else this.abortHandshake(new Error('the socket was closed before it was open'));
    this.hasSentClose = true;
  }

  terminate(): void {
    this.reader.stop();
    if (this.stream) this.stream.destroy();
    else this.abortHandshake(new Error('the socket was terminated before it was open'));
  }

  private opened(stream: Duplex, head: Buffer): void {
    this.stream = stream;
    if (stream instanceof TcpSocket) {
      // The handshake's limit is over, and a heartbeat should not wait for company.
      stream.setTimeout(0);
      stream.setNoDelay(true);
    }
    stream.on('error', (error) => {
      this.end ??= { code: undefined, reason: error.message };
    });
    stream.on('close', () => {
      this.reader.stop();
      this.ended(this.end ?? { code: undefined, reason: '' });
    });
    this.events.opened();
    this.reader.push(head);
    stream.on('data', (chunk: Buffer) => {
      this.reader.push(chunk);
    });
  }

  /**
   * Answers a close, or says why there is one. It is for the server to end the connection then, so that what was written
   * arrives; one that does not is left.
   */
  private hangUp(code: number | undefined): void {
    const { stream } = this;
    if (!this.hasSentClose) this.write(WsOpcode.close, closePayload(code));
    this.hasSentClose = true;
    stream?.end();
    if (stream instanceof TcpSocket) stream.setTimeout(HANG_UP_MS, () => stream.destroy());
  }

  /** A write that fails is followed by the end of the socket, which is what counts. */
  private write(opcode: number, payload: Buffer, done?: (error?: Error) => void): void {
    this.stream?.write(clientFrame(opcode, payload), (error) => {
      done?.(error ? asError(error) : undefined);
    });
  }

  private ended(end: SocketEnd): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.events.closed(end);
  }
}
