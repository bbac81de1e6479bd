/** The one base of every error that Corduroy makes: a stable code, what to try, and where it happened. */
import { redact } from '../util';

/** Where something happened, as plain values that may be printed. Never a token. */
export type ErrorContext = Readonly<Record<string, unknown>>;

/** What an error is made of. */
export interface FrameworkErrorInit {
  /** Stable name of the error, documented in `docs/reference/errors.md`. */
  readonly code: string;
  /** The family within the room, for `switch`; in every room `stop` is what ends because its group stops, and no failure. */
  readonly kind: string;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What to try. Printed after the message as `Try: …`. */
  readonly advice?: string | undefined;
  readonly context?: ErrorContext | undefined;
  readonly cause?: unknown;
}

/** Every error of the framework. `code` is stable, `advice` says what to try, `context` where it happened. */
export class FrameworkError extends Error {
  readonly code: string;
  readonly kind: string;
  readonly advice: string | undefined;
  readonly context: ErrorContext;

  constructor(init: FrameworkErrorInit) {
    const text = init.advice ? `${init.message}\n  Try: ${init.advice}` : init.message;
    super(redact(text), init.cause === undefined ? undefined : { cause: init.cause });
    this.name = new.target.name;
    this.code = init.code;
    this.kind = init.kind;
    this.advice = init.advice;
    this.context = init.context ?? {};
  }
}

/** A room's table of error codes: the code, and the sentence that the reference gives it. */
export type ErrorCodes = Readonly<Record<string, string>>;
