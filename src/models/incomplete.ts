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

/**
 * @param what the thing that nobody remembers: `the guild of this member`.
 * @throws {FrameworkError} VIEW_INCOMPLETE
 */
export function refuseForgotten(what: string): never {
  throw new FrameworkError({
    code: 'VIEW_INCOMPLETE',
    kind: 'model',
    message: `This needs ${what}, which is not remembered.`,
    advice: 'let the cache keep it, or fetch it and use permissionsInGuild(…) or permissionsInChannel(…).',
  });
}
