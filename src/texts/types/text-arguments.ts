/**
 * Reads the arguments of a text at compile time, so that a forgotten one does not compile. The type walks the text from brace to
 * brace, in two modes: in a message an opening brace begins an argument, between the cases of a plural or a select it begins
 * another message. A stack remembers which of them a closing brace leads back to.
 * https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */

/** What stands in a text as it is. */
export type TextValue = string | number | bigint;

/** What a text is filled with, where its arguments are not known at compile time. */
export type TextValues = Readonly<Record<string, TextValue | boolean | Date>>;

/** The arguments of a text: `{ name: TextValue; count: number }`. A text that is only known as `string` takes any. */
export type ArgumentsOf<Text extends string> = string extends Text
  ? TextValues
  : Collected<Message<Unquoted<Text>, never, []>>;

/** What was found: an argument and what it takes, or one case of a select. */
type Find = ['takes', string, unknown] | ['case', string, string];

/** The name of a select whose cases we are in; `undefined` in a plural. */
type Frame = string | undefined;

type Message<
  Text extends string,
  Found extends Find,
  Stack extends readonly Frame[],
> = Text extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}}${infer AfterBody}`
    ? Cases<`${AfterBody}{${Rest}`, Found, Stack>
    : Argument<Rest, Found, Stack>
  : Text extends `${string}}${infer AfterBody}`
    ? Cases<AfterBody, Found, Stack>
    : Found;

/** Behind the brace that begins an argument. */
type Argument<
  Text extends string,
  Found extends Find,
  Stack extends readonly Frame[],
> = Text extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Name},${infer Kind}`
    ? KindOf<Kind> extends 'plural' | 'selectordinal'
      ? Cases<CasesIn<Text>, Found | ['takes', Trim<Name>, number], [undefined, ...Stack]>
      : KindOf<Kind> extends 'select'
        ? Cases<CasesIn<Text>, Found, [Trim<Name>, ...Stack]>
        : Message<Rest, Found | ['takes', Trim<Name>, ValueOf<KindOf<Kind>>], Stack>
    : Message<Rest, Found | ['takes', Trim<Head>, TextValue], Stack>
  : Found;

/** Between the cases of a plural or a select. */
type Cases<Text extends string, Found extends Find, Stack extends readonly Frame[]> = Stack extends readonly [
  infer Top extends Frame,
  ...infer Below extends readonly Frame[],
]
  ? Text extends `${infer Before}{${infer Body}`
    ? Before extends `${string}}${infer After}`
      ? Message<`${After}{${Body}`, Found, Below>
      : Message<Body, Top extends string ? Found | ['case', Top, Trim<Before>] : Found, Stack>
    : Text extends `${string}}${infer After}`
      ? Message<After, Found, Below>
      : Found
  : Message<Text, Found, []>;

type CasesIn<Text extends string> = Text extends `${string},${string},${infer Rest}` ? Rest : '';
type KindOf<Text extends string> = Trim<Text extends `${infer Kind},${string}` ? Kind : Text>;
type ValueOf<Kind extends string> = Kind extends 'date' | 'time' ? Date | number : number;

/** An argument that stands in a text twice takes what fits both places; the cases of a select are a union. */
type Collected<Found extends Find> = {
  readonly [Name in Found[1]]: AllTakes<Extract<Found, ['takes', Name, unknown]>> &
    OneCase<Extract<Found, ['case', Name, string]>[2]>;
};
type AllTakes<Found extends Find> = (Found extends unknown ? (value: Found[2]) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;
type OneCase<Case extends string> = [Case] extends [never]
  ? unknown
  : Case | (Case extends 'true' ? true : Case extends 'false' ? false : never);

/** With what is in quotes left out: `'{no argument}'`, and `''`, an apostrophe. */
type Unquoted<Text extends string> = WithoutQuoted<WithoutPairs<Text>>;
type WithoutPairs<Text extends string, Done extends string = ''> = Text extends `${infer Before}''${infer Rest}`
  ? WithoutPairs<Rest, `${Done}${Before}`>
  : `${Done}${Text}`;
type WithoutQuoted<Text extends string> = Text extends `${infer Before}'{${infer Rest}`
  ? Rest extends `${string}'${infer After}`
    ? WithoutQuoted<`${Before}${After}`>
    : Before
  : Text extends `${infer Before}'}${infer Rest}`
    ? Rest extends `${string}'${infer After}`
      ? WithoutQuoted<`${Before}${After}`>
      : Before
    : Text;

type Space = ' ' | '\n' | '\t' | '\r';
type Trim<Text extends string> = Text extends `${Space}${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest}${Space}`
    ? Trim<Rest>
    : Text;
