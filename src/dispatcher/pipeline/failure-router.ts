/**
 * Brings a failure to whoever takes it: the nearest `@Catch` method, and of equally near ones the one with the most specific
 * error class; else the group's ErrorHandler. Whatever fails on the way is told to the ErrorHandler and goes no further, and a
 * call runs again only so many times: a failure can neither loop nor reach the process.
 */
import { type Class, type ErrorClass, type HandlerHome } from '../../di';
import { type AnyEvent, eventNameOf, UnknownDispatchEvent } from '../../models';
import { asError, type Logger } from '../../util';
import { FrameworkError } from '../../errors';
import { type Invocation } from '../invocation/invocation';
import { type InvocationOutcome } from '../invocation/invocation-outcome';
import { quietly } from '../quietly';
import { isThenable } from '../thenable';
import { type ErrorHandler } from './failure';
import { HandlerFailure } from './handler-failure';
import { Retry } from './retry';

/** Who failed. */
export interface FailureSource {
  readonly label: string;
  readonly owner?: Class | undefined;
  readonly method?: string | undefined;
  readonly argumentNames: readonly string[];
}

/** A call that failed, and the way to run it again. */
export interface FailingCall {
  readonly source: FailureSource;
  readonly event: AnyEvent;
  /** What the handler was called with, where that is not the event. */
  readonly context: object | undefined;
  /** The call as guards and interceptors know it; made when it is asked for, where there was none. */
  invocation(): Invocation;
  /** Runs it again. What it throws is a failure like the first one. */
  again(): InvocationOutcome | PromiseLike<InvocationOutcome>;
}

/** How a call ended. */
export interface CallEnd {
  readonly outcome: InvocationOutcome;
  /** Of a call that failed in the end. */
  readonly failure?: HandlerFailure | undefined;
  /** What the `@Catch` method returned that took the failure. */
  readonly told?: unknown;
  /** Resolves when the method has ended too, where an interceptor did not wait for it. */
  readonly rest?: Promise<void> | undefined;
}

/** A method marked `@Catch`. */
export interface Catcher extends FailureSource {
  /** Error classes that it takes; none means all. */
  readonly errors: readonly ErrorClass[];
  /** The one method of its class that it is for. */
  readonly of: string | undefined;
  readonly accepts: (failure: HandlerFailure) => boolean;
  readonly invoke: (failure: HandlerFailure) => unknown;
}

export interface FailureRouterOptions {
  readonly group: string;
  readonly logger: Logger;
  /** How many times a call may run, retries and all. */
  readonly maxRuns: number;
  /** Where a handler class is listed: what is near depends on it. */
  readonly homeOf: (type: Class) => HandlerHome;
  /** Whether the group stops: what says that it was ended by a stop is then no failure. Another group's stop is. */
  readonly isStopping: () => boolean;
  /** Lets no call run again once the group has stopped. @throws DispatchError DISPATCH_CLOSED */
  readonly assertOpen: (label: string) => void;
}

export class FailureRouter {
  private readonly catchers = new Set<Catcher>();

  constructor(
    private readonly options: FailureRouterOptions,
    /** Where failures end that nobody catches. */
    public errorHandler: ErrorHandler,
  ) {}

  addCatcher(catcher: Catcher): void {
    this.catchers.add(catcher);
  }

  removeCatcher(catcher: Catcher): void {
    this.catchers.delete(catcher);
  }

  /** Never throws, and a promise of it never rejects. @param attempt how many times the call ran */
  route(call: FailingCall, thrown: unknown, attempt = 1): CallEnd | Promise<CallEnd> {
    if (isStop(thrown) && this.options.isStopping()) {
      quietly(() => {
        const event = dispatchNameOf(call.event);
        this.options.logger.debug(`${call.source.label} was ended by the stop of its group.`, { event });
      });
      return { outcome: { kind: 'failed', error: thrown } };
    }
    const error = asError(thrown);
    const { maxRuns, assertOpen } = this.options;
    const again = (): ReturnType<FailingCall['again']> => {
      assertOpen(call.source.label);
      return call.again();
    };
    const retry = new Retry(again, error, maxRuns, attempt);
    const failure = new HandlerFailure({
      ...this.describe(call.source, call.event, error, call.context),
      attempt,
      invocation: () => call.invocation(),
      again: retry,
    });
    const catcher = this.catcherFor(failure, call.source);
    if (!catcher) return this.uncaught(failure);
    const routed: Routed = { call, failure, retry, catcher };
    try {
      const told = catcher.invoke(failure);
      if (!isThenable(told)) return this.caught(routed, told);
      return Promise.resolve(told).then(
        (value) => this.caught(routed, value),
        (again: unknown) => this.declined(routed, again),
      );
    } catch (again) {
      return this.declined(routed, again);
    }
  }

