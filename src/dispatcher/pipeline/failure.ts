/** What is told of a handler that threw or rejected, and the port that it ends at when no `@Catch` method took it. */
import { type AnyEvent } from '../../models';
import { type Logger } from '../../util';

/** One failed run of one handler. */
export interface HandlerFailure {
  /** What was thrown; anything that is no Error is wrapped in one, as its `cause`. */
  readonly error: Error;
  /** The event as it was sent. */
  readonly event: AnyEvent;
  /** What the handler was called with where that is not the event: the context of an interaction. */
  readonly context?: object | undefined;
  /** Its dispatch name, `MESSAGE_CREATE`. */
  readonly eventName: string;
  /** Who failed: `Greeter.greet`, or the name of a function. */
  readonly handler: string;
  readonly group: string;
  /** Names of the arguments that the handler takes beside the event. Never their values. */
  readonly argumentNames: readonly string[];
}

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
    const { error, eventName, handler, group, argumentNames } = failure;
    this.logger.error(`${handler} failed on ${eventName}: ${error.message}`, {
      group,
      event: eventName,
      handler,
      arguments: argumentNames.length > 0 ? argumentNames.join(', ') : undefined,
      error,
    });
  }
}
