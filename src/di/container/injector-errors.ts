/** What injectors say when they cannot give what they are asked for. */
import { FrameworkError } from '../../errors';
import { nearNames } from '../../util';
import { type InjectionToken, tokenName } from '../metadata/tokens';

/** @param path who asked for whom, where more than one did */
export function unknownToken(
  token: InjectionToken,
  label: string,
  known: readonly string[],
  path = '',
): FrameworkError {
  const name = tokenName(token);
  const near = nearNames(name, known);
  return new FrameworkError({
    code: 'DI_UNKNOWN_TOKEN',
    kind: 'injection',
    message: `Nothing provides ${name} in ${label}${path && `: ${path}`}.`,
    advice:
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : `list it in \`providers\`. Known here: ${known.join(', ') || 'nothing'}.`,
    context: { token: name, near, known },
  });
}

export function closedScope(token: InjectionToken, what: string): FrameworkError {
  return new FrameworkError({
    code: 'DI_CLOSED',
    kind: 'injection',
    message: `${tokenName(token)} was asked for in ${what}.`,
    advice: 'keep what you need before the scope is closed, or do the work in onShutdown().',
  });
}

export function outsideInvocation(token: InjectionToken, label: string): FrameworkError {
  const name = tokenName(token);
  return new FrameworkError({
    code: 'DI_OUTSIDE_INVOCATION',
    kind: 'injection',
    message: `${name} was asked for in ${label}, and each call of a handler has its own of it.`,
    advice: `ask for ${name} in a parameter of a handler’s method, or with invocation.get(…).`,
    context: { token: name },
  });
}

/** @param path from the call to what is missing: `Shop.buy -> Cart -> ModalContext`. @param given names of what the call has */
export function otherCall(token: InjectionToken, path: string, given: readonly string[]): FrameworkError {
  const name = tokenName(token);
  return new FrameworkError({
    code: 'DI_OTHER_CALL',
    kind: 'injection',
    message: `This call has no ${name}, which is needed: ${path}. It has ${given.join(', ') || 'nothing of its own'}.`,
    advice:
      'use the provider in handlers that are called with that, ask for a class that all of them have (AnyContext, Invocation), ' +
      'or give the parameter a default value.',
    context: { token: name, given },
  });
}

export function mustWait(token: InjectionToken, label: string): FrameworkError {
  const name = tokenName(token);
  return new FrameworkError({
    code: 'DI_MUST_WAIT',
    kind: 'injection',
    message: `${name} takes time to be made, or needs something that does, and was asked for in ${label} where nobody waits for it.`,
    advice: `write \`await invocation.resolve(${name})\`, or ask for it in a parameter of the handler’s method, which is made before the call.`,
    context: { token: name },
  });
}
