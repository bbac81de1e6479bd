/** A logger that keeps what it is told, for tests that read it. */
import { inspect } from 'node:util';
import { type LogFields, Logger, type LogLevel } from 'corduroy';

export class RecordingLogger extends Logger {
  readonly lines: { readonly level: LogLevel; readonly text: string }[] = [];

  of(level: LogLevel): string[] {
    return this.lines.filter((line) => line.level === level).map(({ text }) => text);
  }

  debug(message: string, fields?: LogFields): void {
    this.add('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.add('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.add('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.add('error', message, fields);
  }

  child(): Logger {
    return this;
  }

  private add(level: LogLevel, message: string, fields?: LogFields): void {
    this.lines.push({ level, text: fields ? `${message} ${inspect(fields)}` : message });
  }
}
