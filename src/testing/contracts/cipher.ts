/** What every {@link Cipher} must do. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Cipher } from '../../voice';
import { type ContractCase } from './contract-case';

/** Two ciphers with the same key are the two ends of a session. */
export type MakeCipher = (secretKey: Buffer, options?: { readonly firstNonce?: number }) => Cipher;

const TAG_BYTES = 16;
const NONCE_BYTES = 4;

export function cipherContract(make: MakeCipher): ContractCase[] {
  let drawn = 0;
  /** Bytes that look random and are the same in every run. */
  const nextBytes = (size: number): Buffer =>
    createHash('shake256', { outputLength: Math.max(size, 1) })
      .update(`${drawn++}`)
      .digest()
      .subarray(0, size);
  const test = (name: string, body: () => void): ContractCase => ({
    name,
    run: async () => {
      await Promise.resolve();
      body();
    },
  });
  const ends = (): { ours: Cipher; theirs: Cipher } => {
    const key = nextBytes(32);
    return { ours: make(key), theirs: make(key) };
  };
  const header = Buffer.from('807800010000000a0000002a', 'hex');
  const seal = (cipher: Cipher, payload: Buffer, head: Buffer = header): Buffer => {
    const packet = cipher.seal(head, payload);
    assert.ok(packet, 'a fresh key seals');
    return packet;
  };

  return [
    test('opens what was sealed with its key, of any size and behind any header', () => {
      const { ours, theirs } = ends();
      for (const size of [0, 1, 3, 15, 16, 17, 173, 1_275]) {
        for (const headerBytes of [12, 16, 20, 76]) {
          const payload = nextBytes(size);
          const head: Buffer = nextBytes(headerBytes);
          const packet = seal(ours, payload, head);
          assert.equal(packet.length, headerBytes + size + TAG_BYTES + NONCE_BYTES);
          assert.ok(packet.subarray(0, headerBytes).equals(head), 'the header is clear');
          assert.deepEqual(theirs.open(packet, headerBytes), payload);
        }
      }
    }),
    test('opens in any order, and what it opened before', () => {
      const { ours, theirs } = ends();
      const packets = Array.from({ length: 10 }, (_, i) => seal(ours, Buffer.from(`payload ${i}`)));
      for (const i of [9, 3, 3, 0, 5]) {
        assert.equal(theirs.open(packets[i] as Buffer, header.length)?.toString(), `payload ${i}`);
      }
    }),
    test('refuses a packet in which any bit is another', () => {
      const { ours, theirs } = ends();
      const packet = seal(ours, Buffer.from('a frame of some bytes'));
      for (let bit = 0; bit < packet.length * 8; bit++) {
        const changed = Buffer.from(packet);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        assert.equal(theirs.open(changed, header.length), undefined, `bit ${bit}`);
      }
      assert.ok(theirs.open(packet, header.length));
    }),
    test('refuses what another key sealed, and a header of another size', () => {
      const { ours } = ends();
      const packet = seal(ours, Buffer.from('a frame of some bytes'));
      assert.equal(ends().theirs.open(packet, header.length), undefined);
      assert.equal(ours.open(packet, header.length - 4), undefined);
      assert.equal(ours.open(packet, header.length + 4), undefined);
    }),
    test('refuses what is cut off anywhere, without throwing', () => {
      const { ours, theirs } = ends();
      const packet = seal(ours, Buffer.from('a frame of some bytes'));
      for (let size = 0; size < packet.length; size++) {
        assert.equal(theirs.open(packet.subarray(0, size), header.length), undefined, `${size} bytes`);
      }
      for (const size of [-1, packet.length, packet.length + 100]) assert.equal(theirs.open(packet, size), undefined);
    }),
    test('never uses a nonce twice, and leaves buffers that it was given as they are', () => {
      const { ours } = ends();
      const payload = Buffer.from('the same');
      const nonces = new Set<number>();
      const texts = new Set<string>();
      for (let i = 0; i < 500; i++) {
        const packet = seal(ours, payload);
        nonces.add(packet.readUInt32BE(packet.length - NONCE_BYTES));
        texts.add(packet.toString('hex', header.length, header.length + payload.length));
      }
      assert.equal(nonces.size, 500);
      assert.equal(texts.size, 500);
      assert.equal(payload.toString(), 'the same');
    }),
    test('seals no more when every nonce was used, and still opens', () => {
      const key = nextBytes(32);
      const ours = make(key, { firstNonce: 2 ** 32 - 2 });
      const last = [seal(ours, Buffer.from('one')), seal(ours, Buffer.from('two'))];
      assert.equal(last[1]?.readUInt32BE(last[1].length - NONCE_BYTES), 2 ** 32 - 1);
      assert.equal(ours.seal(header, Buffer.from('three')), undefined);
      assert.equal(ours.seal(header, Buffer.from('three')), undefined);
      assert.equal(ours.open(last[0] as Buffer, header.length)?.toString(), 'one');
    }),
  ];
}
