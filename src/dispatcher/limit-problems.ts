/** Numbers in a dispatcher's options with which it would run nothing, or tell nothing, told before anything connects. */
import { type SetupPlace, type SetupProblem } from '../errors';
import { describeGot } from '../models';
import { type DispatcherChoices } from './dispatcher-options';

interface Limit {
  readonly takes: (value: number) => boolean;
  readonly says: string;
}

const COUNT: Limit = {
  takes: (value) => value === Infinity || (Number.isInteger(value) && value >= 1),
  says: 'a whole number from 1 on, or Infinity',
};
const LENGTH: Limit = {
  takes: (value) => value === Infinity || (Number.isInteger(value) && value >= 0),
  says: 'a whole number from 0 on, or Infinity',
};
const DURATION: Limit = { takes: (value) => value > 0, says: 'milliseconds, more than 0' };

const LIMITS = {
  maxInFlight: COUNT,
  maxQueued: LENGTH,
  stallAfterMs: DURATION,
  turnBudgetMs: DURATION,
  maxRuns: COUNT,
} as const satisfies Partial<Record<keyof DispatcherChoices, Limit>>;

/** @param owner whose options they are: `Group "alpha"` */
export function limitProblems(choices: unknown, owner: string, place?: SetupPlace): SetupProblem[] {
  if (typeof choices !== 'object' || choices === null) return [];
  const given = choices as Readonly<Record<string, unknown>>;
  return Object.entries(LIMITS).flatMap(([name, { takes, says }]) => {
    const value = given[name];
    if (value === undefined || (typeof value === 'number' && takes(value))) return [];
    return [
      {
        code: 'DISPATCH_LIMIT_OPTIONS',
        message: `${owner}: dispatcher.${name} is ${describeGot(value)}.`,
        advice: `write ${says}, or leave it out.`,
        place,
      },
    ];
  });
}
