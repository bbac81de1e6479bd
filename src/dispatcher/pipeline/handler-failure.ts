/** What is told of a handler that threw or rejected. */
import { type AnyEvent } from '../../models';
import { type Invocation } from '../invocation/invocation';

export interface HandlerFailureInit {
  readonly error: Error;
  readonly event: AnyEvent;
  readonly context?: object | undefined;
  readonly eventName: string;
  readonly handler: string;
  readonly group: string;
  readonly argumentNames: readonly string[];
  /** Default: the first run. */
  readonly attempt?: number | undefined;
  /** Makes the invocation when it is asked for, and there was none. */
  readonly invocation?: (() => Invocation) | undefined;
  /** Runs the call again. */
  readonly again?: { readonly mayRun: boolean; run(): Promise<unknown> } | undefined;
}

/** One failed run of one handler. `@Catch` methods may ask for it by this class. */
export class HandlerFailure {
  static readonly isHandlerContext = true;

  /** What was thrown; anything that is no Error is wrapped in one, as its `cause`. */
  readonly error: Error;
  /** The event as it was sent. */
  readonly event: AnyEvent;
  /** What the handler was called with where that is not the event: the context of an interaction. */
  readonly context: object | undefined;
  /** Its dispatch name, `MESSAGE_CREATE`. */
  readonly eventName: string;
  /** Who failed: `Greeter.greet`, or the name of a function. */
  readonly handler: string;
  readonly group: string;
  /** Names of the arguments that the handler takes beside the event. Never their values. */
  readonly argumentNames: readonly string[];
  /** How many times the call ran so far. */
  readonly attempt: number;
  readonly #invocation: (() => Invocation) | undefined;
  readonly #again: HandlerFailureInit['again'];

  constructor(init: HandlerFailureInit) {
    this.error = init.error;
    this.event = init.event;
    this.context = init.context;
    this.eventName = init.eventName;
    this.handler = init.handler;
    this.group = init.group;
    this.argumentNames = init.argumentNames;
    this.attempt = init.attempt ?? 1;
    this.#invocation = init.invocation;
    this.#again = init.again;
  }

  /** What the handler failed on, for messages: `/ban`, `the button "confirm"`, or the dispatch name of the event. */
  get what(): string {
    const { what } = (this.context ?? {}) as { readonly what?: unknown };
    return typeof what === 'string' ? what : this.eventName;
  }

  /** The call that failed; `undefined` where something failed that is none, such as a `@Catch` method itself. */
  get invocation(): Invocation | undefined {
    return this.#invocation?.();
  }

  /** Whether {@link retry} may run the call once more: a call runs three times in all, or as the group's options say. */
  get mayRetry(): boolean {
    return this.#again?.mayRun ?? false;
  }

  /**
   * Runs the call again, through its interceptors; guards that let it through are not asked again. Resolves with what it returned,
   * which is then its answer; rejects with what it threw. A `@Catch` method that returns this leaves a further failure to whoever
   * catches that, itself included. A run that an interceptor gave up is waited for; where it does not end, this rejects with
   * DISPATCH_RETRY_BESIDE. Where {@link mayRetry} is `false`, it rejects with this failure's own error.
   */
  retry(): Promise<unknown> {
    return this.#again?.run() ?? Promise.reject(this.error);
  }
}
