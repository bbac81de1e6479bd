/**
 * Carries a plan out with as few calls as can be. Edits are PATCHes, which keep a command's id and do not count towards the 200
 * creates that Discord allows a day and place. Where most of a place changes and nothing in it is to be spared, one call replaces it.
 *
 * When something fails, nothing is deleted from the place where it failed: a command that could not be made under its new name is
 * still there under its old one. What Discord refuses does not keep the rest from being done; what stops everything (no network, no
 * token, no time) does.
 */
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import {
  type ApplicationId,
  BodyError,
  type CommandOverwriteBody,
  type GuildCommandCreateBody,
  type GuildCommandEditBody,
  type GuildCommandOverwriteBody,
  MOST_COMMANDS,
} from '../../models';
import { RestError, type RestClient } from '../../rest';
import { asError, type Clock, eitherSignal, systemClock } from '../../util';
import { type CommandChange, type CommandScopePlan } from './command-changes';
import { type CommandPlan } from './command-plan';
import { CommandSyncError, type CommandSyncFailure } from './command-sync-error';

/** What a plan is applied through. */
export type CommandClient = Pick<RestClient, 'commands'>;

export interface CommandSyncProgress {
  readonly done: number;
  readonly total: number;
  /** What was just done. */
  readonly changes: readonly CommandChange[];
}

export interface ApplyCommandPlanOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long everything may take, in milliseconds. Default five minutes: Discord makes many creates wait. */
  readonly limitMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Called after each call that changed something. */
  readonly onProgress?: ((progress: CommandSyncProgress) => void) | undefined;
}

export interface CommandSyncResult {
  readonly plan: CommandPlan;
  /** How many calls it took. */
  readonly calls: number;
}

/** One call. */
interface Step {
  readonly changes: readonly CommandChange[];
  readonly run: (signal: AbortSignal) => Promise<unknown>;
}

const LIMIT_MS = 300_000;
/** So many changes are made one by one. */
const FEW = 3;
/** Further creates in that place would be refused as well. */
const FULL: readonly (number | undefined)[] = [
  RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached,
  RESTJSONErrorCodes.MaximumNumberOfApplicationCommandsReached,
];

/**
 * Makes Discord's commands what the plan says. An empty plan sends nothing.
 * @throws CommandSyncError INTERACTION_SYNC_FAILED with what was done and what was not, when it was not done whole
 */
export async function applyCommandPlan(
  plan: CommandPlan,
  client: CommandClient,
  applicationId: ApplicationId,
  options: ApplyCommandPlanOptions = {},
): Promise<CommandSyncResult> {
  const { clock = systemClock, limitMs = LIMIT_MS, onProgress } = options;
  const limit = new AbortController();
  const timer = clock.setTimer(limitMs, () => {
    limit.abort(new Error(`the sync of commands took longer than ${limitMs} ms`));
  });
  const { signal, release } = eitherSignal(options.signal, limit.signal);
  const run = new PlanRun(plan, signal, onProgress);
  try {
    for (const scope of plan.scopes) {
      if (!(await run.apply(scope.guildId, stepsOf(scope, client, applicationId)))) break;
    }
  } finally {
    timer.cancel();
    release();
  }
  if (run.isWhole) return { plan, calls: run.calls };
  throw run.toError();
}

class PlanRun {
  calls = 0;
  private readonly applied: CommandChange[] = [];
  private readonly failures: CommandSyncFailure[] = [];
  private readonly total: number;

  constructor(
    private readonly plan: CommandPlan,
    private readonly signal: AbortSignal,
    private readonly onProgress: ApplyCommandPlanOptions['onProgress'],
  ) {
    this.total = plan.changes.length;
  }

  get isWhole(): boolean {
    return this.applied.length === this.total && this.failures.length === 0;
  }

  /** Takes the steps of one place. Tells whether the next place may be tried. */
  async apply(guildId: CommandScopePlan['guildId'], steps: readonly Step[]): Promise<boolean> {
    let hasFailed = false;
    for (const { changes, run } of steps) {
      if (hasFailed && changes.every(({ action }) => action === 'delete')) continue;
      try {
        this.signal.throwIfAborted();
        this.calls += 1;
        await run(this.signal);
      } catch (thrown) {
        const error = asError(thrown);
        if (!isGone(error, changes)) {
          hasFailed = true;
          this.failures.push({ guildId, changes, error: this.signal.aborted ? asError(this.signal.reason) : error });
          // Of one place only, also where it comes as a limit of hours.
          if (error instanceof RestError && FULL.includes(error.discordCode)) return true;
          if (!isRefusal(error)) return false;
          continue;
        }
      }
      this.applied.push(...changes);
      if (!this.report(guildId, changes)) return false;
    }
    return true;
  }

