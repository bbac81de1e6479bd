/** Events as they come, for `for await`. What nobody reads in time is lost, the oldest first; nothing waits for the reader. */
import { type AnyEvent, type EventClass } from '../../models';
import { AsyncQueue } from '../../util';
import { type Listener, type Listeners } from './listeners';
import { aborted, type PauseHandlers } from './wait-for';

export interface StreamOptions {
  /** How many events may wait to be read. Default 1,000. */
  readonly limit?: number | undefined;
  /** Ends the stream: the reader gets a DispatchError. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The event whose handler reads the stream: while it waits for the next event that handler is not told of as hanging, and others run
   * in its place. In a command `ctx.event`.
   */
  readonly during?: AnyEvent | undefined;
}

/** Events until `return()`, the end of a `for await`, disposal, the signal, or until nobody holds it any more. */
export type EventStream<E extends AnyEvent> = AsyncIterableIterator<E> & AsyncDisposable;

/** Its reader is a handler, which waits on purpose while nothing is there to read. */
class HandlersQueue<T> extends AsyncQueue<T> {
  constructor(
    private readonly pause: () => () => void,
    ...rest: ConstructorParameters<typeof AsyncQueue<T>>
  ) {
    super(...rest);
  }

  override next(): Promise<IteratorResult<T>> {
    if (this.size > 0) return super.next();
    const next = super.next();
    const resume = this.pause();
    next.then(resume, resume);
    return next;
  }
}

/** Streams that nobody holds any more: nobody will read them, and they hear nothing more. */
const dropped = new FinalizationRegistry<{ close(): void }>((queue) => {
  queue.close();
});

/** What a reader holds. What hears the events knows nothing of it, unless it is being read, so that it can be told when it was dropped. */
class HeldStream<E extends AnyEvent> implements EventStream<E> {
  private reading = 0;
  private readonly whenRead = (): void => {
    this.reading -= 1;
  };

  constructor(private readonly queue: AsyncQueue<E>) {
    dropped.register(this, queue, queue);
  }

  next(): Promise<IteratorResult<E>> {
    const next = this.queue.next();
    this.reading += 1;
    // Whoever waits for an event may hold nothing but this promise; by what follows on it, it holds the stream.
    next.then(this.whenRead, this.whenRead);
    return next;
  }

  return(): Promise<IteratorResult<E>> {
    return this.queue.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.queue[Symbol.asyncDispose]();
  }
}

/** @param onLost told of each event that was lost. */
export function streamEvents<E extends AnyEvent>(
  listeners: Listeners,
  event: EventClass<E>,
  options: StreamOptions,
  onLost: () => void,
  pause: PauseHandlers,
): EventStream<E> {
  const { limit = 1_000, signal, during } = options;
  const onClose = (): void => {
    dropped.unregister(queue);
    listeners.remove(listener);
    signal?.removeEventListener('abort', onAbort);
  };
  const queue = during ? new HandlersQueue<E>(() => pause(during), limit, onClose) : new AsyncQueue<E>(limit, onClose);
  const stream = new HeldStream(queue);
  const listener: Listener = {
    event,
    label: `stream(${event.name})`,
    hear: (heard) => {
      if (queue.push(heard as E) === 'dropped') onLost();
    },
    close: () => {
      queue.close();
    },
  };
  const onAbort = (): void => {
    queue.close(aborted(event, signal as AbortSignal));
  };
  if (signal?.aborted) onAbort();
  else {
    listeners.add(listener);
    signal?.addEventListener('abort', onAbort, { once: true });
  }
  return stream;
}
