/** Keeps the commands that Discord has to what a group's handler classes define: looked at as a plan, or brought about. */
import { ApplicationCommandType, ApplicationIntegrationType } from 'discord-api-types/v10';
import { SetupError } from '../../errors';
import { type ApplicationId, type GuildId } from '../../models';
import { type RestClient } from '../../rest';
import { asError, type Clock, deferred, type Logger } from '../../util';
import { type CommandDefinition, type CommandSet } from '../commands/command-set';
import { applyCommandPlan, type ApplyCommandPlanOptions, type CommandSyncResult } from './apply-command-plan';
import { CommandPlan } from './command-plan';
import { CommandSyncError, type CommandSyncFailure } from './command-sync-error';
import { type CommandRetention, type CommandsThere, planCommands } from './plan-commands';
import { commandLabel } from './print-plan';

/**
 * When commands are synced. `auto` (default): at every start, when there is something to do. `manual`: by `group.commands.sync()`
 * only. `{ guild }`: as `auto`, but all commands go to that guild and nowhere else, for development.
 */
export type CommandSyncChoice = 'auto' | 'manual' | { readonly guild: GuildId };

/** What is looked at. */
export interface CommandPlanOptions {
  readonly retain?: CommandRetention | undefined;
  /** Puts all commands into this guild, in place of where they belong. Default: what the group's option says. */
  readonly guild?: GuildId | undefined;
  /** Places beside those that the code names: the ones it used to name. Commands there go as the retention says. */
  readonly alsoIn?: readonly ('global' | GuildId)[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CommandSyncOptions extends CommandPlanOptions, Omit<ApplyCommandPlanOptions, 'clock' | 'signal'> {}

export interface CommandSyncInit {
  /** Of the group, for messages. */
  readonly name: string;
  readonly client: Pick<RestClient, 'applications' | 'commands'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the handler classes define, asked anew each time. */
  readonly commands: () => CommandSet;
  /** `undefined` until the group knows who it is. */
  readonly applicationId: () => ApplicationId | undefined;
  readonly sync?: CommandSyncChoice | undefined;
  readonly retain?: CommandRetention | undefined;
  /** Whether the start waits for its sync. */
  readonly holdsStart: boolean;
}

/** What was read of Discord. */
interface Survey {
  readonly applicationId: ApplicationId;
  readonly plan: CommandPlan;
  /** Places that could not be read. */
  readonly failures: readonly CommandSyncFailure[];
}

const INSTALLATIONS = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall] as const;

export class CommandSync {
  private readonly closer = new AbortController();
  private readonly atStart = deferred<CommandSyncResult | undefined>();
  /** One sync at a time: two would make the same commands. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly init: CommandSyncInit) {}

  /**
   * Settles when the sync of the start is over; never rejects. `undefined` when there was none, or when it failed, which was logged.
   */
  get synced(): Promise<CommandSyncResult | undefined> {
    return this.atStart.promise;
  }

  /**
   * What a sync would do. Works before the group is started, and connects nothing: for scripts and CI.
   * @throws SetupError when the definitions are wrong; CommandSyncError when Discord does not tell what it has
   */
  async plan(options: CommandPlanOptions = {}): Promise<CommandPlan> {
    const { plan, failures } = await this.survey(this.definitions(options), options, this.signalOf(options));
    if (failures.length === 0) return plan;
    throw new CommandSyncError({ applied: [], failures, rest: new CommandPlan([]) });
  }

  /**
   * Makes Discord's commands those that the code defines. Works before the group is started. An empty plan sends nothing.
   * @throws SetupError when the definitions are wrong; CommandSyncError with what was done and what was not
   */
  sync(options: CommandSyncOptions = {}): Promise<CommandSyncResult> {
    const run = this.last.then(() => this.run(options));
    this.last = run.catch(() => undefined);
    return run;
  }

  /** The sync of the start. Settles when the start may go on, which on Discord is at once. Never rejects. @internal */
  async begin(): Promise<void> {
    const { sync = 'auto', commands, holdsStart } = this.init;
    if (sync === 'manual' || commands().definitions.length === 0) {
      this.atStart.resolve(undefined);
      return;
    }
    void this.syncAtStart().then(this.atStart.resolve);
    if (holdsStart) await this.atStart.promise;
  }

  /** Gives up what is still under way. @internal */
  async close(): Promise<void> {
    this.closer.abort(new Error(`group "${this.init.name}" was stopped`));
    this.atStart.resolve(undefined);
    await this.last;
  }

  private async syncAtStart(): Promise<CommandSyncResult | undefined> {
    const { logger } = this.init;
    try {
      const result = await this.sync();
      const { creates, edits, deletes, isEmpty } = result.plan;
      if (isEmpty) return result;
      logger.info(`commands synced: ${creates.length} created, ${edits.length} edited, ${deletes.length} deleted`);
      if (deletes.length > 0) {
        // Whoever did not mean it should not have to search for it.
        logger.warn(
          `commands that the code does not define were deleted: ${deletes.map(commandLabel).join(', ')} ` +
            "(interactions: { retain: 'keep' } keeps them)",
        );
      }
      return result;
    } catch (error) {
      if (this.closer.signal.aborted) return undefined;
      const left = error instanceof CommandSyncError && !error.rest.isEmpty ? `\n${error.rest.toString()}` : '';
      logger.error(`${asError(error).message}${left}`);
      return undefined;
    }
  }

