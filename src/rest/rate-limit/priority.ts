/**
 * Who goes first when requests wait for a limit.
 *
 * Everyone stands in line by a moment: that of the call for `high`, ten seconds later for `normal`, forty seconds later
 * for `low`. So a request goes before those of lower priority, but not before one that has waited that much longer:
 * however many urgent ones come, nobody waits for ever. Among equals the order of the calls holds.
 */

/** `high`: somebody waits for it this very second. `low`: work in the background that may take its time. */
export type Priority = 'high' | 'normal' | 'low';

/** How much later each priority stands in line than `high`, in milliseconds. */
export const STANDS_BACK_MS: Readonly<Record<Priority, number>> = { high: 0, normal: 10_000, low: 40_000 };

/** Best first. */
export const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];
