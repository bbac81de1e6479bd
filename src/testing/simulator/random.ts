/** A repeatable source of randomness, so that a run of the simulator with the same seed is the same run. */

/** Numbers in [0, 1), the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HEX = '0123456789abcdef';
const TOKEN_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** `length` letters out of `alphabet`. */
function letters(random: () => number, length: number, alphabet: string): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[Math.floor(random() * alphabet.length)] ?? '';
  return text;
}

/** A hash-like text, as session ids and images have. */
export function hexText(random: () => number, length = 32): string {
  return letters(random, length, HEX);
}

/** A text of the letters that tokens are made of. */
export function tokenText(random: () => number, length: number): string {
  return letters(random, length, TOKEN_LETTERS);
}
