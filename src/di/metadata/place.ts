/** Finds out where in the author's code a decorator stands, as `greeter.ts:12`. */
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SetupPlace } from '../../errors';

/** A spot in the code, read from a stack only when somebody asks. */
export interface Spot {
  readonly file: string | undefined;
}

/**
 * Remembers where `below` was called from. A decorator factory passes itself: its call stands on the decorator's line.
 * The stack is kept as the engine has it and written out only when the spot is read.
 */
export function captureSpot(below: (...args: never[]) => unknown): Spot {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, below);
  let known: { file: string | undefined } | undefined;
  return {
    get file() {
      known ??= { file: locate(holder.stack ?? '') };
      return known.file;
    },
  };
}

/** A place whose file is found out when somebody asks. */
export function placeAt(spot: Spot, className?: string, method?: string): SetupPlace {
  return {
    get file() {
      return spot.file;
    },
    ...(className === undefined ? {} : { className }),
    ...(method === undefined ? {} : { method }),
  };
}

/** The first frame of a stack that is the author's, as a path and a line. */
export function locate(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    const frame = /^\s+at (?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
    if (!frame) continue;
    const [, name = '', path = '', row = '', column = ''] = frame;
    // Helpers that compilers put between a class and its decorators.
    if (/__(decorate|param|metadata|esDecorate)\b/.test(name) || /[\\/]node_modules[\\/]tslib[\\/]/.test(path))
      continue;
    if (path.startsWith('node:')) continue;
    const file = path.startsWith('file:') ? fileURLToPath(path) : path;
    const source = originalOf(file, Number(row), Number(column)) ?? { file, line: Number(row) };
    return `${shorten(source.file)}:${source.line}`;
  }
  return undefined;
}

function shorten(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || isAbsolute(path) ? basename(file) : path;
}

/** Follows the source map beside a compiled file, where the runtime has not done so already. */
function originalOf(file: string, line: number, column: number): { file: string; line: number } | undefined {
  if (!/\.[cm]?js$/.test(file)) return undefined;
  try {
    const payload = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload;
    const entry = new SourceMap(payload).findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return undefined;
    return { file: resolve(dirname(file), payload.sourceRoot, entry.originalSource), line: entry.originalLine + 1 };
  } catch {
    // No map, or one that cannot be read: the compiled line is what there is.
    return undefined;
  }
}
