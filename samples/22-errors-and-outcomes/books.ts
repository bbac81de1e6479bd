/** Keeps the books: one method of a group hears how every call ended. */
import { Handler, type Invocation, type InvocationOutcome, Logger, OnOutcome } from 'corduroy';

@Handler()
export class Books {
  constructor(private readonly logger: Logger) {}

  @OnOutcome()
  enter(outcome: InvocationOutcome, { label }: Invocation) {
    this.logger.info(`${label}: ${describe(outcome)}`);
  }
}

/** There are five kinds, and the compiler knows them all. */
function describe(outcome: InvocationOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'done';
    case 'refused':
      return `refused (${outcome.refusals.map(({ reason }) => reason).join(', ')})`;
    case 'invalid':
      return `invalid (${outcome.faults.map(({ option }) => option).join(', ')})`;
    case 'unhandled':
      return `nobody answers ${outcome.what}`;
    case 'failed':
      return `failed: ${outcome.error.message}, caught by ${outcome.caughtBy ?? 'nobody'}`;
  }
}
