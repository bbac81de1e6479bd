/** Knows what is in use for which method of a group, and makes their pipelines when the group starts. */
import { type Class, type HandlerHome, type Injector } from '../../di';
import { type SetupProblem } from '../../errors';
import { readUses, type ReadUses, type UseSource } from '../guards/read-uses';
import { type GuardStep, orderSteps, type StepOrder } from '../guards/steps';
import { planUses, type UsePlan } from '../guards/use-plan';
import { classSources, groupSources, methodSources, moduleSources, usedMethods } from '../guards/use-sources';
import { type Handler } from '../handlers/handler';
import { type InvocationKind } from '../invocation/invocation';
import { then } from '../thenable';
import { type EventCall, EventRun } from './event-run';
import { type CallEnd, type FailureSource } from './failure-router';
import { Pipeline, type PipelineHost } from './pipeline';

export interface PipelinesOptions extends PipelineHost {
  readonly group: string;
  /** What stands before and around every handler: of all groups, and of this one. */
  readonly hubUse: readonly unknown[] | undefined;
  readonly use: readonly unknown[] | undefined;
  readonly steps: readonly GuardStep[] | undefined;
  readonly homeOf: (type: Class) => HandlerHome;
}

/** A class that must be there for a handler to be guarded, and who names it. */
export interface UsedClass {
  readonly type: Class;
  readonly origin: () => string;
}

export interface ArmOptions {
  /** What a handler that is a function uses itself. */
  readonly own?: readonly UseSource[];
  /** Whether the parameters ask for what each call has of its own, which takes an invocation. */
  readonly isScoped?: boolean;
}

const NOTHING: UsePlan = { early: [], late: [], interceptors: [] };

export class Pipelines {
  private readonly order: StepOrder;
  private readonly shared: readonly UseSource[];
  private readonly instances = new WeakMap<Class, unknown>();
  private injector: Injector | undefined;

  constructor(private readonly options: PipelinesOptions) {
    this.order = orderSteps(options.steps ?? [], options.group);
    this.shared = groupSources(options.group, options);
  }

  /** Whether something is in use for every handler, so that none may run before the start. */
  get hasShared(): boolean {
    return this.shared.some(({ entries }) => entries.length > 0);
  }

  /** Where guards and interceptors come from. */
  bind(injector: Injector): void {
    this.injector = injector;
  }

  /** What keeps anything that is in use from working. @param functions what handlers that are functions use */
  problems(types: readonly Class[], functions: readonly UseSource[]): readonly SetupProblem[] {
    return [...this.order.problems, ...this.readAll(types, functions).problems];
  }

  usedClasses(types: readonly Class[], functions: readonly UseSource[]): UsedClass[] {
    return this.readAll(types, functions).classes.map(({ type, source }) => ({
      type,
      origin: () => (source.place?.file === undefined ? source.what : `${source.what} (${source.place.file})`),
    }));
  }

  /**
   * Gives a handler of events what it calls: the call itself where nothing is in use.
   * @param isScoped whether the call needs its invocation
   */
  arm(handler: Handler, call: EventCall, { own = [], isScoped = false }: ArmOptions = {}): void {
    const pipeline = this.pipelineFor(handler, 'event', { own, isScoped });
    handler.runsItself = pipeline !== undefined;
    handler.invoke = pipeline ? (event) => then(pipeline.run(new EventRun(handler, call, event)), whole) : call;
  }

  /** `undefined` when nothing is in use for the method, nobody hears of its calls, and they need nothing of their own. */
  pipelineFor(
    source: FailureSource,
    kind: InvocationKind,
    { own = [], isScoped = false }: ArmOptions = {},
  ): Pipeline | undefined {
    const { owner, method } = source;
    const uses = this.read([
      ...this.sourcesOf(owner),
      ...(owner && method !== undefined ? methodSources(owner, method) : []),
      ...own,
    ]);
    const plan = planUses(kind === 'autocomplete' ? withoutLimits(uses) : uses, this.order, (type) =>
      this.instanceOf(type),
    );
    const { sink, correlation } = this.options;
    if (!plan && !sink.isUsed && !correlation && !isScoped) return undefined;
    return new Pipeline(source, plan ?? NOTHING, this.options);
  }

  private sourcesOf(owner: Class | undefined): UseSource[] {
    if (!owner) return [...this.shared];
    return [...this.shared, ...moduleSources(this.options.homeOf(owner)), ...classSources(owner)];
  }

  /** Of everything that concerns these classes; what several share is read once. */
  private readAll(types: readonly Class[], functions: readonly UseSource[]): ReadUses {
    const sources = new Map<readonly unknown[], UseSource>(this.shared.map((source) => [source.entries, source]));
    for (const type of types) {
      for (const source of [
        ...moduleSources(this.options.homeOf(type)),
        ...classSources(type),
        ...usedMethods(type).flatMap((method) => methodSources(type, method)),
      ]) {
        sources.set(source.entries, source);
      }
    }
    return this.read([...sources.values(), ...functions]);
  }

  private read(sources: readonly UseSource[]): ReadUses {
    return readUses(sources, this.order.names);
  }

  private instanceOf<T>(type: Class<T>): T {
    if (!this.instances.has(type)) {
      const injector = this.injector as Injector;
      this.instances.set(type, injector.tryGet(type) ?? injector.create(type));
    }
    return this.instances.get(type) as T;
  }
}

/** Nobody is answered, so the run lasts as long as its method: it is counted, and keeps its key. */
function whole(end: CallEnd): unknown {
  return end.rest ?? end;
}

const LIMITS: ReadonlySet<string> = new Set(['limits', 'turns']);

/** Somebody who types asks for suggestions with every key, which spends nothing of what holds for the command. */
function withoutLimits(uses: ReadUses): ReadUses {
  const guards = uses.guards.filter(({ node, source }) => !LIMITS.has(node.step) || source.isOfMethod === true);
  return { ...uses, guards };
}
