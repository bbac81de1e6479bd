/** The port where failures end that no `@Catch` method took. */
import { type Logger } from '../../util';
import { type HandlerFailure } from './handler-failure';

/** The last stop of failures. Provide your own class for this token to send them elsewhere. It may return a promise. */
export abstract class ErrorHandler {
  abstract handle(failure: HandlerFailure): unknown;
}

/** Writes one line a failure, with the error and its causes. */
export class DefaultErrorHandler extends ErrorHandler {
  constructor(private readonly logger: Logger) {
    super();
  }

  override handle(failure: HandlerFailure): void {
    const { error, eventName, what, handler, group, argumentNames } = failure;
    this.logger.error(`${handler} failed on ${what}: ${error.message}`, {
      group,
      event: eventName,
      handler,
      arguments: argumentNames.length > 0 ? argumentNames.join(', ') : undefined,
      error,
    });
  }
}
