/** Waits and lists as people read them. */

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `in 4 seconds`, `in 1 minute and 30 seconds`: rounded up, so that nobody who waits so long is too early. */
export function inWords(ms: number): string {
  let seconds = Math.max(1, Math.ceil(ms / 1_000));
  // Of hours nobody counts the seconds.
  if (seconds > 3_600) seconds = Math.ceil(seconds / 60) * 60;
  if (seconds > 86_400) seconds = Math.ceil(seconds / 3_600) * 3_600;
  const parts: string[] = [];
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor((seconds * 1_000) / unitMs);
    seconds -= (count * unitMs) / 1_000;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return `in ${listed(parts, 'and')}`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  const last = items[items.length - 1] ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}
