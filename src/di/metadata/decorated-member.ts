/**
 * What decorators of members stand on. A compiler without `experimentalDecorators` calls them with other things, of which they would
 * record nothing of use, and the bot would run without its handlers and guards: that is said at once.
 */
import { SetupError, type SetupPlace } from '../../errors';
import { type Spot } from './place';
import { type Class } from './tokens';

/** The class of a member, and whether the member is static. @throws SetupError DI_STANDARD_DECORATORS */
export function ownerOf(target: object | undefined, spot: Spot): { readonly type: Class; readonly isStatic: boolean } {
  // The standard way a field is nothing yet.
  if (target === undefined) throw standardDecorators(spot.file);
  const isStatic = typeof target === 'function';
  return { type: (isStatic ? target : target.constructor) as Class, isStatic };
}

/** @throws SetupError DI_STANDARD_DECORATORS for the record of a member that was decorated the standard way. */
export function assertLegacy(record: unknown): void {
  if (typeof record !== 'object' || record === null) return;
  const { method, place } = record as { readonly method?: unknown; readonly place?: SetupPlace };
  // The standard way a decorator is given a context in place of a name.
  if (typeof method === 'object' && method !== null) throw standardDecorators(place?.file);
}

/** @param file where the decorator stands */
function standardDecorators(file: string | undefined): SetupError {
  const problem = {
    code: 'DI_STANDARD_DECORATORS',
    message: 'A decorator was applied the standard way: the compiler runs without `experimentalDecorators`.',
    advice:
      'extend corduroy/tsconfig.json, or set `experimentalDecorators` and `emitDecoratorMetadata` in the tsconfig.json of the project, which tsx and esbuild read too.',
    place: { file },
  };
  return new SetupError([problem], 'This program');
}
