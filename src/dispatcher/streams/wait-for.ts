/** One event, as a promise with a limit. */
import { type AnyEvent, type EventClass } from '../../models';
import { abortReason, asError, type Clock, deferred } from '../../util';
import { DispatchError } from '../dispatch-error';
import { type Listener, type Listeners } from './listeners';

export interface WaitOptions<E extends AnyEvent = AnyEvent> {
  /** Which event is meant; the first that it says yes to. Default: the first that comes. */
  readonly filter?: ((event: E) => boolean) | undefined;
  /** Default 60,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function waitForEvent<E extends AnyEvent>(
  listeners: Listeners,
  clock: Clock,
  event: EventClass<E>,
  options: WaitOptions<E>,
): Promise<E> {
  const { filter, timeoutMs = 60_000, signal } = options;
  const answer = deferred<E>();
  if (signal?.aborted) return Promise.reject(aborted(event, signal));
  const timer = clock.setTimer(timeoutMs, () => {
    fail(timedOut(event, timeoutMs));
  });
  const listener: Listener = {
    event,
    label: `waitFor(${event.name})`,
    hear: (heard) => {
      try {
        if (filter && !filter(heard as E)) return;
      } catch (error) {
        // The filter is the waiting one's own code, so the waiting one is told.
        fail(asError(error));
        return;
      }
      end();
      answer.resolve(heard as E);
    },
    close: () => {
      fail(closedWhile(`waiting for ${event.name}`));
    },
  };
  const onAbort = (): void => {
    fail(aborted(event, signal as AbortSignal));
  };
  const end = (): void => {
    timer.cancel();
    listeners.remove(listener);
    signal?.removeEventListener('abort', onAbort);
  };
  const fail = (error: Error): void => {
    end();
    answer.reject(error);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  listeners.add(listener);
  return answer.promise;
}

/** What a caller is told whose signal aborted. */
export function aborted(event: EventClass, signal: AbortSignal): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_WAIT_ABORTED',
    kind: 'wait',
    message: `Waiting for ${event.name} was given up.`,
    cause: abortReason(signal),
    context: { event: event.eventName },
  });
}

/** What is told about anything that a closed dispatcher cannot do. */
export function closedWhile(doing: string): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_CLOSED',
    kind: 'lifecycle',
    message: `The dispatcher is closed; ${doing} is over.`,
  });
}

function timedOut(event: EventClass, timeoutMs: number): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_WAIT_TIMEOUT',
    kind: 'wait',
    message: `No ${event.name} that fits came within ${timeoutMs} ms.`,
    advice: 'wait longer with { timeoutMs }, or look at what the filter lets through.',
    context: { event: event.eventName, timeoutMs },
  });
}
