/** Reads the files of texts, before the start. */
import { Locale } from 'discord-api-types/v10';
import { type SetupProblem } from '../../../errors';
import { asError, type JsonFile, nearNames, readJsonFiles } from '../../../util';
import { problem } from '../command-problems';
import { type Localisations } from './localisations';

/** The texts of one language. Nothing of them was checked. */
export interface Sheet {
  readonly locale: string;
  /** Where they are, for messages. */
  readonly file: string;
  readonly words: unknown;
}

const LOCALES: readonly string[] = Object.values(Locale);

export function readLocalisations(from: Localisations): {
  readonly sheets: readonly Sheet[];
  readonly problems: readonly SetupProblem[];
} {
  const problems: SetupProblem[] = [];
  const all = 'folder' in from ? readFolder(from.folder, problems) : inMemory(from.texts);
  const sheets = all.filter(({ locale, file }) => {
    if (LOCALES.includes(locale)) return true;
    const [near] = nearNames(locale, LOCALES);
    const advice = near === undefined ? `use one of ${LOCALES.join(', ')}.` : `call it '${near}'.`;
    problems.push(problem(`Discord does not know the locale "${locale}" of the texts of commands.`, advice, { file }));
    return false;
  });
  return { sheets, problems };
}

function inMemory(texts: object): Sheet[] {
  return Object.entries(texts).map(([locale, words]: [string, unknown]) => ({
    locale,
    file: `interactions.localisations.texts.${locale}`,
    words,
  }));
}

function readFolder(folder: string | URL, problems: SetupProblem[]): Sheet[] {
  let files: readonly JsonFile[];
  try {
    files = readJsonFiles(folder);
  } catch (error) {
    const message = `The texts of commands cannot be read from "${String(folder)}": ${asError(error).message}.`;
    const advice =
      'name a folder of JSON files; a relative path starts where the program was started, new URL(…, import.meta.url) at the file.';
    problems.push(problem(message, advice, {}));
    return [];
  }
  return files.flatMap(({ name, path, value, error }) => {
    if (!error) return [{ locale: name, file: path, words: value }];
    const message = `The texts of commands in ${path} cannot be read: ${error.message}.`;
    problems.push(problem(message, 'the file holds one JSON object: { "ban": { "name": "bannen" } }.', { file: path }));
    return [];
  });
}
