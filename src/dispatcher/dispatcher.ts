/**
 * The way from an event to its handlers, for one group. The gateway delivers packets (and asks beforehand which ones are
 * worth reading); observers, listeners and handlers get them, in this order; what handlers throw goes to whoever catches it.
 */
import { inspect } from 'node:util';
import { captureSpot, type Class, type InjectionToken, type Injector } from '../di';
import { type SetupProblem } from '../errors';
import { type DispatchPacket, type DispatchSink } from '../gateway';
import { type AnyEvent, createEvent, type EventClass, eventNameOf, type IntentName, type ViewContext } from '../models';
import { type Logger, withLimit } from '../util';
import { DispatchError } from './dispatch-error';
import { type DispatcherOptions } from './dispatcher-options';
import { assemble, type DispatcherParts } from './dispatcher-parts';
import { type HandlerFunction } from './handlers/handler-function';
import { type HandlerFlags, type HandlerOptions } from './handlers/handler-options';
import { type InjectedCall, type InjectedCallInit } from './handlers/injected-call';
import { type HandlerRegistry } from './handlers/registry';
import { type Subscription } from './handlers/subscription';
import { type ClassCheck, notAHandler } from './handlers/subscriptions';
import { type DispatcherHealth } from './health';
import { inferIntents, type Listening, type RequiredIntents } from './interest/intents';
import { type Interest } from './interest/interest';
import { type PacketObserver, type PacketObservers, type PacketShard } from './interest/observers';
import { CorrelatedLogger } from './invocation/correlation';
import { type CallRun } from './pipeline/call-run';
import { ErrorHandler } from './pipeline/failure';
import { type CallEnd } from './pipeline/failure-router';
import { type UsedClass } from './pipeline/pipelines';
import { type Pump } from './pipeline/pump';
import { endUnanswered, runCall, type Unanswered } from './pipeline/run-call';
import { settleHandlers } from './pipeline/settle';
import { type EventStream, type StreamOptions } from './streams/event-stream';
import { type Listeners } from './streams/listeners';
import { closedWhile, type WaitOptions } from './streams/wait-for';

// A name that comes through another room's index is looked up, and a getter called, at each use; these are used at each event.
const makeEvent = createEvent;
const nameOf = eventNameOf;

/** Of handlers that the framework adds. */
type DefaultOptions = Pick<HandlerFlags, 'isDefault' | 'isAuthored' | 'runsItself'> & {
  /** What messages call it, in place of the function's name. */
  readonly label?: string | undefined;
};

export class Dispatcher implements DispatchSink, AsyncDisposable {
  readonly name: string;
  private readonly context: ViewContext;
  private readonly parts: DispatcherParts;
  // Those that are used at each event.
  private readonly interest: Interest;
  private readonly observers: PacketObservers;
  private readonly listeners: Listeners;
  private readonly registry: HandlerRegistry;
  private readonly pump: Pump;
  /** Events that observers dispatch while a packet is shown to them. */
  private derived: AnyEvent[] | undefined;
  private closed = false;

  constructor(options: DispatcherOptions) {
    this.name = options.name;
    this.context = options.context;
    this.parts = assemble(options, () => this.closed);
    const { interest, observers, listeners, registry, pump } = this.parts;
    this.interest = interest;
    this.observers = observers;
    this.listeners = listeners;
    this.registry = registry;
    this.pump = pump;
  }

  /**
   * Calls a function for each event of a class, or the methods of a handler class. Before or after the start.
   * Handlers of one event start in the order in which they were added; one that is added twice is called twice.
   * Of a class that comes after the start and that no module lists, nobody calls `onInit()`, `onShutdown()` and the like: a warning says so.
   * @throws DispatchError after the start, when the session is not sent the event or a name in `inject` is unknown.
   * @throws SetupError after the start, when a handler class cannot work, or answers commands, components or forms
   *   (INTERACTION_ADDED_LATE): those are read when the group starts.
   */
  addHandler<E extends AnyEvent>(
    event: EventClass<E>,
    handler: HandlerFunction<E>,
    options?: HandlerOptions & DefaultOptions,
  ): Subscription;
  addHandler(type: Class): Subscription;
  addHandler(
    target: EventClass | Class,
    handler?: HandlerFunction<never>,
    options: HandlerOptions & DefaultOptions = {},
  ): Subscription {
    this.assertOpen('adding handlers');
    if (handler !== undefined) {
      // Only the spot of its call is wanted, so nothing is called without its `this`.
      // eslint-disable-next-line @typescript-eslint/unbound-method
      const spot = captureSpot(this.addHandler);
      return this.parts.subscriptions.addFunction(
        target as EventClass,
        handler as HandlerFunction<AnyEvent>,
        options,
        spot,
      );
    }
    if (typeof target !== 'function' || 'eventName' in target) throw notAHandler(target);
    return this.parts.subscriptions.addClass(target);
  }

