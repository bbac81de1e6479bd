/** The injector over one scope of the container. */
import { inspect } from 'node:util';
import { FrameworkError, SetupError, type SetupProblem } from '../../errors';
import { nearNames } from '../../util';
import { classPlace, readConstructor } from '../metadata/parameters';
import { missingProvider } from '../modules/missing';
import { type Injector } from '../modules/injector';
import { type Class, type InjectionToken, tokenKey, tokenName } from '../metadata/tokens';
import { argumentsFrom, construct } from './construct';
import { ContainerScope } from './container-scope';

/** See {@link Injector}. */
export class ScopeInjector implements Injector {
  /** @param label what the scope is called in messages, `group "alpha"`. */
  constructor(
    private readonly scope: ContainerScope,
    private readonly label: string,
  ) {}

  get<T>(token: InjectionToken<T>): T {
    this.assertOpen(token);
    const key = tokenKey(token);
    if (!this.scope.has(key)) throw this.unknown(token);
    return this.scope.get(key) as T;
  }

  tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.assertOpen(token);
    return this.scope.get(tokenKey(token)) as T | undefined;
  }

  has(token: InjectionToken): boolean {
    return this.scope.has(tokenKey(token));
  }

  create<T>(type: Class<T>): T {
    this.assertOpen(type);
    const parameters = readConstructor(type);
    const problems = parameters.flatMap((parameter): SetupProblem[] => {
      const { token, optional = false, problem } = parameter;
      if (problem) return [problem];
      if (token === undefined || optional || this.has(token)) return [];
      const place = { file: classPlace(type)?.file, className: type.name, method: 'constructor' };
      return [
        missingProvider({ asker: type.name, parameter, token, where: this.label, place, known: this.tokenNames() }),
      ];
    });
    if (problems.length > 0) throw new SetupError([...new Set(problems)], type.name);
    return construct(type, argumentsFrom(this.scope, parameters)) as T;
  }

  names(): string[] {
    const names = new Set<string>();
    for (const key of this.scope.keys()) if (typeof key === 'string') names.add(key);
    return [...names];
  }

  invocation(values: Iterable<readonly [InjectionToken, unknown]>): Injector {
    const child = new ContainerScope(this.scope);
    for (const [token, value] of values) child.set(tokenKey(token), value);
    return new ScopeInjector(child, this.label);
  }

  /** What a printed injector shows: behind it is everything that is provided. */
  [inspect.custom](): string {
    return `Injector(${this.label})`;
  }

  toJSON(): string {
    return `Injector(${this.label})`;
  }

  private tokenNames(): string[] {
    return Array.from(this.scope.keys(), tokenName);
  }

  private assertOpen(token: InjectionToken): void {
    if (!this.scope.isClosed) return;
    throw new FrameworkError({
      code: 'DI_CLOSED',
      kind: 'injection',
      message: `${tokenName(token)} was asked for in ${this.label}, which has been closed.`,
      advice: 'keep what you need before the scope is closed, or do the work in onShutdown().',
    });
  }

  private unknown(token: InjectionToken): FrameworkError {
    const name = tokenName(token);
    const known = this.tokenNames();
    const near = nearNames(name, known);
    return new FrameworkError({
      code: 'DI_UNKNOWN_TOKEN',
      kind: 'injection',
      message: `Nothing provides ${name} in ${this.label}.`,
      advice:
        near.length > 0
          ? `did you mean ${near.join(' or ')}?`
          : `list it in \`providers\`. Known here: ${known.join(', ') || 'nothing'}.`,
      context: { token: name, near, known },
    });
  }
}
