/** A logger that cannot hurt: what the author's logger throws (a full disk, a field that cannot be written) ends here. */
import { type LogFields, Logger } from './logger';

/** Hands everything on to another logger and swallows what it throws: nobody is left who could be told. */
export class SteadyLogger extends Logger {
  constructor(private readonly inner: Logger) {
    super();
  }

  debug(message: string, fields?: LogFields): void {
    this.attempt('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.attempt('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.attempt('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.attempt('error', message, fields);
  }

  child(name: string): Logger {
    try {
      return new SteadyLogger(this.inner.child(name));
    } catch {
      return this;
    }
  }

  private attempt(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields: LogFields | undefined): void {
    try {
      this.inner[level](message, fields);
    } catch {
      return;
    }
  }
}
