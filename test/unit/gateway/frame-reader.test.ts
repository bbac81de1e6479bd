import fc from 'fast-check';
import { clientFrame, closePayload } from '../../../src/gateway/socket/client-frame';
import { FrameReader, WsCloseCode, WsOpcode } from '../../../src/gateway/socket/frame-reader';

const FIN = 0x80;
const MOST_BYTES = 100_000;

/** A frame as a server sends it. */
function frame(payload: Buffer | string, first: number = FIN | WsOpcode.text): Buffer {
  const bytes = Buffer.from(payload);
  const head = Buffer.alloc(bytes.length < 126 ? 2 : bytes.length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = head.length === 2 ? bytes.length : head.length === 4 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(bytes.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(bytes.length), 2);
  return Buffer.concat([head, bytes]);
}

/** Everything that a reader tells of these chunks, as lines. */
function read(...chunks: readonly Buffer[]): string[] {
  const told: string[] = [];
  const reader = new FrameReader(
    {
      message: (data) => told.push(`message ${data.toString()}`),
      ping: (data) => told.push(`ping ${data.toString()}`),
      close: (code, reason) => told.push(`close ${code} ${reason}`),
      broken: (code, problem) => told.push(`broken ${code} ${problem}`),
    },
    MOST_BYTES,
  );
  for (const chunk of chunks) reader.push(chunk);
  return told;
}

describe('the frame reader', () => {
  it('gives the same messages however the network cuts them', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('a'.repeat(125), 'b'.repeat(126), 'c'.repeat(70_000))),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(80_000), { maxLength: 20 }), (all, cuts) => {
        const bytes = Buffer.concat(all.map((text) => frame(text)));
        const chunks: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) chunks.push(bytes.subarray(at, (at += cut % 7 === 0 ? cut : cut % 5)));
        chunks.push(bytes.subarray(at));
        expect(read(...chunks)).toEqual(all.map((text) => `message ${text}`));
      }),
      { numRuns: 300 },
    );
  });

  it('reads bytes that come one by one', () => {
    const bytes = Buffer.concat([frame('one'), frame('x'.repeat(200)), frame('', FIN | WsOpcode.binary), frame('two')]);
    const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(read(...chunks)).toEqual(['message one', `message ${'x'.repeat(200)}`, 'message ', 'message two']);
  });

  it('puts a message in parts together, and lets control frames through between them', () => {
    const parts = [
      frame('one ', WsOpcode.text),
      frame('?', FIN | WsOpcode.ping),
      frame('two ', WsOpcode.continuation),
      frame('', FIN | WsOpcode.pong),
      frame('three', FIN | WsOpcode.continuation),
      frame('alone'),
    ];
    expect(read(Buffer.concat(parts))).toEqual(['ping ?', 'message one two three', 'message alone']);
  });

  it('tells the code and the reason of a close, and nothing that follows it', () => {
    const close = frame(closePayload(4_000, 'bye'), FIN | WsOpcode.close);
    expect(read(Buffer.concat([close, frame('late')]), frame('later'))).toEqual(['close 4000 bye']);
    expect(read(frame('', FIN | WsOpcode.close))).toEqual(['close undefined ']);
  });

  it('reads no further once it is stopped, not even what came in the same chunk', () => {
    const heard: string[] = [];
    const reader: FrameReader = new FrameReader(
      {
        message: (data) => {
          heard.push(data.toString());
          reader.stop();
        },
        ping: () => undefined,
        close: () => undefined,
        broken: () => undefined,
      },
      MOST_BYTES,
    );
    reader.push(Buffer.concat([frame('one'), frame('two'), frame('three').subarray(0, 4)]));
    reader.push(frame('three').subarray(4));
    expect(heard).toEqual(['one']);
  });

  it.each([
    ['reserved bits', frame('x', 0xc1), WsCloseCode.protocolError],
    ['a masked frame', clientFrame(WsOpcode.text, Buffer.from('x')), WsCloseCode.protocolError],
    ['an unknown opcode', frame('x', FIN | 0x3), WsCloseCode.protocolError],
    ['an unknown control opcode', frame('x', FIN | 0xb), WsCloseCode.protocolError],
    ['a control frame in parts', frame('x', WsOpcode.ping), WsCloseCode.protocolError],
    ['a control frame that is too long', frame('x'.repeat(126), FIN | WsOpcode.ping), WsCloseCode.protocolError],
    ['a continuation of nothing', frame('x', FIN | WsOpcode.continuation), WsCloseCode.protocolError],
    ['half a close code', frame('x', FIN | WsOpcode.close), WsCloseCode.protocolError],
    ['a message that is too large', frame('x'.repeat(MOST_BYTES + 1)), WsCloseCode.tooLarge],
    ['a length beyond all numbers', Buffer.from([0x81, 127, ...Array<number>(8).fill(255)]), WsCloseCode.tooLarge],
  ])('breaks at %s, once, and reads nothing after it', (_what, bytes, code) => {
    const told = read(frame('before'), bytes, frame('after'));
    expect(told).toHaveLength(2);
    expect(told[0]).toBe('message before');
    expect(told[1]).toContain(`broken ${code} `);
  });

  it('breaks at a new message before the last part of the one before', () => {
    expect(read(frame('one', WsOpcode.text), frame('two'))).toEqual([
      `broken ${WsCloseCode.protocolError} a message is continued out of turn`,
    ]);
  });

  it('breaks at parts that are too large together', () => {
    const half = 'x'.repeat(60_000);
    const told = read(frame(half, WsOpcode.text), frame(half, FIN | WsOpcode.continuation));
    expect(told).toEqual([expect.stringContaining(`broken ${WsCloseCode.tooLarge} `)]);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), (chunks) => {
        expect(() => read(...chunks.map((chunk) => Buffer.from(chunk)))).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('frames of a client', () => {
  it.each([0, 5, 125, 126, 65_535, 65_536])('are masked, and hold a payload of %d bytes whole', (length) => {
    const payload = Buffer.alloc(length, 'payload');
    const bytes = clientFrame(WsOpcode.text, payload);
    const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const mask = bytes.subarray(2 + lengthBytes, 6 + lengthBytes);
    const body = bytes.subarray(6 + lengthBytes);
    expect(bytes[0]).toBe(FIN | WsOpcode.text);
    expect((bytes[1] as number) & 0x80).toBe(0x80);
    expect(Buffer.from(body.map((byte, i) => byte ^ (mask[i % 4] as number)))).toEqual(payload);
  });

  it('cut a reason of a close that is too long for its frame', () => {
    expect(closePayload(1_000, 'x'.repeat(200))).toHaveLength(125);
    expect(closePayload(undefined)).toHaveLength(0);
  });
});