  private async run(options: CommandSyncOptions): Promise<CommandSyncResult> {
    const { clock, client } = this.init;
    const signal = this.signalOf(options);
    const { applicationId, plan, failures } = await this.survey(this.definitions(options), options, signal);
    const applying = applyCommandPlan(plan, client, applicationId, { ...options, signal, clock });
    if (failures.length === 0) return applying;
    const {
      applied,
      failures: further,
      rest,
    } = await applying.then(
      () => ({ applied: plan.changes, failures: [], rest: new CommandPlan([]) }),
      (error: unknown) => {
        if (error instanceof CommandSyncError) return error;
        throw error;
      },
    );
    throw new CommandSyncError({ applied, failures: [...failures, ...further], rest });
  }

  /** What the code defines, where it shall be. */
  private definitions({ guild = guildOf(this.init.sync) }: CommandPlanOptions): readonly CommandDefinition[] {
    const { definitions, problems } = this.init.commands();
    if (problems.length > 0) throw new SetupError(problems, `Group "${this.init.name}"`);
    if (guild === undefined) return definitions;
    return definitions
      .filter(({ body }) => body.type !== ApplicationCommandType.PrimaryEntryPoint)
      .filter((definition, _, all) => definition === chosenFor(guild, definition, all))
      .map((definition) => ({ ...definition, guildIds: [guild] }));
  }

  private async survey(
    definitions: readonly CommandDefinition[],
    options: CommandPlanOptions,
    signal: AbortSignal,
  ): Promise<Survey> {
    const { retain = this.init.retain, alsoIn = [] } = options;
    const scopes = new Set<GuildId | undefined>();
    for (const { guildIds } of definitions) for (const guildId of guildIds ?? [undefined]) scopes.add(guildId);
    for (const place of alsoIn) scopes.add(place === 'global' ? undefined : place);
    const asking = this.application(scopes.has(undefined), signal);
    // Mostly READY has told it, and both can be asked for at once.
    const id = this.init.applicationId() ?? (await asking).applicationId;
    const there: CommandsThere[] = [];
    const failures: CommandSyncFailure[] = [];
    const [{ applicationId, integrationTypes }] = await Promise.all([
      asking,
      // One that the bot may not see does not keep the others from being synced.
      ...Array.from(scopes, async (guildId) => {
        try {
          there.push(await this.read(id, guildId, signal));
        } catch (error) {
          failures.push({ guildId, changes: [], error: asError(error) });
        }
      }),
    ]);
    // As the code names them, whichever came first.
    const order = [...scopes];
    there.sort((a, b) => order.indexOf(a.guildId) - order.indexOf(b.guildId));
    return { applicationId, plan: planCommands(definitions, there, { retain, integrationTypes }), failures };
  }

  private async read(
    applicationId: ApplicationId,
    guildId: GuildId | undefined,
    signal: AbortSignal,
  ): Promise<CommandsThere> {
    const { commands } = this.init.client;
    const query = { withLocalizations: true };
    return guildId === undefined
      ? { commands: await commands.list(applicationId, query, { signal }) }
      : { guildId, commands: await commands.listForGuild(applicationId, guildId, query, { signal }) };
  }

  /** Who the application is, and for global commands how it can be installed: their default. */
  private async application(
    isGlobal: boolean,
    signal: AbortSignal,
  ): Promise<{ applicationId: ApplicationId; integrationTypes?: readonly ApplicationIntegrationType[] }> {
    const known = this.init.applicationId();
    if (known !== undefined && !isGlobal) return { applicationId: known };
    try {
      const { id, integrationTypesConfig } = await this.init.client.applications.me({ signal });
      const installs = INSTALLATIONS.filter((type) => integrationTypesConfig?.[type] !== undefined);
      return { applicationId: id, ...(installs.length > 0 ? { integrationTypes: installs } : {}) };
    } catch (thrown) {
      const failure = { guildId: undefined, changes: [], error: asError(thrown) };
      throw new CommandSyncError({ applied: [], failures: [failure], rest: new CommandPlan([]) });
    }
  }

  private signalOf({ signal }: CommandPlanOptions): AbortSignal {
    return signal ? AbortSignal.any([signal, this.closer.signal]) : this.closer.signal;
  }
}

/** Of commands with one name, the one that such a guild has: its own, else the global one, else the first. The router does the same. */
function chosenFor(guild: GuildId, { body }: CommandDefinition, all: readonly CommandDefinition[]): CommandDefinition {
  const same = all.filter((other) => other.body.name === body.name && other.body.type === body.type);
  const own = same.find(({ guildIds }) => guildIds?.includes(guild));
  return own ?? same.find(({ guildIds }) => guildIds === undefined) ?? (same[0] as CommandDefinition);
}

function guildOf(sync: CommandSyncChoice | undefined): GuildId | undefined {
  return typeof sync === 'object' ? sync.guild : undefined;
}
