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

/** Events until `return()`, the end of a `for await`, disposal, or the signal. */
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
    listeners.remove(listener);
    signal?.removeEventListener('abort', onAbort);
  };
  const queue = during ? new HandlersQueue<E>(() => pause(during), limit, onClose) : new AsyncQueue<E>(limit, onClose);
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
  return queue;
}
