/**
 * Starts handlers: at once while the turn's budget and the limit of running handlers allow, else in order, later.
 * All handlers of one event start before the next event's. Nothing here waits for a handler, and nothing throws.
 */
import { type AnyEvent } from '../../models';
import { type Clock, deferred, type Deferred, type Logger } from '../../util';
import { type Handler } from '../handlers/handler';
import { quietly } from '../quietly';
import { isThenable } from '../thenable';
import { PlainEventFailure } from './event-run';
import { type CallEnd, dispatchNameOf, type FailureRouter } from './failure-router';
import { Fifo } from './fifo';
import { type InvocationMaker } from './invocation-maker';
import { type OutcomeTally } from './outcome';
import { Overload } from './overload';
import { Run, RunningHandlers } from './running-handlers';
import { type Sequence } from './sequence';
import { Turn } from './turn';

export interface PumpOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly invocations: InvocationMaker;
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly handlersOf: (event: AnyEvent) => readonly Handler[];
  readonly maxInFlight: number;
  readonly maxQueued: number;
  readonly stallAfterMs: number;
  readonly turnBudgetMs: number;
}

/** A run whose line has come to it. */
interface Turned {
  readonly handler: Handler;
  readonly event: AnyEvent;
  readonly key: string;
}

const NONE: readonly Handler[] = [];

export class Pump {
  private readonly events = new Fifo<AnyEvent>();
  private readonly turned = new Fifo<Turned>();
  private readonly turn: Turn;
  private readonly running: RunningHandlers;
  private readonly overload: Overload;
  private readonly idleWaiters: Deferred<void>[] = [];

  // The event whose handlers are being started, and which of them is next. Fields, so that an event allocates nothing.
  private event: AnyEvent | undefined;
  private handlers = NONE;
  private nextHandler = 0;

  /** Runs that wait in a sequence, or whose turn has come. */
  private sequenced = 0;
  private pumping = false;
  private closed = false;

  constructor(private readonly options: PumpOptions) {
    this.turn = new Turn(options.clock, options.turnBudgetMs, () => {
      this.pump();
    });
    this.running = new RunningHandlers(options.clock, options.stallAfterMs, (run, runningMs) => {
      this.stalled(run, runningMs);
    });
    this.overload = new Overload(options.logger);
  }

  get runningCount(): number {
    return this.running.count;
  }

  /** Handlers that wait for somebody on purpose. */
  get waitingCount(): number {
    return this.running.waiting;
  }

  /** Names of the handlers that have not ended, each once. */
  get runningLabels(): readonly string[] {
    return this.running.labels;
  }

  get stalledCount(): number {
    return this.running.stalled;
  }

  get droppedCount(): number {
    return this.overload.dropped;
  }

  get isOverloaded(): boolean {
    return this.overload.inBurst;
  }

  /** Events, and runs of sequential handlers, that wait. */
  get queuedCount(): number {
    return this.events.size + this.sequenced + (this.event ? 1 : 0);
  }

  get isIdle(): boolean {
    return this.hasNoRuns && this.queuedCount === 0;
  }

  private get hasNoRuns(): boolean {
    return this.running.count + this.running.waiting === 0;
  }

  /** Starts the handlers of an event, or queues it; what is queued has its handlers looked up again. */
  offer(event: AnyEvent, handlers: readonly Handler[]): void {
    if (handlers.length === 0 || this.closed) return;
    if (this.event || this.pumping || this.events.size > 0 || this.turned.size > 0) {
      if (this.queuedCount >= this.options.maxQueued) this.drop(event);
      else this.events.push(event);
    } else {
      this.load(event, handlers);
    }
    this.pump();
  }

