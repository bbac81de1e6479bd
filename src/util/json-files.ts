/** Reads the JSON files of a folder, for what programs are told by files before they start. */
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface JsonFile {
  /** Without the ending: `de`. */
  readonly name: string;
  /** As people find it: below the folder where the program was started, or else as a whole. */
  readonly path: string;
  /** What it holds, when it could be read. */
  readonly value?: unknown;
  /** Why it could not be read. */
  readonly error?: Error;
}

/** In the order of their names. @throws {Error} Node's, when the folder cannot be read. */
export function readJsonFiles(where: string | URL): readonly JsonFile[] {
  const folder = typeof where === 'string' ? where : fileURLToPath(where);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((file) => {
    const path = shorten(join(folder, file));
    const name = file.replace(/\.json$/, '');
    try {
      return { name, path, value: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown };
    } catch (error) {
      return { name, path, error: error as Error };
    }
  });
}

function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}
