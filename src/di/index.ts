/** What others see of injection. The first line loads the compiler’s metadata store, before any decorated class is loaded. */
export { fieldType, RecordList } from './metadata/reflect';
export { diErrorCodes, type DiErrorCode } from './codes';
export * from './decorators/catch';
export * from './decorators/handler';
export * from './decorators/inject';
export * from './decorators/injectable';
export * from './decorators/module';
export { On, Once, type EventClasses, type EventMethodDecorator, type InferredMethodDecorator } from './decorators/on';
export { lineageOf } from './metadata/lineage';
export { parameterLabel } from './metadata/parameter-problems';
export { isCallSubject } from './metadata/call-subject';
export { ownerOf } from './metadata/decorated-member';
export { methodProblem } from './metadata/method-problem';
export { readConstructor, readParameters } from './metadata/parameters';
export { captureSpot, placeAt, type Spot } from './metadata/place';
export * from './metadata/provider';
export { isProblem, readHandler } from './metadata/read-handler';
export * from './metadata/read-module';
export * from './metadata/records';
export {
  type AbstractClass,
  type Class,
  type Injected,
  type InjectionToken,
  isInjectionToken,
  isToken,
  type Token,
  token,
  tokenKey,
  type TokenKey,
  tokenName,
} from './metadata/tokens';
// With a star: only what comes this way can be extended by declaration merging on this module.
export * from './metadata/usables';
export { type HandlerHome } from './modules/handler-home';
export * from './modules/injector';
export { type GraphStepOptions, InjectionGraph } from './modules/injection-graph';
export { type LifecycleFailure, type OnInit, type OnReady, type OnShutdown } from './modules/lifecycle';
export { type BuiltIn, type ScopeSpec } from './modules/scope-spec';