  /**
   * The handlers of an event wait for somebody, until what is returned is called: meanwhile they are told of as hanging by nobody,
   * and others run in their place.
   */
  pause(event: AnyEvent): () => void {
    this.running.pause(event);
    this.pump();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.running.resume(event);
    };
  }

  /** Resolves once nothing runs and nothing waits. */
  whenIdle(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    const waiter = deferred();
    this.idleWaiters.push(waiter);
    return waiter.promise;
  }

  /** Forgets what waits; what runs is let go. */
  close(): void {
    this.closed = true;
    this.events.clear();
    this.turned.clear();
    this.sequenced = 0;
    this.event = undefined;
    this.handlers = NONE;
    this.running.close();
    this.becomeIdle();
  }

  private load(event: AnyEvent, handlers: readonly Handler[]): void {
    this.event = event;
    this.handlers = handlers;
    this.nextHandler = 0;
  }

  private pump(): void {
    if (this.pumping || this.closed) return;
    this.pumping = true;
    try {
      while (this.hasWork() && this.running.count < this.options.maxInFlight && this.turn.mayStart()) {
        this.startNext();
        this.turn.ran();
      }
    } finally {
      this.pumping = false;
    }
    if (this.queuedCount > 0) return;
    this.overload.end();
    if (this.idleWaiters.length > 0 && this.hasNoRuns) this.becomeIdle();
  }

  private becomeIdle(): void {
    for (const waiter of this.idleWaiters.splice(0)) waiter.resolve();
  }

  /** Whether a handler could start; takes the next event from the queue when the one before is done. */
  private hasWork(): boolean {
    while (!this.event && this.turned.size === 0) {
      const event = this.events.shift();
      if (!event) return false;
      const handlers = this.options.handlersOf(event);
      if (handlers.length > 0) this.load(event, handlers);
    }
    return true;
  }

  private startNext(): void {
    const event = this.event;
    if (!event) {
      const turned = this.turned.shift() as Turned;
      this.sequenced -= 1;
      if (turned.handler.active) this.run(turned.handler, turned.event, turned.key, true);
      else this.advance(turned.handler.sequence as Sequence, turned.handler, turned.key);
      return;
    }
    const handler = this.handlers[this.nextHandler++] as Handler;
    if (this.nextHandler === this.handlers.length) {
      this.event = undefined;
      this.handlers = NONE;
    }
    // Another handler may have removed it since the event's handlers were looked up.
    if (!handler.active) return;
    const key = handler.sequence?.keyOf(event);
    if (key !== undefined && handler.sequence?.isBusy(key)) this.postpone(handler.sequence, key, event);
    else this.run(handler, event, key, false);
  }

  private postpone(sequence: Sequence, key: string, event: AnyEvent): void {
    if (this.queuedCount >= this.options.maxQueued) {
      this.drop(event);
      return;
    }
    this.sequenced += 1;
    sequence.wait(key, event);
  }

  /** @param holds whether the run's key is taken for it already. */
  private run(handler: Handler, event: AnyEvent, key: string | undefined, holds: boolean): void {
    if (handler.once && !handler.runsItself) handler.remove();
    try {
      const result = handler.invoke(event);
      if (isThenable(result)) {
        this.track(handler, event, key, result);
        return;
      }
      if (!handler.runsItself) this.options.tally.done += 1;
    } catch (error) {
      const end = this.failed(handler, event, error);
      if (isThenable(end)) {
        this.watch(handler, event, key, end);
        return;
      }
    }
    if (holds) this.advance(handler.sequence as Sequence, handler, key as string);
  }

  private track(handler: Handler, event: AnyEvent, key: string | undefined, result: PromiseLike<unknown>): void {
    const run = this.begin(handler, event, key);
    // A foreign thenable may call back at once or throw; one of our own promises round it does neither.
    const promise = result instanceof Promise ? result : Promise.resolve(result);
    promise.then(
      () => {
        if (!handler.runsItself) this.options.tally.done += 1;
        this.settled(run);
      },
      (error: unknown) => {
        const end = this.failed(handler, event, error);
        if (isThenable(end)) this.settleAfter(end, run);
        else this.settled(run);
      },
    );
  }

  /** What a `@Catch` method does about a failure belongs to the run: it may run the handler again. */
  private watch(handler: Handler, event: AnyEvent, key: string | undefined, end: Promise<unknown>): void {
    this.settleAfter(end, this.begin(handler, event, key));
  }

  private settleAfter(end: Promise<unknown>, run: Run): void {
    void end.then(() => {
      this.settled(run);
    });
  }

  private begin(handler: Handler, event: AnyEvent, key: string | undefined): Run {
    const run = new Run(handler, event, key, this.turn.nowMs);
    if (key !== undefined) handler.sequence?.hold(key);
    this.running.add(run);
    return run;
  }

  /** Tells of a failure; how the run ends is counted then. A promise of it never rejects. */
  private failed(handler: Handler, event: AnyEvent, thrown: unknown): Promise<void> | undefined {
    const { failures, invocations, tally } = this.options;
    const failure = new PlainEventFailure(handler, event, invocations);
    const end = failures.route(failure, thrown);
    const count = ({ outcome }: CallEnd): void => {
      tally[outcome.kind] += 1;
      failure.finish();
    };
    if (isThenable(end)) return end.then(count);
    count(end);
    return undefined;
  }

  private settled(run: Run): void {
    if (this.running.remove(run)) this.release(run);
  }

  private stalled(run: Run, runningMs: number): void {
    quietly(() => {
      this.options.logger.warn(`${run.handler.label} still runs; it is no longer counted.`, {
        event: dispatchNameOf(run.event),
        handler: run.handler.label,
        runningMs: Math.round(runningMs),
      });
    });
    this.release(run);
  }

  private release(run: Run): void {
    const { sequence } = run.handler;
    if (sequence && run.key !== undefined) this.advance(sequence, run.handler, run.key);
    this.pump();
  }

  /** Lets the next run of a key have its turn. It starts from the pump like all others, within the budget. */
  private advance(sequence: Sequence, handler: Handler, key: string): void {
    const event = sequence.next(key);
    if (event) this.turned.push({ handler, event, key });
  }

  private drop(event: AnyEvent): void {
    this.overload.drop(dispatchNameOf(event), this.queuedCount, this.running.count);
  }
}
