/**
 * Everything that is injected, of all groups: laid out when it is registered, checked before anything starts,
 * made scope by scope, taken down in reverse.
 *
 * The hub is one scope and each group is one below it. Where a module is registered decides in which scope its providers
 * live; a class with `@Injectable({ scope: 'hub' })` lives in the hub wherever it is listed. What lives in the hub sees
 * only the hub, so that nothing of one group can reach another through it.
 */
import { describeProblem, FrameworkError, SetupError, type SetupProblem } from '../../errors';
import { type Clock, systemClock } from '../../util';
import { type Class, type InjectionToken, tokenKey } from '../metadata/tokens';
import { checkScope } from './check';
import { type HandlerHome } from './handler-home';
import { type Injector } from './injector';
import { type LifecycleFailure, type StepOptions, unlessAborted } from './lifecycle';
import { ScopePlan } from './scope-plan';
import { ScopeRuntime } from './scope-runtime';
import { HUB, type ScopeSpec, scopeLabel } from './scope-spec';

/** How long one factory or hook may take when nothing else is said. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

/** How a scope is started or closed. */
export interface GraphStepOptions {
  /** Ends the start: what was made for the group is taken down again. */
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
  /** How long each factory and each hook may take, in milliseconds. Default: 30 s to start, 10 s to close. */
  readonly limitMs?: number | undefined;
}

interface RunningGroup {
  readonly runtime: ScopeRuntime;
  /** Ends the start when the group is closed meanwhile. */
  readonly stop: AbortController;
  readonly injector: Promise<Injector>;
}

export class InjectionGraph implements AsyncDisposable {
  private readonly hubPlan: ScopePlan;
  private readonly groupPlans = new Map<string, ScopePlan>();
  private readonly hubRuntime: ScopeRuntime;
  /** The hub is built by one at a time: a later group may bring more for it. */
  private hubWork: Promise<unknown> = Promise.resolve();
  /** onReady of the hub is called by one at a time, so that each group finds it done. */
  private hubReady: Promise<unknown> = Promise.resolve();
  /** What failed while a start that failed was taken down, until somebody closes the group. */
  private readonly leftovers = new Map<string, LifecycleFailure[]>();
  private readonly running = new Map<string, RunningGroup>();
  /** Ends what the hub is still making when the graph is closed. */
  private readonly stop = new AbortController();

  constructor(hub: ScopeSpec) {
    this.hubPlan = new ScopePlan({ ...hub, name: HUB });
    this.hubRuntime = new ScopeRuntime(this.hubPlan);
  }

  /** Lays a group out. Throws `DI_GROUP_TWICE`; everything else that is wrong is told by {@link check}. */
  addGroup(spec: ScopeSpec): void {
    this.assertOpen();
    if (spec.name === HUB || this.groupPlans.has(spec.name)) {
      throw new FrameworkError({
        code: 'DI_GROUP_TWICE',
        kind: 'injection',
        message: `The name "${spec.name}" is taken.`,
        advice:
          spec.name === HUB
            ? 'the hub itself goes by that name; choose another.'
            : 'give each group a name of its own.',
      });
    }
    this.groupPlans.set(spec.name, new ScopePlan(spec, this.hubPlan));
  }

  /** Forgets a group that was closed, or never resolved: its name is free again. One that runs is left as it is. */
  removeGroup(name: string): void {
    if (this.running.has(name)) return;
    this.groupPlans.delete(name);
    this.leftovers.delete(name);
  }

  /**
   * Everything that is wrong with the hub and its groups. Nothing is instantiated.
   * @param groups names of those that are meant. Default: all.
   */
  check(groups: Iterable<string> = this.groupPlans.keys()): SetupProblem[] {
    const told = new Map<string, SetupProblem>();
    for (const plan of [this.hubPlan, ...Array.from(groups, (name) => this.planOf(name))]) {
      // What is wrong with a class that several groups list is said once.
      for (const problem of this.checkPlan(plan)) told.set(describeProblem(problem), problem);
    }
    return [...told.values()];
  }

  /** Gives a group handlers that were added in code, so that they are checked, made and taken down like listed ones. */
  addHandlers(group: string, types: readonly Class[]): void {
    for (const type of types) this.planOf(group).takeHandler(type, () => 'addHandler()');
  }

  /** The same for classes that handlers use and nobody lists: one of each in a group, or in the hub where it is one for all. */
  addUsed(group: string, used: Iterable<{ readonly type: Class; readonly origin: () => string }>): void {
    for (const { type, origin } of used) this.planOf(group).takeClass(type, origin);
  }

  /** Where a handler of a group is listed. */
  homeOf(group: string, type: Class): HandlerHome {
    return this.planOf(group).homeOf(type);
  }

  /** Whether something stands for the token in a scope, be it made already or not. */
  provides(scope: string, token: InjectionToken): boolean {
    return this.planOf(scope).find(tokenKey(token)) !== undefined;
  }

  /** Whether each call of a handler has its own of what the token stands for. */
  livesPerInvocation(scope: string, token: InjectionToken): boolean {
    const found = this.planOf(scope).find(tokenKey(token));
    return found?.plan.livesPerInvocation(found.node) ?? false;
  }

  /** Whether the author provides what the scope would otherwise have of itself. */
  replaces(scope: string, token: InjectionToken): boolean {
    const found = this.planOf(scope).find(tokenKey(token));
    return found !== undefined && found.node.making.how !== 'built-in';
  }

  /** The handler classes of a group: the hub’s first, then its own, each once. */
  handlersOf(group: string): readonly Class[] {
    return this.planOf(group).handlers;
  }

