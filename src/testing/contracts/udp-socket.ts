/** What every {@link UdpSocketFactory} must do. */
import assert from 'node:assert/strict';
import { type UdpSocket, type UdpSocketFactory } from '../../voice';
import { type ContractCase } from './contract-case';
import { until } from './until';

/** A factory and the peer that its sockets reach. One rig serves one socket. */
export interface UdpRig {
  readonly factory: UdpSocketFactory;
  readonly peer: { readonly address: string; readonly port: number };
  /** What the peer was sent, in order. */
  received(): readonly Buffer[];
  /** Sends from the peer to whom it has received something from. */
  send(data: Buffer): void;
  /** Sends from another port of the peer's machine, and resolves when it is on its way. */
  sendAsStranger(data: Buffer): Promise<void>;
  /** The peer listens no more. */
  vanish(): Promise<void>;
  dispose(): Promise<void>;
}

/** A socket that remembers what it told. */
class Heard {
  readonly socket: UdpSocket;
  readonly messages: Buffer[] = [];
  readonly failures: Error[] = [];

  constructor(rig: UdpRig) {
    this.socket = rig.factory.open(rig.peer, {
      message: (data) => {
        this.messages.push(data);
      },
      failed: (error) => {
        this.failures.push(error);
      },
    });
    assert.equal(this.messages.length + this.failures.length, 0, 'nothing is told during open()');
  }
}

const numbered = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => Buffer.from(`datagram ${i}`));

export function udpSocketContract(make: () => UdpRig | Promise<UdpRig>): ContractCase[] {
  const withRig = (name: string, body: (rig: UdpRig, heard: Heard) => Promise<void>): ContractCase => ({
    name,
    run: async () => {
      const rig = await make();
      const heard = new Heard(rig);
      try {
        await body(rig, heard);
        assert.equal(heard.failures.length <= 1, true, 'a failure is told once');
      } finally {
        heard.socket.close();
        await rig.dispose();
      }
    },
  });
  const introduce = async (rig: UdpRig, heard: Heard): Promise<void> => {
    heard.socket.send(Buffer.from('hello'));
    await until('the peer knows the socket', () => rig.received().length === 1);
  };

  return [
    withRig('sends in order, also what is sent before it is open', async (rig, heard) => {
      for (const datagram of numbered(20)) heard.socket.send(datagram);
      await until('the peer has all', () => rig.received().length === 20);
      assert.deepEqual(rig.received(), numbered(20));
    }),
    withRig('tells what the peer sends, in buffers that stay as they are', async (rig, heard) => {
      await introduce(rig, heard);
      for (const datagram of numbered(20)) rig.send(datagram);
      await until('all is heard', () => heard.messages.length === 20);
      assert.deepEqual(heard.messages, numbered(20));
    }),
    withRig('hears nobody but its peer', async (rig, heard) => {
      await introduce(rig, heard);
      for (let i = 0; i < 5; i++) await rig.sendAsStranger(Buffer.from('forged'));
      rig.send(Buffer.from('genuine'));
      await until('the peer is heard', () => heard.messages.length > 0);
      assert.deepEqual(heard.messages, [Buffer.from('genuine')]);
      assert.deepEqual(heard.failures, []);
    }),
    withRig('fails, once, when nobody listens any more, and throws nothing', async (rig, heard) => {
      await introduce(rig, heard);
      await rig.vanish();
      await until('the failure is told', () => {
        heard.socket.send(Buffer.from('anybody?'));
        return heard.failures.length > 0;
      });
      heard.socket.send(Buffer.from('anybody?'));
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(heard.failures[0] instanceof Error, true);
    }),
    withRig('loses a datagram that is larger than any may be, and goes on', async (rig, heard) => {
      await introduce(rig, heard);
      heard.socket.send(Buffer.alloc(70_000));
      heard.socket.send(Buffer.from('small'));
      await until('what follows arrives', () => rig.received().at(-1)?.toString() === 'small');
      assert.deepEqual(heard.failures, []);
    }),
    withRig('tells nothing after it was closed, and lets itself be used without a throw', async (rig, heard) => {
      await introduce(rig, heard);
      heard.socket.close();
      rig.send(Buffer.from('too late'));
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
      heard.socket.send(Buffer.from('too late'));
      heard.socket.close();
      assert.deepEqual(heard.messages, []);
      assert.deepEqual(heard.failures, []);
    }),
    withRig('may be closed before it is open', async (rig, heard) => {
      heard.socket.close();
      heard.socket.send(Buffer.from('too late'));
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(rig.received(), []);
      assert.deepEqual(heard.failures, []);
    }),
  ];
}
