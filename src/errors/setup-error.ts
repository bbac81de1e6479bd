/** What is wrong with a program before it starts: every problem at once, each with its place and a way out. */
import { type ErrorCodes, FrameworkError } from './framework-error';

export const setupErrorCodes = {
  SETUP_FAILED: 'The program is not put together right; `problems` lists everything that was found.',
} as const satisfies ErrorCodes;

/** Where in the author's code a problem is. */
export interface SetupPlace {
  /** File and line as the decorator or the call saw it, `greeter.ts:12`. */
  readonly file?: string | undefined;
  readonly className?: string | undefined;
  readonly method?: string | undefined;
  /** Name or number of the argument, counted from 0. */
  readonly argument?: string | number | undefined;
}

/** One thing that is wrong. */
export interface SetupProblem {
  /** Stable name of the problem, documented like an error code. */
  readonly code: string;
  readonly message: string;
  /** What to try. */
  readonly advice: string;
  readonly place?: SetupPlace | undefined;
}

/** Thrown before anything connects. `problems` holds everything that is wrong, not only the first thing. */
export class SetupError extends FrameworkError {
  declare readonly problems: readonly SetupProblem[];

  constructor(problems: readonly SetupProblem[], subject = 'The program') {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super({
      code: 'SETUP_FAILED',
      kind: 'setup',
      message: `${subject} cannot start: ${count} found.\n${problems.map(describeProblem).join('\n')}`,
      context: { codes: problems.map((problem) => problem.code) },
    });
    // The message tells all of them. Where nobody catches the error, Node prints what is enumerable behind it, and whoever reads that
    // would have to scroll back for the lines that help.
    Object.defineProperty(this, 'problems', { value: problems });
  }
}

/** One problem as people read it: place, message and advice. */
export function describeProblem(problem: SetupProblem): string {
  const place = describePlace(problem.place);
  return [`- ${problem.message} (${problem.code})`, place && `    at ${place}`, `    Try: ${problem.advice}`]
    .filter(Boolean)
    .join('\n');
}

/** `Greeter.greet, argument 1 "client" (greeter.ts:12)` */
export function describePlace(place: SetupPlace | undefined): string {
  if (!place) return '';
  const member = [place.className, place.method].filter(Boolean).join('.');
  const argument =
    place.argument === undefined
      ? ''
      : typeof place.argument === 'number'
        ? `argument ${place.argument}`
        : `argument "${place.argument}"`;
  const where = [member, argument].filter(Boolean).join(', ');
  if (!place.file) return where;
  return where ? `${where} (${place.file})` : place.file;
}
