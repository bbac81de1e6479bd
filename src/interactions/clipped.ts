/** Texts that are too long for where they go. */

/** At most so many characters. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  // No more than two units are one character, and the rest need not be looked at.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
