import { networkInterfaces } from 'node:os';
import { cipherContract } from '../../src/testing/contracts/cipher';
import { type ContractCase } from '../../src/testing/contracts/contract-case';
import { udpSocketContract } from '../../src/testing/contracts/udp-socket';
import { voiceSocketContract } from '../../src/testing/contracts/voice-socket';
import {
  Aes256GcmCipher,
  FakeUdpSocketFactory,
  FakeVoiceSocketFactory,
  NodeUdpSocketFactory,
  WsVoiceSocketFactory,
  XChaCha20Cipher,
} from '../../src/voice';
import { startUdpPeer } from './udp-peer';
import { startVoiceSocketServer } from './voice-socket-server';

function runs(name: string, cases: readonly ContractCase[]): void {
  describe(name, () => {
    for (const one of cases) it(one.name, () => one.run());
  });
}

runs(
  'Aes256GcmCipher',
  cipherContract((key, options) => new Aes256GcmCipher(key, options)),
);
runs(
  'XChaCha20Cipher',
  cipherContract((key, options) => new XChaCha20Cipher(key, options)),
);

runs(
  'WsVoiceSocket',
  voiceSocketContract(() => startVoiceSocketServer(new WsVoiceSocketFactory())),
);
runs(
  'FakeVoiceSocket',
  voiceSocketContract(() => {
    const factory = new FakeVoiceSocketFactory();
    return {
      factory,
      url: 'ws://fake/?v=8',
      accept: () => {
        factory.last.serverAccepts();
      },
      refuse: () => {
        factory.last.serverRefuses();
      },
      send: (data) => {
        factory.last.serverSends(data);
      },
      close: (code, reason) => {
        factory.last.serverCloses(code, reason);
      },
      drop: () => {
        factory.last.serverCloses();
      },
      received: () => factory.last.sent,
      closeCode: () => factory.last.closedWith?.code,
      dispose: async () => {},
    };
  }),
);

runs(
  'NodeUdpSocket',
  udpSocketContract(() => startUdpPeer(new NodeUdpSocketFactory(), '127.0.0.1')),
);

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
if (hasIpv6) {
  runs(
    'NodeUdpSocket over IPv6',
    udpSocketContract(() => startUdpPeer(new NodeUdpSocketFactory(), '::1')),
  );
}

runs(
  'FakeUdpSocket',
  udpSocketContract(() => {
    const factory = new FakeUdpSocketFactory();
    return {
      factory,
      peer: { address: '127.0.0.1', port: 50_000 },
      received: () => factory.last.sent.filter((datagram) => datagram.length < 65_536),
      send: (data) => {
        factory.last.serverSends(data);
      },
      sendAsStranger: async () => {},
      vanish: async () => {
        factory.last.fails(new Error('nobody listens'));
      },
      dispose: async () => {},
    };
  }),
);
