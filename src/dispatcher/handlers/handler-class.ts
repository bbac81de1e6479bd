/** A handler class in one group: its methods as handlers and catchers, checked before the start and bound to an instance at it. */
import {
  type AbstractClass,
  type Class,
  type HandlerRecord,
  type Injector,
  isCallSubject,
  isProblem,
  methodProblem,
  type ParameterRecord,
  readHandler,
  readParameters,
  tokenName,
} from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type EventClass } from '../../models';
import { type ArgumentPool } from '../arguments/argument-pool';
import { compileCall, compilePayloadCall, type Method, resolveCells } from '../arguments/call-plan';
import { type InjectedParameters, parameterProblems, type Provided } from '../arguments/parameter-problems';
import { isScoped, scopedArguments, scopedCall } from '../arguments/scoped-call';
import { DispatchError } from '../dispatch-error';
import { idleUses } from '../guards/idle-uses';
import { type Listening } from '../interest/intents';
import { Invocation } from '../invocation/invocation';
import { type OutcomeRecord, outcomeRecords } from '../invocation/on-outcome';
import { type OutcomeListener, type OutcomeSink } from '../invocation/outcome-sink';
import { type Catcher, type FailureRouter } from '../pipeline/failure-router';
import { type HandlerFailure } from '../pipeline/handler-failure';
import { type Pipelines } from '../pipeline/pipelines';
import { then } from '../thenable';
import { eventClassFault } from './event-class';
import { Handler } from './handler';
import { type HandlerRegistry } from './registry';

/** What methods are bound with. */
export interface Binding {
  readonly pool: ArgumentPool;
  readonly injector: Injector;
  readonly pipelines: Pipelines;
}

/** A method that is called, with the parameters that are injected into it. */
interface InjectedMethod extends InjectedParameters {
  readonly bind: (instance: object, binding: Binding) => void;
}

export class HandlerClass {
  readonly handlers: Handler[] = [];
  /** Its `@OnOutcome` methods, of which a group has one at most, with where they stand. */
  readonly outcomes: { readonly listener: OutcomeListener; readonly place: SetupPlace }[] = [];
  private readonly catchers: Catcher[] = [];
  private readonly methods: InjectedMethod[] = [];
  private readonly declared: SetupProblem[] = [];
  private readonly needs: readonly EventClass[] = [];
  private readonly place: SetupPlace | undefined;
  private readonly record: HandlerRecord | undefined;

  constructor(readonly type: Class) {
    const record = readHandler(type);
    if (isProblem(record)) {
      this.declared.push(record);
      return;
    }
    this.record = record;
    this.needs = record.needs;
    this.place = record.place;
    this.declared.push(...record.problems);
    this.readSubscriptions(record);
    this.readCatches(record);
    this.readOutcomes();
  }

  /** Who listens to what, for the intents: the methods, and what `@Needs` names. */
  get listening(): Listening[] {
    const methods = this.handlers.map((handler) => ({ ...pickListening(handler), place: handler.place }));
    return this.needs.length > 0
      ? [...methods, { label: this.type.name, events: this.needs, place: this.place }]
      : methods;
  }

  /** Everything that keeps this class from working, given what the container has. */
  problems(pool: ArgumentPool, provided: Provided): SetupProblem[] {
    const unresolved = this.methods.flatMap((method) => parameterProblems(method, pool, provided));
    return [...this.declared, ...unresolved];
  }

  /**
   * `@Use` where it guards nothing. @param isAnswered whether something else than an event calls a method
   */
  idleUses(isAnswered: (method: string) => boolean): SetupProblem[] {
    const { record } = this;
    if (!record) return [];
    return idleUses(this.type, {
      isCalled: (called) => isAnswered(called) || record.subscriptions.some(({ method }) => method === called),
      follower: (called) => {
        if (record.catches.some(({ method }) => method === called)) return '@Catch';
        return outcomesOf(this.type).some(({ method }) => method === called) ? '@OnOutcome' : undefined;
      },
    });
  }

  register(registry: HandlerRegistry, failures: FailureRouter, sink: OutcomeSink): void {
    for (const handler of this.handlers) registry.add(handler);
    for (const catcher of this.catchers) failures.addCatcher(catcher);
    for (const { listener } of this.outcomes) sink.add(listener);
  }

  remove(failures: FailureRouter, sink: OutcomeSink): void {
    for (const handler of this.handlers) handler.remove();
    for (const catcher of this.catchers) failures.removeCatcher(catcher);
    for (const { listener } of this.outcomes) sink.remove(listener);
  }

  /** Gives the methods their instance and their arguments. */
  bind(instance: object, binding: Binding): void {
    for (const method of this.methods) method.bind(instance, binding);
  }

  private readSubscriptions(record: HandlerRecord): void {
    for (const { method, events, once, options, place, problem } of record.subscriptions) {
      if (problem) {
        this.declared.push(problem);
        continue;
      }
      const faults = events.map((event) => eventFault(event, place)).filter((fault) => fault !== undefined);
      this.declared.push(...faults);
      if (faults.length > 0) continue;
      const parameters = readParameters(this.type, method, 1, place);
      const label = `${this.type.name}.${method}`;
      const handler = new Handler({
        label,
        events: [...new Set(events)],
        owner: this.type,
        method,
        place,
        argumentNames: parameters.map(argumentName),
        once,
        ...options,
        invoke: () => {
          throw notStarted(label);
        },
      });
      this.handlers.push(handler);
      const bind: InjectedMethod['bind'] = (instance, { pool, injector, pipelines }) => {
        const cells = resolveCells(parameters, pool, injector);
        const fn = methodOf(instance, method);
        if (!isScoped(cells)) {
          pipelines.arm(handler, compileCall(instance, fn, cells));
          return;
        }
        const call = scopedCall(instance, fn, cells);
        pipelines.arm(handler, (event, invocation) => call([event], invocation as Invocation), { isScoped: true });
      };
      this.methods.push({ method, place, parameters, bind });
    }
  }

