/** Ctrl-C and the supervisor's TERM: the first asks for a graceful stop, a second one ends the process at once. */

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Exit status of a process that a signal ended, as shells count it. */
const EXIT_STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Listens until it is disposed of. `onFirst` is called once. */
export function listenForShutdown(onFirst: (signal: NodeJS.Signals) => void): Disposable {
  let asked = false;
  const listener = (signal: (typeof SIGNALS)[number]): void => {
    if (asked) process.exit(EXIT_STATUS[signal]);
    asked = true;
    onFirst(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
