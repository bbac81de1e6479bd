/** Waiting with a limit: for a while, or for something, but never for ever. */
import { type Clock } from './clock';

/** Resolves after `delayMs`, or rejects with the signal's reason when it aborts first. */
export function sleep(
  clock: Clock,
  delayMs: number,
  options: { signal?: AbortSignal | undefined; keepAlive?: boolean } = {},
): Promise<void> {
  const { signal, keepAlive = true } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = (): void => {
      timer.cancel();
      reject(abortReason(signal as AbortSignal));
    };
    const timer = clock.setTimer(
      delayMs,
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
      { keepAlive },
    );
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * What `promise` settles to, unless `limitMs` pass first: then it rejects with what `late` makes.
 * The promise itself is not stopped; its later outcome is ignored.
 */
export function withLimit<T>(clock: Clock, promise: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(limitMs, () => {
      reject(late());
    });
    promise.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(asError(error));
      },
    );
  });
}

/** The reason of an aborted signal, as an Error whatever the caller passed. */
export function abortReason(signal: AbortSignal): Error {
  return asError(signal.reason);
}

/** Whatever was thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(describe(thrown), { cause: thrown });
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return `a value that is no Error was thrown: ${JSON.stringify({ thrown })}`;
  } catch {
    return 'a value that is no Error was thrown';
  }
}
