/** A bounded queue that is read with `for await`: what a stream of events is made of. */
import { deferred, type Deferred } from './deferred';

/** What {@link AsyncQueue.push} did with a value. */
export type PushResult = 'delivered' | 'buffered' | 'dropped' | 'closed';

/** Values in, an async iterator out. A full queue drops the oldest value and counts it; it never grows past its limit. */
export class AsyncQueue<T> implements AsyncIterableIterator<T>, AsyncDisposable {
  private readonly buffer: T[] = [];
  private readonly readers: Deferred<IteratorResult<T>>[] = [];
  private closedWith: { error?: Error } | undefined;
  private droppedCount = 0;

  /** @param limit how many values may wait for a reader. */
  constructor(
    private readonly limit = 1_000,
    private readonly onClose: () => void = () => undefined,
  ) {}

  /** How many values were lost because nobody read them in time. */
  get dropped(): number {
    return this.droppedCount;
  }

  get size(): number {
    return this.buffer.length;
  }

  push(value: T): PushResult {
    if (this.closedWith) return 'closed';
    const reader = this.readers.shift();
    if (reader) {
      reader.resolve({ value, done: false });
      return 'delivered';
    }
    this.buffer.push(value);
    if (this.buffer.length <= this.limit) return 'buffered';
    this.buffer.shift();
    this.droppedCount += 1;
    return 'dropped';
  }

  /** Ends the queue: what is buffered can still be read, then iteration ends, or throws `error`. */
  close(error?: Error): void {
    if (this.closedWith) return;
    this.closedWith = error ? { error } : {};
    for (const reader of this.readers.splice(0)) {
      if (error) reader.reject(error);
      else reader.resolve({ value: undefined, done: true });
    }
    this.onClose();
  }

  next(): Promise<IteratorResult<T>> {
    if (this.buffer.length > 0) return Promise.resolve({ value: this.buffer.shift() as T, done: false });
    if (this.closedWith) {
      const { error } = this.closedWith;
      // An error is told once; a reader that goes on after it sees the end.
      this.closedWith = {};
      return error ? Promise.reject(error) : Promise.resolve({ value: undefined, done: true });
    }
    const reader = deferred<IteratorResult<T>>();
    this.readers.push(reader);
    return reader.promise;
  }

  return(): Promise<IteratorResult<T>> {
    this.buffer.length = 0;
    this.close();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
