/**
 * The instances of one call: each is made after what it needs, once, and taken down in reverse when the call has ended. Which tokens
 * are such, and that none of them needs itself, was found out when the group started, so here is only making.
 *
 * Making goes on at once as long as nothing takes time. A factory or an `onInit()` that returns a promise stops it there, and
 * `ensure` gives a promise for the rest; two who ask meanwhile wait for the same.
 */
import { FrameworkError } from '../../errors';
import { systemClock } from '../../util';
import { tokenKey, type TokenKey } from '../metadata/tokens';
import { type InvocationCall } from '../modules/injector';
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
import { needsItself, type Path } from './call-path';
import { closedScope } from './injector-errors';

const INIT_MS = 30_000;
const CLOSE_MS = 10_000;

/** How what each call has of its own is made. */
export interface InvocationRecipes {
  readonly nodes: ReadonlyMap<TokenKey, GraphNode>;
  /** Whether an instance is somebody else's to take down: a longer scope's, or of whoever gave it. */
  readonly isOwned: (instance: object) => boolean;
}

/** What instances are made of. */
export interface ArgumentSource {
  /** For messages. */
  readonly label: string;
  /** What the node on the path is given for a dependency, all that takes time of which is there. */
  argument(dependency: NodeDependency, path: Path): unknown;
}

export class CallInstances {
  /** By token: what was given to the call, and what was made for it. */
  readonly values = new Map<TokenKey, unknown>();
  /** What is being made at present, and the promise of it, where somebody has to wait. */
  private readonly making = new Map<TokenKey, Promise<void> | undefined>();
  private readonly owned: Owned[] = [];
  private state: 'open' | 'closing' | 'closed' = 'open';

  constructor(
    private readonly recipes: InvocationRecipes,
    private readonly call: InvocationCall,
    private readonly source: ArgumentSource,
  ) {}

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** Makes what stands for a key, unless it is there, or is nothing of the call's own. A promise while that takes time. */
  ensure(key: TokenKey, from?: Path): Promise<void> | undefined {
    const node = this.recipes.nodes.get(key);
    if (!node || this.values.has(key)) return undefined;
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

  /** `undefined` when there is nothing to do; a promise of it never rejects. */
  close(): Promise<void> | undefined {
    if (this.state !== 'open') return undefined;
    const isUsed = this.owned.length > 0 || this.making.size > 0;
    this.state = isUsed ? 'closing' : 'closed';
    return isUsed ? this.closeMade() : undefined;
  }

  /** What the node needs, from dependency number `index` on, then the node. */
  private makeFrom(node: GraphNode, index: number, path: Path): Promise<void> | undefined {
    for (let next = index; next < node.dependencies.length; next += 1) {
      const token = node.dependencies[next]?.token;
      const wait = token === undefined ? undefined : this.ensure(tokenKey(token), path);
      if (wait) return wait.then(() => this.makeFrom(node, next + 1, path));
    }
    return this.make(node, path);
  }

  private make(node: GraphNode, path: Path): Promise<void> | undefined {
    if (this.state !== 'open') throw this.ended(node);
    const args = node.dependencies.map((dependency) => this.source.argument(dependency, path));
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
        message: `The factory of ${node.label} did not settle in time (${thrown.message}), in ${this.source.label}.`,
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
    if (this.state === 'closed') return this.disposeLate(label, value).then(() => fail(this.ended(node)));
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

  private ended({ key }: GraphNode): FrameworkError {
    return closedScope(key, `${this.source.label}, a call that has ended`);
  }

  private steps(limitMs: number): StepOptions {
    return { clock: this.call.clock ?? systemClock, limitMs };
  }
}

function fail(error: Error): never {
  throw error;
}
