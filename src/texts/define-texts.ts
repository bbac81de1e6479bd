/** Makes texts of values or of files, once everything in them has been checked. */
import { SetupError, type SetupProblem } from '../errors';
import { ConsoleLogger, type JsonFile, type Logger, nearNames, readJsonFiles } from '../util';
import { compareSheets } from './compare-sheets';
import { MessageFormats } from './format';
import { type TextLocale } from './locales';
import { readSheet, type Sheet, type SheetSource, textProblem } from './sheet';
import { Texts } from './texts';
import { type TextTable } from './types/text-keys';

export interface TextsOptions {
  /** The language that has every text, and that others fall back to. Default `en-US`. */
  readonly fallback?: TextLocale | undefined;
  /** Of dates and times, `Europe/Berlin`. Default: that of the process. */
  readonly timeZone?: string | undefined;
  /** Where missing translations are told. Default: lines on standard error. */
  readonly logger?: Logger | undefined;
}

export interface FolderOptions extends TextsOptions {
  /** Holds a JSON file for each language, named by it: `texts/de.json`. A relative path starts where the program was started. */
  readonly folder: string | URL;
}

/** The texts by their languages. */
export type TextTables = Readonly<Partial<Record<TextLocale, TextTable>>>;

/**
 * Texts that stand in the code. Keys and arguments are typed after the default language. With a `folder` the other languages come
 * from files.
 * @throws {SetupError} with everything that is wrong: TEXTS_INVALID, TEXTS_MISMATCH, TEXTS_UNREADABLE, TEXTS_UNKNOWN_LOCALE.
 */
export function defineTexts<
  const Tables extends TextTables,
  const Fallback extends keyof Tables & TextLocale = 'en-US' & keyof Tables,
>(
  tables: Tables & Readonly<Record<Exclude<keyof Tables, TextLocale>, never>>,
  options: Omit<TextsOptions, 'fallback'> & {
    readonly fallback?: Fallback;
    readonly folder?: string | URL | undefined;
  } = {},
): Texts<Tables[Fallback] extends infer Table extends TextTable ? Table : Record<string, string>> {
  const inCode = Object.entries(tables).map(([locale, table]) => ({ locale, file: `defineTexts, "${locale}"`, table }));
  return makeTexts(inCode, options.folder, options);
}

/**
 * Texts that stand in files. Keys are typed by the default language's file: `loadTexts<typeof en>({ folder: 'texts' })` after
 * `import type en from './texts/en-US.json'`.
 * @throws {SetupError} with everything that is wrong: TEXTS_INVALID, TEXTS_MISMATCH, TEXTS_UNREADABLE, TEXTS_UNKNOWN_LOCALE.
 */
export function loadTexts<Table extends TextTable = Record<string, string>>(options: FolderOptions): Texts<Table> {
  return makeTexts([], options.folder, options);
}

function makeTexts(inCode: readonly SheetSource[], folder: string | URL | undefined, options: TextsOptions): Texts {
  const { fallback = 'en-US', timeZone, logger = new ConsoleLogger() } = options;
  const problems: SetupProblem[] = [];
  const formats = new MessageFormats(timeZone);
  const sources = folder === undefined ? inCode : [...inCode, ...readFolder(folder, problems)];
  const sheets = sources.flatMap((source) => readSheet(source, formats, problems) ?? []);
  const original = sheets.find(({ locale }) => locale === fallback);
  if (!original) throw new SetupError(problems.length > 0 ? problems : [noFallback(fallback, sources)]);
  const translations = sheets.filter((sheet) => sheet !== original);
  const missing = new Map<string, readonly string[]>();
  const seen = new Set([original.locale]);
  for (const sheet of translations) {
    if (seen.has(sheet.locale)) {
      const message = `There are two tables of texts in "${sheet.locale}".`;
      problems.push(textProblem('TEXTS_MISMATCH', message, 'keep one of them.', sheet.file));
    }
    seen.add(sheet.locale);
    const keys = compareSheets(original, sheet, problems);
    if (keys.length > 0) missing.set(sheet.locale, keys);
  }
  if (problems.length > 0) throw new SetupError(problems);
  for (const [locale, keys] of missing) {
    const texts = keys.length === 1 ? 'a text' : `${keys.length} texts`;
    logger.warn(`${texts} of ${original.texts.size} not translated into ${locale}; another language is shown`, {
      keys,
    });
  }
  return new Texts({ sheets: [original, ...translations] as [Sheet, ...Sheet[]], missing, logger });
}

function readFolder(folder: string | URL, problems: SetupProblem[]): SheetSource[] {
  let files: readonly JsonFile[];
  try {
    files = readJsonFiles(folder);
  } catch (error) {
    const message = `The texts cannot be read from "${String(folder)}": ${(error as Error).message}.`;
    const advice =
      'name a folder of JSON files; a relative path starts where the program was started, new URL(…, import.meta.url) at the file.';
    problems.push(textProblem('TEXTS_UNREADABLE', message, advice));
    return [];
  }
  return files.flatMap(({ name, path, value, error }) => {
    if (!error) return [{ locale: name, file: path, table: value }];
    const message = `The texts in ${path} cannot be read: ${error.message}.`;
    problems.push(
      textProblem('TEXTS_UNREADABLE', message, 'the file holds one JSON object: { "greeting": "Hello {name}" }.', path),
    );
    return [];
  });
}

function noFallback(fallback: string, sources: readonly SheetSource[]): SetupProblem {
  const known = sources.map(({ locale }) => locale);
  const [near] = nearNames(fallback, known);
  const message = `There are no texts in "${fallback}", the language that others fall back to.`;
  const advice =
    near !== undefined || known.length > 0
      ? `name the one that has every text, { fallback: '${near ?? known[0] ?? ''}' }, or add ${fallback}.`
      : `add them: ${fallback}.json.`;
  return textProblem('TEXTS_UNKNOWN_LOCALE', message, advice);
}
