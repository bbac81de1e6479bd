/** Reads a Node stream piece by piece, and knows every way in which one can end. */
import { type Readable } from 'node:stream';
import { deferred, type Deferred } from '../../../util';

/** Nothing but this may read the stream from here on. */
export class NodeBytes {
  private waiting: Deferred<unknown> | undefined;
  private failure: Error | undefined;
  private hasEnded: boolean;

  constructor(private readonly stream: Readable) {
    this.hasEnded = stream.readableEnded;
    this.failure = stream.errored ?? undefined;
    stream.on('readable', this.onChange);
    stream.on('end', this.onEnd);
    stream.on('error', this.onError);
    stream.on('close', this.onChange);
  }

  /** `undefined` at the end. Rejects with the stream's error, also for a stream that closed before its end. */
  next(): Promise<unknown> {
    const piece: unknown = this.failure || this.stream.destroyed ? null : this.stream.read();
    if (piece !== null) return Promise.resolve(piece);
    if (this.failure) return Promise.reject(this.failure);
    if (this.hasEnded || this.stream.readableEnded) return Promise.resolve(undefined);
    if (this.stream.destroyed) return Promise.reject(new Error('the stream was closed before its end'));
    this.waiting ??= deferred<unknown>();
    return this.waiting.promise;
  }

  cancel(): void {
    this.stream.off('readable', this.onChange);
    // An error that comes later has nobody to tell, and must not be an unhandled one: that listener stays.
    this.stream.destroy();
  }

  private readonly onChange = (): void => {
    const { waiting } = this;
    if (!waiting) return;
    if (!this.stream.destroyed && !this.failure && this.stream.readableLength === 0 && !this.hasEnded) {
      // `readable` also announces the end; reading lets `end` follow.
      const piece: unknown = this.stream.read();
      if (piece === null) return;
      this.waiting = undefined;
      waiting.resolve(piece);
      return;
    }
    this.waiting = undefined;
    waiting.resolve(this.next());
  };

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    this.onChange();
  };

  private readonly onError = (error: Error): void => {
    this.failure = error;
    this.onChange();
  };
}
