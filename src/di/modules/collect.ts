/** Walks the modules of a scope and gathers what they list, each module once. */
import { type SetupProblem } from '../../errors';
import { isProblem } from '../metadata/read-handler';
import { readModule } from '../metadata/read-module';
import { type Provider, type ReplacingProvider } from '../metadata/provider';
import { type Class, isInjectionToken, tokenKey, type TokenKey } from '../metadata/tokens';
import { scopeLabel, type ScopeSpec } from './scope-spec';

/** An entry of a list, and which list it stands in (`MusicModule (music.ts:9)`). */
export interface Listed<T> {
  readonly entry: T;
  /** Written out only for a message. */
  readonly origin: () => string;
  /** The module whose list it is. */
  readonly module?: Class | undefined;
}

/** Everything that a scope lists. */
export interface Collected {
  readonly modules: ReadonlySet<Class>;
  readonly providers: readonly Listed<Provider>[];
  readonly handlers: readonly Listed<Class>[];
  readonly problems: readonly SetupProblem[];
}

/** @param above modules of the hub: a group that imports one of them uses the hub's instances. */
export function collect(spec: ScopeSpec, above: ReadonlySet<Class> = new Set()): Collected {
  const modules = new Set<Class>();
  const providers: Listed<Provider>[] = [];
  const handlers: Listed<Class>[] = [];
  const problems: SetupProblem[] = [];

  const take = <T>(
    what: string,
    entries: readonly (T | undefined)[],
    origin: () => string,
    use: (entry: T) => void,
  ): void => {
    entries.forEach((entry, index) => {
      // A list written in JavaScript, or behind a circular import, can hold anything.
      if (entry === undefined || entry === null) problems.push(undefinedEntry(what, index, origin()));
      else use(entry);
    });
  };
  const visit = (type: Class, lister: () => string): void => {
    if (modules.has(type) || above.has(type)) return;
    modules.add(type);
    const record = readModule(type);
    if (isProblem(record)) {
      problems.push({ ...record, message: `${record.message} Listed by ${lister()}.` });
      return;
    }
    const origin = (): string => `${type.name} (${record.place.file ?? 'unknown file'})`;
    take('imports', record.imports, origin, (entry) => {
      visit(entry, origin);
    });
    take('providers', record.providers, origin, (entry) => providers.push({ entry, origin }));
    take('handlers', record.handlers, origin, (entry) => handlers.push({ entry, origin, module: type }));
  };

  const origin = (): string => `the options of ${scopeLabel(spec.name)}`;
  take('modules', spec.modules, origin, (entry) => {
    visit(entry, origin);
  });
  take('providers', spec.providers, origin, (entry) => providers.push({ entry, origin }));
  take('handlers', spec.handlers, origin, (entry) => handlers.push({ entry, origin }));
  const replaced = new Set<TokenKey | symbol>();
  const replacements: Listed<Provider>[] = [];
  take('replace', spec.replace ?? [], origin, (entry) => {
    replaced.add(keyOf(entry));
    replacements.push({ entry, origin: () => `\`replace\` in ${origin()}` });
  });
  if (replacements.length === 0) return { modules, providers, handlers, problems };
  const kept = providers.filter(({ entry }) => !replaced.has(keyOf(entry)));
  return { modules, providers: [...kept, ...replacements], handlers, problems };
}

/** The token that a provider is for; a symbol of its own where it says none, which is told later. */
function keyOf(provider: Provider): TokenKey | symbol {
  const token = typeof provider === 'function' ? provider : (provider as Partial<ReplacingProvider>).provide;
  return isInjectionToken(token) ? tokenKey(token) : Symbol('no token');
}

function undefinedEntry(what: string, index: number, origin: string): SetupProblem {
  return {
    code: 'DI_UNDEFINED_ENTRY',
    message: `Entry ${index} of \`${what}\` in ${origin} is undefined: its file was not loaded yet, because the two files import each other.`,
    advice: 'break the circular import: move what both need to a third file.',
  };
}
