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
  /**
   * The event whose handler waits here: meanwhile that handler is not told of as hanging, and others run in its place. In a command
   * `ctx.event`.
   */
  readonly during?: AnyEvent | undefined;
}

/** Says that the handlers of an event wait, until what is returned is called. */
export type PauseHandlers = (event: AnyEvent) => () => void;

export function waitForEvent<E extends AnyEvent>(
  listeners: Listeners,
  clock: Clock,
  event: EventClass<E>,
  options: WaitOptions<E>,
  pause: PauseHandlers,
): Promise<E> {
  const { filter, timeoutMs = 60_000, signal, during } = options;
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
  const waiting: { isOver: boolean; resume?: () => void } = { isOver: false };
  const end = (): void => {
    waiting.isOver = true;
    waiting.resume?.();
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
  if (during) waiting.resume = pause(during);
  // Others start in the place of the handler that waits, and one of them may have ended this.
  if (waiting.isOver) waiting.resume?.();
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
