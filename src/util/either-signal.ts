/** Two signals as one. Unlike `AbortSignal.any`, which leaves a trace in each for as long as that lives, it can be let go. */

export interface EitherSignal {
  /** Aborts with the reason of whichever aborts first. */
  readonly signal: AbortSignal;
  /** Ends the listening. */
  readonly release: () => void;
}

/** Joins a signal that may be missing with one that lives long. */
export function eitherSignal(first: AbortSignal | undefined, second: AbortSignal): EitherSignal {
  if (!first) return { signal: second, release: () => undefined };
  const controller = new AbortController();
  const onFirst = (): void => {
    controller.abort(first.reason);
  };
  const onSecond = (): void => {
    controller.abort(second.reason);
  };
  if (first.aborted) onFirst();
  else if (second.aborted) onSecond();
  first.addEventListener('abort', onFirst, { once: true });
  second.addEventListener('abort', onSecond, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      first.removeEventListener('abort', onFirst);
      second.removeEventListener('abort', onSecond);
    },
  };
}
