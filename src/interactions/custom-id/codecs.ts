/** The kinds of values that custom ids hold. */
import { type Snowflake } from '../../models';
import { type Codec } from './codec';
import { idError } from './id-error';

/** More than any id of Discord's. */
const SNOWFLAKES = 2n ** 64n;
/** The moments that a Date can be, either side of 1970, in milliseconds. */
const MOST_MS = 8_640_000_000_000_000n;
/** Half a surrogate pair does not survive the way to Discord, and a NUL may not. */
const BROKEN = /\p{Surrogate}|\0/u;

/** An id of Discord's. 10 characters. */
export const snowflake: Codec<Snowflake> = numbered({
  description: 'snowflake',
  takes: 'an id of Discord’s',
  size: SNOWFLAKES,
  toNumber: (id) => (typeof id === 'string' && /^(0|[1-9]\d{0,19})$/.test(id) ? BigInt(id) : undefined),
  toValue: String,
});

/** A yes or no. */
export const bool: Codec<boolean> = numbered({
  description: 'bool',
  takes: 'true or false',
  size: 2n,
  toNumber: (value) => (typeof value === 'boolean' ? BigInt(value) : undefined),
  toValue: (number) => number === 1n,
});

/** A moment, to the millisecond. 9 characters. */
export const date: Codec<Date> = numbered({
  description: 'date',
  takes: 'a valid Date',
  size: 2n * MOST_MS + 1n,
  toNumber: (value) =>
    value instanceof Date && Number.isFinite(value.getTime()) ? BigInt(value.getTime()) + MOST_MS : undefined,
  toValue: (number) => new Date(Number(number - MOST_MS)),
});

/**
 * A whole number from `min` to `max`, both included. The narrower, the shorter: 0 to 84 is one character.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID unless both are whole and in this order.
 */
export function int(min: number, max: number): Codec<number> {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max) {
    throw idError(`int(${min}, ${max}) takes two whole numbers, the smaller one first.`);
  }
  return numbered({
    description: `int(${min}, ${max})`,
    takes: `a whole number from ${min} to ${max}`,
    size: BigInt(max) - BigInt(min) + 1n,
    toNumber: (value) =>
      // -0 would come back as 0.
      Number.isSafeInteger(value) && value >= min && value <= max && !Object.is(value, -0)
        ? BigInt(value) - BigInt(min)
        : undefined,
    toValue: (number) => Number(number + BigInt(min)),
  });
}

/**
 * One of these texts. They are not in the id, only which of them it is.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID for no text, or one that is there twice.
 */
export function oneOf<const Texts extends readonly [string, ...string[]]>(...texts: Texts): Codec<Texts[number]> {
  if (texts.length === 0 || new Set(texts).size !== texts.length) {
    throw idError('oneOf(…) takes one text or more, each once.');
  }
  const known: readonly string[] = texts;
  return numbered({
    description: `oneOf(${texts.map((text) => JSON.stringify(text)).join(', ')})`,
    takes: texts.map((text) => JSON.stringify(text)).join(' or '),
    size: BigInt(texts.length),
    toNumber: (value) => (known.includes(value) ? BigInt(known.indexOf(value)) : undefined),
    toValue: (number) => known[Number(number)] as Texts[number],
  });
}

/**
 * Free text, up to `maxLength` UTF-16 units (most characters are one, most emojis two).
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID when that is no whole number from 1 on.
 */
export function text(maxLength: number): Codec<string> {
  if (!Number.isSafeInteger(maxLength) || maxLength < 1) {
    throw idError(`text(${maxLength}) takes the most characters there can be, a whole number from 1 on.`);
  }
  const fits = (value: unknown): value is string =>
    typeof value === 'string' && value.length <= maxLength && !BROKEN.test(value);
  return {
    description: `text(${maxLength})`,
    takes: `a text of up to ${maxLength} characters`,
    size: BigInt(maxLength) + 1n,
    textLength: maxLength,
    isOptional: false,
    write: (value) => (fits(value) ? { number: BigInt(value.length), text: value } : undefined),
    read: (number, take) => {
      const value = take(Number(number));
      return fits(value) ? { value } : undefined;
    },
  };
}

/** What may be left out. */
export function optional<Value>(codec: Codec<Value>): Codec<Value | undefined, true> {
  return {
    description: `optional(${codec.description})`,
    takes: `${codec.takes}, or nothing`,
    size: codec.size + 1n,
    textLength: codec.textLength,
    isOptional: true,
    write: (value) => {
      if (value === undefined) return { number: 0n, text: '' };
      const written = codec.write(value);
      return written && { ...written, number: written.number + 1n };
    },
    read: (number, take) => (number === 0n ? { value: undefined } : codec.read(number - 1n, take)),
  };
}

/** A codec without free text. */
function numbered<Value>(init: {
  readonly description: string;
  readonly takes: string;
  readonly size: bigint;
  readonly toNumber: (value: Value) => bigint | undefined;
  readonly toValue: (number: bigint) => Value;
}): Codec<Value> {
  const { description, takes, size, toNumber, toValue } = init;
  return {
    description,
    takes,
    size,
    textLength: 0,
    isOptional: false,
    write: (value) => {
      const number = toNumber(value);
      return number !== undefined && number < size ? { number, text: '' } : undefined;
    },
    read: (number) => ({ value: toValue(number) }),
  };
}