  /** Whoever watches may stop it by an error. */
  private report(guildId: CommandScopePlan['guildId'], changes: readonly CommandChange[]): boolean {
    try {
      this.onProgress?.({ done: this.applied.length, total: this.total, changes });
      return true;
    } catch (thrown) {
      this.failures.push({ guildId, changes: [], error: asError(thrown) });
      return false;
    }
  }

  toError(): CommandSyncError {
    const { applied, failures, plan } = this;
    return new CommandSyncError({ applied, failures, rest: plan.without(applied) });
  }
}

function stepsOf(scope: CommandScopePlan, { commands }: CommandClient, applicationId: ApplicationId): Step[] {
  const { guildId, creates, edits, deletes } = scope;
  if (isForOneCall(scope)) return [overwriteOf(scope, commands, applicationId)];
  const making = creates.map((change): Step => {
    const { body } = change;
    return {
      changes: [change],
      run: (signal) =>
        guildId === undefined
          ? commands.create(applicationId, body, { signal })
          : commands.createForGuild(applicationId, guildId, body as GuildCommandCreateBody, { signal }),
    };
  });
  const changing = edits.map((change): Step => {
    const { id, body } = change;
    return {
      changes: [change],
      run: (signal) =>
        guildId === undefined
          ? commands.edit(applicationId, id, body, { signal })
          : commands.editForGuild(applicationId, guildId, id, body as GuildCommandEditBody, { signal }),
    };
  });
  const removing = deletes.map((change): Step => {
    const { id } = change;
    return {
      changes: [change],
      run: (signal) =>
        guildId === undefined
          ? commands.delete(applicationId, id, { signal })
          : commands.deleteForGuild(applicationId, guildId, id, { signal }),
    };
  });
  return hasRoom(scope) ? [...changing, ...making, ...removing] : [...removing, ...changing, ...making];
}

/** Two calls at least are spared, or everything is new. A renamed entry point would lose its id. */
function isForOneCall({ creates, edits, deletes, kept, mayOverwrite }: CommandScopePlan): boolean {
  const changes = creates.length + edits.length + deletes.length;
  const renames = edits.some(({ body }) => 'name' in body);
  return mayOverwrite && !renames && (changes > FEW || (changes > 1 && kept.length === 0));
}

function overwriteOf(
  { guildId, creates, edits, deletes, kept }: CommandScopePlan,
  commands: CommandClient['commands'],
  applicationId: ApplicationId,
): Step {
  const bodies = [
    ...kept.map(({ id, whole }) => ({ ...whole, id })),
    ...edits.map(({ id, whole }) => ({ ...whole, id })),
    ...creates.map(({ body }) => body),
  ];
  return {
    changes: [...creates, ...edits, ...deletes],
    run: (signal) =>
      guildId === undefined
        ? commands.bulkOverwrite(applicationId, bodies as CommandOverwriteBody, { signal })
        : commands.bulkOverwriteForGuild(applicationId, guildId, bodies as GuildCommandOverwriteBody, { signal }),
  };
}

/** Whether new commands fit beside those that will go. */
function hasRoom({ creates, edits, deletes, kept }: CommandScopePlan): boolean {
  const all = [...creates, ...edits, ...deletes, ...kept];
  const count = (type: number): number => all.filter((one) => (one.type as number) === type).length;
  return Object.entries(MOST_COMMANDS).every(([type, most]) => count(Number(type)) <= most);
}

/** Somebody else was faster. */
function isGone(error: Error, changes: readonly CommandChange[]): boolean {
  const isDelete = changes.every(({ action }) => action === 'delete');
  return isDelete && error instanceof RestError && error.discordCode === RESTJSONErrorCodes.UnknownApplicationCommand;
}

/** Discord, or the client's own check, does not want this; other things may be wanted. */
function isRefusal(error: Error): boolean {
  if (error instanceof BodyError) return true;
  if (!(error instanceof RestError)) return false;
  const { kind, status = 0 } = error;
  return kind === 'invalid-body' || (kind === 'http' && status >= 400 && status < 500 && status !== 401);
}
