/** What every {@link SocketFactory} must do. */
import assert from 'node:assert/strict';
import { type Socket, type SocketEnd, type SocketFactory } from '../../gateway';
import { type ContractCase } from './contract-case';
import { until } from './until';

/** A factory and the server that its sockets reach. One rig serves one socket. */
export interface SocketRig {
  readonly factory: SocketFactory;
  readonly url: string;
  /** Lets the handshake succeed. */
  accept(): void;
  /** Answers the handshake with a status instead. */
  refuse(httpStatus: number, retryAfterSeconds: number): void;
  send(data: string | Buffer): void;
  close(code: number, reason: string): void;
  /** Breaks the connection without a close frame. */
  drop(): void;
  /** Texts that the server was sent. */
  received(): readonly string[];
  /** The code that the client closed with, when the server has seen one. */
  closeCode(): number | undefined;
  dispose(): Promise<void>;
}

/** A socket that remembers what it told. */
class Heard {
  readonly socket: Socket;
  readonly messages: string[] = [];
  readonly ends: SocketEnd[] = [];
  opened = 0;
  messagesAfterEnd = 0;

  constructor(rig: SocketRig) {
    this.socket = rig.factory.open(rig.url, {
      opened: () => {
        this.opened += 1;
      },
      message: (data) => {
        this.messages.push(data.toString());
        if (this.ends.length > 0) this.messagesAfterEnd += 1;
      },
      closed: (end) => {
        this.ends.push(end);
      },
    });
    assert.equal(this.opened + this.ends.length, 0, 'nothing is told during open()');
  }
}

export function socketContract(make: () => SocketRig | Promise<SocketRig>): ContractCase[] {
  const withRig = (name: string, body: (rig: SocketRig, heard: Heard) => Promise<void>): ContractCase => ({
    name,
    run: async () => {
      const rig = await make();
      const heard = new Heard(rig);
      try {
        await body(rig, heard);
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(heard.ends.length <= 1, true, 'the end is told once');
        assert.equal(heard.messagesAfterEnd, 0, 'nothing follows the end');
      } finally {
        heard.socket.terminate();
        await rig.dispose();
      }
    },
  });
  const open = async (rig: SocketRig, heard: Heard): Promise<void> => {
    rig.accept();
    await until('the socket is open', () => heard.opened === 1);
  };
  return [
    withRig('tells that it is open, then every message in order, text and binary', async (rig, heard) => {
      await open(rig, heard);
      for (let i = 0; i < 50; i++) rig.send(i % 2 === 0 ? `message ${i}` : Buffer.from(`message ${i}`));
      await until('all messages are heard', () => heard.messages.length === 50);
      assert.deepEqual(
        heard.messages,
        Array.from({ length: 50 }, (_, i) => `message ${i}`),
      );
      assert.equal(heard.opened, 1);
    }),
    withRig('sends in order, and tells when a text is written', async (rig, heard) => {
      await open(rig, heard);
      const written: (Error | undefined)[] = [];
      for (let i = 0; i < 20; i++) heard.socket.send(`{"n":${i}}`, (error) => written.push(error));
      heard.socket.send('{"n":20}');
      await until('the server has all', () => rig.received().length === 21 && written.length === 20);
      assert.deepEqual(
        rig.received(),
        Array.from({ length: 21 }, (_, i) => `{"n":${i}}`),
      );
      assert.ok(written.every((error) => error === undefined));
    }),
    withRig('closes with the code that it is given, and then tells the end once', async (rig, heard) => {
      await open(rig, heard);
      heard.socket.close(4900, 'bye');
      heard.socket.close(4901);
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(rig.closeCode(), 4900);
      assert.equal(heard.ends[0]?.code, 4900);
    }),
    withRig('tells the code and the reason of the server', async (rig, heard) => {
      await open(rig, heard);
      rig.close(4004, 'Authentication failed.');
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(heard.ends[0]?.code, 4004);
      assert.equal(heard.ends[0].reason, 'Authentication failed.');
    }),
    withRig('tells no code when the connection just breaks', async (rig, heard) => {
      await open(rig, heard);
      rig.drop();
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(heard.ends[0]?.code, undefined);
    }),
    withRig('ends without a handshake when it is terminated', async (rig, heard) => {
      await open(rig, heard);
      heard.socket.terminate();
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(heard.ends[0]?.code, undefined);
    }),
    withRig('tells the status of a refusal, and how long it asks to wait', async (rig, heard) => {
      rig.refuse(429, 7);
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(heard.opened, 0);
      assert.equal(heard.ends[0]?.httpStatus, 429);
      assert.equal(heard.ends[0].retryAfterMs, 7_000);
    }),
    withRig('can be given up before it is open', async (_rig, heard) => {
      heard.socket.terminate();
      await until('the end is told', () => heard.ends.length > 0);
      assert.equal(heard.opened, 0);
    }),
    withRig('fails a send that comes too early or too late, without throwing', async (rig, heard) => {
      const outcomes: (Error | undefined)[] = [];
      heard.socket.send('{}', (error) => outcomes.push(error));
      heard.socket.send('{}');
      await open(rig, heard);
      heard.socket.terminate();
      await until('the end is told', () => heard.ends.length > 0);
      heard.socket.send('{}', (error) => outcomes.push(error));
      heard.socket.send('{}');
      heard.socket.close(1000);
      heard.socket.terminate();
      await until('both are told', () => outcomes.length === 2);
      assert.ok(outcomes.every((error) => error instanceof Error));
      assert.deepEqual(rig.received(), []);
    }),
  ];
}
