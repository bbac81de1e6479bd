/** Where the framework tells what it does: a small port, a console implementation, and one that is silent. */
import { inspect } from 'node:util';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts beside a message. Values are shown, never interpreted. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A sink for messages; bring your own to write elsewhere. A class, so that it can be asked for by type. */
export abstract class Logger {
  abstract debug(message: string, fields?: LogFields): void;
  abstract info(message: string, fields?: LogFields): void;
  abstract warn(message: string, fields?: LogFields): void;
  abstract error(message: string, fields?: LogFields): void;
  /** A logger whose messages say where they come from, for instance a group's name. */
  abstract child(name: string): Logger;
}

/** Bot tokens have three dot-separated parts; the first is a base64 user id. See https://discord.com/developers/docs/reference#authentication. */
// From the first letter of a word only: tried at each of its letters, a long text takes a second for every ten thousand.
const TOKEN_PATTERN = /(?<![\w-])[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}/g;

/** Hides whatever looks like a token in a text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(TOKEN_PATTERN, '[token]');
}

const RANK: Readonly<Record<LogLevel, number>> = { debug: 10, info: 20, warn: 30, error: 40 };

export interface ConsoleLoggerOptions {
  /** Messages below this level are not shown. Default `info`. */
  readonly level?: LogLevel;
  /** Where lines go. Default: standard error. */
  readonly write?: (line: string) => void;
}

/** Writes one line a message: `level name message field=value`. Tokens are hidden. */
export class ConsoleLogger extends Logger {
  private readonly level: LogLevel;
  private readonly write: (line: string) => void;

  constructor(
    private readonly options: ConsoleLoggerOptions = {},
    private readonly name = '',
  ) {
    super();
    this.level = options.level ?? 'info';
    this.write = options.write ?? ((line) => process.stderr.write(`${line}\n`));
  }

  debug(message: string, fields?: LogFields): void {
    this.log('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.log('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.log('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.log('error', message, fields);
  }

  child(name: string): Logger {
    return new ConsoleLogger(this.options, this.name ? `${this.name}.${name}` : name);
  }

  private log(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (RANK[level] < RANK[this.level]) return;
    const told = Object.entries(fields).filter(([, value]) => value !== undefined);
    const tail = told.map(([key, value]) => ` ${key}=${shown(value, message)}`).join('');
    this.write(redact(`${level.padEnd(5)} ${this.name ? `[${this.name}] ` : ''}${message}${tail}`));
  }
}

/** Says nothing. */
export class NullLogger extends Logger {
  debug(): void {
    return undefined;
  }
  info(): void {
    return undefined;
  }
  warn(): void {
    return undefined;
  }
  error(): void {
    return undefined;
  }
  child(): Logger {
    return this;
  }
}

/** The silent logger that is used where none is handed in. */
export const nullLogger: Logger = new NullLogger();

/** An error whose message the line has already is shown without it: its class, where it came from, and its causes. */
function shown(value: unknown, line: string): string {
  const text = show(value);
  if (!(value instanceof Error) || value.message === '' || !line.includes(value.message)) return text;
  const said = `: ${value.message}`;
  const at = text.indexOf(said);
  // Farther on it is no longer the head of the error.
  return at >= 0 && !text.slice(0, at).includes('\n') ? text.slice(0, at) + text.slice(at + said.length) : text;
}

function show(value: unknown): string {
  if (typeof value === 'string') return /\s/.test(value) ? JSON.stringify(value) : value;
  return inspect(value, { depth: 4, breakLength: Infinity });
}
