/** Rules for images and sounds inside bodies, and for lists of numbers. */
import { Holds } from './rules';

/** A data URI whose data is not larger than so many bytes. Its kind is judged where it is made. */
export function DataSize(maxBytes: number): PropertyDecorator {
  return Holds(
    'bytes',
    `takes at most ${maxBytes / 1_024} KiB`,
    (value) => typeof value === 'string' && dataBytes(value) <= maxBytes,
  );
}

/** Four characters of base64 stand for three bytes; those of the padding for none. */
function dataBytes(uri: string): number {
  const padding = uri.endsWith('==') ? 2 : uri.endsWith('=') ? 1 : 0;
  return Math.floor(((uri.length - uri.indexOf(',') - 1) * 3) / 4) - padding;
}

/** A list of whole numbers within bounds. How many there may be is said by `Items`. */
export function EachWhole(min: number, max: number): PropertyDecorator {
  return Holds(
    'itemNumbers',
    `takes whole numbers from ${min} to ${max}`,
    (value) =>
      Array.isArray(value) &&
      value.every((item) => Number.isInteger(item) && (item as number) >= min && (item as number) <= max),
    { items: { minimum: min, maximum: max } },
  );
}
