/** How a run of a handler ended: a result that is counted, never an exception that travels. */

/**
 * `done`: it returned or resolved; `failed`: it threw or rejected.
 * What refuses or does not understand an event (guards, options) belongs to the rooms that have such things.
 */
export type Outcome = 'done' | 'failed';

/** How many runs ended how, since the dispatcher was made. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;
