import fc from 'fast-check';
import { type ClientFrame, type ServerFrame } from '../../../../src/voice';
import { readBinary, readText } from '../../../../src/voice/signalling/read-frame';
import { writeFrame } from '../../../../src/voice/signalling/write-frame';

const read = (op: number, d: unknown, more: object = {}): ServerFrame =>
  readText(JSON.stringify({ op, d, ...more })).frame;
const problemOf = (frame: ServerFrame): string => (frame.kind === 'malformed' ? frame.problem : `not: ${frame.kind}`);
const key = Array.from({ length: 32 }, (_, i) => i * 8);

describe('reading text messages', () => {
  it.each<[string, number, unknown, ServerFrame]>([
    ['hello', 8, { v: 8, heartbeat_interval: 13_750 }, { kind: 'hello', heartbeatIntervalMs: 13_750 }],
    ['hello with an interval of weeks', 8, { heartbeat_interval: 4e9 }, { kind: 'hello', heartbeatIntervalMs: 60_000 }],
    ['hello with a fraction', 8, { heartbeat_interval: 41_250.5 }, { kind: 'hello', heartbeatIntervalMs: 41_250.5 }],
    [
      'ready',
      2,
      { ssrc: 4_294_967_295, ip: '127.0.0.1', port: 50_001, modes: ['a', 'b', 7], heartbeat_interval: 1 },
      { kind: 'ready', ssrc: 4_294_967_295, address: '127.0.0.1', port: 50_001, modes: ['a', 'b'] },
    ],
    [
      'ready whose numbers are texts',
      2,
      { ssrc: '12', ip: '::1', port: '50001', modes: [] },
      { kind: 'ready', ssrc: 12, address: '::1', port: 50_001, modes: [] },
    ],
    [
      'session description',
      4,
      { mode: 'm', secret_key: key, dave_protocol_version: 1 },
      { kind: 'session-description', mode: 'm', secretKey: Buffer.from(key), daveProtocolVersion: 1 },
    ],
    [
      'session description without end-to-end encryption',
      4,
      { mode: 'm', secret_key: key },
      { kind: 'session-description', mode: 'm', secretKey: Buffer.from(key), daveProtocolVersion: 0 },
    ],
    ['heartbeat ack', 6, { t: 1_501_184_119_561 }, { kind: 'heartbeat-ack', nonce: 1_501_184_119_561 }],
    ['heartbeat ack of older versions', 6, 17, { kind: 'heartbeat-ack', nonce: 17 }],
    ['heartbeat ack without a nonce', 6, null, { kind: 'heartbeat-ack', nonce: undefined }],
    ['resumed', 9, null, { kind: 'resumed' }],
    ['speaking', 5, { user_id: '1', ssrc: 2, speaking: 5 }, { kind: 'speaking', userId: '1', ssrc: 2, flags: 5 }],
    [
      'speaking as a truth',
      5,
      { user_id: 1, ssrc: 2, speaking: true },
      { kind: 'speaking', userId: '1', ssrc: 2, flags: 1 },
    ],
    ['clients connect', 11, { user_ids: ['1', {}, '2'] }, { kind: 'clients-connect', userIds: ['1', '2'] }],
    ['client disconnect', 13, { user_id: '3' }, { kind: 'client-disconnect', userId: '3' }],
    [
      'prepare transition',
      21,
      { protocol_version: 0, transition_id: 65_535 },
      { kind: 'prepare-transition', transitionId: 65_535, protocolVersion: 0 },
    ],
    ['execute transition', 22, { transition_id: 0 }, { kind: 'execute-transition', transitionId: 0 }],
    ['prepare epoch', 24, { protocol_version: 1, epoch: '1' }, { kind: 'prepare-epoch', epoch: 1, protocolVersion: 1 }],
    ['an opcode nobody has told us of', 20, { anything: 1 }, { kind: 'unknown', op: 20 }],
  ])('reads %s', (_name, op, d, frame) => {
    expect(read(op, d)).toEqual(frame);
  });

  it('keeps the number of a frame, 0 included, also of one that it cannot read', () => {
    expect(readText('{"op":9,"d":null,"seq":0}').sequence).toBe(0);
    expect(readText('{"op":9,"d":null,"seq":65535}').sequence).toBe(65_535);
    expect(readText('{"op":5,"d":null,"seq":7}')).toEqual({
      frame: { kind: 'malformed', problem: 'opcode 5 has no object as its content' },
      sequence: 7,
    });
    expect(readText('{"op":9,"d":null}').sequence).toBeUndefined();
    expect(readText('{"op":9,"d":null,"seq":65536}').sequence).toBeUndefined();
  });

  it.each([
    ['{', 'a text message is no JSON'],
    ['[]', 'a text message is no JSON object'],
    ['null', 'a text message is no JSON object'],
    ['{"d":{}}', 'a text message has no opcode'],
    ['{"op":8,"d":[]}', 'opcode 8 has no object as its content'],
    ['{"op":27,"d":{}}', 'opcode 27 came as text'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(problemOf(readText(text).frame)).toBe(problem);
  });

  it.each<[number, unknown, string]>([
    [8, { heartbeat_interval: 0 }, 'heartbeat_interval'],
    [8, { heartbeat_interval: 'soon' }, 'heartbeat_interval'],
    [2, { ssrc: -1, ip: 'a', port: 1, modes: [] }, 'ssrc'],
    [2, { ssrc: 1, port: 1, modes: [] }, 'ip'],
    [2, { ssrc: 1, ip: 'a', port: 65_536, modes: [] }, 'port'],
    [2, { ssrc: 1, ip: 'a', port: 1, modes: 'a' }, 'modes'],
    [4, { secret_key: key }, 'mode'],
    [4, { mode: 'm', secret_key: key.slice(1) }, 'secret_key'],
    [4, { mode: 'm', secret_key: [...key.slice(1), 256] }, 'secret_key'],
    [4, { mode: 'm', secret_key: key, dave_protocol_version: -1 }, 'dave_protocol_version'],
    [5, { ssrc: 1 }, 'user_id'],
    [5, { user_id: 'me', ssrc: 1 }, 'user_id'],
    [5, { user_id: '1' }, 'ssrc'],
    [5, { user_id: '1', ssrc: 1, speaking: 'loudly' }, 'speaking'],
    [11, {}, 'user_ids'],
    [13, { user_id: null }, 'user_id'],
    [13, { user_id: '18446744073709551616' }, 'user_id'],
    [21, { protocol_version: 1, transition_id: 65_536 }, 'transition_id'],
    [21, { transition_id: 1 }, 'protocol_version'],
    [22, {}, 'transition_id'],
    [24, { protocol_version: 1 }, 'epoch'],
    [24, { epoch: 1 }, 'protocol_version'],
  ])('names the field of opcode %d with content %j that cannot be read', (op, d, field) => {
    expect(problemOf(read(op, d))).toContain(`opcode ${op}: ${field}`);
  });

  it('repeats nothing of a broken key', () => {
    expect(problemOf(read(4, { mode: 'm', secret_key: [211, 212, 213] }))).not.toMatch(/21[123]/);
  });
});

describe('reading binary messages', () => {
  const binary = (hex: string): ReturnType<typeof readBinary> => readBinary(Buffer.from(hex, 'hex'));
  const payload = Buffer.from('aabb', 'hex');

  it.each<[string, string, ServerFrame]>([
    ['an external sender', '000019aabb', { kind: 'external-sender', payload }],
    ['appended proposals', '00001b00aabb', { kind: 'proposals', operation: 'append', payload }],
    ['revoked proposals', '00001b01aabb', { kind: 'proposals', operation: 'revoke', payload }],
    ['a commit', '00001d0102aabb', { kind: 'commit', transitionId: 0x0102, payload }],
    ['a welcome', '00001effffaabb', { kind: 'welcome', transitionId: 0xffff, payload }],
    ['an opcode nobody has told us of', '000063aabb', { kind: 'unknown', op: 99 }],
    ['what only clients send', '00001aaabb', { kind: 'unknown', op: 26 }],
  ])('reads %s', (_name, hex, frame) => {
    expect(binary(hex)).toEqual({ frame, sequence: 0 });
  });

  it('reads the number in front', () => {
    expect(binary('ff0119aa').sequence).toBe(0xff01);
  });

  it.each([
    ['', undefined, 'a binary message has 0 bytes, which is not even a head'],
    ['0001', undefined, 'a binary message has 2 bytes, which is not even a head'],
    ['000119', 1, 'opcode 25 is empty'],
    ['00011b', 1, 'opcode 27 ends before its content'],
    ['00011b00', 1, 'opcode 27 ends before its content'],
    ['00011b02aa', 1, 'opcode 27 has the operation 2; known are 0 (append) and 1 (revoke)'],
    ['00011d0000', 1, 'opcode 29 ends before its content'],
    ['00011e00', 1, 'opcode 30 ends before its content'],
    ['00011500', 1, 'opcode 21 came as a binary message'],
  ])('says what is wrong with %p', (hex, sequence, problem) => {
    expect(binary(hex)).toEqual({ frame: { kind: 'malformed', problem }, sequence });
  });
});

describe('reading what makes no sense', () => {
  const seed = { seed: 20_261_130, numRuns: 500 };

  it('never throws at bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        readBinary(Buffer.from(bytes));
        readText(Buffer.from(bytes).toString());
      }),
      seed,
    );
  });

  it('never throws at JSON of any shape under any opcode', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constant(key), fc.integer(), fc.string());
    const names = ['ssrc', 'ip', 'port', 'modes', 'mode', 'secret_key', 'user_id', 'user_ids', 'transition_id', 't'];
    const fields = fc.dictionary(fc.constantFrom(...names, '__proto__', 'epoch', 'protocol_version'), field);
    const envelope = fc.record({
      op: fc.oneof(fc.integer({ min: 0, max: 31 }), fc.jsonValue()),
      d: fc.oneof(fields, fc.jsonValue()),
      seq: fc.jsonValue(),
    });
    fc.assert(
      fc.property(envelope, (message) => {
        expect(readText(JSON.stringify(message)).frame.kind).toEqual(expect.any(String));
      }),
      seed,
    );
  });

  it('never throws at binary messages of known opcodes that are cut off anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 32 }), fc.uint8Array({ maxLength: 8 }), (op, rest) => {
        expect(readBinary(Buffer.from([0, 1, op, ...rest])).sequence).toBe(1);
      }),
      seed,
    );
  });
});

