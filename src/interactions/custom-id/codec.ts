/**
 * How one value of a custom id becomes a part of its text. A codec numbers its values, 0 up to `size`, and may have some free
 * text besides; the id packs the numbers of all its codecs into one, so that a yes or no costs a fraction of a character.
 */

/** A value as a number below the codec's size, and its free text. */
export interface Written {
  readonly number: bigint;
  readonly text: string;
}

/** Takes the next characters of the free text; `undefined` when there are not so many. */
export type TakeText = (length: number) => string | undefined;

/** `Optional`: the value may be left out. */
export interface Codec<Value, Optional extends boolean = false> {
  /** What tells it from other codecs: a changed text means that older ids are not read. `int(0, 7)`. */
  readonly description: string;
  /** How many numbers it writes. */
  readonly size: bigint;
  /** The most UTF-16 units of free text that it writes. */
  readonly textLength: number;
  readonly isOptional: Optional;
  /** What it takes, for messages: `a whole number from 0 to 7`. */
  readonly takes: string;
  /** `undefined` for a value that it does not take. */
  write(value: Value): Written | undefined;
  /** The value, in a box; `undefined` for what `write` never writes. */
  read(number: bigint, take: TakeText): { readonly value: Value } | undefined;
}

/** Any codec. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec both takes and gives its value
export type AnyCodec = Codec<any, boolean>;
