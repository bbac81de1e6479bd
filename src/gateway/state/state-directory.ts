/**
 * A directory of small JSON files that outlive the process.
 *
 * A file is written under another name and then renamed, which replaces the old one in one step: whoever is killed in
 * the middle leaves the old file and a stray one, which a later run removes. Nothing is forced to the disk: a process
 * that dies loses nothing by that, and a machine that dies costs a new session.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asError, type Logger, systemClock } from '../../util';

const VERSION = 1;
/** Larger files are not ours. */
const MOST_BYTES = 64 * 1024;
/** For the owner alone: whoever has a session's id and the token can take it over. */
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
const STRAY = '.tmp';
/** A stray file that is older belongs to a process that is gone. */
const STRAY_AGE_MS = 60_000;

/** Tells apart what several writers of one process write at once. */
let writes = 0;

export class StateDirectory {
  private prepared: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    private readonly logger: Logger,
  ) {}

  /** What the file holds; `undefined` when there is none, or, with a warning, when it is not what it should be. */
  async read<T extends object>(name: string, isValid: (value: object) => value is T): Promise<T | undefined> {
    const file = join(this.path, name);
    try {
      const content = contentOf(await textOf(file));
      if (isValid(content)) return content;
      this.ignore(file, 'a field is missing or of the wrong type');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.ignore(file, asError(error).message);
    }
    return undefined;
  }

  /** Replaces the file. @throws Error of the file system. */
  async write(name: string, content: object): Promise<void> {
    await this.prepare();
    const file = join(this.path, name);
    const stray = `${file}.${process.pid}.${++writes}${STRAY}`;
    try {
      await writeFile(stray, `${JSON.stringify({ version: VERSION, ...content })}\n`, { mode: FILE_MODE });
      await rename(stray, file);
    } catch (error) {
      await rm(stray, { force: true }).catch(() => undefined);
      // The directory may have been removed: it is made again for the next file.
      this.prepared = undefined;
      throw error;
    }
  }

  /** Removes the file, if there is one. @throws Error of the file system. */
  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { force: true });
  }

  private prepare(): Promise<void> {
    this.prepared ??= this.makeReady().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async makeReady(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: DIRECTORY_MODE });
    // What a program remembers is no part of its source.
    await writeFile(join(this.path, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
    for (const name of await readdir(this.path)) {
      if (name.endsWith(STRAY)) await this.sweep(join(this.path, name));
    }
  }

  private async sweep(stray: string): Promise<void> {
    try {
      const { mtimeMs } = await stat(stray);
      if (systemClock.wallMs() - mtimeMs > STRAY_AGE_MS) await rm(stray, { force: true });
    } catch {
      // Somebody else has removed it.
    }
  }

  private ignore(file: string, problem: string): void {
    this.logger.warn('a file of stored state is left out', { file, problem });
  }
}

async function textOf(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error('it is too large');
  return readFile(file, 'utf8');
}

/** @throws Error that says why the text is none of ours. */
function contentOf(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    throw new Error('it is no whole JSON');
  }
  if (typeof value !== 'object' || value === null) throw new Error('it holds no object');
  const { version, ...content } = value as { version?: unknown };
  if (version !== VERSION) throw new Error('another version wrote it, or another program');
  return content;
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}
