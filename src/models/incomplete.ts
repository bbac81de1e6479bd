/** What a view says when its payload lacks what was asked of it. */
import { FrameworkError } from '../errors';

/**
 * @param what the thing that is missing: `the guild of this member`.
 * @throws {FrameworkError} VIEW_INCOMPLETE
 */
export function refuseIncomplete(what: string, advice: string): never {
  throw new FrameworkError({
    code: 'VIEW_INCOMPLETE',
    kind: 'model',
    message: `The payload does not say ${what}.`,
    advice,
  });
}
