/**
 * XChaCha20-Poly1305, which node:crypto has only in its form with a short nonce. The long nonce of 24 bytes is spent in
 * two parts: 16 of them make a key of their own out of the key (HChaCha20), and the rest are the nonce under that key.
 * https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha-03
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

const TAG_BYTES = 16;
/** "expand 32-byte k", as four words. */
const WORDS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
/** Which words one quarter round mixes: four columns, then four diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** A key for one nonce's first 16 bytes. */
export function hChaCha20(key: Buffer, nonce: Buffer): Buffer {
  const state = new Uint32Array(16);
  state.set(WORDS);
  for (let word = 0; word < 8; word += 1) state[4 + word] = key.readUInt32LE(word * 4);
  for (let word = 0; word < 4; word += 1) state[12 + word] = nonce.readUInt32LE(word * 4);
  for (let round = 0; round < 10; round += 1) for (const quarter of QUARTERS) mix(state, quarter);
  const made = Buffer.alloc(32);
  for (let word = 0; word < 4; word += 1) {
    made.writeUInt32LE(state[word] ?? 0, word * 4);
    made.writeUInt32LE(state[12 + word] ?? 0, 16 + word * 4);
  }
  return made;
}

function mix(state: Uint32Array, [a, b, c, d]: readonly [number, number, number, number]): void {
  step(state, a, b, d, 16);
  step(state, c, d, b, 12);
  step(state, a, b, d, 8);
  step(state, c, d, b, 7);
}

/** Adds one word to another, and turns a third by what came out. */
function step(state: Uint32Array, sum: number, addend: number, turned: number, bits: number): void {
  const total = ((state[sum] ?? 0) + (state[addend] ?? 0)) >>> 0;
  const mixed = (state[turned] ?? 0) ^ total;
  state[sum] = total;
  state[turned] = (mixed << bits) | (mixed >>> (32 - bits));
}

function inner(key: Buffer, nonce: Buffer): { readonly key: Buffer; readonly nonce: Buffer } {
  return {
    key: hChaCha20(key, nonce.subarray(0, 16)),
    nonce: Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]),
  };
}

/** What was sealed, and behind it the tag. */
export function sealXChaCha(key: Buffer, nonce: Buffer, clear: Buffer, plain: Buffer): Buffer {
  const under = inner(key, nonce);
  const cipher = createCipheriv('chacha20-poly1305', under.key, under.nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(clear, { plaintextLength: plain.length });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** `undefined` for what was not sealed so. */
export function openXChaCha(key: Buffer, nonce: Buffer, clear: Buffer, sealed: Buffer): Buffer | undefined {
  const under = inner(key, nonce);
  const body = sealed.subarray(0, sealed.length - TAG_BYTES);
  const cipher = createDecipheriv('chacha20-poly1305', under.key, under.nonce, { authTagLength: TAG_BYTES });
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  cipher.setAAD(clear, { plaintextLength: body.length });
  const plain = cipher.update(body);
  try {
    cipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
