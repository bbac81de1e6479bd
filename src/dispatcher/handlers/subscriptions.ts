/** Everything that handles events in one group: functions and classes, checked before the start, at once after it. */
import { type Class, type Injector, type Spot } from '../../di';
import { SetupError, type SetupPlace, type SetupProblem } from '../../errors';
import { type AnyEvent, type EventClass } from '../../models';
import { type Logger } from '../../util';
import { type ArgumentPool } from '../arguments/argument-pool';
import { type Provided } from '../arguments/parameter-problems';
import { unknownInjects } from '../arguments/unknown-injects';
import { DispatchError } from '../dispatch-error';
import { assertBrought, type Listening, unheard } from '../interest/intents';
import { type UseSource } from '../guards/read-uses';
import { type OutcomeSink } from '../invocation/outcome-sink';
import { type FailureRouter } from '../pipeline/failure-router';
import { type Pipelines, type UsedClass } from '../pipeline/pipelines';
import { assertEventClass } from './event-class';
import { Handler } from './handler';
import { lateHooks } from './late-hooks';
import { HandlerClass, notStarted } from './handler-class';
import { type HandlerFunction } from './handler-function';
import { type HandlerFlags, type HandlerOptions } from './handler-options';
import { InjectedCall, type InjectedCallInit } from './injected-call';
import { type HandlerRegistry } from './registry';
import { type Subscription, subscription } from './subscription';

/** What is known once a group has started. */
export interface Session {
  readonly injector: Injector;
  readonly intentBits: number;
}

/** Whether something else than an event calls a method of a handler class. */
export type IsAnswered = (type: Class, method: string) => boolean;

/** What speaks against a handler class that is added. */
export type ClassCheck = (type: Class) => readonly SetupProblem[];

export interface SubscriptionsOptions {
  readonly registry: HandlerRegistry;
  readonly failures: FailureRouter;
  readonly pool: ArgumentPool;
  readonly logger: Logger;
  readonly pipelines: Pipelines;
  readonly sink: OutcomeSink;
}

/** A handler that is a function, and what it uses. */
interface FunctionCall {
  readonly call: (event: AnyEvent) => unknown;
  readonly uses: readonly UseSource[];
}

export class Subscriptions {
  private readonly classes = new Set<HandlerClass>();
  /** Names that functions want checked when the group starts. */
  private readonly injects = new Map<Handler, readonly string[]>();
  /** Functions of the author's, which are given their guards when the group starts. */
  private readonly functions = new Map<Handler, FunctionCall>();
  private readonly calls = new Set<InjectedCall>();
  /** One of each class, however often it is added. Classes may be loaded anew while the bot runs: nothing here keeps them. */
  private readonly instances = new WeakMap<Class, object>();
  private readonly checks: ClassCheck[] = [];
  /** Who does not check before the start may have anything call a method. */
  private isAnswered: IsAnswered = () => true;
  private session: Session | undefined;
  private hasStarted = false;

  constructor(private readonly options: SubscriptionsOptions) {}

  /** Handler classes in the order of their adding, each once. */
  types(): Class[] {
    return [...new Set([...this.classes].map(({ type }) => type))];
  }

  /** Who listens to what, for the intents. Defaults do not count. */
  listening(): Listening[] {
    const functions = this.options.registry.all().filter(({ owner, isDefault }) => owner === undefined && !isDefault);
    return [...functions, ...[...this.classes].flatMap(({ listening }) => listening)];
  }

  /** @param isAnswered whether a method is to be called by something else than events, be it or not be it added yet */
  check(provided: Provided, isAnswered: IsAnswered): SetupProblem[] {
    const { pool, pipelines } = this.options;
    this.isAnswered = isAnswered;
    return [
      ...pipelines.problems(this.types(), this.functionUses()),
      ...this.outcomesTwice([...this.classes]),
      ...[...this.classes].flatMap((handlerClass) => handlerClass.problems(pool, provided)),
      ...this.eachOnce().flatMap((handlerClass) => this.idleUses(handlerClass)),
      ...[...this.calls].flatMap((call) => call.problems(pool, provided)),
      ...[...this.injects].flatMap(([handler, names]) => unknownInjects(handler, names, pool, provided)),
    ];
  }

  /** Guards and interceptors that must be there. */
  usedClasses(): UsedClass[] {
    return this.options.pipelines.usedClasses(this.types(), this.functionUses());
  }