  /**
   * Makes what lives in the hub, once; what later groups brought is made by a later call.
   * The signal ends the waiting, not the work: other groups may be waiting for it as well.
   */
  async resolveHub(options: GraphStepOptions = {}): Promise<Injector> {
    this.assertOpen();
    const problems = this.checkPlan(this.hubPlan);
    if (problems.length > 0) throw new SetupError(problems, 'The hub');
    const own = startSteps({ ...options, signal: this.stop.signal });
    const work = this.hubWork.then(() => this.hubRuntime.build(own));
    // One caller’s failure is not the next one’s.
    this.hubWork = work.catch(() => undefined);
    await unlessAborted(work, options.signal);
    return this.hubRuntime.injector;
  }

  /**
   * Makes everything of a group and its handlers, async factories awaited, each after what it needs. The hub comes first.
   * Throws a SetupError; what was made for the group until then is taken down. A group that runs is given as it is.
   */
  async resolveGroup(name: string, options: GraphStepOptions = {}): Promise<Injector> {
    this.assertOpen();
    const plan = this.planOf(name);
    const already = this.running.get(name);
    if (already) return already.injector;
    const stop = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
    const runtime = new ScopeRuntime(plan, this.hubRuntime);
    const injector = this.startGroup(plan, runtime, { ...options, signal });
    this.running.set(name, { runtime, injector, stop });
    return injector;
  }

  /**
   * Calls onReady of what lives in a group and has not heard it yet. What lives in the hub hears it first, with the first group.
   * Resolves with what failed; it never rejects.
   */
  async runReady(scope: string, options: GraphStepOptions = {}): Promise<LifecycleFailure[]> {
    const group = scope === HUB ? undefined : this.running.get(this.planOf(scope).name)?.runtime;
    const own = stopSteps(options);
    const ready = this.hubReady.then(() => this.hubRuntime.ready(own));
    this.hubReady = ready;
    return [...(await ready), ...((await group?.ready(own)) ?? [])];
  }

  /**
   * onShutdown and dispose of everything that was made for a group, in reverse order, each although another failed.
   * Resolves with what failed; it never rejects. The group can be resolved anew.
   */
  async closeGroup(name: string, options: GraphStepOptions = {}): Promise<LifecycleFailure[]> {
    const running = this.running.get(this.planOf(name).name);
    if (!running) return this.takeLeftovers(name);
    running.stop.abort(closedWhileStarting(name));
    await running.injector.catch(() => undefined);
    if (this.running.get(name) !== running) return this.takeLeftovers(name);
    this.running.delete(name);
    return running.runtime.close(stopSteps(options));
  }

  /** Closes all groups, the one started last first, then the hub. Resolves with what failed; it never rejects. */
  async close(options: GraphStepOptions = {}): Promise<LifecycleFailure[]> {
    this.stop.abort(closedWhileStarting(HUB));
    const failures: LifecycleFailure[] = [];
    for (const name of new Set([...this.running.keys(), ...this.leftovers.keys()].reverse()))
      failures.push(...(await this.closeGroup(name, options)));
    await this.hubWork;
    failures.push(...(await this.hubRuntime.close(stopSteps(options))));
    return failures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async startGroup(plan: ScopePlan, runtime: ScopeRuntime, options: GraphStepOptions): Promise<Injector> {
    try {
      const problems = this.checkPlan(plan);
      if (problems.length > 0) throw new SetupError(problems, `Group "${plan.name}"`);
      await this.resolveHub(options);
      await runtime.build(startSteps(options));
      return runtime.injector;
    } catch (error) {
      const failures = await runtime.close(stopSteps({ clock: options.clock }));
      if (failures.length > 0) this.leftovers.set(plan.name, failures);
      this.running.delete(plan.name);
      throw error;
    }
  }

  private takeLeftovers(name: string): LifecycleFailure[] {
    const failures = this.leftovers.get(name) ?? [];
    this.leftovers.delete(name);
    return failures;
  }

  private checkPlan(plan: ScopePlan): SetupProblem[] {
    return checkScope(plan, [...this.groupPlans.values()]);
  }

  private planOf(name: string): ScopePlan {
    const plan = name === HUB ? this.hubPlan : this.groupPlans.get(name);
    if (plan) return plan;
    throw new FrameworkError({
      code: 'DI_UNKNOWN_GROUP',
      kind: 'injection',
      message: `There is no ${scopeLabel(name)}.`,
      advice: `add it first. Known groups: ${[...this.groupPlans.keys()].join(', ') || 'none'}.`,
    });
  }

  private assertOpen(): void {
    if (!this.stop.signal.aborted) return;
    throw new FrameworkError({
      code: 'DI_CLOSED',
      kind: 'injection',
      message: 'The injection graph has been closed.',
      advice: 'make a new hub.',
    });
  }
}

function startSteps(options: GraphStepOptions): StepOptions {
  return { clock: options.clock ?? systemClock, limitMs: options.limitMs ?? START_LIMIT_MS, signal: options.signal };
}

/** Taking down has limits, but is not ended by a signal: half of it would leak the other half. */
function stopSteps(options: GraphStepOptions): StepOptions {
  return { clock: options.clock ?? systemClock, limitMs: options.limitMs ?? STOP_LIMIT_MS };
}

function closedWhileStarting(scope: string): FrameworkError {
  return new FrameworkError({
    code: 'DI_CLOSED',
    kind: 'injection',
    message: `${scopeLabel(scope)} was closed while it was starting.`,
  });
}
