/** Tells whether a class can be subscribed to. */
import { type EventClass, eventClassOf } from '../../models';
import { DispatchError } from '../dispatch-error';

/** What is wrong with it, as the end of a sentence; `undefined` when nothing is. */
export function eventClassFault(event: EventClass | undefined): string | undefined {
  if (typeof event !== 'function' || typeof event.eventName !== 'string') return 'is no event class';
  const made = eventClassOf(event.eventName);
  if (made && made !== event) return `is never made: ${event.eventName} arrives as ${made.name}`;
  return undefined;
}

/** @throws DispatchError */
export function assertEventClass(event: EventClass): void {
  const fault = eventClassFault(event);
  if (fault === undefined) return;
  const name = typeof event === 'function' ? event.name || 'an unnamed class' : String(event);
  throw new DispatchError({
    code: 'DISPATCH_NOT_AN_EVENT',
    kind: 'subscription',
    message: `${name} ${fault}.`,
    advice:
      'name one of the event classes, for instance MessageCreateEvent. What is undefined here is often a circular import.',
  });
}
