/** The text that a component carries, as a typed value: written when the component is built, read back when it is used. */

/** Port between whoever builds components and whoever hears of them. `customId(name, codecs)` makes them. */
export interface CustomId<Values extends object = object> {
  /** What tells it from others; also the beginning of the text. */
  readonly name: string;
  /** Texts of another version are not read: components of an older program are told as outdated. */
  readonly version: number;
  /** The text of these values, 1 to 100 characters. @throws {InteractionError} INTERACTION_COMPONENT_INVALID for a value that its codec does not take. */
  of(values: Values): string;
  /** `undefined` when the text is no text of this id; 'outdated' for one of another version. */
  parse(text: string): Values | 'outdated' | undefined;
}

/** Of an id that holds nothing. */
// Any record of `never` would take a field of any name.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/consistent-type-definitions
export type NoValues = {};

/** An id without values: its text is the name, and it can stand where a text can. */
export interface PlainCustomId extends CustomId<NoValues> {
  of(values?: NoValues): string;
}

/** The values of a custom id: `IdOf<typeof BanConfirm>`. */
export type IdOf<Id> = Id extends CustomId<infer Values> ? Readonly<Values> : never;
