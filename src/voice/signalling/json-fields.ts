/** Fields of JSON that a stranger sent, read one by one: what does not fit is `undefined`, never an error. */

export type Fields = Readonly<Record<string, unknown>>;

/** `undefined` for what is no object; a list is none. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A whole number within its bounds, also when it is written as text. */
export function wholeNumber(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return number >= least && number <= most ? number : undefined;
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Ids have 64 bits: the encryption's library would refuse every message of a call that somebody with a longer one is in. */
const LARGEST_ID = '18446744073709551615';

/** An id: digits, or a number that is still exact. */
export function id(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  return value.length === LARGEST_ID.length && value > LARGEST_ID ? undefined : value;
}

/** Those entries of a list that can be read; `undefined` when it is no list. */
export function entries<T>(value: unknown, read: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((entry) => read(entry) ?? []);
}

/** A list of exactly so many bytes. */
export function bytes(value: unknown, length: number): Buffer | undefined {
  if (!Array.isArray(value) || value.length !== length) return undefined;
  const isByte = (entry: unknown): boolean => wholeNumber(entry, 0, 255) !== undefined;
  return value.every(isByte) ? Buffer.from(value.map(Number)) : undefined;
}
