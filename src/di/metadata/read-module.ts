/** Reads what `@Module` left on a class. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { rawModules } from './lists';
import { type Provider } from './provider';
import { type Class } from './tokens';

/** A class decorated with `@Module()`. Entries that a circular import left undefined are in the lists as undefined. */
export interface ModuleRecord {
  readonly type: Class;
  readonly place: SetupPlace;
  readonly imports: readonly (Class | undefined)[];
  readonly handlers: readonly (Class | undefined)[];
  readonly providers: readonly (Provider | undefined)[];
  readonly use: readonly unknown[];
}

/** The record of a module class, or the problem that it has no `@Module()` of its own. */
export function readModule(type: Class): ModuleRecord | SetupProblem {
  const raw = rawModules.own(type)[0];
  if (raw) return { type, ...raw, place: raw.place };
  return {
    code: 'DI_MODULE_UNDECORATED',
    message: `${type.name || 'An unnamed class'} is listed as a module and has no @Module().`,
    advice: `put @Module({ … }) on ${type.name || 'the class'}; a class that only provides something belongs in \`providers\`, a handler in \`handlers\`.`,
    place: { className: type.name },
  };
}

/** Whether a class has a `@Module()` of its own. */
export function isModule(type: Class): boolean {
  return rawModules.own(type).length > 0;
}
