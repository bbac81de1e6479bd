/** Opens a WebSocket: an HTTP request that asks for another protocol. https://www.rfc-editor.org/rfc/rfc6455#section-4.1 */
import { createHash, randomBytes } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Duplex } from 'node:stream';

export interface HandshakeEvents {
  /** @param head what came along with the answer, and belongs to the WebSocket already. */
  opened(socket: Duplex, head: Buffer): void;
  /** The server has another answer. */
  refused(httpStatus: number | undefined, retryAfterMs: number | undefined): void;
  failed(error: Error): void;
}

/** Part of every server's proof. */
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** @returns what gives the attempt up; `failed` hears of it. */
export function shakeHands(url: URL, timeoutMs: number, events: HandshakeEvents): (error: Error) => void {
  const key = randomBytes(16).toString('base64');
  const send = url.protocol === 'wss:' ? requestHttps : requestHttp;
  const request = send({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    // A connection of its own: none that other requests have used, and none that they wait for.
    agent: false,
    timeout: timeoutMs,
    headers: {
      host: url.host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
    },
  });
  request.on('upgrade', (response, socket, head) => {
    const problem = problemOf(response, key);
    if (problem === undefined) {
      events.opened(socket, head);
      return;
    }
    socket.destroy();
    events.failed(new Error(problem));
  });
  request.on('response', (response) => {
    response.resume();
    events.refused(response.statusCode, retryAfterMs(response));
    request.destroy();
  });
  request.on('timeout', () => {
    request.destroy(new Error(`the handshake took longer than ${timeoutMs} ms`));
  });
  request.on('error', (error) => {
    events.failed(error);
  });
  request.end();
  return (error) => {
    request.destroy(error);
  };
}

function problemOf({ headers }: IncomingMessage, key: string): string | undefined {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 'the server changed to another protocol than WebSocket';
  const accept = createHash('sha1')
    .update(key + ACCEPT_SUFFIX)
    .digest('base64');
  if (headers['sec-websocket-accept'] !== accept) return 'the server did not prove that it speaks WebSocket';
  if (headers['sec-websocket-extensions']) return 'the server uses an extension that nobody asked for';
  return undefined;
}

/** Seconds of the Retry-After header, in milliseconds. */
function retryAfterMs(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}
