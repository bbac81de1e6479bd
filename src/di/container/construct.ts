/** Makes instances: arguments are looked up by token, and what goes wrong says whose constructor it was. */
import { SetupError, type SetupPlace, type SetupProblem } from '../../errors';
import { asError } from '../../util';
import { classPlace } from '../metadata/parameters';
import { type Class, type InjectionToken, tokenKey } from '../metadata/tokens';
import { type ContainerScope } from './container-scope';

/** The values of arguments, in order. One without a token, or whose token nothing provides, is undefined. */
export function argumentsFrom(
  scope: ContainerScope,
  dependencies: readonly { readonly token?: InjectionToken | undefined }[],
): unknown[] {
  return dependencies.map(({ token }) => (token === undefined ? undefined : scope.get(tokenKey(token))));
}

/** Calls the constructor. Throws a SetupError that names the class when it throws. */
export function construct(type: Class, args: readonly unknown[]): unknown {
  try {
    return new type(...(args as never[]));
  } catch (thrown) {
    const place: SetupPlace = { file: classPlace(type)?.file, className: type.name, method: 'constructor' };
    throw failure(
      {
        code: 'DI_CONSTRUCTOR_FAILED',
        message: `The constructor of ${type.name} threw: ${asError(thrown).message}`,
        advice: 'look at the cause; work that can fail belongs in onInit(), which may be async.',
        place,
      },
      type.name,
      thrown,
    );
  }
}

/** A SetupError about one problem that has a cause. */
export function failure(problem: SetupProblem, subject: string, cause: unknown): SetupError {
  const error = new SetupError([problem], subject);
  error.cause = cause;
  return error;
}
