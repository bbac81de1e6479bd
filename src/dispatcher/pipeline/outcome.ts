/** How calls ended: results that are counted, never exceptions that travel. */
import { type InvocationOutcome } from '../invocation/invocation-outcome';

export type OutcomeKind = InvocationOutcome['kind'];

/** How many calls ended how, since the dispatcher was made. */
export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>;

/** The same while it counts. */
export type OutcomeTally = Record<OutcomeKind, number>;

export function newTally(): OutcomeTally {
  return { done: 0, refused: 0, invalid: 0, unhandled: 0, failed: 0 };
}
