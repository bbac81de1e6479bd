/**
 * HChaCha20: makes a key of a key and the first 16 bytes of a long nonce. It is all that XChaCha20 adds to ChaCha20, and
 * the one part of it that node:crypto does not have. https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha-03#section-2.2
 */

/** "expand 32-byte k" in four words, with which every state begins. */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

const ROUND_PAIRS = 10;

/** Shared, because nothing here waits: the 16 words of the state. Wiped after use. */
const state = new Uint32Array(16);

/**
 * @param key 32 bytes
 * @param nonce at least 16 bytes, of which the first 16 count
 * @param subkey 32 bytes that are written
 */
export function hChaCha20(key: Buffer, nonce: Buffer, subkey: Buffer): void {
  for (let i = 0; i < 4; i++) state[i] = CONSTANTS[i] as number;
  for (let i = 0; i < 8; i++) state[4 + i] = key.readUInt32LE(4 * i);
  for (let i = 0; i < 4; i++) state[12 + i] = nonce.readUInt32LE(4 * i);
  for (let i = 0; i < ROUND_PAIRS; i++) {
    quarterRound(0, 4, 8, 12);
    quarterRound(1, 5, 9, 13);
    quarterRound(2, 6, 10, 14);
    quarterRound(3, 7, 11, 15);
    quarterRound(0, 5, 10, 15);
    quarterRound(1, 6, 11, 12);
    quarterRound(2, 7, 8, 13);
    quarterRound(3, 4, 9, 14);
  }
  // Unlike in ChaCha20 the first state is not added: the first and the last four words are the result.
  for (let i = 0; i < 4; i++) {
    subkey.writeUInt32LE(state[i] as number, 4 * i);
    subkey.writeUInt32LE(state[12 + i] as number, 16 + 4 * i);
  }
  state.fill(0);
}

/** https://datatracker.ietf.org/doc/html/rfc8439#section-2.1 */
function quarterRound(ai: number, bi: number, ci: number, di: number): void {
  let a = state[ai] as number;
  let b = state[bi] as number;
  let c = state[ci] as number;
  let d = state[di] as number;
  a = (a + b) | 0;
  d = rotated(d ^ a, 16);
  c = (c + d) | 0;
  b = rotated(b ^ c, 12);
  a = (a + b) | 0;
  d = rotated(d ^ a, 8);
  c = (c + d) | 0;
  b = rotated(b ^ c, 7);
  state[ai] = a;
  state[bi] = b;
  state[ci] = c;
  state[di] = d;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
