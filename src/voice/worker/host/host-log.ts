/** The logger of a worker: what is said in it is written down by the main thread. */
import { type LogFields, Logger, type LogLevel } from '../../../util';
import { type LogEntry } from '../messages';
import { encodeError, type PlainError, plainValue } from '../plain-error';

export class HostLogger extends Logger {
  constructor(
    private readonly say: (entry: LogEntry) => void,
    private readonly names: readonly string[] = [],
  ) {
    super();
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
    return new HostLogger(this.say, [...this.names, name]);
  }

  private log(level: LogLevel, message: string, given: LogFields = {}): void {
    const fields: Record<string, unknown> = {};
    const errors: Record<string, PlainError> = {};
    for (const [name, value] of Object.entries(given)) {
      if (value instanceof Error) errors[name] = encodeError(value);
      else fields[name] = plainValue(value);
    }
    this.say({ level, message, fields, errors, names: this.names });
  }
}
