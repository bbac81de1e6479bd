export { dispatcherErrorCodes } from './codes';
export { DispatchError, type DispatchErrorKind } from './dispatch-error';
export { Dispatcher } from './dispatcher';
export { type DispatcherLimits, type DispatcherOptions } from './dispatcher-options';
export { type HandlerFunction } from './handlers/handler-function';
export { type DispatcherHealth } from './health';
// With a star: only what comes this way can be extended by declaration merging on this module.
export * from './arguments/handler-arguments';
export { InjectedCall, type InjectedCallInit } from './handlers/injected-call';
export { type HandlerOptions } from './handlers/handler-options';
export { type Subscription } from './handlers/subscription';
export { type Listening, type RequiredIntents } from './interest/intents';
export { type PacketObserver, type PacketShard } from './interest/observers';
export { DefaultErrorHandler, ErrorHandler, type HandlerFailure } from './pipeline/failure';
export { type Outcome, type OutcomeCounts } from './pipeline/outcome';
export { type SequenceScope } from './pipeline/sequence';
export { type EventStream, type StreamOptions } from './streams/event-stream';
export { type WaitOptions } from './streams/wait-for';
