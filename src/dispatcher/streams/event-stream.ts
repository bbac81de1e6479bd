/** Events as they come, for `for await`. What nobody reads in time is lost, the oldest first; nothing waits for the reader. */
import { type AnyEvent, type EventClass } from '../../models';
import { AsyncQueue } from '../../util';
import { type Listener, type Listeners } from './listeners';
import { aborted } from './wait-for';

export interface StreamOptions {
  /** How many events may wait to be read. Default 1,000. */
  readonly limit?: number | undefined;
  /** Ends the stream: the reader gets a DispatchError. */
  readonly signal?: AbortSignal | undefined;
}

/** Events until `return()`, the end of a `for await`, disposal, or the signal. */
export type EventStream<E extends AnyEvent> = AsyncIterableIterator<E> & AsyncDisposable;

/** @param onLost told of each event that was lost. */
export function streamEvents<E extends AnyEvent>(
  listeners: Listeners,
  event: EventClass<E>,
  options: StreamOptions,
  onLost: () => void,
): EventStream<E> {
  const { limit = 1_000, signal } = options;
  const queue = new AsyncQueue<E>(limit, () => {
    listeners.remove(listener);
    signal?.removeEventListener('abort', onAbort);
  });
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
