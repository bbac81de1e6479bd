/** Makes an instance of a class that nobody needs to have registered, of what one scope has. */
import { SetupError, type SetupProblem } from '../../errors';
import { classPlace, readConstructor } from '../metadata/parameters';
import { type Class, type InjectionToken } from '../metadata/tokens';
import { missingProvider } from '../modules/missing';
import { outlivesProblem } from '../modules/outlives';
import { construct } from './construct';

/** Where the parameters come from. */
export interface CreatingScope {
  /** `group "alpha"`. */
  readonly label: string;
  has(token: InjectionToken): boolean;
  /** Whether only calls have it. */
  isOutOfReach(token: InjectionToken): boolean;
  tryGet(token: InjectionToken): unknown;
  tokenNames(): readonly string[];
}

/** @throws SetupError when a parameter cannot be injected, or the constructor throws. */
export function createIn<T>(scope: CreatingScope, type: Class<T>): T {
  const parameters = readConstructor(type);
  const problems = parameters.flatMap((parameter): SetupProblem[] => {
    const { token, optional = false, problem } = parameter;
    if (problem) return [problem];
    if (token === undefined) return [];
    const place = { file: classPlace(type)?.file, className: type.name, method: 'constructor' };
    if (scope.isOutOfReach(token)) {
      const lives = `is made in ${scope.label}, outside of calls,`;
      return [outlivesProblem({ asker: type.name, parameter, token, lives, place })];
    }
    if (optional || scope.has(token)) return [];
    return [
      missingProvider({ asker: type.name, parameter, token, where: scope.label, place, known: scope.tokenNames() }),
    ];
  });
  if (problems.length > 0) throw new SetupError([...new Set(problems)], type.name);
  const args = parameters.map(({ token }) => (token === undefined ? undefined : scope.tryGet(token)));
  return construct(type, args) as T;
}