describe('writing', () => {
  it.each<[ClientFrame, unknown]>([
    [
      {
        kind: 'identify',
        guildId: '1',
        channelId: '2',
        userId: '3',
        sessionId: 's',
        token: 't',
        maxDaveProtocolVersion: 1,
      },
      { op: 0, d: { server_id: '1', user_id: '3', session_id: 's', token: 't', max_dave_protocol_version: 1 } },
    ],
    [
      { kind: 'resume', guildId: '1', channelId: '2', sessionId: 's', token: 't', sequence: 10 },
      { op: 7, d: { server_id: '1', session_id: 's', token: 't', seq_ack: 10 } },
    ],
    [
      { kind: 'select-protocol', address: '192.0.2.1', port: 1_337, mode: 'm' },
      { op: 1, d: { protocol: 'udp', data: { address: '192.0.2.1', port: 1_337, mode: 'm' } } },
    ],
    [
      { kind: 'heartbeat', nonce: 5, sequence: -1 },
      { op: 3, d: { t: 5, seq_ack: -1 } },
    ],
    [
      { kind: 'speaking', flags: 1, ssrc: 9 },
      { op: 5, d: { speaking: 1, delay: 0, ssrc: 9 } },
    ],
    [
      { kind: 'transition-ready', transitionId: 4 },
      { op: 23, d: { transition_id: 4 } },
    ],
    [
      { kind: 'invalid-commit-welcome', transitionId: 4 },
      { op: 31, d: { transition_id: 4 } },
    ],
  ])('writes %j as JSON', (frame, message) => {
    expect(JSON.parse(writeFrame(frame) as string)).toEqual(message);
  });

  it('writes MLS messages as bytes behind their opcode, without a number', () => {
    const payload = Buffer.from('aabb', 'hex');
    expect(writeFrame({ kind: 'key-package', payload })).toEqual(Buffer.from('1aaabb', 'hex'));
    expect(writeFrame({ kind: 'commit-welcome', payload })).toEqual(Buffer.from('1caabb', 'hex'));
  });
});
