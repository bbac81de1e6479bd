/** Numbers as text of a fixed length, in 85 letters that reach Discord and come back unchanged: no space, quote, colon or backslash. */

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.,;!?*+=/|@#$%&^~()[]';
const BASE = BigInt(LETTERS.length);
const VALUES = new Map(Array.from(LETTERS, (letter, index) => [letter, BigInt(index)]));

/** How many letters the numbers from 0 up to `size`, not included, need. */
export function lettersFor(size: bigint): number {
  let letters = 0;
  for (let reach = 1n; reach < size; reach *= BASE) letters += 1;
  return letters;
}

/** What one of `size` possibilities costs in letters, fractions included: for people. */
export function costOf(size: bigint): number {
  // A size has 64 bits or so: as a number it is near enough.
  return Math.log(Number(size)) / Math.log(LETTERS.length);
}

export function toLetters(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest /= BASE) text = (LETTERS[Number(rest % BASE)] as string) + text;
  return text;
}

/** `undefined` when there is another character in it. */
export function fromLetters(text: string): bigint | undefined {
  let number = 0n;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return undefined;
    number = number * BASE + value;
  }
  return number;
}
