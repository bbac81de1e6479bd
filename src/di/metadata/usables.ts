/** What may stand in a `use`: nothing here knows what a guard is, so the room that does says so by merging. */

/**
 * The kinds of things that `use` takes, each under a name of its own: `declare module '../di' { interface Usables { … } }`.
 */
// Empty on purpose: it is there to be merged with.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Usables {}

/** Whatever may stand in a `use`. */
export type Usable = Usables[keyof Usables];
