/** The injector over one scope of the container. */
import { type InjectionToken, tokenKey, type TokenKey } from '../metadata/tokens';
import { type InvocationCall, type InvocationInjector } from '../modules/injector';
import { BaseInjector } from './base-injector';
import { type InvocationRecipes } from './call-instances';
import { type ContainerScope } from './container-scope';
import { closedScope, outsideInvocation, unknownToken } from './injector-errors';
import { InvocationScope } from './invocation-scope';

export class ScopeInjector extends BaseInjector {
  /** What was asked for once is not asked of the container again: a value is put in once. */
  private readonly asked = new Map<TokenKey, unknown>();

  /** @param recipes what each call has of its own */
  constructor(
    private readonly scope: ContainerScope,
    label: string,
    private readonly recipes: InvocationRecipes,
  ) {
    super(label);
  }

  override get<T>(token: InjectionToken<T>): T {
    this.assertOpen(token);
    const key = tokenKey(token);
    if (this.recipes.nodes.has(key)) throw outsideInvocation(token, this.label);
    if (!this.scope.has(key)) throw unknownToken(token, this.label, this.tokenNames());
    return this.read(key) as T;
  }

  override tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.assertOpen(token);
    const key = tokenKey(token);
    return this.recipes.nodes.has(key) ? undefined : (this.read(key) as T | undefined);
  }

  override has(token: InjectionToken): boolean {
    const key = tokenKey(token);
    return !this.recipes.nodes.has(key) && this.scope.has(key);
  }

  override isPerInvocation(token: InjectionToken): boolean {
    return this.recipes.nodes.has(tokenKey(token));
  }

  override isOutOfReach(token: InjectionToken): boolean {
    return this.isPerInvocation(token);
  }

  override invocation(
    values: Iterable<readonly [InjectionToken, unknown]>,
    call: InvocationCall = {},
  ): InvocationInjector {
    return new InvocationScope(this, this.recipes, values, call);
  }

  override *keys(): IterableIterator<TokenKey> {
    for (const key of this.scope.keys()) if (!this.recipes.nodes.has(key)) yield key;
  }

  override assertOpen(token: InjectionToken): void {
    if (!this.scope.isClosed) return;
    this.asked.clear();
    throw closedScope(token, `${this.label}, which has been closed`);
  }

  private read(key: TokenKey): unknown {
    if (this.asked.has(key)) return this.asked.get(key);
    const value = this.scope.get(key);
    if (this.scope.has(key)) this.asked.set(key, value);
    return value;
  }
}
