/** The real socket: the ws library, without the parts that the gateway does not need. */
import { type IncomingMessage } from 'node:http';
import type * as Ws from 'ws';
import { type Socket, type SocketEnd, type SocketEvents, type SocketFactory } from './socket';

export interface WsSocketOptions {
  /** For the HTTP handshake, in milliseconds. Default 20 seconds. */
  readonly handshakeTimeoutMs?: number;
  /** Larger messages end the connection. Default 64 MiB. */
  readonly maxMessageBytes?: number;
}

/** Codes that stand for "no code was received". https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const NO_STATUS = 1005;
const ABNORMAL = 1006;

/** When a socket is near: programs that only talk REST never need it. Node keeps it. */
function loadWs(): typeof Ws {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with this file
  return require('ws') as typeof Ws;
}

export class WsSocketFactory implements SocketFactory {
  constructor(private readonly options: WsSocketOptions = {}) {}

  prepare(): void {
    loadWs();
  }

  open(url: string, events: SocketEvents): Socket {
    return new WsSocket(url, events, this.options);
  }
}

class WsSocket implements Socket {
  private readonly ws: Ws.WebSocket;
  private refusal: Pick<SocketEnd, 'httpStatus' | 'retryAfterMs'> = {};
  private problem = '';

  constructor(url: string, events: SocketEvents, options: WsSocketOptions) {
    const { WebSocket } = loadWs();
    this.ws = new WebSocket(url, {
      handshakeTimeout: options.handshakeTimeoutMs ?? 20_000,
      maxPayload: options.maxMessageBytes ?? 64 * 1024 * 1024,
      perMessageDeflate: false,
      // Text frames are decoded by the JSON reader, which replaces what is no UTF-8; checking twice is only time.
      skipUTF8Validation: true,
    });
    this.ws.on('open', () => {
      events.opened();
    });
    this.ws.on('message', (data: Buffer) => {
      events.message(data);
    });
    this.ws.on('unexpected-response', (_request, response: IncomingMessage) => {
      this.refusal = { httpStatus: response.statusCode, retryAfterMs: retryAfterMs(response) };
      response.resume();
      this.ws.terminate();
    });
    // Every error is followed by 'close', which tells the end.
    this.ws.on('error', (error) => {
      this.problem ||= error.message;
    });
    this.ws.on('close', (code, reason) => {
      const given = code === NO_STATUS || code === ABNORMAL ? undefined : code;
      const told = reason.toString();
      events.closed({
        code: given,
        reason: told || (this.refusal.httpStatus === undefined ? this.problem : ''),
        ...this.refusal,
      });
    });
  }

  send(text: string, done?: (error?: Error) => void): void {
    // Unlike a closed one, a socket that is still connecting throws.
    if (this.ws.readyState === this.ws.CONNECTING) done?.(new Error('the socket is not open yet'));
    else if (done)
      this.ws.send(text, (error) => {
        done(error ?? undefined);
      });
    else this.ws.send(text, ignoreFailure);
  }

  close(code: number, reason?: string): void {
    this.ws.close(code, reason);
  }

  terminate(): void {
    this.ws.terminate();
  }
}

/** A send that fails is followed by the end of the socket, which is what counts. */
function ignoreFailure(): void {
  return undefined;
}

/** Seconds of the Retry-After header, in milliseconds. */
function retryAfterMs(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}
