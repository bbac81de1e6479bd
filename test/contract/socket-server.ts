/** A WebSocket server on this machine that does to one socket what a test says. */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SocketFactory } from '../../src/gateway';
import { type SocketRig } from '../../src/testing/contracts/socket';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export async function startSocketServer(factory: SocketFactory): Promise<SocketRig> {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  const received: string[] = [];
  const raw = new Set<Duplex>();
  let closeCode: number | undefined;
  let peer: WebSocket | undefined;

  // The handshake may come before or after the test says what to do with it.
  let answer: Upgrade | undefined;
  let arrived: Parameters<Upgrade> | undefined;
  const decide = (how: Upgrade): void => {
    answer = how;
    if (arrived) how(...arrived);
  };
  http.on('upgrade', (...upgrade: Parameters<Upgrade>) => {
    raw.add(upgrade[1]);
    upgrade[1].on('error', () => undefined);
    arrived = upgrade;
    answer?.(...upgrade);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    factory,
    url: `ws://127.0.0.1:${port}/?v=10`,
    accept: () => {
      decide((request, socket, head) => {
        server.handleUpgrade(request, socket, head, (ws) => {
          peer = ws;
          ws.on('message', (data: Buffer) => received.push(data.toString()));
          ws.on('close', (code) => {
            closeCode = code;
          });
          ws.on('error', () => undefined);
        });
      });
    },
    refuse: (httpStatus, retryAfterSeconds) => {
      decide((_request, socket) => {
        const head = `HTTP/1.1 ${httpStatus} No\r\nRetry-After: ${retryAfterSeconds}\r\nContent-Length: 0\r\n`;
        socket.end(`${head}Connection: close\r\n\r\n`);
      });
    },
    send: (data) => {
      peer?.send(data);
    },
    close: (code, reason) => {
      peer?.close(code, reason);
    },
    drop: () => {
      for (const socket of raw) socket.destroy();
    },
    received: () => received,
    closeCode: () => closeCode,
    dispose: async () => {
      for (const socket of raw) socket.destroy();
      server.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