  start(session: Session, handlers: Iterable<{ readonly type: Class; readonly instance: object }>): void {
    const known = new Set(this.types());
    for (const { type, instance } of handlers) {
      this.instances.set(type, instance);
      if (!known.has(type)) this.addClass(type);
    }
    this.options.pipelines.bind(session.injector);
    this.session = session;
    this.bindAll(session);
    this.hasStarted = true;
    for (const text of this.listening().flatMap((listening) => unheard(listening, session.intentBits))) {
      this.options.logger.warn(text);
    }
  }

  addFunction(
    event: EventClass,
    fn: HandlerFunction<AnyEvent>,
    options: HandlerOptions & HandlerFlags & { readonly label?: string | undefined },
    spot: Spot,
  ): Subscription {
    if (typeof fn !== 'function') throw notAHandler(fn);
    assertEventClass(event);
    const { registry, pool } = this.options;
    const { inject = [], use = [], label: given, ...flags } = options;
    const { bag } = pool;
    const label = given ?? (fn.name || `a handler of ${event.name}`);
    const handler = new Handler({
      ...flags,
      label,
      events: [event],
      place: functionPlace(label, spot),
      argumentNames: inject,
      invoke: (heard) => fn(heard, bag),
    });
    if (this.session) this.assertFunction(handler, inject, this.session);
    // What is the framework's own way to methods is not in use itself: they are.
    if (!handler.isDefault && !handler.runsItself) this.guardFunction(handler, use);
    this.warnOfOverwrites([handler]);
    registry.add(handler);
    if (inject.length > 0) this.injects.set(handler, inject);
    const { remove } = handler;
    // Also by itself, where it runs once.
    handler.remove = () => {
      remove();
      this.injects.delete(handler);
      this.functions.delete(handler);
    };
    return subscription(label, [event], () => {
      handler.remove();
    });
  }

  addClass(type: Class): Subscription {
    const { registry, failures, sink } = this.options;
    const refused = this.checks.flatMap((check) => check(type));
    if (refused.length > 0) throw new SetupError(refused, `Handler class ${type.name}`);
    const handlerClass = new HandlerClass(type);
    if (this.session) this.assertClass(handlerClass, this.session);
    this.warnOfOverwrites(handlerClass.handlers);
    this.classes.add(handlerClass);
    handlerClass.register(registry, failures, sink);
    // Whoever hears of outcomes hears of all calls, so all are made anew.
    if (this.session && handlerClass.outcomes.length > 0) this.bindAll(this.session);
    const events = [...new Set(handlerClass.handlers.flatMap((handler) => handler.events))];
    return subscription(type.name, events, () => {
      this.classes.delete(handlerClass);
      handlerClass.remove(failures, sink);
    });
  }

  /** Held against each class that is added from now on. */
  addCheck(check: ClassCheck): void {
    this.checks.push(check);
  }

  /** A method of a handler class that something else than an event calls. @throws SetupError after the start, when it cannot be filled. */
  addCall(init: InjectedCallInit): InjectedCall {
    const call = new InjectedCall(init);
    if (this.session) {
      const { injector } = this.session;
      const problems = [
        ...this.options.pipelines.problems([init.owner], []),
        ...call.problems(this.options.pool, injector),
      ];
      if (problems.length > 0) throw new SetupError(problems, call.label);
      this.bindCall(call, injector);
    }
    this.calls.add(call);
    return call;
  }

  removeCall(call: InjectedCall): void {
    this.calls.delete(call);
  }

  /** @throws DispatchError when a running session is not sent what is asked for. */
  assertBrought(listening: Listening): void {
    for (const event of listening.events) assertEventClass(event);
    if (this.session) assertBrought(listening, this.session.intentBits);
  }

  private assertFunction(handler: Handler, inject: readonly string[], session: Session): void {
    if (!handler.isDefault) assertBrought(handler, session.intentBits);
    const problem = unknownInjects(handler, inject, this.options.pool, session.injector)[0];
    if (!problem) return;
    const { message, advice } = problem;
    throw new DispatchError({ code: 'DISPATCH_UNKNOWN_ARGUMENT', kind: 'argument', message, advice });
  }

  private assertClass(handlerClass: HandlerClass, { injector, intentBits }: Session): void {
    const { pool, pipelines } = this.options;
    const problems = [
      ...pipelines.problems([handlerClass.type], []),
      ...this.outcomesTwice([...this.classes, handlerClass]),
      ...this.idleUses(handlerClass),
      ...handlerClass.problems(pool, injector),
    ];
    if (problems.length > 0) throw new SetupError(problems, `Handler class ${handlerClass.type.name}`);
    for (const listening of handlerClass.listening) assertBrought(listening, intentBits);
    this.bind(handlerClass, injector);
  }

