/** Reading a payload that comes in several kinds, each with fields of its own. */

/** Every field that any kind of `T` has; optional, because another kind may lack it. */
export type FieldsOf<T> = {
  readonly [Key in T extends unknown ? keyof T : never]?: T extends unknown
    ? Key extends keyof T
      ? T[Key]
      : never
    : never;
};

/*
 * Discord leaves fields out that its documentation promises, and sends null for others. Reading such a payload never
 * throws: a getter whose type has no `undefined` gives it all the same, an empty list, or an invalid date.
 */

/** A moment that a payload gives as text; an invalid date when it does not. */
export function dateOf(text: string | null | undefined): Date {
  // Of null, Date would make 1970.
  return new Date(text ?? NaN);
}

/** A moment that a payload may give as text; what is missing or null stays so. */
export function dateOrNothing<Nothing extends null | undefined>(text: string | Nothing): Date | Nothing {
  return typeof text === 'string' ? new Date(text) : text;
}

/** A moment that a payload may give in seconds since 1970; what is missing or null stays so. */
export function secondsOrNothing<Nothing extends null | undefined>(seconds: number | Nothing): Date | Nothing {
  return typeof seconds === 'number' ? new Date(seconds * 1_000) : seconds;
}

/** A bit set that a payload may give as decimal text. */
export function bitsOrNothing(text: string | undefined): bigint | undefined {
  return typeof text === 'string' ? BigInt(text) : undefined;
}

/** The id of a part that Discord promises. */
export function idOf<Id extends string>(part: { readonly id: Id }): Id {
  return (part as { readonly id: Id } | null | undefined)?.id as Id;
}

/** A view of a part that Discord promises. */
export function viewOf<Raw extends object, V>(raw: Raw, make: (raw: Raw) => V): V {
  return (raw as Raw | null | undefined) ? make(raw) : (undefined as V);
}

/** Views of the items of a list. */
export function viewsOf<Raw, V>(list: readonly Raw[] | null | undefined, make: (raw: Raw) => V): readonly V[] {
  return list?.map(make) ?? [];
}
