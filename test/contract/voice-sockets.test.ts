import { createSocket } from 'node:dgram';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { selfSigned } from '../../src/testing/simulator/voice/certificate';
import { NodeUdpSocketFactory, type VoiceError, type VoiceSocketEnd, WsVoiceSocketFactory } from '../../src/voice';

describe('the real datagrams', () => {
  const failureOf = (address: string, port: number): Promise<VoiceError> =>
    new Promise((resolve) => {
      const socket = new NodeUdpSocketFactory().open(
        { address, port },
        {
          message: () => {},
          failed: (error) => {
            resolve(error as VoiceError);
          },
        },
      );
      socket.send(Buffer.from('lost'));
    });

  it('fail for a port that is none, after open() has returned', async () => {
    expect(await failureOf('127.0.0.1', 70_000)).toMatchObject({ code: 'VOICE_UDP_BLOCKED', mayRetry: true });
  });

  it('keep only the latest of many that wait for the socket to open', async () => {
    const peer = createSocket('udp4');
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    const { port } = peer.address();
    const received: string[] = [];
    const all = new Promise<void>((resolve) => {
      peer.on('message', (data) => {
        received.push(data.toString());
        if (received.at(-1) === '99') resolve();
      });
    });
    const socket = new NodeUdpSocketFactory().open(
      { address: '127.0.0.1', port },
      { message: () => {}, failed: () => {} },
    );
    for (let i = 0; i < 100; i++) socket.send(Buffer.from(`${i}`));
    await all;
    expect(received).toEqual(Array.from({ length: 64 }, (_, i) => `${i + 36}`));
    socket.close();
    await new Promise<void>((resolve) => peer.close(resolve));
  });

  it('forgive a refusal or two, and name the reason when there are too many', async () => {
    const peer = createSocket('udp4');
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    const { port } = peer.address();
    await new Promise<void>((resolve) => peer.close(resolve));
    let failure: Error | undefined;
    const socket = new NodeUdpSocketFactory().open(
      { address: '127.0.0.1', port },
      {
        message: () => {},
        failed: (error) => {
          failure = error;
        },
      },
    );
    let sends = 0;
    while (!failure && sends < 1_000) {
      socket.send(Buffer.from('anybody?'));
      sends += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(sends).toBeGreaterThan(5);
    expect(sends).toBeLessThan(30);
    expect(failure).toMatchObject({ code: 'VOICE_UDP_BLOCKED', context: { reason: 'ECONNREFUSED' } });
  });
});

describe('the real socket of the voice gateway', () => {
  it.each(['wss://', 'not an address', 'wss://exa mple/?v=8', 'ftp://127.0.0.1'])(
    'tells the end for %p, which is no address, and takes everything else calmly',
    async (url) => {
      const ends: VoiceSocketEnd[] = [];
      const end = await new Promise<VoiceSocketEnd>((resolve) => {
        const socket = new WsVoiceSocketFactory().open(url, {
          opened: () => {},
          message: () => {},
          closed: (told) => {
            ends.push(told);
            resolve(told);
          },
        });
        expect(ends).toEqual([]);
        socket.sendText('{}');
        socket.sendBinary(Buffer.of(1));
        socket.close(1_000);
        socket.terminate();
      });
      expect(end.code).toBeUndefined();
      expect(end.reason).not.toBe('');
    },
  );

  it('speaks TLS with a server whose certificate it was given, and with no other of its own making', async () => {
    const own = selfSigned(Date.now());
    const https = createServer(own);
    const server = new WebSocketServer({ server: https });
    server.on('connection', (peer) => {
      peer.send('welcome');
    });
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
    const { port } = https.address() as AddressInfo;
    const heard = (factory: WsVoiceSocketFactory): Promise<string> =>
      new Promise((resolve) => {
        const socket = factory.open(`wss://127.0.0.1:${port}/?v=8`, {
          opened: () => {},
          message: (data) => {
            resolve(data.toString());
            socket.terminate();
          },
          closed: (end) => {
            resolve(end.reason);
          },
        });
      });
    expect(await heard(new WsVoiceSocketFactory({ ca: own.cert }))).toBe('welcome');
    expect(await heard(new WsVoiceSocketFactory())).toContain('self-signed certificate');
    server.close();
    await new Promise((resolve) => https.close(resolve));
  });
});