  /** The `@Catch` method returned. */
  private caught(routed: Routed, told: unknown): CallEnd | Promise<CallEnd> {
    const { retry, failure, catcher } = routed;
    // A run that it did not wait for decides all the same.
    if (retry.pending) {
      return retry.pending.then(() => {
        const { last } = retry;
        return last && !last.ok ? this.declined(routed, last.thrown) : this.caught(routed, undefined);
      });
    }
    retry.close();
    const { last } = retry;
    if (last?.ok === true) return { outcome: last.outcome };
    const error = last ? asError(last.thrown) : failure.error;
    return { outcome: { kind: 'failed', error, caughtBy: catcher.label }, failure, told };
  }

  /** The `@Catch` method threw: another error, its own again, or that of a further run, which is a failure of its own. */
  private declined(routed: Routed, again: unknown): CallEnd | Promise<CallEnd> {
    const { call, retry, failure, catcher } = routed;
    if (retry.pending) return retry.pending.then(() => this.declined(routed, again));
    retry.close();
    const { last } = retry;
    if (last && !last.ok && last.thrown === again) return this.route(call, again, retry.runs);
    if (again !== failure.error) {
      const own = this.describe(catcher, failure.event, asError(again), failure.context);
      this.tell(new HandlerFailure(own));
    }
    if (last?.ok === true) return { outcome: last.outcome };
    return this.uncaught(failure);
  }

  private uncaught(failure: HandlerFailure): CallEnd {
    this.tell(failure);
    return { outcome: { kind: 'failed', error: failure.error }, failure };
  }

  private describe(
    source: FailureSource,
    event: AnyEvent,
    error: Error,
    context: object | undefined,
  ): ConstructorParameters<typeof HandlerFailure>[0] {
    const { label: handler, argumentNames } = source;
    return {
      context,
      error,
      event,
      eventName: dispatchNameOf(event),
      handler,
      group: this.options.group,
      argumentNames,
    };
  }

  private catcherFor(failure: HandlerFailure, source: FailureSource): Catcher | undefined {
    let best: Catcher | undefined;
    let bestRank = Infinity;
    for (const catcher of this.catchers) {
      const distance = distanceTo(failure.error, catcher.errors);
      if (distance === undefined) continue;
      const rank = distance + this.nearness(catcher, source) * STEP;
      // A NaN, of one that is for another method, is not smaller than anything.
      if (!(rank < bestRank) || !catcher.accepts(failure)) continue;
      best = catcher;
      bestRank = rank;
    }
    return best;
  }

  /** 0 for the very method, 1 its class, 2 its module, 3 its group, 4 the hub. */
  private nearness({ owner, of }: Catcher, source: FailureSource): number {
    const isOwn = source.owner !== undefined && owner === source.owner;
    if (of !== undefined) return isOwn && of === source.method ? 0 : NaN;
    if (isOwn) return 1;
    if (!owner) return 3;
    const home = this.options.homeOf(owner);
    const modules = source.owner ? this.options.homeOf(source.owner).modules : [];
    if (modules.some((module) => home.modules.includes(module))) return 2;
    return home.isHubs ? 4 : 3;
  }

  private tell(failure: HandlerFailure): void {
    const failed = (thrown: unknown): void => {
      // The author's error handler failed, and perhaps the logger too: nothing is left that could be told.
      quietly(() => {
        this.options.logger.error('The ErrorHandler failed; the failure it was given follows.', {
          group: this.options.group,
          error: thrown,
          failure: failure.error,
          handler: failure.handler,
          event: failure.eventName,
        });
      });
    };
    try {
      const result = this.errorHandler.handle(failure);
      if (isThenable(result)) Promise.resolve(result).then(undefined, failed);
    } catch (thrown) {
      failed(thrown);
    }
  }
}

/** A failure on its way through a `@Catch` method. */
interface Routed {
  readonly call: FailingCall;
  readonly failure: HandlerFailure;
  readonly retry: Retry;
  readonly catcher: Catcher;
}

/** A handler that waits for an event when its group stops is told by an error. It ends by it, and nobody else need hear. */
function isStop(thrown: unknown): thrown is FrameworkError {
  return thrown instanceof FrameworkError && (thrown.kind === 'stop' || thrown.code === 'DISPATCH_CLOSED');
}

/** Farther than any class of a chain: what catches everything comes last. */
const EVERYTHING = 1_000_000;
/** Farther than that: whoever is nearer comes first, whatever they catch. */
const STEP = 2_000_000;

/** How many steps up the error's classes the nearest of `classes` is; `undefined` when it is none of them. */
function distanceTo(error: Error, classes: readonly ErrorClass[]): number | undefined {
  if (classes.length === 0) return EVERYTHING;
  let steps = 0;
  for (let prototype: unknown = Object.getPrototypeOf(error); prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (classes.some((type) => type.prototype === prototype)) return steps;
    steps += 1;
  }
  return undefined;
}

/** The name that Discord sent, also of what has no class. */
export function dispatchNameOf(event: AnyEvent): string {
  if (event instanceof UnknownDispatchEvent) return event.name;
  return eventNameOf(event) ?? event.constructor.name;
}
