/** Lets lines of the log say which call they belong to, however deep in the call they are written. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type LogFields, Logger } from '../../util';
import { type Invocation } from './invocation';

/** Made only for groups that ask for it: to follow calls through every promise costs a little at each. */
export class Correlation {
  private readonly storage = new AsyncLocalStorage<Invocation>();

  /** The call that whoever asks is part of. */
  get current(): Invocation | undefined {
    return this.storage.getStore();
  }

  run<T>(invocation: Invocation, task: () => T): T {
    return this.storage.run(invocation, task);
  }
}

/** Adds `invocation=<id>` to what is written during a call. */
export class CorrelatedLogger extends Logger {
  constructor(
    private readonly inner: Logger,
    private readonly correlation: Correlation,
  ) {
    super();
  }

  debug(message: string, fields?: LogFields): void {
    this.inner.debug(message, this.with(fields));
  }

  info(message: string, fields?: LogFields): void {
    this.inner.info(message, this.with(fields));
  }

  warn(message: string, fields?: LogFields): void {
    this.inner.warn(message, this.with(fields));
  }

  error(message: string, fields?: LogFields): void {
    this.inner.error(message, this.with(fields));
  }

  child(name: string): Logger {
    return new CorrelatedLogger(this.inner.child(name), this.correlation);
  }

  private with(fields: LogFields | undefined): LogFields | undefined {
    const { current } = this.correlation;
    return current ? { ...fields, invocation: current.id } : fields;
  }
}
