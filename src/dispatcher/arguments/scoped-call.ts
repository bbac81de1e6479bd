/**
 * Calls of methods whose parameters ask for what each call has of its own. Which they are is known when the group starts; all other
 * methods are compiled without a thought of this.
 */
import { type InjectionToken, type InvocationInjector } from '../../di';
import { type Invocation } from '../invocation/invocation';
import { then } from '../thenable';
import { type ArgumentCell } from './argument-pool';
import { type Method } from './call-plan';

/** @param given what the method is called with before its injected arguments: the event, or a context and a payload */
export type ScopedCall = (given: readonly unknown[], invocation: Invocation) => unknown;

export function isScoped(cells: readonly ArgumentCell[]): boolean {
  return cells.some(({ perCall }) => perCall !== undefined);
}

export function scopedCall(target: object, method: Method, cells: readonly ArgumentCell[]): ScopedCall {
  const read = scopedArguments(cells);
  return (given, { scope }) => then(read(scope), (args): unknown => method.apply(target, [...given, ...args]));
}

/** What the cells hold, and what the call has. What takes time to be made is waited for; without any, there is no promise. */
export function scopedArguments(
  cells: readonly ArgumentCell[],
): (scope: InvocationInjector) => unknown[] | PromiseLike<unknown[]> {
  const tokens: readonly InjectionToken[] = cells.flatMap(({ perCall }) => perCall ?? []);
  return (scope) =>
    then(scope.prepare(tokens), () =>
      cells.map(({ perCall, value }) => (perCall === undefined ? value : scope.get(perCall))),
    );
}
