/** Checks the names that a function handler asks for in `{ inject: […] }`. */
import { type InjectionToken } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type ArgumentPool } from './argument-pool';

export function unknownInjects(
  { label, place }: { readonly label: string; readonly place: SetupPlace | undefined },
  names: readonly string[],
  pool: ArgumentPool,
  has: (token: InjectionToken) => boolean,
): SetupProblem[] {
  return names
    .filter((name) => !pool.has(name) && !has(name))
    .map((name) => ({
      code: 'DISPATCH_UNKNOWN_ARGUMENT',
      message: `There is no argument "${name}", which ${label} asks for.`,
      advice: `check the spelling, or add it: dispatcher.addArgument('${name}', value).`,
      place: { file: place?.file, method: label, argument: name },
    }));
}
