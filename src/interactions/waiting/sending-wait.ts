/**
 * A wait that begins before what it waits on is sent: who is quick clicks before Discord has told the bot of its own message, and
 * nobody would hear them. What cannot be sent is not waited on.
 */
import { eitherSignal } from '../../util';

export class SendingWait {
  /** Ends the wait: what the author gave, or the message that could not be sent. */
  readonly signal: AbortSignal;
  /** Lets the author's signal go. */
  readonly release: () => void;
  private readonly unsent = new AbortController();

  constructor(signal: AbortSignal | undefined) {
    ({ signal: this.signal, release: this.release } = eitherSignal(signal, this.unsent.signal));
  }

  /** @param waiting what has begun already; how it goes is told to whoever awaits it. @throws what `send` throws, once the wait has ended. */
  async send<T>(send: () => Promise<T>, waiting: Promise<unknown>): Promise<T> {
    // It may end before anybody asks.
    waiting.catch(() => undefined);
    try {
      return await send();
    } catch (error) {
      this.unsent.abort(error);
      this.release();
      throw error;
    }
  }
}
