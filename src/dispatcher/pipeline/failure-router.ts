/**
 * Brings a failure to whoever takes it: a `@Catch` method of the failing class, then one of the group's other classes,
 * the most specific error class first; else the group's ErrorHandler. Whatever fails on the way is told to the
 * ErrorHandler and goes no further, so a failure can neither loop nor reach the process.
 */
import { type Class, type ErrorClass } from '../../di';
import { type AnyEvent, eventNameOf, UnknownDispatchEvent } from '../../models';
import { asError, type Logger } from '../../util';
import { DispatchError } from '../dispatch-error';
import { type HandlerFailure, type ErrorHandler } from './failure';

/** Who failed. */
export interface FailureSource {
  readonly label: string;
  readonly owner?: Class | undefined;
  readonly argumentNames: readonly string[];
}

/** A method marked `@Catch`. */
export interface Catcher extends FailureSource {
  /** Error classes that it takes; none means all. */
  readonly errors: readonly ErrorClass[];
  readonly accepts: (failure: HandlerFailure) => boolean;
  readonly invoke: (failure: HandlerFailure) => unknown;
}

export class FailureRouter {
  private readonly catchers = new Set<Catcher>();

  constructor(
    private readonly group: string,
    private readonly logger: Logger,
    /** Where failures end that nobody catches. */
    public errorHandler: ErrorHandler,
  ) {}

  addCatcher(catcher: Catcher): void {
    this.catchers.add(catcher);
  }

  removeCatcher(catcher: Catcher): void {
    this.catchers.delete(catcher);
  }

  /**
   * Never throws. @param context what the handler was called with, where that is not the event.
   * @returns what the `@Catch` method returned that took the failure; a promise of it never rejects
   */
  report(source: FailureSource, event: AnyEvent, thrown: unknown, context?: object): unknown {
    if (isStop(thrown)) {
      quietly(() => {
        this.logger.debug(`${source.label} was ended by the stop of its group.`, { event: dispatchNameOf(event) });
      });
      return undefined;
    }
    const failure = this.describe(source, event, thrown, context);
    const catcher = this.catcherFor(failure, source.owner);
    if (!catcher) {
      this.tell(failure);
      return undefined;
    }
    const failed = (again: unknown): void => {
      // A catcher that throws what it was given has declined it.
      if (again !== failure.error) this.tell(this.describe(catcher, event, again, context));
      this.tell(failure);
    };
    try {
      const result = catcher.invoke(failure);
      return isThenable(result) ? Promise.resolve(result).then(undefined, failed) : result;
    } catch (again) {
      failed(again);
      return undefined;
    }
  }

  private describe(source: FailureSource, event: AnyEvent, thrown: unknown, context?: object): HandlerFailure {
    return {
      ...(context && { context }),
      error: asError(thrown),
      event,
      eventName: dispatchNameOf(event),
      handler: source.label,
      group: this.group,
      argumentNames: source.argumentNames,
    };
  }

  private catcherFor(failure: HandlerFailure, owner: Class | undefined): Catcher | undefined {
    let best: Catcher | undefined;
    let bestRank = Infinity;
    for (const catcher of this.catchers) {
      const distance = distanceTo(failure.error, catcher.errors);
      if (distance === undefined || !catcher.accepts(failure)) continue;
      const rank = distance + (owner && catcher.owner === owner ? 0 : FOREIGN);
      if (rank >= bestRank) continue;
      best = catcher;
      bestRank = rank;
    }
    return best;
  }

  private tell(failure: HandlerFailure): void {
    const failed = (thrown: unknown): void => {
      // The author's error handler failed, and perhaps the logger too: nothing is left that could be told.
      quietly(() => {
        this.logger.error('The ErrorHandler failed; the failure it was given follows.', {
          group: this.group,
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

/** A handler that waits for an event when its group stops is told by an error. It ends by it, and nobody else need hear. */
function isStop(thrown: unknown): boolean {
  return thrown instanceof DispatchError && thrown.code === 'DISPATCH_CLOSED';
}

/** Farther than any chain of classes: other classes' catchers come after the failing class's own. */
const FOREIGN = 2_000_000;
/** Farther than any class of a chain: what catches everything comes last. */
const EVERYTHING = 1_000_000;

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

/** Whether a handler's result is a promise, of whichever library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Runs what may fail where nobody is left to be told. */
export function quietly(task: () => void): void {
  try {
    task();
  } catch {
    return;
  }
}
