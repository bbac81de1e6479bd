/**
 * Turns a method and its parameters into one function of the event. Everything that can be known before the first event is:
 * the container is asked while a handler is bound, never while an event is handled. Calls with up to four arguments beside
 * the event have a function of their own, about as fast as a direct call; longer ones collect an array.
 */
import { type InjectionToken, type Injector, type ParameterRecord, tokenKey } from '../../di';
import { type ArgumentCell, type ArgumentPool } from './argument-pool';

export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Finds what each parameter is given; `at(0)` belongs to the first parameter after the event. */
export function resolveCells(
  parameters: readonly ParameterRecord[],
  pool: ArgumentPool,
  injector: Injector,
): ArgumentCell[] {
  const cells: (ArgumentCell | undefined)[] = [];
  for (const parameter of parameters) cells[parameter.index - 1] = resolveCell(parameter, pool, injector);
  // A parameter without a record is one that nothing is known about: it gets its default value.
  return Array.from(cells, (cell) => cell ?? { value: undefined });
}

function resolveCell({ token, optional }: ParameterRecord, pool: ArgumentPool, injector: Injector): ArgumentCell {
  if (token === undefined) return { value: undefined };
  const key = tokenKey(token);
  const isAdded = typeof key === 'string' && pool.has(key);
  if (!isAdded && injector.isPerInvocation(token)) return { value: undefined, perCall: token };
  if (typeof key === 'string' && (optional || isAdded || injector.has(token))) return pool.cell(key);
  return { value: optional ? injector.tryGet(token) : injector.get(token) };
}

/** Whether a parameter can be filled from the pool or from what `has` tells of the container. */
export function canResolve(
  token: InjectionToken,
  pool: ArgumentPool,
  has: (token: InjectionToken) => boolean,
): boolean {
  const key = tokenKey(token);
  return (typeof key === 'string' && pool.has(key)) || has(token);
}

/** `method.call(target, event, …values)`, with the values that the cells hold when it is called. */
export function compileCall(
  target: object,
  method: Method,
  cells: readonly ArgumentCell[],
): (subject: unknown) => unknown {
  const [a, b, c, d] = cells as readonly [ArgumentCell, ArgumentCell, ArgumentCell, ArgumentCell];
  switch (cells.length) {
    case 0:
      return (subject) => method.call(target, subject);
    case 1:
      return (subject) => method.call(target, subject, a.value);
    case 2:
      return (subject) => method.call(target, subject, a.value, b.value);
    case 3:
      return (subject) => method.call(target, subject, a.value, b.value, c.value);
    case 4:
      return (subject) => method.call(target, subject, a.value, b.value, c.value, d.value);
    default:
      return (subject) => {
        const args: unknown[] = [subject];
        for (const cell of cells) args.push(cell.value);
        return method.apply(target, args);
      };
  }
}

/** The same for methods that are given two things: `method.call(target, subject, payload, …values)`. @param cells from parameter 2 on. */
export function compilePayloadCall(
  target: object,
  method: Method,
  cells: readonly ArgumentCell[],
): (subject: unknown, payload: unknown) => unknown {
  const [a, b, c] = cells as readonly [ArgumentCell, ArgumentCell, ArgumentCell];
  switch (cells.length) {
    case 0:
      return (subject, payload) => method.call(target, subject, payload);
    case 1:
      return (subject, payload) => method.call(target, subject, payload, a.value);
    case 2:
      return (subject, payload) => method.call(target, subject, payload, a.value, b.value);
    case 3:
      return (subject, payload) => method.call(target, subject, payload, a.value, b.value, c.value);
    default:
      return (subject, payload) => method.apply(target, [subject, payload, ...cells.map(({ value }) => value)]);
  }
}
