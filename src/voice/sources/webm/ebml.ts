/**
 * The grammar of EBML, of which WebM is made: https://www.rfc-editor.org/rfc/rfc8794
 *
 * An element is an id, a size and a body. Ids and sizes are numbers of one to eight bytes, whose first set bit tells how many;
 * an id keeps that bit. A size of ones alone means that the end is not known: the element lasts until one comes that cannot
 * be inside it.
 */

/** A number of {@link readVint}. */
export interface Vint {
  readonly value: number;
  readonly bytes: number;
  /** All bits of the value are set: as a size, "unknown". */
  readonly isUnknown: boolean;
}

/** The number at `at`; `more` when it is cut, `none` when its first byte cannot begin one of at most `limit` bytes. */
export function readVint(bytes: Buffer, at: number, limit: number, keepsMark: boolean): Vint | 'more' | 'none' {
  if (at >= bytes.length) return 'more';
  const first = bytes[at] as number;
  const length = Math.clz32(first) - 23;
  if (length > limit) return 'none';
  if (at + length > bytes.length) return 'more';
  const mark = 0x80 >> (length - 1);
  let value = keepsMark ? first : first & (mark - 1);
  let isUnknown = (first & (mark - 1)) === mark - 1;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] as number;
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value, bytes: length, isUnknown };
}

/** A whole number of up to eight bytes; more exact than needed up to 2^53. */
export function readUnsigned(bytes: Buffer): number {
  let value = 0;
  for (const byte of bytes.subarray(0, 8)) value = value * 256 + byte;
  return value;
}

/** A float of four or eight bytes; 0 for another length. */
export function readFloat(bytes: Buffer): number {
  if (bytes.length === 8) return bytes.readDoubleBE(0);
  return bytes.length === 4 ? bytes.readFloatBE(0) : 0;
}
