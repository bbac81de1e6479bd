/** What is said of a guard that was made with something it cannot hold: while the program is loaded, where `@Use` stands. */
import { inspect } from 'node:util';
import { DispatchError } from '../dispatch-error';

/**
 * @param what the guard and its option: `The window of Cooldown.perUser()`
 * @param takes what it would have taken
 * @throws {DispatchError} DISPATCH_GUARD_OPTIONS
 */
export function refuseGuardOptions(what: string, takes: string, got: unknown): never {
  throw new DispatchError({
    code: 'DISPATCH_GUARD_OPTIONS',
    kind: 'guard',
    message: `${what} takes ${takes}, and got ${inspect(got, { depth: 0, breakLength: Infinity, maxStringLength: 100 })}.`,
    advice: 'mend the value where the guard is used.',
  });
}

/** A whole number within bounds. @throws {DispatchError} DISPATCH_GUARD_OPTIONS */
export function wholeNumber(what: string, input: number, least: number, most: number): number {
  if (Number.isInteger(input) && input >= least && input <= most) return input;
  return refuseGuardOptions(what, `a whole number from ${least} to ${most.toLocaleString('en-US')}`, input);
}
