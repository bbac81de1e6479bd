/** The error of a sync that was not done whole: what was done, what was not, and what is left to do. */
import { type GuildId } from '../../models';
import { FrameworkError } from '../../errors';
import { asError } from '../../util';
import { InteractionError } from '../interaction-error';
import { type CommandChange } from './command-changes';
import { type CommandPlan } from './command-plan';
import { commandLabel } from './print-plan';

/** Why something was not done. `changes` is empty where the commands of a place could not even be read. */
export interface CommandSyncFailure {
  readonly guildId: GuildId | undefined;
  /** More than one where they went in one call. */
  readonly changes: readonly CommandChange[];
  readonly error: Error;
}

export interface CommandSyncErrorInit {
  readonly applied: readonly CommandChange[];
  readonly failures: readonly CommandSyncFailure[];
  readonly rest: CommandPlan;
}

export class CommandSyncError extends InteractionError {
  /** Changes that were made. */
  readonly applied: readonly CommandChange[];
  readonly failures: readonly CommandSyncFailure[];
  /** What was not done, the failed changes among it. It can be applied again; better is a new plan. */
  readonly rest: CommandPlan;

  constructor({ applied, failures, rest }: CommandSyncErrorInit) {
    const all = applied.length + rest.changes.length;
    super({
      code: 'INTERACTION_SYNC_FAILED',
      kind: 'sync',
      message: [
        all === 0
          ? 'Commands could not be read.'
          : `Commands were not synced: ${applied.length} of ${all} changes were made.`,
        ...failures.map((failure) => `  - ${describe(failure)}`),
      ].join('\n'),
      advice:
        failures.map(({ error }) => (error instanceof FrameworkError ? error.advice : undefined)).find(Boolean) ??
        'mend what was refused and sync again: what was done is not done twice.',
      context: { applied: applied.length, left: rest.changes.length },
      cause: failures[0]?.error,
    });
    this.applied = applied;
    this.failures = failures;
    this.rest = rest;
  }
}

function describe({ guildId, changes, error }: CommandSyncFailure): string {
  const where = guildId === undefined ? 'global commands' : `commands of guild ${guildId}`;
  const what = changes.map((change) => `${change.action} ${commandLabel(change)}`).join(', ');
  // The advice of the first is told below.
  const [told = ''] = asError(error).message.split('\n  Try: ');
  return `${where}${what ? `, ${what}` : ''}: ${told}`;
}
