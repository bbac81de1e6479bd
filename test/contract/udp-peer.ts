/** The far end of a datagram socket on this machine, and a stranger beside it. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { type UdpRig } from '../../src/testing/contracts/udp-socket';
import { type UdpSocketFactory } from '../../src/voice';

export async function startUdpPeer(factory: UdpSocketFactory, address: '127.0.0.1' | '::1'): Promise<UdpRig> {
  const type = address === '::1' ? 'udp6' : 'udp4';
  const received: Buffer[] = [];
  let client: RemoteInfo | undefined;
  const bound = async (): Promise<Socket> => {
    const socket = createSocket(type);
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.bind(0, address, resolve));
    return socket;
  };
  const peer = await bound();
  const stranger = await bound();
  peer.on('message', (data, from) => {
    received.push(data);
    client = from;
  });
  let isGone = false;
  const vanish = async (): Promise<void> => {
    if (isGone) return;
    isGone = true;
    await new Promise<void>((resolve) => peer.close(resolve));
  };
  return {
    factory,
    peer: { address, port: peer.address().port },
    received: () => received,
    send: (data) => {
      if (client) peer.send(data, client.port, client.address);
    },
    sendAsStranger: (data) =>
      new Promise((resolve) => {
        if (client)
          stranger.send(data, client.port, client.address, () => {
            resolve();
          });
        else resolve();
      }),
    vanish,
    dispose: async () => {
      await vanish();
      await new Promise<void>((resolve) => stranger.close(resolve));
    },
  };
}
