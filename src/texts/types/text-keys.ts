/** The keys of a table of texts, and what each takes, for the compiler. */
import { type ArgumentsOf, type TextValues } from './text-arguments';

/** The texts of one language by their keys. Tables within tables are reached with a dot: `shop.greeting`. */
export interface TextTable {
  readonly [key: string]: string | TextTable;
}

/** `'greeting' | 'shop.greeting'`. */
export type TextKey<Table> = {
  [Key in keyof Table & string]: Table[Key] extends string ? Key : `${Key}.${TextKey<Table[Key]>}`;
}[keyof Table & string];

export type TextAt<Table, Key extends string> = Key extends keyof Table
  ? Table[Key]
  : Key extends `${infer Head}.${infer Tail}`
    ? Head extends keyof Table
      ? TextAt<Table[Head], Tail>
      : never
    : never;

/** The values behind a key: none where the text has no arguments, and free where it is only known as `string`. */
export type ValuesFor<Table, Key extends string> =
  TextAt<Table, Key> extends infer Text extends string
    ? string extends Text
      ? [values?: TextValues]
      : keyof ArgumentsOf<Text> extends never
        ? []
        : [values: ArgumentsOf<Text>]
    : [values?: TextValues];
