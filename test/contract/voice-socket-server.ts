/** A voice gateway's WebSocket on this machine that does to one socket what a test says. */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type VoiceSocketRig } from '../../src/testing/contracts/voice-socket';
import { type VoiceSocketFactory } from '../../src/voice';

type Upgrade = [request: IncomingMessage, socket: Duplex, head: Buffer];

export async function startVoiceSocketServer(factory: VoiceSocketFactory): Promise<VoiceSocketRig> {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  const received: (string | Buffer)[] = [];
  const raw = new Set<Duplex>();
  let closeCode: number | undefined;
  let peer: WebSocket | undefined;

  // The handshake may come before or after the test says what to do with it.
  let answer: ((...upgrade: Upgrade) => void) | undefined;
  let arrived: Upgrade | undefined;
  const decide = (how: (...upgrade: Upgrade) => void): void => {
    answer = how;
    if (arrived) how(...arrived);
  };
  http.on('upgrade', (...upgrade: Upgrade) => {
    raw.add(upgrade[1]);
    upgrade[1].on('error', () => undefined);
    arrived = upgrade;
    answer?.(...upgrade);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    factory,
    url: `ws://127.0.0.1:${port}/?v=8`,
    accept: () => {
      decide((request, socket, head) => {
        server.handleUpgrade(request, socket, head, (ws) => {
          peer = ws;
          ws.on('message', (data: Buffer, isBinary) => received.push(isBinary ? data : data.toString()));
          ws.on('close', (code) => {
            closeCode = code;
          });
          ws.on('error', () => undefined);
        });
      });
    },
    refuse: () => {
      decide((_request, socket) => {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
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
