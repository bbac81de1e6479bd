/**
 * The one door to the library that reads and fills ICU MessageFormat. It is loaded when the first text is read; reading a text finds
 * its arguments, and what it is filled by is compiled when it is first filled.
 */
import { nearNames } from '../util';
import { TextSyntaxError } from './text-syntax-error';
import { type TextValues } from './types/text-arguments';

/** What the library's parser makes of a text, as far as it is used here. */
interface Token {
  readonly type: 'content' | 'argument' | 'function' | 'plural' | 'select' | 'selectordinal' | 'octothorpe';
  readonly arg?: string;
  /** Of functions: `number`, `date` … */
  readonly key?: string;
  readonly param?: readonly { readonly value?: string }[];
  readonly cases?: readonly { readonly key: string; readonly tokens: readonly Token[] }[];
  readonly ctx: Place;
}
interface Place {
  readonly line: number;
  readonly col: number;
}
interface Parser {
  parse(text: string, options: object): readonly Token[];
}
interface Compiler {
  compile(text: string): (values: TextValues) => readonly unknown[];
  resolvedOptions(): { readonly plurals: readonly { readonly cardinals: string[]; readonly ordinals: string[] }[] };
}
type CompilerClass = new (locale: string, options: object) => Compiler;

/** What one place in a text does with an argument: `cases` are those of a select. */
export interface ArgumentUse {
  readonly name: string;
  readonly takes: 'anything' | 'a number' | 'a date' | 'one of its cases';
  readonly cases?: readonly string[];
}

export interface ReadText {
  readonly uses: readonly ArgumentUse[];
  /** @throws {Error} when a value is missing or does not fit. */
  fill(values: TextValues): string;
}

const DATE_STYLES = ['short', 'medium', 'long', 'full', 'default'];
/** What the library has a formatter for. The parser also lets `spellout` and `ordinal` pass. */
const FUNCTIONS: Readonly<Record<string, ArgumentUse['takes']>> = {
  number: 'a number',
  date: 'a date',
  time: 'a date',
  duration: 'a number',
};
const KINDS = [...Object.keys(FUNCTIONS), 'plural', 'select', 'selectordinal'];

export class MessageFormats {
  private readonly compilers = new Map<string, Compiler>();

  /** @param timeZone of dates and times, `Europe/Berlin`. Default: that of the process. */
  constructor(private readonly timeZone?: string) {}

  /** @throws {TextSyntaxError} */
  read(locale: string, text: string): ReadText {
    const compiler = this.compilerOf(locale);
    const { cardinals, ordinals } = compiler.resolvedOptions().plurals[0] ?? { cardinals: [], ordinals: [] };
    let tokens: readonly Token[];
    try {
      tokens = parser().parse(text, { strict: true, cardinal: cardinals, ordinal: ordinals });
    } catch (error) {
      throw explained(error, cardinals);
    }
    const uses: ArgumentUse[] = [];
    collect(tokens, uses);
    let compiled: ReturnType<Compiler['compile']> | undefined;
    const write = (): ReturnType<Compiler['compile']> => (compiled ??= compiler.compile(text));
    // Patterns of numbers and dates are looked at by nothing but the compiler.
    if (hasStyles(tokens)) attempt(write);
    return { uses, fill: (values) => joined(write()(values)) };
  }

  private compilerOf(locale: string): Compiler {
    const known = this.compilers.get(locale);
    if (known) return known;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only what uses texts pays for loading it
    const MessageFormat = require('@messageformat/core') as CompilerClass;
    // As parts, because texts that it joins itself add up numbers that stand side by side.
    const options = { strict: true, requireAllArguments: true, returnType: 'values', timeZone: this.timeZone };
    const made = new MessageFormat(locale, options);
    this.compilers.set(locale, made);
    return made;
  }
}

function parser(): Parser {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only what uses texts pays for loading it
  return require('@messageformat/parser') as Parser;
}

function joined(parts: readonly unknown[]): string {
  let text = '';
  for (const part of parts) text += Array.isArray(part) ? joined(part) : String(part);
  return text;
}

function collect(tokens: readonly Token[], uses: ArgumentUse[]): void {
  for (const token of tokens) {
    const { arg: name = '', key = '' } = token;
    switch (token.type) {
      case 'argument':
        uses.push({ name, takes: 'anything' });
        break;
      case 'function':
        uses.push({ name, takes: takenBy(key, token) });
        break;
      case 'plural':
      case 'selectordinal':
        uses.push({ name, takes: 'a number' });
        break;
      case 'select':
        uses.push({ name, takes: 'one of its cases', cases: token.cases?.map((one) => one.key) ?? [] });
        break;
      default:
    }
    if (!token.cases) continue;
    if (!token.cases.some((one) => one.key === 'other')) {
      throw syntaxError(`{${name}, ${token.type}, …} has no case "other"`, 'add other {…}.', token.ctx);
    }
    for (const one of token.cases) collect(one.tokens, uses);
  }
}

function takenBy(key: string, { arg, param, ctx }: Token): ArgumentUse['takes'] {
  const takes = FUNCTIONS[key];
  if (takes === undefined) throw unknownKind(key, ctx);
  const style = param?.[0]?.value?.trim() ?? '';
  if (takes === 'a date' && style !== '' && !style.startsWith('::') && !DATE_STYLES.includes(style)) {
    const advice = `use one of ${DATE_STYLES.join(', ')}, or a skeleton: {${arg ?? ''}, ${key}, ::yMMMd}.`;
    throw syntaxError(`"${style}" is no style of dates`, advice, ctx);
  }
  return takes;
}

function hasStyles(tokens: readonly Token[]): boolean {
  return tokens.some(({ param, cases }) => param !== undefined || cases?.some((one) => hasStyles(one.tokens)));
}

function attempt(compile: () => unknown): void {
  try {
    compile();
  } catch (error) {
    throw syntaxError((error as Error).message, 'look at the styles: {n, number, ::currency/EUR}, {d, date, ::yMMMd}.');
  }
}

/** The parser's words, as `reason at line 1 col 9:` and a drawing. */
function explained(error: unknown, cardinals: readonly string[]): TextSyntaxError {
  const { message } = error as Error;
  const [, reason = message, line, col] = /^([^]*?) at line (\d+) col (\d+)/.exec(message) ?? [];
  const place = line === undefined ? undefined : { line: Number(line), col: Number(col) };
  const [, kind] = /function arg type: (\S+)/.exec(reason) ?? [];
  if (kind !== undefined) return unknownKind(kind, place);
  if (reason.includes('plural case')) {
    const advice = `this language has ${cardinals.join(', ')}; =0 and =1 name numbers themselves.`;
    return syntaxError(reason, advice, place);
  }
  if (reason.includes('message end')) return syntaxError(reason, 'close every { with a }.', place);
  const advice =
    "an argument is written {name}, letters and digits only; braces that are meant as such stand in apostrophes: '{'.";
  return syntaxError(reason, advice, place);
}

function unknownKind(kind: string, place?: Place): TextSyntaxError {
  const [near] = nearNames(kind, KINDS);
  const advice = near === undefined ? `use one of ${KINDS.join(', ')}.` : `write "${near}".`;
  return syntaxError(`there is no kind of argument "${kind}"`, advice, place);
}

function syntaxError(reason: string, advice: string, place?: Place): TextSyntaxError {
  return new TextSyntaxError(reason, advice, place && { line: place.line, column: place.col });
}
