/** The texts of one language: read from a table that nobody has checked, with everything that is wrong in it. */
import { type SetupProblem } from '../errors';
import { nearNames } from '../util';
import { type TextsErrorCode } from './codes';
import { type MessageFormats, type ReadText } from './format';
import { TEXT_LOCALES } from './locales';
import { TextSyntaxError } from './text-syntax-error';

export interface SheetSource {
  readonly locale: string;
  /** Where the texts are, for messages. */
  readonly file: string;
  readonly table: unknown;
}

export interface Sheet {
  readonly locale: string;
  readonly file: string;
  readonly texts: ReadonlyMap<string, ReadText>;
}

/** `undefined` for a language that Discord does not have. Texts that are wrong, or empty, are left out. */
export function readSheet(source: SheetSource, formats: MessageFormats, problems: SetupProblem[]): Sheet | undefined {
  const { locale, file, table } = source;
  if (!TEXT_LOCALES.includes(locale)) {
    const [near] = nearNames(locale, TEXT_LOCALES);
    const advice = near === undefined ? `use one of ${TEXT_LOCALES.join(', ')}.` : `call it "${near}".`;
    problems.push(textProblem('TEXTS_UNKNOWN_LOCALE', `Discord does not have the language "${locale}".`, advice, file));
    return undefined;
  }
  const texts = new Map<string, ReadText>();
  for (const [key, value] of entries(table, '', source, problems)) {
    // What translators have not come to yet is an empty text in most of their tools.
    if (value.trim() === '') continue;
    try {
      texts.set(key, formats.read(locale, value));
    } catch (error) {
      if (!(error instanceof TextSyntaxError)) throw error;
      const { reason, advice, at } = error;
      const where = at ? `, line ${at.line}, column ${at.column}` : '';
      const message = `The text "${key}" in ${locale}${where}: ${reason}.`;
      problems.push(textProblem('TEXTS_INVALID', message, advice, file));
    }
  }
  return { locale, file, texts };
}

/** Tables within tables make keys with dots. */
function entries(table: unknown, path: string, source: SheetSource, problems: SetupProblem[]): [string, string][] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'object' && table !== null && !Array.isArray(table)) {
    return Object.entries(table).flatMap(([key, value]) =>
      entries(value, path === '' ? key : `${path}.${key}`, source, problems),
    );
  }
  const what = path === '' ? 'The file' : `The text "${path}"`;
  const got = Array.isArray(table) ? 'a list' : table === null ? 'null' : `a ${typeof table}`;
  const message = `${what} in ${source.locale} is ${got}, and must be a text or a table of texts.`;
  const advice = 'write { "greeting": "Hello {name}" }.';
  problems.push(textProblem('TEXTS_INVALID', message, advice, source.file));
  return [];
}

export function textProblem(code: TextsErrorCode, message: string, advice: string, file?: string): SetupProblem {
  return { code, message, advice, place: file === undefined ? undefined : { file } };
}
