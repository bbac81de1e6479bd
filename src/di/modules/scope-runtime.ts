/** One scope, running: what the plan lays out is made here, in order, and taken down again in reverse. */
import { type SetupProblem } from '../../errors';
import { asError } from '../../util';
import { argumentsFrom, construct, failure } from '../container/construct';
import { ContainerScope } from '../container/container-scope';
import { ScopeInjector } from '../container/scope-injector';
import { capital } from '../metadata/text';
import { type Injector } from './injector';
import {
  disposeOf,
  hookOf,
  hookProblem,
  type LifecycleFailure,
  type Owned,
  promised,
  runStep,
  StepLate,
  type StepOptions,
  takeDown,
  tryHook,
} from './lifecycle';
import { type GraphNode } from './node';
import { sortNodes } from './order';
import { type ScopePlan } from './scope-plan';

export class ScopeRuntime {
  readonly injector: Injector;
  private readonly scope: ContainerScope;
  private readonly owned: Owned[] = [];
  private readonly adopted: WeakSet<object>;
  private readonly made = new Set<GraphNode>();
  private readonly readied = new Set<object>();

  constructor(
    private readonly plan: ScopePlan,
    parent?: ScopeRuntime,
  ) {
    this.scope = new ContainerScope(parent?.scope);
    // What one scope owns, another does not own again (a factory may hand out what it was given).
    this.adopted = parent?.adopted ?? new WeakSet();
    const { adopted } = this;
    this.injector = new ScopeInjector(this.scope, plan.label, {
      nodes: plan.invocationNodes(),
      isOwned: (instance) => adopted.has(instance),
    });
  }

  /** Makes what has not been made yet. What was made before a failure stays, until {@link close}. */
  async build(options: StepOptions): Promise<void> {
    const { order } = sortNodes(this.plan);
    // First what is there already and needs nothing: a factory may hand it out, which makes it nobody else's.
    for (const node of [...order.filter(isThere), ...order.filter((one) => !isThere(one))]) {
      if (this.made.has(node) || this.plan.livesPerInvocation(node)) continue;
      options.signal?.throwIfAborted();
      const value = await this.make(node, options);
      this.scope.set(node.key, value);
      this.made.add(node);
    }
  }

  /** Calls onReady of everything that has not heard it yet. */
  async ready(options: StepOptions): Promise<LifecycleFailure[]> {
    const failures: LifecycleFailure[] = [];
    for (const { label, instance } of [...this.owned]) {
      if (this.readied.has(instance)) continue;
      this.readied.add(instance);
      const hook = hookOf(instance, 'onReady');
      if (hook) failures.push(...(await tryHook(`${label}.onReady`, hook, options)));
    }
    return failures;
  }

  /** onShutdown of everything, then dispose; both in the reverse order of making, each although another failed. */
  async close(options: StepOptions): Promise<LifecycleFailure[]> {
    const owned = this.owned.splice(0);
    const failures = await takeDown(owned, options);
    for (const { instance } of owned) this.adopted.delete(instance);
    this.made.clear();
    await this.scope.close();
    return failures;
  }

  private async make(node: GraphNode, options: StepOptions): Promise<unknown> {
    const { making } = node;
    switch (making.how) {
      case 'value':
        return this.foreign(making.value);
      case 'built-in':
        return this.foreign(isMaker(making.value) ? await this.callFactory(node, making.value, options) : making.value);
      case 'existing':
        return argumentsFrom(this.scope, node.dependencies)[0];
      case 'class':
        return this.own(
          making.type.name,
          construct(making.type, argumentsFrom(this.scope, node.dependencies)),
          options,
        );
      case 'factory':
        return this.own(node.label, await this.callFactory(node, making.factory, options), options);
    }
  }

  private async callFactory(
    node: GraphNode,
    factory: (...args: never[]) => unknown,
    options: StepOptions,
  ): Promise<unknown> {
    const args = argumentsFrom(this.scope, node.dependencies);
    const call = promised(() => factory(...(args as never[])));
    try {
      return await runStep(call, options);
    } catch (thrown) {
      // What arrives too late has no owner any more; it must not stay open, unless it is somebody else's.
      void call.then(
        async (value) => {
          if (!isObject(value) || args.includes(value) || this.adopted.has(value)) return;
          await promised(disposeOf(value) ?? (() => undefined)).catch(() => undefined);
        },
        () => undefined,
      );
      if (options.signal?.aborted) throw asError(thrown);
      throw failure(factoryProblem(node, asError(thrown)), this.subject(), thrown);
    }
  }

  /** Not owned: who put it there starts and closes it. */
  private foreign(value: unknown): unknown {
    if (isObject(value)) this.adopted.add(value);
    return value;
  }

  private async own(label: string, value: unknown, options: StepOptions): Promise<unknown> {
    if (!isObject(value) || this.adopted.has(value)) return value;
    this.adopted.add(value);
    this.owned.push({ label, instance: value });
    const hook = hookOf(value, 'onInit');
    if (!hook) return value;
    try {
      await runStep(promised(hook), options);
      return value;
    } catch (thrown) {
      if (options.signal?.aborted) throw asError(thrown);
      throw failure(hookProblem(`${label}.onInit`, asError(thrown)), this.subject(), thrown);
    }
  }

  private subject(): string {
    return capital(this.plan.label);
  }
}

function isThere({ making }: GraphNode): boolean {
  return making.how === 'value' || making.how === 'built-in';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A function makes the value; a class is one. */
function isMaker(value: unknown): value is () => unknown {
  return typeof value === 'function' && !Function.prototype.toString.call(value).startsWith('class');
}

function factoryProblem(node: GraphNode, error: Error): SetupProblem {
  const late = error instanceof StepLate;
  return {
    code: late ? 'DI_FACTORY_LATE' : 'DI_FACTORY_FAILED',
    message: late
      ? `The factory of ${node.label} did not settle in time (${error.message}). Listed by ${node.origin()}.`
      : `The factory of ${node.label} failed: ${error.message}. Listed by ${node.origin()}.`,
    advice: late ? 'give what it waits for a limit of its own, or raise the limit of the start.' : 'look at the cause.',
  };
}
