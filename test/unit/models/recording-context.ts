/** A context that remembers what was asked of it, and knows the entities it is given. */
import { noRelations, noRequests, type ViewActions, type ViewContext, type ViewRelations } from 'corduroy/models';

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface RecordingContext extends ViewContext {
  readonly calls: readonly Call[];
}

/** @param answers what actions resolve with, by their name, `users.createDM`. */
export function recordingContext(
  relations: Partial<ViewRelations> = {},
  answers: Readonly<Record<string, unknown>> = {},
): RecordingContext {
  const calls: Call[] = [];
  const record =
    (name: string) =>
    (...args: unknown[]): Promise<unknown> => {
      // Options that were not given are of no interest.
      while (args.length > 0 && args.at(-1) === undefined) args.pop();
      calls.push({ name, args });
      return Promise.resolve(answers[name]);
    };
  const resource = (name: string): object => new Proxy({}, { get: (_, method) => record(`${name}.${String(method)}`) });
  const actions = new Proxy({} as ViewActions, { get: (_, name) => resource(String(name)) });
  return {
    calls,
    relations: { ...noRelations, ...relations },
    requests: noRequests,
    actions,
  };
}
