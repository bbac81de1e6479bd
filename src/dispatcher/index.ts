export { dispatcherErrorCodes } from './codes';
export { DispatchError, type DispatchErrorKind } from './dispatch-error';
export { Dispatcher } from './dispatcher';
export { type DispatcherChoices, type DispatcherLimits, type DispatcherOptions } from './dispatcher-options';
export { type HandlerFunction } from './handlers/handler-function';
export { type DispatcherHealth } from './health';
export { limitProblems } from './limit-problems';
// With a star: only what comes this way can be extended by declaration merging on this module.
export * from './arguments/handler-arguments';
export { Guard, type GuardClass, type GuardUse, type StepName, STEPS } from './guards/guard';
export { OwnerOnly } from './guards/owner-only';
export { ListedOwners, Owners } from './guards/owners';
export {
  BotPermissions,
  BotPermissionsGuard,
  Permissions,
  PermissionsGuard,
  type WantedPermissions,
} from './guards/permissions';
export { DirectMessageOnly, GuildOnly, NsfwOnly } from './guards/places';
export { Roles, RolesGuard, type WantedRoles } from './guards/roles';
export { allOf, anyOf, GuardSet, not } from './guards/guard-set';
export { Interceptor } from './guards/interceptor';
export { type GuardRefusal, type Verdict } from './guards/refusal';
export { type GuardStep } from './guards/steps';
export { type AnyGuard, type InterceptorClass } from './guards/usable';
export { Use, type UseDecorator } from './guards/use';
export { CLOCK } from './limits/clock-token';
export { Concurrency } from './limits/concurrency';
export { type ConcurrencyOptions, type ConcurrencyRule } from './limits/concurrency-rule';
export { Cooldown } from './limits/cooldown';
export { type CooldownOptions, type CooldownRule } from './limits/cooldown-rule';
export { type Duration } from './limits/duration';
export { type LimitOptions, type LimitScope } from './limits/limit-scope';
export { type LimitAnswer, type LimitRule, LimitStore } from './limits/limit-store';
export { MemoryLimitStore, type MemoryLimitStoreOptions } from './limits/memory-limit-store';
export { InjectedCall, type InjectedCallInit } from './handlers/injected-call';
export { type HandlerOptions } from './handlers/handler-options';
export { type Subscription } from './handlers/subscription';
export { type Listening, type RequiredIntents } from './interest/intents';
export { type PacketObserver, type PacketShard } from './interest/observers';
export { type Actor, type ActorSource } from './invocation/actor';
export { actorOfEvent, type EventActorInit } from './invocation/actor-of-event';
export { InteractionActor } from './invocation/actor-of-interaction';
export { Invocation, type InvocationInit, type InvocationKind } from './invocation/invocation';
export { type InputFault, type InvocationOutcome } from './invocation/invocation-outcome';
export { OnOutcome, type OutcomeMethodDecorator } from './invocation/on-outcome';
export { type CallRun, type Payload } from './pipeline/call-run';
export { DefaultErrorHandler, ErrorHandler } from './pipeline/failure';
export { type CallEnd } from './pipeline/failure-router';
export { HandlerFailure, type HandlerFailureInit } from './pipeline/handler-failure';
export { type OutcomeCounts, type OutcomeKind } from './pipeline/outcome';
export { type UsedClass } from './pipeline/pipelines';
export { type SequenceScope } from './pipeline/sequence';
export { type EventStream, type StreamOptions } from './streams/event-stream';
export { type WaitOptions } from './streams/wait-for';
