/** How long something takes, as authors write it: `5s`, or a number of milliseconds. */
import { refuseGuardOptions } from '../guards/guard-options';

/** A number of milliseconds, or a number with a unit: `500ms`, `5s`, `2m`, `1.5h`, `1d`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A year: whoever writes more has most likely mistaken the unit. */
const LONGEST_MS = 366 * UNIT_MS.d;

/**
 * In whole milliseconds.
 * @param what whose duration it is, for messages: `The window of Cooldown.perUser()`
 * @throws {DispatchError} DISPATCH_GUARD_OPTIONS for what is none, and for less than a millisecond or more than a year.
 */
export function durationMs(what: string, input: Duration): number {
  const ms = Math.round(typeof input === 'number' ? input : parse(input));
  if (ms >= 1 && ms <= LONGEST_MS) return ms;
  return refuseGuardOptions(
    what,
    'a duration from 1 ms to a year, such as "500ms", "5s", "2m", "1h", "1d" or milliseconds',
    input,
  );
}

function parse(text: unknown): number {
  const found = typeof text === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) : null;
  return found ? Number(found[1]) * UNIT_MS[found[2] as keyof typeof UNIT_MS] : NaN;
}