  /** Adds an argument for all handlers of this group, by name. Adding it again replaces it, also for handlers added before. */
  addArgument(name: string, value: unknown): void {
    this.parts.pool.set(name, value);
  }

  /**
   * Prepares a method of a handler class that something else than an event calls, such as a command: it is checked and bound with
   * all others. @throws SetupError after the start, when its parameters cannot be filled. @internal
   */
  addCall(init: InjectedCallInit): InjectedCall {
    this.assertOpen('adding handlers');
    return this.parts.subscriptions.addCall(init);
  }

  /** Asks about each handler class that is added from now on; what it finds wrong keeps the class out. @internal */
  checkClasses(check: ClassCheck): void {
    this.parts.subscriptions.addCheck(check);
  }

  /** @internal */
  removeCall(call: InjectedCall): void {
    this.parts.subscriptions.removeCall(call);
  }

  /**
   * Runs such a method: guards are asked, what the person gave is read, the method is called through its interceptors, and what comes
   * out is delivered; failures go to `@Catch` methods, which may run it again. A promise only where something is late; it never rejects.
   * This is how commands, components, forms and texts are called; how they are answered is up to whoever calls this. @internal
   */
  runCall(call: InjectedCall, run: CallRun): CallEnd | PromiseLike<CallEnd> {
    return runCall(call, run, this.parts);
  }

  /** Counts, and tells of, something that came to this group and that nobody in it answers. @internal */
  endUnanswered(given: Unanswered): void {
    endUnanswered(given, this.parts);
  }

  /** A logger whose lines say to which call they belong, where the group's options ask for that; else the same logger. */
  correlate(logger: Logger): Logger {
    const { correlation } = this.parts;
    return correlation ? new CorrelatedLogger(logger, correlation) : logger;
  }

  /** Guards and interceptors that handlers use and that must be there, be they provided or not. @internal */
  usedClasses(): UsedClass[] {
    return this.parts.subscriptions.usedClasses();
  }

  /** The next event that fits. Rejects with a DispatchError when none comes in time, or when the signal aborts. */
  waitFor<E extends AnyEvent>(event: EventClass<E>, options: WaitOptions<E> = {}): Promise<E> {
    return this.parts.waiting.waitFor(event, options);
  }

  /**
   * Events as they come, for `for await`. Ends when the loop is left or the group stops.
   * @throws DispatchError when the session is not sent the event.
   */
  stream<E extends AnyEvent>(event: EventClass<E>, options: StreamOptions = {}): EventStream<E> {
    return this.parts.waiting.stream(event, options);
  }

  /**
   * Says that the handlers of an event wait for somebody on purpose, until it is disposed of: `using _ = dispatcher.pause(event)`.
   * Meanwhile they are not told of as stalled however long that takes, and others run in their place. What waits for clicks and
   * forms, `ctx.awaitComponent`, `confirm` and the like, says so by itself; `waitFor` and `stream` do with `{ during: event }`.
   */
  pause(event: AnyEvent): Disposable {
    return { [Symbol.dispose]: this.pump.pause(event) };
  }

  /** Sends an event to whoever listens, as if it had come from Discord. @throws DispatchError when it is no event. */
  dispatch(event: AnyEvent): void {
    if (eventNameOf(event) === undefined) {
      throw new DispatchError({
        code: 'DISPATCH_NOT_AN_EVENT',
        kind: 'subscription',
        message: `${event.constructor.name} is no event, so nobody can listen to it.`,
        advice: "make its class with dispatch('MY_EVENT', Base).",
      });
    }
    if (this.derived) this.derived.push(event);
    else this.accept(event);
  }

  /**
   * Runs the handlers of an event at once, all of them side by side, and waits until each has ended or `limitMs` are over:
   * for events that come before an end. What fails is told like every failure; overload and `sequential` do not hold.
   * @returns labels of the handlers that still run
   */
  settle(event: AnyEvent, options: { readonly limitMs: number }): Promise<readonly string[]> {
    if (this.closed) return Promise.resolve([]);
    const eventName = nameOf(event) as string;
    this.listeners.notify(eventName, event);
    return settleHandlers(this.registry.handlersOf(eventName), event, { ...this.parts, limitMs: options.limitMs });
  }

  /**
   * Shows packets of these names to a function before anybody else gets them, even when handlers lag and events are
   * dropped: for records that must be right. The function must be quick.
   */
  observe(eventNames: Iterable<string>, observer: PacketObserver): Disposable {
    return { [Symbol.dispose]: this.observers.add(eventNames, observer) };
  }

  /** Handler classes that were added so far, in order, each once: whoever makes the instances asks for them. */
  handlerClasses(): Class[] {
    return this.parts.subscriptions.types();
  }

