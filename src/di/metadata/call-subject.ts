/** Classes of what belongs to one call of a handler: events, and whatever else says so of itself. */
import { type AbstractClass } from './tokens';

/**
 * Whether a class is what handlers are called with, or what is told of a call: a class of events, of contexts, the invocation.
 * Nothing here knows those of the rooms above, so they carry the mark `static readonly isHandlerContext = true`.
 */
export function isCallSubject(token: unknown): token is AbstractClass {
  if (typeof token !== 'function') return false;
  const { eventName, isHandlerContext } = token as { eventName?: unknown; isHandlerContext?: unknown };
  return typeof eventName === 'string' || isHandlerContext === true;
}
