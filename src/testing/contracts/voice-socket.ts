/** What every {@link VoiceSocketFactory} must do. */
import assert from 'node:assert/strict';
import { type VoiceSocket, type VoiceSocketEnd, type VoiceSocketFactory } from '../../voice';
import { type ContractCase } from './contract-case';
import { until } from './until';

/** A factory and the server that its sockets reach. One rig serves one socket. */
export interface VoiceSocketRig {
  readonly factory: VoiceSocketFactory;
  readonly url: string;
  /** Lets the handshake succeed. */
  accept(): void;
  /** Answers the handshake with something else than a WebSocket. */
  refuse(): void;
  /** A text message for a string, a binary one for bytes. */
  send(data: string | Buffer): void;
  close(code: number, reason: string): void;
  /** Breaks the connection without a close frame. */
  drop(): void;
  /** What the server was sent, in order: strings for text messages, buffers for binary ones. */
  received(): readonly (string | Buffer)[];
  /** The code that the client closed with, when the server has seen one. */
  closeCode(): number | undefined;
  dispose(): Promise<void>;
}

/** A socket that remembers what it told. */
class Heard {
  readonly socket: VoiceSocket;
  readonly messages: (string | Buffer)[] = [];
  readonly ends: VoiceSocketEnd[] = [];
  opened = 0;
  messagesAfterEnd = 0;

  constructor(rig: VoiceSocketRig, url = rig.url) {
    this.socket = rig.factory.open(url, {
      opened: () => {
        this.opened += 1;
      },
      message: (data, isBinary) => {
        this.messages.push(isBinary ? data : data.toString());
        if (this.ends.length > 0) this.messagesAfterEnd += 1;
      },
      closed: (end) => {
        this.ends.push(end);
      },
    });
    assert.equal(this.opened + this.ends.length, 0, 'nothing is told during open()');
  }

  /** Everything that may be done to a socket. */
  touch(): void {
    this.socket.sendText('{}');
    this.socket.sendBinary(Buffer.from([1]));
    this.socket.close(4_000);
    this.socket.terminate();
  }
}

export function voiceSocketContract(make: () => VoiceSocketRig | Promise<VoiceSocketRig>): ContractCase[] {
  const withRig = (name: string, body: (rig: VoiceSocketRig, heard: Heard) => Promise<void>): ContractCase => ({
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
  const open = async (rig: VoiceSocketRig, heard: Heard): Promise<void> => {
    rig.accept();
    await until('the socket is open', () => heard.opened === 1);
  };
  const ended = (heard: Heard): Promise<void> => until('the end is told', () => heard.ends.length > 0);
  const mixed = Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? Buffer.from([i, 0, 255]) : `{"n":${i}}`));

  return [
    withRig('tells that it is open, then every message in order, and which of them are binary', async (rig, heard) => {
      await open(rig, heard);
      for (const message of mixed) rig.send(message);
      await until('all messages are heard', () => heard.messages.length === mixed.length);
      assert.deepEqual(heard.messages, mixed);
      assert.equal(heard.opened, 1);
    }),
    withRig('sends texts and bytes in order', async (rig, heard) => {
      await open(rig, heard);
      for (const message of mixed) {
        if (typeof message === 'string') heard.socket.sendText(message);
        else heard.socket.sendBinary(message);
      }
      await until('the server has all', () => rig.received().length === mixed.length);
      assert.deepEqual(rig.received(), mixed);
    }),
    withRig('closes with the code that it is given, and then tells the end once', async (rig, heard) => {
      await open(rig, heard);
      heard.socket.close(4_900, 'bye');
      heard.socket.close(4_901);
      await ended(heard);
      assert.equal(rig.closeCode(), 4_900);
      assert.equal(heard.ends[0]?.code, 4_900);
    }),
    withRig('tells the code and the reason of the server', async (rig, heard) => {
      await open(rig, heard);
      rig.close(4_006, 'Session is no longer valid.');
      await ended(heard);
      assert.equal(heard.ends[0]?.code, 4_006);
      assert.equal(heard.ends[0].reason, 'Session is no longer valid.');
    }),
    withRig('tells no code when the connection just breaks', async (rig, heard) => {
      await open(rig, heard);
      rig.drop();
      await ended(heard);
      assert.equal(heard.ends[0]?.code, undefined);
    }),
    withRig('ends without a handshake when it is terminated', async (rig, heard) => {
      await open(rig, heard);
      heard.socket.terminate();
      await ended(heard);
      assert.equal(heard.ends[0]?.code, undefined);
    }),
    withRig('tells the end, and never an opening, when the server refuses', async (rig, heard) => {
      rig.refuse();
      await ended(heard);
      assert.equal(heard.opened, 0);
      assert.equal(heard.ends[0]?.code, undefined);
      assert.notEqual(heard.ends[0]?.reason, '');
    }),
    withRig('can be given up before it is open', async (_rig, heard) => {
      heard.socket.close(1_000);
      await ended(heard);
      assert.equal(heard.opened, 0);
    }),
    withRig('loses what is sent too early or too late, without throwing', async (rig, heard) => {
      heard.socket.sendText('{"too":"early"}');
      heard.socket.sendBinary(Buffer.from('early'));
      await open(rig, heard);
      heard.socket.terminate();
      heard.touch();
      await ended(heard);
      heard.touch();
      assert.deepEqual(rig.received(), []);
    }),
  ];
}
