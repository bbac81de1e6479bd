/** The injector over one scope of the container. */
import { inspect } from 'node:util';
import { type Class, type InjectionToken, tokenKey, type TokenKey, tokenName } from '../metadata/tokens';
import { type Injector, type InvocationCall, type InvocationInjector } from '../modules/injector';
import { type ContainerScope } from './container-scope';
import { createIn } from './create';
import { closedScope, outsideInvocation, unknownToken } from './injector-errors';
import { type InvocationRecipes, InvocationScope, type ScopeHost } from './invocation-scope';

/** See {@link Injector}. */
export class ScopeInjector implements Injector, ScopeHost {
  /** What was asked for once is not asked of the container again: a value is put in once. */
  private readonly asked = new Map<TokenKey, unknown>();

  /**
   * @param label what the scope is called in messages, `group "alpha"`
   * @param recipes what each call has of its own
   */
  constructor(
    private readonly scope: ContainerScope,
    readonly label: string,
    private readonly recipes: InvocationRecipes,
  ) {}

  get<T>(token: InjectionToken<T>): T {
    this.assertOpen(token);
    const key = tokenKey(token);
    if (this.recipes.nodes.has(key)) throw outsideInvocation(token, this.label);
    if (!this.scope.has(key)) throw unknownToken(token, this.label, this.tokenNames());
    return this.read(key) as T;
  }

  tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.assertOpen(token);
    const key = tokenKey(token);
    return this.recipes.nodes.has(key) ? undefined : (this.read(key) as T | undefined);
  }

  has(token: InjectionToken): boolean {
    const key = tokenKey(token);
    return !this.recipes.nodes.has(key) && this.scope.has(key);
  }

  isPerInvocation(token: InjectionToken): boolean {
    return this.recipes.nodes.has(tokenKey(token));
  }

  /** For {@link createIn}. */
  isOutOfReach(token: InjectionToken): boolean {
    return this.isPerInvocation(token);
  }

  create<T>(type: Class<T>): T {
    this.assertOpen(type);
    return createIn(this, type);
  }

  names(): string[] {
    const names = new Set<string>();
    for (const key of this.keys()) if (typeof key === 'string') names.add(key);
    return [...names];
  }

  invocation(values: Iterable<readonly [InjectionToken, unknown]>, call: InvocationCall = {}): InvocationInjector {
    return new InvocationScope(this, this.recipes, values, call);
  }

  /** What a printed injector shows: behind it is everything that is provided. */
  [inspect.custom](): string {
    return `Injector(${this.label})`;
  }

  toJSON(): string {
    return `Injector(${this.label})`;
  }

  /** What can be asked for here, nearest first. */
  *keys(): IterableIterator<TokenKey> {
    for (const key of this.scope.keys()) if (!this.recipes.nodes.has(key)) yield key;
  }

  tokenNames(): string[] {
    return Array.from(this.keys(), tokenName);
  }

  private read(key: TokenKey): unknown {
    if (this.asked.has(key)) return this.asked.get(key);
    const value = this.scope.get(key);
    if (this.scope.has(key)) this.asked.set(key, value);
    return value;
  }

  assertOpen(token: InjectionToken): void {
    if (!this.scope.isClosed) return;
    this.asked.clear();
    throw closedScope(token, `${this.label}, which has been closed`);
  }
}
