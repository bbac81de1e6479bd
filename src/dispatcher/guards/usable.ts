/** What `@Use`, and every `use` in options, takes. */
import { type Class } from '../../di';
import { type GuardSet } from './guard-set';
import { type GuardClass, type GuardUse } from './guard';
import { type Interceptor } from './interceptor';

export type InterceptorClass = Class<Interceptor>;

/** A guard: its class, or a use of it with options. */
export type AnyGuard = GuardClass | GuardUse | GuardSet;

declare module '../../di' {
  interface Usables {
    readonly guard: AnyGuard;
    readonly interceptor: InterceptorClass;
  }
}
