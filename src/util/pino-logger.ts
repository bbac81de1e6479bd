/** Writes to pino: each message one JSON object with its fields. https://getpino.io */
import { type LogFields, Logger, type LogLevel, redact } from './logger';

/** What is used of a pino logger. Anything that has these methods will do. */
export type PinoLike = Readonly<Record<LogLevel, (fields: object, message: string) => void>>;

/** How many causes of an error are written. */
const MOST_CAUSES = 5;

/**
 * `new PinoLogger(pino())`. Levels, formats and destinations are pino's. Where a message comes from stands in the field `scope`
 * (`alpha`, a group's name), an error in `err`, with its stack, its code and its causes. What looks like a token is hidden in
 * messages, in errors, and in texts among the fields.
 */
export class PinoLogger extends Logger {
  constructor(
    private readonly pino: PinoLike,
    private readonly scope = '',
  ) {
    super();
  }

  debug(message: string, fields?: LogFields): void {
    this.pino.debug(this.told(fields), redact(message));
  }

  info(message: string, fields?: LogFields): void {
    this.pino.info(this.told(fields), redact(message));
  }

  warn(message: string, fields?: LogFields): void {
    this.pino.warn(this.told(fields), redact(message));
  }

  error(message: string, fields?: LogFields): void {
    this.pino.error(this.told(fields), redact(message));
  }

  child(name: string): Logger {
    return new PinoLogger(this.pino, this.scope === '' ? name : `${this.scope}.${name}`);
  }

  private told(fields: LogFields = {}): object {
    const told: Record<string, unknown> = this.scope === '' ? {} : { scope: this.scope };
    for (const [name, value] of Object.entries(fields)) {
      const key = name === 'error' && value instanceof Error ? 'err' : name;
      told[key] = value instanceof Error ? writeError(value) : typeof value === 'string' ? redact(value) : value;
    }
    return told;
  }
}

/**
 * JSON leaves nothing of an error, so it is spelled out. pino makes of what stands in `err` what it makes of errors: `type`, and the
 * messages and stacks of the causes behind its own. It takes the name for the type where there is no constructor to ask.
 */
function writeError(error: Error, causes = MOST_CAUSES): object {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return Object.assign(Object.create(null) as object, {
    name: error.name,
    message: redact(error.message),
    stack: redact(error.stack ?? ''),
    ...(code !== undefined && { code }),
    ...(cause instanceof Error && causes > 0 && { cause: writeError(cause, causes - 1) }),
  });
}
