/** Numbers as text of a fixed length, in 85 letters that reach Discord and come back unchanged: no space, quote, colon or backslash. */

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.,;!?*+=/|@#$%&^~()[]';
const BASE = BigInt(LETTERS.length);
/** By code of the letter. */
const VALUES: readonly (number | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const value = LETTERS.indexOf(String.fromCharCode(code));
  return value < 0 ? undefined : value;
});
/** As many letters as a number that is no BigInt, and so is cheap, can hold. */
const CHUNK = 8;
const POWERS = Array.from({ length: CHUNK + 1 }, (_, letters) => BASE ** BigInt(letters));

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
  for (let start = 0; start < text.length; start += CHUNK) {
    const end = Math.min(text.length, start + CHUNK);
    let chunk = 0;
    for (let at = start; at < end; at += 1) {
      const value = VALUES[text.charCodeAt(at)];
      if (value === undefined) return undefined;
      chunk = chunk * LETTERS.length + value;
    }
    number = number * (POWERS[end - start] as bigint) + BigInt(chunk);
  }
  return number;
}