  /** Guards are there once the group has started; what has some is not called before. @throws SetupError */
  private guardFunction(handler: Handler, use: readonly unknown[]): void {
    const { pipelines } = this.options;
    const { label, place } = handler;
    const uses = use.length > 0 ? [{ entries: use, what: `\`use\` of ${label}`, place }] : [];
    const given: FunctionCall = { call: handler.invoke, uses };
    if (this.session) {
      const problems = pipelines.problems([], uses);
      if (problems.length > 0) throw new SetupError(problems, label);
      pipelines.arm(handler, given.call, { own: uses });
    } else if (uses.length > 0 || pipelines.hasShared) {
      handler.invoke = () => {
        throw notStarted(label);
      };
    }
    this.functions.set(handler, given);
  }

  private functionUses(): UseSource[] {
    return [...this.functions.values()].flatMap(({ uses }) => uses);
  }

  private eachOnce(): HandlerClass[] {
    return [...new Map([...this.classes].map((one) => [one.type, one])).values()];
  }

  private idleUses(handlerClass: HandlerClass): SetupProblem[] {
    const { type } = handlerClass;
    const called = [...this.calls].filter(({ owner }) => owner === type).map(({ method }) => method);
    return handlerClass.idleUses((method) => called.includes(method) || this.isAnswered(type, method));
  }

  /** One method of a group hears of outcomes; with a second, who hears what would depend on their order. */
  private outcomesTwice(classes: readonly HandlerClass[]): SetupProblem[] {
    // A class that is added twice has its own once; another of the same name has one of its own.
    const byType = new Map(classes.map((one) => [one.type, one.outcomes]));
    const [first, ...others] = [...byType.values()].flat();
    return others.map(({ listener: { label }, place }) => ({
      code: 'DISPATCH_OUTCOME_TWICE',
      message: `${label} and ${first?.listener.label ?? ''} are both marked @OnOutcome, and a group has one.`,
      advice: 'keep one of them, and let it call the other.',
      place,
    }));
  }

  private bindAll({ injector }: Session): void {
    const { pipelines } = this.options;
    for (const handlerClass of this.classes) this.bind(handlerClass, injector);
    for (const call of this.calls) this.bindCall(call, injector);
    for (const [handler, { call, uses }] of this.functions) pipelines.arm(handler, call, { own: uses });
  }

  private bind(handlerClass: HandlerClass, injector: Injector): void {
    const { pool, pipelines } = this.options;
    handlerClass.bind(this.instanceOf(handlerClass.type, injector), { pool, injector, pipelines });
  }

  private bindCall(call: InjectedCall, injector: Injector): void {
    const { pool, pipelines } = this.options;
    call.bind(this.instanceOf(call.owner, injector), pool, injector, pipelines);
  }

  private instanceOf(type: Class, injector: Injector): object {
    let instance = this.instances.get(type);
    if (!instance) {
      const provided = injector.tryGet(type) as object | undefined;
      instance = provided ?? (injector.create(type) as object);
      this.instances.set(type, instance);
      const late = this.hasStarted && !provided && lateHooks(type, instance);
      if (late) this.options.logger.warn(late, { advice: 'add it before the start, or list it in a module.' });
    }
    return instance;
  }

  private warnOfOverwrites(handlers: readonly Handler[]): void {
    const { registry, logger } = this.options;
    for (const { label, events, overwrite, isDefault, isAuthored } of handlers) {
      for (const { name, eventName } of events) {
        const earlier = registry.overwriteOf(eventName);
        if (overwrite) {
          const authored = registry.authoredDefaultOf(eventName);
          if (earlier)
            logger.warn(`${label} and ${earlier.label} both overwrite the default handler of ${name}; ${label} runs.`);
          else if (authored) logger.warn(bothHandle(label, authored.label, name));
        } else if (isDefault && isAuthored && earlier) logger.warn(bothHandle(earlier.label, label, name));
      }
    }
  }
}

function bothHandle(overwriting: string, authored: string, event: string): string {
  return `${overwriting} overwrites the default handler of ${event}, which is ${authored}; ${overwriting} runs.`;
}

/** Where a function was added. The file is found out when somebody reads it. */
function functionPlace(label: string, spot: Spot): SetupPlace {
  return {
    get file() {
      return spot.file;
    },
    method: label,
  };
}

export function notAHandler(given: unknown): DispatchError {
  const name = typeof given === 'function' ? given.name || 'a function' : String(given);
  return new DispatchError({
    code: 'DISPATCH_NOT_A_HANDLER',
    kind: 'subscription',
    message: `addHandler was given ${name}, which is no handler.`,
    advice:
      'write addHandler(MessageCreateEvent, (event, args) => …), or addHandler(Greeter) with a class that has @Handler().',
  });
}
