/** Rules about how far ahead a moment may lie. */
import { type LooseBody, type Refuse } from './body-spec';
import { describeGot } from '../bodies/body-error';
import { camelName } from '../bodies/key-names';

/** Clocks differ: what is past the limit by less than this is left to Discord. */
const CLOCK_DIFFERENCE_MS = 60_000;

export const HOUR_MS = 3_600_000;

/**
 * Refuses moments too far ahead.
 * @param fields with Discord's names.
 * @param says `at most 28 days ahead`
 * @param nowMs milliseconds since 1970.
 */
export function momentsWithin(
  fields: readonly string[],
  limitMs: number,
  says: string,
  nowMs: number,
): (wire: LooseBody, refuse: Refuse) => void {
  return (wire, refuse) => {
    for (const field of fields) {
      const value = wire[field];
      if (typeof value !== 'string' || !(Date.parse(value) > nowMs + limitMs + CLOCK_DIFFERENCE_MS)) continue;
      refuse(camelName(field), 'tooFarAhead', `takes a time ${says}`, describeGot(value));
    }
  };
}
