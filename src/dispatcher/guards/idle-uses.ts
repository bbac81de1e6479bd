/** `@Use` on methods that are not called as handlers: nobody would be asked, and its author believes that somebody is. */
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import { methodSources, usedMethods } from './use-sources';

/** What calls the methods of a handler class. */
export interface MethodCalls {
  /** Whether an event, a command, a component, a form or a suggestion calls it. */
  readonly isCalled: (method: string) => boolean;
  /** The decorator of a method that is called about calls of others: those have been guarded. */
  readonly follower: (method: string) => string | undefined;
}

/** One for each method. */
export function idleUses(type: Class, { isCalled, follower }: MethodCalls): SetupProblem[] {
  return usedMethods(type).flatMap((method) => {
    // What else is wrong with it is told by whoever reads the list.
    const source = methodSources(type, method).find(({ problem }) => problem === undefined);
    if (!source || isCalled(method)) return [];
    const decorator = follower(method);
    return [
      {
        code: 'DISPATCH_USE_IDLE',
        message:
          decorator === undefined
            ? `${source.what} guards nothing: nothing calls the method as a handler, and what other methods call is not guarded.`
            : `${source.what} guards nothing: ${decorator} methods are called about calls that guards have let pass or refused.`,
        advice:
          decorator === undefined
            ? 'move it to the method that calls this one, or put the decorator of an event, a command, a component or a form beside it.'
            : 'take it away, and put it on the methods whose calls it is about.',
        place: source.place,
      },
    ];
  });
}
