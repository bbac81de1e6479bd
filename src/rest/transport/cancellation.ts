/**
 * How a client tells its transport that a try is given up: because its caller said so, or because it took too long.
 * It stands in for an AbortSignal, which costs more to make and to listen to than the rest of a request together.
 */
import { abortReason } from '../../util';

/** Says once that something is given up, and why. */
export class Cancellation {
  private why: Error | undefined = undefined;
  private listener: ((reason: Error) => void) | undefined = undefined;
  private controller: AbortController | undefined = undefined;

  /** A cancellation that follows a signal: for calling a transport without a client. */
  static of(signal: AbortSignal): Cancellation {
    const cancellation = new Cancellation();
    const follow = (): void => {
      cancellation.cancel(abortReason(signal));
    };
    if (signal.aborted) follow();
    else signal.addEventListener('abort', follow, { once: true });
    return cancellation;
  }

  /** Why it was given up; `undefined` as long as it was not. */
  get reason(): Error | undefined {
    return this.why;
  }

  /**
   * The same as an AbortSignal, made when it is first asked for: `fetch(url, { signal: cancellation.signal })`.
   * Who can do with {@link onCancel} is faster.
   */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.why) this.controller.abort(this.why);
    }
    return this.controller.signal;
  }

  /** Calls `listener` when it is given up, at once if it was already. There is no need to take it back. */
  onCancel(listener: (reason: Error) => void): void {
    const { listener: earlier } = this;
    if (this.why) listener(this.why);
    else if (!earlier) this.listener = listener;
    else {
      this.listener = (reason) => {
        try {
          earlier(reason);
        } finally {
          listener(reason);
        }
      };
    }
  }

  /** Gives it up. Only the first reason counts. */
  cancel(reason: Error): void {
    if (this.why) return;
    this.why = reason;
    const { listener } = this;
    this.listener = undefined;
    this.controller?.abort(reason);
    listener?.(reason);
  }
}
