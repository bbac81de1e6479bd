/**
 * What one call of a handler has of its own. A provider with the scope `invocation` is made when somebody in the call first asks for
 * it, after what it needs, and everybody else in the call is given the same one; what was made is taken down in reverse when the call
 * has ended. Which tokens are such, and that none of them needs itself, was found out when the group started, so here is only making.
 *
 * Making goes on at once as long as nothing takes time. A factory or an `onInit()` that returns a promise stops it there, and
 * `prepare` gives a promise for the rest; two who ask meanwhile wait for the same.
 */
import { inspect } from 'node:util';
import { FrameworkError } from '../../errors';
import { systemClock } from '../../util';
import { isCallSubject } from '../metadata/call-subject';
import { type Class, type InjectionToken, tokenKey, type TokenKey, tokenName } from '../metadata/tokens';
import { type Injector, type InvocationCall, type InvocationInjector } from '../modules/injector';
import {
  disposeOf,
  hookOf,
  isThenable,
  type Owned,
  runStep,
  StepLate,
  type StepOptions,
  takeDown,
  tryHook,
} from '../modules/lifecycle';
import { type GraphNode, type NodeDependency } from '../modules/node';
import { createIn } from './create';
import { closedScope, mustWait, otherCall, unknownToken } from './injector-errors';

const INIT_MS = 30_000;
const CLOSE_MS = 10_000;

/** How what each call has of its own is made. */
export interface InvocationRecipes {
  readonly nodes: ReadonlyMap<TokenKey, GraphNode>;
  /** Whether a longer scope takes an instance down. */
  readonly isOwned: (instance: object) => boolean;
}

/** The scope above. */
export interface ScopeHost extends Injector {
  readonly label: string;
  keys(): Iterable<TokenKey>;
  assertOpen(token: InjectionToken): void;
}

/** Who asked for a node; the call itself has none. */
interface Path {
  readonly node: GraphNode;
  readonly from: Path | undefined;
}

const NO_RECIPES: InvocationRecipes = { nodes: new Map(), isOwned: () => false };

export class InvocationScope implements InvocationInjector, ScopeHost {
  readonly label: string;
  private readonly values = new Map<TokenKey, unknown>();
  /** What is being made at present, and the promise of it, where somebody has to wait. */
  private readonly making = new Map<TokenKey, Promise<void> | undefined>();
  private readonly owned: Owned[] = [];
  private state: 'open' | 'closing' | 'closed' = 'open';

  constructor(
    private readonly host: ScopeHost,
    private readonly recipes: InvocationRecipes,
    values: Iterable<readonly [InjectionToken, unknown]>,
    private readonly call: InvocationCall,
  ) {
    this.label = call.label === undefined ? host.label : `${call.label} of ${host.label}`;
    for (const [token, value] of values) this.values.set(tokenKey(token), value);
  }

  get<T>(token: InjectionToken<T>): T {
    this.assertOpen(token);
    this.makeNow(token);
    return this.read(token, undefined) as T;
  }

  tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.assertOpen(token);
    return this.has(token) ? this.get(token) : undefined;
  }

  has(token: InjectionToken): boolean {
    if (this.state !== 'open') return false;
    const key = tokenKey(token);
    return (
      this.values.has(key) || this.recipes.nodes.has(key) || this.subjectOf(token) !== undefined || this.host.has(token)
    );
  }

  isPerInvocation(token: InjectionToken): boolean {
    return this.recipes.nodes.has(tokenKey(token)) || this.host.isPerInvocation(token);
  }

  /** For {@link createIn}. */
  isOutOfReach(): boolean {
    return false;
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
    return new InvocationScope(this, NO_RECIPES, values, call);
  }

  prepare(tokens: readonly InjectionToken[]): Promise<void> | undefined {
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index] as InjectionToken;
      this.assertOpen(token);
      const node = this.recipes.nodes.get(tokenKey(token));
      const wait = node && this.ensure(node, undefined);
      if (wait) return wait.then(() => this.prepare(tokens.slice(index + 1)));
    }
    return undefined;
  }

  async resolve<T>(token: InjectionToken<T>): Promise<T> {
    await this.prepare([token]);
    return this.get(token);
  }

  close(): Promise<void> | undefined {
    if (this.state !== 'open') return undefined;
    const isUsed = this.owned.length > 0 || this.making.size > 0;
    this.state = isUsed ? 'closing' : 'closed';
    return isUsed ? this.closeMade() : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  [inspect.custom](): string {
    return `Injector(${this.label})`;
  }

  toJSON(): string {
    return `Injector(${this.label})`;
  }

  *keys(): IterableIterator<TokenKey> {
    yield* this.values.keys();
    yield* this.recipes.nodes.keys();
    yield* this.host.keys();
  }

  tokenNames(): string[] {
    return Array.from(new Set(this.keys()), tokenName);
  }

  assertOpen(token: InjectionToken): void {
    this.host.assertOpen(token);
    if (this.state !== 'open') throw this.ended(token);
  }

  private ended(token: InjectionToken): FrameworkError {
    return closedScope(token, `${this.label}, a call that has ended`);
  }

  private makeNow(token: InjectionToken): void {
    const node = this.recipes.nodes.get(tokenKey(token));
    const wait = node && this.ensure(node, undefined);
    if (!wait) return;
    // It goes on being made, for whoever waits for it; what comes of it is theirs to hear.
    wait.catch(() => undefined);
    throw mustWait(token, this.label);
  }

  /** Makes the node's value, unless it is there. A promise while that takes time. */
  private ensure(node: GraphNode, from: Path | undefined): Promise<void> | undefined {
    const { key } = node;
    if (this.values.has(key)) return undefined;
    if (this.making.has(key)) return this.making.get(key) ?? fail(needsItself(node, from, this.call.label));
    this.making.set(key, undefined);
    let wait: Promise<void> | undefined;
    try {
      wait = this.makeFrom(node, 0, { node, from });
    } catch (thrown) {
      this.making.delete(key);
      throw thrown;
    }
    if (!wait) {
      this.making.delete(key);
      return undefined;
    }
    const made = wait.finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  /** What the node needs, from dependency number `index` on, then the node. */
  private makeFrom(node: GraphNode, index: number, path: Path): Promise<void> | undefined {
    for (let next = index; next < node.dependencies.length; next += 1) {
      const token = node.dependencies[next]?.token;
      const needed = token === undefined ? undefined : this.recipes.nodes.get(tokenKey(token));
      const wait = needed && this.ensure(needed, path);
      if (wait) return wait.then(() => this.makeFrom(node, next + 1, path));
    }
    return this.make(node, path);
  }

  private make(node: GraphNode, path: Path): Promise<void> | undefined {
    if (this.state !== 'open') throw this.ended(node.key);
    const args = node.dependencies.map((dependency) => this.argument(dependency, path));
    const { making } = node;
    switch (making.how) {
      case 'class':
        return this.adopt(node, making.type.name, new making.type(...(args as never[])), args);
      case 'factory': {
        const value = making.factory(...(args as never[]));
        return isThenable(value)
          ? this.awaitFactory(node, Promise.resolve(value), args)
          : this.adopt(node, node.label, value, args);
      }
      default:
        // Another name: what it names is there by now.
        this.values.set(node.key, args[0]);
        return undefined;
    }
  }

  private async awaitFactory(node: GraphNode, result: Promise<unknown>, args: readonly unknown[]): Promise<void> {
    let value: unknown;
    try {
      value = await runStep(result, this.steps(this.call.initMs ?? INIT_MS));
    } catch (thrown) {
      if (!(thrown instanceof StepLate)) throw thrown;
      // What arrives too late has no owner any more; it must not stay open.
      void result.then(
        (late) => (this.isOurs(late, args) ? this.disposeLate(node.label, late) : undefined),
        () => undefined,
      );
      throw new FrameworkError({
        code: 'DI_FACTORY_LATE',
        kind: 'injection',
        message: `The factory of ${node.label} did not settle in time (${thrown.message}), in ${this.label}.`,
        advice: 'give what it waits for a limit of its own.',
        cause: thrown,
      });
    }
    await this.adopt(node, node.label, value, args);
  }

  /** Takes in what was made: from now on it is taken down with the call. */
  private adopt(node: GraphNode, label: string, value: unknown, args: readonly unknown[]): Promise<void> | undefined {
    if (!this.isOurs(value, args)) {
      this.values.set(node.key, value);
      return undefined;
    }
    if (this.state === 'closed') {
      return this.disposeLate(label, value).then(() => fail(this.ended(node.key)));
    }
    // Most have nothing to take down; a call that has only such is over at once.
    if (hookOf(value, 'onShutdown') ?? disposeOf(value)) this.owned.push({ label, instance: value });
    const initialised = hookOf(value, 'onInit')?.();
    if (!isThenable(initialised)) {
      this.values.set(node.key, value);
      return undefined;
    }
    const step = runStep(Promise.resolve(initialised), this.steps(this.call.initMs ?? INIT_MS));
    return step.then(() => {
      this.values.set(node.key, value);
    });
  }

  /** What a factory was given, or what somebody else owns, is not taken down with the call although the factory hands it out. */
  private isOurs(value: unknown, args: readonly unknown[]): value is object {
    if (typeof value !== 'object' || value === null) return false;
    if (args.includes(value) || this.recipes.isOwned(value)) return false;
    return !this.call.subjects?.includes(value) && !this.owned.some(({ instance }) => instance === value);
  }

  private argument(dependency: NodeDependency, path: Path): unknown {
    return dependency.token === undefined ? undefined : this.read(dependency.token, path, dependency.optional);
  }

  /** What stands for a token, once it is made. */
  private read(token: InjectionToken, path: Path | undefined, optional = false): unknown {
    const key = tokenKey(token);
    if (this.values.has(key)) return this.values.get(key);
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

  private async closeMade(): Promise<void> {
    const options = this.steps(this.call.closeMs ?? CLOSE_MS);
    const underWay = [...this.making.values()].filter((wait) => wait !== undefined);
    if (underWay.length > 0) {
      await runStep(Promise.allSettled(underWay), options).catch(() => undefined);
    }
    this.state = 'closed';
    for (const failure of await takeDown(this.owned.splice(0), options)) this.call.complain?.(failure);
    this.values.clear();
  }

  private async disposeLate(label: string, value: object): Promise<void> {
    const dispose = disposeOf(value);
    if (!dispose) return;
    const failures = await tryHook(`${label}.dispose`, dispose, this.steps(this.call.closeMs ?? CLOSE_MS));
    for (const failure of failures) this.call.complain?.(failure);
  }

  private steps(limitMs: number): StepOptions {
    return { clock: this.call.clock ?? systemClock, limitMs };
  }
}

function fail(error: Error): never {
  throw error;
}

/** `Shop.buy -> Cart -> Prices` */
function chainOf(path: Path | undefined, call: string | undefined, last: string): string {
  const chain = [last];
  for (let step = path; step; step = step.from) chain.unshift(step.node.label);
  if (call !== undefined) chain.unshift(call);
  return chain.join(' -> ');
}

/** Only a factory or a constructor that asks the invocation itself can come here; what parameters say was checked at the start. */
function needsItself(node: GraphNode, from: Path | undefined, call: string | undefined): FrameworkError {
  return new FrameworkError({
    code: 'DI_CYCLE',
    kind: 'injection',
    message: `${node.label} was asked for while it was being made: ${chainOf(from, call, node.label)}.`,
    advice: 'do not ask the invocation for it in its own constructor or factory.',
  });
}

function nameOf(subject: object): string {
  return subject.constructor.name;
}