  /**
   * Everything that keeps handlers from being called with their arguments, before anything connects.
   * @param has whether the container will know a token. Missing intents are told by {@link requiredIntents}.
   * @param isPerInvocation whether each call has its own of what it stands for
   * @param isAnswered whether something else than an event calls a method, such as a command
   */
  check(
    has: (token: InjectionToken) => boolean,
    isPerInvocation: (token: InjectionToken) => boolean = () => false,
    isAnswered: (type: Class, method: string) => boolean = () => false,
  ): SetupProblem[] {
    return this.parts.subscriptions.check({ has, isPerInvocation }, isAnswered);
  }

  /** Who listens to what so far. Defaults and observers do not count. */
  listening(): Listening[] {
    const waiting = this.listeners.all().map(({ label, event }) => ({ label, events: [event] }));
    return [...this.parts.subscriptions.listening(), ...waiting];
  }

  /**
   * The intents that everything subscribed so far asks for. Privileged ones come from `needs` and `@Needs` only;
   * defaults and observers ask for none.
   * @param declared intents that the session will have in any case.
   */
  requiredIntents(declared: readonly IntentName[] = []): RequiredIntents {
    return inferIntents(this.listening(), declared);
  }

  /**
   * Starts: handler classes get their instances and arguments. From now on subscriptions are checked at once.
   * @param intentBits the intents of the session.
   * @param handlers instances that exist already; classes without one are got from the injector, or made by it.
   */
  bind(
    injector: Injector,
    intentBits: number,
    handlers: Iterable<{ readonly type: Class; readonly instance: object }> = [],
  ): void {
    this.assertOpen('starting');
    const { pool, failures, scopes, subscriptions } = this.parts;
    pool.attach(injector);
    failures.errorHandler = injector.tryGet(ErrorHandler) ?? failures.errorHandler;
    scopes.bind(injector);
    subscriptions.start({ injector, intentBits }, handlers);
  }

  wants(eventName: string): boolean {
    return this.interest.wants(eventName);
  }

  deliver(packet: DispatchPacket, shard: PacketShard): void {
    if (this.closed) return;
    if (!this.observers.has(packet.t)) {
      this.accept(makeEvent(packet.t, packet.d, this.context));
      return;
    }
    const derived: AnyEvent[] = [];
    this.derived = derived;
    this.observers.notify(packet, shard);
    this.derived = undefined;
    this.accept(makeEvent(packet.t, packet.d, this.context));
    for (const event of derived) this.accept(event);
  }

  /** Ends waiters, which reject, and streams: no event will come any more. Handlers of events that have come go on. */
  endWaiting(): void {
    this.parts.waiting.close();
  }

  /** Resolves when no handler runs and nothing waits, at the latest after `limitMs`. */
  async drain(options: { readonly limitMs: number }): Promise<void> {
    const { clock, logger, sink, scopes } = this.parts;
    const done = this.pump
      .whenIdle()
      .then(() => sink.settled())
      .then(() => scopes.settled());
    try {
      await withLimit(clock, done, options.limitMs, () => new Error('still busy'));
    } catch {
      const { runningCount, waitingCount, runningLabels, queuedCount } = this.pump;
      logger.warn(
        'Handlers did not finish in time. (One that awaits the stop of its own group waits for itself: do not await it there.)',
        { running: runningCount + waitingCount, handlers: runningLabels.join(', '), queued: queuedCount },
      );
    }
  }

  /** Ends all subscriptions: what waits is forgotten, waiters reject, streams end. Runs that have begun are let go. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.endWaiting();
    this.pump.close();
    this.registry.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  health(): DispatcherHealth {
    const { runningCount, waitingCount, queuedCount, droppedCount, stalledCount, isOverloaded } = this.pump;
    return {
      status: isOverloaded ? 'red' : queuedCount > 0 ? 'yellow' : 'green',
      running: runningCount,
      waiting: waitingCount,
      queued: queuedCount,
      dropped: droppedCount,
      stalled: stalledCount,
      unread: this.parts.waiting.unread,
      outcomes: { ...this.parts.tally },
    };
  }

  /** What a printed dispatcher shows: its inside is large, and leads to the client. */
  [inspect.custom](): string {
    return `Dispatcher(${this.name}, ${this.health().status})`;
  }

  toJSON(): DispatcherHealth & { readonly name: string } {
    return { name: this.name, ...this.health() };
  }

  private accept(event: AnyEvent): void {
    if (this.closed) return;
    const eventName = nameOf(event) as string;
    this.listeners.notify(eventName, event);
    this.pump.offer(event, this.registry.handlersOf(eventName));
  }

  private assertOpen(doing: string): void {
    if (this.closed) throw closedWhile(doing);
  }
}
