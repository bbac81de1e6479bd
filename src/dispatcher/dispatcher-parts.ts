/** Puts the parts of a dispatcher together: who knows whom. */
import { type HandlerHome } from '../di';
import { eventNameOf } from '../models';
import { type Clock, type Logger, nullLogger, systemClock } from '../util';
import { ArgumentPool } from './arguments/argument-pool';
import { type DispatcherOptions } from './dispatcher-options';
import { HandlerRegistry } from './handlers/registry';
import { Subscriptions } from './handlers/subscriptions';
import { type Listening } from './interest/intents';
import { Interest } from './interest/interest';
import { PacketObservers } from './interest/observers';
import { CorrelatedLogger, Correlation } from './invocation/correlation';
import { InvocationScopes } from './invocation/invocation-scopes';
import { OutcomeSink } from './invocation/outcome-sink';
import { DefaultErrorHandler } from './pipeline/failure';
import { FailureRouter } from './pipeline/failure-router';
import { InvocationMaker } from './pipeline/invocation-maker';
import { newTally, type OutcomeTally } from './pipeline/outcome';
import { type AssertOpen } from './pipeline/pipeline';
import { Pipelines } from './pipeline/pipelines';
import { Pump } from './pipeline/pump';
import { Listeners } from './streams/listeners';
import { closedWhile } from './streams/wait-for';
import { WaitingRoom } from './streams/waiting-room';

export interface DispatcherParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly correlation: Correlation | undefined;
  readonly interest: Interest;
  readonly observers: PacketObservers;
  readonly listeners: Listeners;
  readonly waiting: WaitingRoom;
  readonly registry: HandlerRegistry;
  readonly pool: ArgumentPool;
  readonly subscriptions: Subscriptions;
  readonly pump: Pump;
  readonly invocations: InvocationMaker;
  readonly scopes: InvocationScopes;
  readonly failures: FailureRouter;
  readonly tally: OutcomeTally;
  readonly sink: OutcomeSink;
  readonly assertOpen: AssertOpen;
}

// A name that comes through another room's index is looked up, and a getter called, at each use; this one is used at each event.
const nameOf = eventNameOf;

/** @param isClosed whether the group has stopped, so that nothing begins any more */
export function assemble(options: DispatcherOptions, isClosed: () => boolean): DispatcherParts {
  const { name, context, clock = systemClock, homeOf = nowhere, maxRuns = 3, hubUse, use, steps } = options;
  const correlation = options.correlation === true ? new Correlation() : undefined;
  const given = options.logger ?? nullLogger;
  const logger = correlation ? new CorrelatedLogger(given, correlation) : given;
  const interest = new Interest();
  const registry = new HandlerRegistry(interest);
  const listeners = new Listeners(interest);
  const assertBrought = (listening: Listening): void => {
    subscriptions.assertBrought(listening);
  };
  const waiting = new WaitingRoom(listeners, clock, assertBrought, (event) => pump.pause(event));
  const pool = new ArgumentPool(name);
  const tally = newTally();
  const sink = new OutcomeSink(logger);
  const scopes = new InvocationScopes(clock, logger);
  const invocations = new InvocationMaker(name, { context, clock, ownId: options.ownId }, scopes);
  const assertOpen = (label: string): void => {
    if (isClosed()) throw closedWhile(`the call of ${label}`);
  };
  const failures = new FailureRouter(
    { group: name, logger, maxRuns, homeOf, assertOpen, isStopping: () => waiting.hasClosed },
    new DefaultErrorHandler(logger),
  );
  const stallAfterMs = options.stallAfterMs ?? 60_000;
  const pipelines = new Pipelines({
    ...{ group: name, clock, stallAfterMs, logger, failures, tally, sink, correlation, invocations, assertOpen },
    ...{ hubUse, use, steps, homeOf },
  });
  const subscriptions = new Subscriptions({ registry, pool, failures, logger, pipelines, sink });
  const pump: Pump = new Pump({
    ...{ clock, logger, invocations, failures, tally },
    handlersOf: (event) => registry.handlersOf(nameOf(event) as string),
    maxInFlight: options.maxInFlight ?? 1_000,
    maxQueued: options.maxQueued ?? 10_000,
    stallAfterMs,
    turnBudgetMs: options.turnBudgetMs ?? 12,
  });
  return {
    ...{ clock, logger, correlation, interest, registry, listeners, waiting, pool, tally, sink, scopes, invocations },
    ...{ assertOpen, failures, subscriptions, pump, observers: new PacketObservers(interest, logger) },
  };
}

function nowhere(): HandlerHome {
  return { modules: [], isHubs: false };
}
