/**
 * The scope of one call of a handler. A provider with the scope `invocation` is made when somebody in the call first asks for it, and
 * everybody else in the call is given the same one; everything else is what the scope above has.
 */
import { isCallSubject } from '../metadata/call-subject';
import { type InjectionToken, tokenKey, type TokenKey, tokenName } from '../metadata/tokens';
import { type InvocationCall, type InvocationInjector } from '../modules/injector';
import { type NodeDependency } from '../modules/node';
import { BaseInjector } from './base-injector';
import { type ArgumentSource, CallInstances, type InvocationRecipes } from './call-instances';
import { chainOf, type Path } from './call-path';
import { closedScope, mustWait, otherCall, unknownToken } from './injector-errors';

const NO_RECIPES: InvocationRecipes = { nodes: new Map(), isOwned: () => false };

export class InvocationScope extends BaseInjector implements InvocationInjector, ArgumentSource {
  private readonly instances: CallInstances;

  /** @param host the scope above */
  constructor(
    private readonly host: BaseInjector,
    private readonly recipes: InvocationRecipes,
    values: Iterable<readonly [InjectionToken, unknown]>,
    private readonly call: InvocationCall,
  ) {
    super(call.label === undefined ? host.label : `${call.label} of ${host.label}`);
    this.instances = new CallInstances(recipes, call, this);
    for (const [token, value] of values) this.instances.values.set(tokenKey(token), value);
  }

  override get<T>(token: InjectionToken<T>): T {
    this.assertOpen(token);
    this.makeNow(token);
    return this.read(token, undefined) as T;
  }

  override tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.assertOpen(token);
    return this.has(token) ? this.get(token) : undefined;
  }

  override has(token: InjectionToken): boolean {
    if (!this.instances.isOpen) return false;
    const key = tokenKey(token);
    return (
      this.instances.values.has(key) ||
      this.recipes.nodes.has(key) ||
      this.subjectOf(token) !== undefined ||
      this.host.has(token)
    );
  }

  override isPerInvocation(token: InjectionToken): boolean {
    return this.recipes.nodes.has(tokenKey(token)) || this.host.isPerInvocation(token);
  }

  override isOutOfReach(): boolean {
    return false;
  }

  override invocation(
    values: Iterable<readonly [InjectionToken, unknown]>,
    call: InvocationCall = {},
  ): InvocationInjector {
    return new InvocationScope(this, NO_RECIPES, values, call);
  }

  prepare(tokens: readonly InjectionToken[]): Promise<void> | undefined {
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index] as InjectionToken;
      this.assertOpen(token);
      const wait = this.instances.ensure(tokenKey(token));
      if (wait) return wait.then(() => this.prepare(tokens.slice(index + 1)));
    }
    return undefined;
  }

  async resolve<T>(token: InjectionToken<T>): Promise<T> {
    await this.prepare([token]);
    return this.get(token);
  }

  close(): Promise<void> | undefined {
    return this.instances.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  override *keys(): IterableIterator<TokenKey> {
    yield* this.instances.values.keys();
    yield* this.recipes.nodes.keys();
    yield* this.host.keys();
  }

  override assertOpen(token: InjectionToken): void {
    this.host.assertOpen(token);
    if (!this.instances.isOpen) throw closedScope(token, `${this.label}, a call that has ended`);
  }

  argument({ token, optional }: NodeDependency, path: Path): unknown {
    return token === undefined ? undefined : this.read(token, path, optional);
  }

  private makeNow(token: InjectionToken): void {
    const wait = this.instances.ensure(tokenKey(token));
    if (!wait) return;
    // It goes on being made, for whoever waits for it; what comes of it is theirs to hear.
    wait.catch(() => undefined);
    throw mustWait(token, this.label);
  }

  /** What stands for a token, once it is made. */
  private read(token: InjectionToken, path: Path | undefined, optional = false): unknown {
    const key = tokenKey(token);
    const { values } = this.instances;
    if (values.has(key)) return values.get(key);
    const subject = this.subjectOf(token);
    if (subject !== undefined) return subject;
    if (optional || this.host.has(token)) return this.host.tryGet(token);
    const chain = chainOf(path, this.call.label, tokenName(token));
    if (isCallSubject(token)) throw otherCall(token, chain, (this.call.subjects ?? []).map(nameOf));
    // A scope above may know better why it is not there.
    if (this.host.isPerInvocation(token)) return this.host.get(token);
    throw unknownToken(token, this.label, this.tokenNames(), path ? chain : '');
  }

  private subjectOf(token: InjectionToken): object | undefined {
    if (!isCallSubject(token)) return undefined;
    return this.call.subjects?.find((subject) => subject instanceof token);
  }
}

function nameOf(subject: object): string {
  return subject.constructor.name;
}
