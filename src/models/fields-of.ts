/** Reading a payload that comes in several kinds, each with fields of its own. */

/** Every field that any kind of `T` has; optional, because another kind may lack it. */
export type FieldsOf<T> = {
  readonly [Key in T extends unknown ? keyof T : never]?: T extends unknown
    ? Key extends keyof T
      ? T[Key]
      : never
    : never;
};

/** A moment that a payload gives as text. */
export function dateOf(text: string): Date {
  return new Date(text);
}

/** A moment that a payload may give as text; what is missing or null stays so. */
export function dateOrNothing<Nothing extends null | undefined>(text: string | Nothing): Date | Nothing {
  return typeof text === 'string' ? new Date(text) : text;
}

/** A bit set that a payload may give as decimal text. */
export function bitsOrNothing(text: string | undefined): bigint | undefined {
  return text === undefined ? undefined : BigInt(text);
}
