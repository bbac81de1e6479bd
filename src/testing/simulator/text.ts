/** Lengths of texts as Discord counts them. */

/** How many code points a text has: an emoji of one code point counts once, not twice as in `length`. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _point of text) count += 1;
  return count;
}
