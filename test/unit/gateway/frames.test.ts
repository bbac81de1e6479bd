import fc from 'fast-check';
import { Opcode } from '../../../src/gateway/protocol/opcodes';
import { connectUrl } from '../../../src/gateway/protocol/connect-url';
import { FrameHead } from '../../../src/gateway/protocol/frame-head';
import { decodeFrame, parsePayload } from '../../../src/gateway/protocol/frames';
import { Sequence } from '../../../src/gateway/protocol/sequence';

const read = (text: string): { name: string; sequence: number } | undefined => {
  const head = new FrameHead();
  return head.read(Buffer.from(text)) ? { name: head.name, sequence: head.sequence } : undefined;
};

describe('the head of a frame', () => {
  it('is read from a dispatch as Discord writes it', () => {
    expect(read('{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{}}')).toEqual({ name: 'MESSAGE_CREATE', sequence: 12 });
  });

  it.each([
    '{"t":null,"s":null,"op":11,"d":null}',
    '{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{}}',
    '{ "t": "MESSAGE_CREATE", "s": 1, "op": 0 }',
    '{"t":"","s":1,"op":0,"d":{}}',
    '{"t":"MESSAGE\\u005fCREATE","s":1,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":null,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":-1,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":012,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":1.5,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":1e3,"op":0,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":12345678901234567890,"op":0}',
    '{"t":"MESSAGE_CREATE","d":{},"s":1,"op":0}',
    '{"t":"MESSAGE_CREATE","s":1',
    '{"t":"MESSAGE_CREATE',
    `{"t":"${'A'.repeat(200)}","s":1,"op":0,"d":{}}`,
    '',
    '[]',
  ])('leaves %j to the parser', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('gives the same string for the same name, and tells names apart that are alike', () => {
    const names = fc.array(fc.stringMatching(/^[A-Z_0-9]{1,40}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(names, fc.nat(), (all, sequence) => {
        for (const name of [...all, ...all]) {
          expect(read(JSON.stringify({ t: name, s: sequence, op: 0, d: null }))).toEqual({ name, sequence });
        }
      }),
    );
  });

  it('never says anything but what the parser would', () => {
    const frame = fc
      .tuple(fc.stringMatching(/^\{"t":"[A-Z"_\\,:s]{0,12}$/), fc.stringMatching(/^","s":[0-9,.e-]{0,6},"op":0\}$/))
      .map(([head, tail]) => head + tail);
    fc.assert(
      fc.property(frame, (text) => {
        const found = read(text);
        if (!found) return;
        let parsed: { t?: unknown; s?: unknown };
        try {
          parsed = JSON.parse(text) as typeof parsed;
        } catch {
          return;
        }
        // JSON lets a later key win; Discord never writes one twice.
        if (text.split('"s":').length > 2 || text.split('"t":').length > 2) return;
        expect(found).toEqual({ name: parsed.t, sequence: parsed.s });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the payload of a dispatch', () => {
  const parse = (text: string): unknown => {
    const head = new FrameHead();
    const frame = Buffer.from(text);
    expect(head.read(frame)).toBe(true);
    return parsePayload(frame, head.payloadStart);
  };

  it('is read alone, and is what the frame as a whole would have given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (d, s) => {
        const text = JSON.stringify({ t: 'MESSAGE_CREATE', s, op: 0, d });
        expect(parse(text)).toEqual((JSON.parse(text) as { d: unknown }).d);
      }),
    );
  });

  it.each([
    '{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{},"extra":1}',
    '{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{},"t":"READY"}',
    '{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{}} ',
    '{"t":"MESSAGE_CREATE","s":1,"op":0,"d":}',
    '{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{"cut":{}',
    '{"t":"MESSAGE_CREATE","s":1,"d":{},"op":0}',
    '{"t":"MESSAGE_CREATE","s":1,"op":7,"d":{}}',
    '{"t":"MESSAGE_CREATE","s":1,',
  ])('is left to the parser in %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });
});

describe('decoding', () => {
  it('never throws, whatever the JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.values(Opcode)), (value, op) => {
        expect(typeof decodeFrame(value).kind).toBe('string');
        expect(typeof decodeFrame({ op, d: value, t: value, s: value }).kind).toBe('string');
      }),
    );
  });

  it('takes an invalid session for resumable only when that is said', () => {
    for (const [d, resumable] of [
      [true, true],
      [false, false],
      [null, false],
      ['true', false],
    ] as const) {
      expect(decodeFrame({ op: 9, d })).toEqual({ kind: 'control', frame: { kind: 'invalid-session', resumable } });
    }
  });
});

describe('a sequence', () => {
  it('only rises', () => {
    const sequence = new Sequence();
    expect([3, 3, 2, 4, 10, 5].map((number) => sequence.advance(number))).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(sequence.last).toBe(10);
  });
});

describe('the address', () => {
  it('gets the query that a connection carries, whatever it had', () => {
    expect(connectUrl('wss://gateway.discord.gg', 'zlib-stream')).toBe(
      'wss://gateway.discord.gg/?v=10&encoding=json&compress=zlib-stream',
    );
    expect(connectUrl('ws://127.0.0.1:81/resume/x?v=9&compress=zstd-stream', 'none')).toBe(
      'ws://127.0.0.1:81/resume/x?v=10&encoding=json',
    );
  });
});