  private readCatches(record: HandlerRecord): void {
    for (const { method, errors, of, place } of record.catches) {
      const parameters = readParameters(this.type, method, 1, place);
      const subjects = parameters.map(({ token }) => token).filter(isCallSubject);
      const label = `${this.type.name}.${method}`;
      let call: (failure: HandlerFailure) => unknown = () => {
        throw notStarted(label);
      };
      this.catchers.push({
        label,
        owner: this.type,
        errors,
        of,
        argumentNames: parameters.map(argumentName),
        accepts: (failure) => subjects.every((type) => isSubject(failure, type)),
        invoke: (failure) => call(failure),
      });
      const bind: InjectedMethod['bind'] = (instance, { pool, injector }) => {
        call = compileCatch(instance, methodOf(instance, method), parameters, pool, injector);
      };
      this.methods.push({ method, place, parameters, isGiven: isCallSubject, bind });
    }
  }

  private readOutcomes(): void {
    for (const { method, place, isStatic } of outcomesOf(this.type)) {
      const label = `${this.type.name}.${method}`;
      const problem = isStatic ? staticOutcome(label, place) : methodProblem(this.type, method, place);
      if (problem) {
        this.declared.push(problem);
        continue;
      }
      const parameters = readParameters(this.type, method, 2, place);
      let hear: OutcomeListener['hear'] = () => undefined;
      this.outcomes.push({ place, listener: { label, hear: (outcome, invocation) => hear(outcome, invocation) } });
      const bind: InjectedMethod['bind'] = (instance, { pool, injector }) => {
        const cells = resolveCells(parameters, pool, injector).slice(1);
        hear = compilePayloadCall(instance, methodOf(instance, method), cells);
      };
      this.methods.push({ method, place, parameters, isAfterCall: true, bind });
    }
  }
}

/** Failures are rare: the arguments are collected each time, so that those typed as the event or the context can get it. */
function compileCatch(
  instance: object,
  method: Method,
  parameters: readonly ParameterRecord[],
  pool: ArgumentPool,
  injector: Injector,
): (failure: HandlerFailure) => unknown {
  const injected = parameters.map((parameter) =>
    isCallSubject(parameter.token) ? { ...parameter, token: undefined } : parameter,
  );
  const cells = resolveCells(injected, pool, injector);
  const given = new Map<number, AbstractClass>();
  for (const { token, index } of parameters) if (isCallSubject(token)) given.set(index - 1, token);
  const call = (failure: HandlerFailure, values: readonly unknown[]): unknown =>
    method.apply(instance, [
      failure.error,
      ...values.map((value, index) => {
        const type = given.get(index);
        return type ? subjectOf(failure, type) : value;
      }),
    ]);
  if (!isScoped(cells))
    return (failure) =>
      call(
        failure,
        cells.map(({ value }) => value),
      );
  const read = scopedArguments(cells);
  // What is caught is a call, so there is one to ask.
  return (failure) => then(read((failure.invocation as Invocation).scope), (values) => call(failure, values));
}

/** What a `@Catch` method may ask for by its class: what the failing handler was called with, its invocation, the failure. */
function subjectOf(failure: HandlerFailure, type: AbstractClass): object | undefined {
  const { event, context } = failure;
  if (isInvocation(type)) return failure.invocation;
  return [context, event, failure].find((subject) => subject instanceof type);
}

/** Whether there is one, without making it. */
function isSubject(failure: HandlerFailure, type: AbstractClass): boolean {
  return isInvocation(type) || subjectOf(failure, type) !== undefined;
}

function isInvocation(type: AbstractClass): boolean {
  return type === Invocation;
}

function staticOutcome(label: string, place: SetupPlace): SetupProblem {
  return {
    code: 'DI_STATIC_METHOD',
    message: `@OnOutcome stands on the static method ${label}; handlers run on instances.`,
    advice: 'take `static` away.',
    place,
  };
}

/** What a class says of a method replaces what its bases say. */
function outcomesOf(type: Class): readonly OutcomeRecord[] {
  const records = new Map<string, OutcomeRecord>();
  for (
    let base: unknown = type;
    typeof base === 'function' && base !== Function.prototype;
    base = Object.getPrototypeOf(base)
  ) {
    for (const record of outcomeRecords.own(base)) {
      if (!records.has(record.method)) records.set(record.method, record);
    }
  }
  return [...records.values()];
}

function eventFault(event: EventClass, place: SetupPlace): SetupProblem | undefined {
  const fault = eventClassFault(event);
  if (fault === undefined) return undefined;
  return {
    code: 'DISPATCH_NOT_AN_EVENT',
    message: `${event.name} ${fault}.`,
    advice: 'listen to the class that the dispatch arrives as.',
    place,
  };
}

function pickListening({ label, events, needs }: Handler): Listening {
  return { label, events, needs };
}

function argumentName({ name, token, index }: ParameterRecord): string {
  return name ?? (token === undefined ? `argument ${index}` : tokenName(token));
}

function methodOf(instance: object, method: string): Method {
  return (instance as Record<string, Method>)[method] as Method;
}

/** What is thrown by whatever is called before its instance is there. */
export function notStarted(label: string): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_NOT_STARTED',
    kind: 'lifecycle',
    message: `${label} was called before its group started, so its class has no instance yet.`,
    advice: 'dispatch events after the group has started.',
    context: { handler: label },
  });
}
