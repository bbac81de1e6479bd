/** The pure parts of the HTTP endpoint: keys, signatures, the replay window, and what a signed body is. */
import { generateKeyPairSync, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { endpointFaults, importPublicKey } from 'corduroy';
import { readSignedPayload } from '../../../../src/interactions/endpoint/read-request';
import { ReplayWindow } from '../../../../src/interactions/endpoint/replay-window';
import { isSignedBy, readSignature } from '../../../../src/interactions/endpoint/signature';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const digits = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const signed = (timestamp: string, body: string): string =>
  sign(null, Buffer.from(timestamp + body), privateKey).toString('hex');

describe('a public key', () => {
  it('is read from its 64 digits, in either case and with white space around', () => {
    for (const text of [digits, digits.toUpperCase(), ` ${digits}\n`]) expect(importPublicKey(text)).toBeDefined();
  });

  it.each([undefined, '', 'abc', digits.slice(1), `${digits}0`, digits.replace(/./, 'g'), 7])('is not %p', (text) => {
    expect(importPublicKey(text)).toBeUndefined();
  });
});

describe('a signature', () => {
  const key = importPublicKey(digits) as NonNullable<ReturnType<typeof importPublicKey>>;

  it('is right for its own time and body alone', () => {
    const right = readSignature(signed('1700000000', '{"a":1}'), '1700000000');
    const later = readSignature(signed('1700000000', '{"a":1}'), '1700000001');
    expect(right?.atMs).toBe(1_700_000_000_000);
    expect(right && isSignedBy(key, right, Buffer.from('{"a":1}'))).toBe(true);
    expect(right && isSignedBy(key, right, Buffer.from('{"a":2}'))).toBe(false);
    expect(later && isSignedBy(key, later, Buffer.from('{"a":1}'))).toBe(false);
  });

  it.each([
    [undefined, '1'],
    ['ab', undefined],
    ['ab', '1'],
    ['z'.repeat(128), '1'],
    ['a'.repeat(128), '-1'],
    ['a'.repeat(128), '1.5'],
    ['a'.repeat(128), '9'.repeat(20)],
    ['a'.repeat(130), '1'],
  ])('is not read from %p at %p', (signature, timestamp) => {
    expect(readSignature(signature, timestamp)).toBeUndefined();
  });

  it('of whatever bytes fits nothing, and throws nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.string(), (bytes, body) => {
        const read = readSignature(Buffer.from(bytes).toString('hex'), '1');
        return read !== undefined && !isSignedBy(key, read, Buffer.from(body));
      }),
      { seed: 8 },
    );
  });
});

describe('the replay window', () => {
  const mark = (seed: number): Buffer => Buffer.alloc(64, seed);

  it('finds times stale that are further away than the window, before and after', () => {
    const window = new ReplayWindow(300_000);
    expect([-300_001, -300_000, 0, 300_000, 300_001].map((offset) => window.isStale(1e9 + offset, 1e9))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes a request once for as long as its time is near, whatever comes between', () => {
    const request = fc.record({ atS: fc.integer({ min: 0, max: 60 }), seed: fc.nat(5), waitMs: fc.nat(4_000) });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const window = new ReplayWindow(10_000);
        const taken = new Set<string>();
        let nowMs = 0;
        for (const { atS, seed, waitMs } of requests) {
          nowMs += waitMs;
          const atMs = atS * 1_000;
          if (window.isStale(atMs, nowMs)) continue;
          const name = `${atS} ${seed}`;
          expect(window.take(atMs, mark(seed), nowMs)).toBe(!taken.has(name));
          taken.add(name);
        }
      }),
      { seed: 8 },
    );
  });

  it('forgets what could not be taken anyway', () => {
    const window = new ReplayWindow(10_000);
    for (let second = 0; second < 100; second += 1) window.take(second * 1_000, mark(1), second * 1_000);
    expect(window.size).toBeLessThanOrEqual(12);
  });
});

describe('a signed body', () => {
  const read = (body: unknown): unknown => readSignedPayload(Buffer.from(JSON.stringify(body)));

  it('is a ping of either address', () => {
    expect(read({ type: 1, id: '1', token: 'x' })).toEqual({ kind: 'ping', of: 'interactions' });
    expect(read({ type: 0, version: 1, application_id: '1' })).toEqual({ kind: 'ping', of: 'events' });
  });

  it('is an interaction or an event, told by what it holds', () => {
    expect(read({ type: 2, id: '1', token: 'x' })).toMatchObject({ kind: 'interaction' });
    expect(read({ type: 1, event: { type: 'ENTITLEMENT_CREATE', data: {} } })).toEqual({
      kind: 'event',
      type: 'ENTITLEMENT_CREATE',
      data: {},
    });
  });

  it.each([[{ type: 6, id: '1', token: 'x' }], [{ type: 2 }], [{}], [{ type: 2, event: { type: 'X' } }]])(
    'of no known type is %j',
    (body) => {
      expect(read(body)).toBe('type');
    },
  );

  it.each(['', '[]', 'null', '1', '{', '"a"'])('is no object: %p', (text) => {
    expect(readSignedPayload(Buffer.from(text))).toBe('json');
  });
});

it('says which of its options cannot work', () => {
  expect(endpointFaults({ publicKey: digits, path: '/x', bodyMs: 1 })).toEqual([]);
  expect(endpointFaults({ publicKey: digits, path: 'x', maxBodyBytes: 0, replayWindowMs: NaN })).toHaveLength(3);
});
