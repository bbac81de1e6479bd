/** The end of a `RemoteProcess` that is asked: runs what the other process calls, and sends back what comes of it. */

/** What a process can be asked. `stop` is asked last; the process ends after it. */
export type Calls<C> = { readonly [Name in keyof C]: (...args: never[]) => unknown } & {
  readonly stop: () => undefined;
};

/** The same as it is written in the process that is asked. */
export type Answers<C extends Calls<C>> = {
  readonly [Name in keyof C]: (...args: Parameters<C[Name]>) => Promise<ReturnType<C[Name]>>;
};

export function answerCalls<C extends Calls<C>>(answers: Answers<C>): void {
  process.on('message', (message: { id: number; name: keyof C; args: never[] }) => {
    const { id, name } = message;
    const answer = answers[name] as (...args: never[]) => Promise<unknown>;
    answer(...message.args).then(
      (value) => {
        process.send?.({ id, value });
        if (name === 'stop') {
          setImmediate(() => {
            process.disconnect();
          });
        }
      },
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
}
