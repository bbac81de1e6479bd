/** The error for an argument that is not what a function takes. */
import { FrameworkError } from '../errors';
import { describeGot } from './bodies/body-error';

/** @param what the function and its argument: `color()`. @param takes what it would have taken. */
export function valueError(what: string, takes: string, got: unknown): FrameworkError {
  return new FrameworkError({
    code: 'VALUE_INVALID',
    kind: 'value',
    message: `${what} takes ${takes}, and got ${describeGot(got)}.`,
    advice: 'look at the value where it comes from.',
  });
}
