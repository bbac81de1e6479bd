/** Checks the names that a function handler asks for in `{ inject: […] }`. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type ArgumentPool } from './argument-pool';
import { type Provided } from './parameter-problems';

export function unknownInjects(
  { label, place }: { readonly label: string; readonly place: SetupPlace | undefined },
  names: readonly string[],
  pool: ArgumentPool,
  provided: Provided,
): SetupProblem[] {
  return names
    .filter((name) => !pool.has(name) && (!provided.has(name) || provided.isPerInvocation(name)))
    .map((name) => ({
      code: 'DISPATCH_UNKNOWN_ARGUMENT',
      message: `There is no argument "${name}", which ${label} asks for.`,
      advice: provided.isPerInvocation(name)
        ? 'each call has its own of it, and functions share what they are given: ask for it in a method of a handler class.'
        : `check the spelling, or add it: dispatcher.addArgument('${name}', value).`,
      place: { file: place?.file, method: label, argument: name },
    }));
}
