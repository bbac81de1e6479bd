/** Application commands: kept per application, global ones and those of a guild, with who may use them. */
import { type ApplicationRecord } from './applications';
import { type World } from './world';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types */
export type CommandType = 1 | 2 | 3 | 4;
export type Localizations = Readonly<Record<string, string>>;

export interface ChoiceDraft {
  readonly name: string;
  readonly name_localizations?: Localizations | null | undefined;
  readonly value: string | number;
}

/** An option as it was sent, read and found in order; keys keep Discord's names. */
export interface OptionDraft {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localizations | null | undefined;
  readonly description: string;
  readonly description_localizations?: Localizations | null | undefined;
  readonly required?: boolean | null | undefined;
  readonly autocomplete?: boolean | null | undefined;
  readonly choices?: readonly ChoiceDraft[] | null | undefined;
  readonly options?: readonly OptionDraft[] | null | undefined;
  readonly [key: string]: unknown;
}

export interface CommandDraft {
  readonly type: CommandType;
  readonly name: string;
  readonly nameLocalizations: Localizations | null;
  readonly description: string;
  readonly descriptionLocalizations: Localizations | null;
  readonly options: readonly OptionDraft[] | null;
  readonly defaultMemberPermissions: bigint | null;
  /** Where the command may be used; `null` when it was not said. */
  readonly contexts: readonly number[] | null;
  readonly integrationTypes: readonly number[] | null;
  readonly nsfw: boolean;
  /** Of the entry point of an activity: 1 the app answers, 2 Discord launches. */
  readonly handler: number | null;
}

export interface CommandRecord {
  readonly id: string;
  /** `null` for a global command. */
  readonly guildId: string | null;
  /** Another id after every change. */
  version: string;
  draft: CommandDraft;
}

/** Whether a role, a member or a channel may use a command. */
export interface CommandPermission {
  readonly id: string;
  /** 1 a role, 2 a user, 3 a channel. */
  readonly type: 1 | 2 | 3;
  readonly permission: boolean;
}

/** How many commands of a kind one scope may have. */
export const COMMAND_LIMITS: Readonly<Record<CommandType, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };

export function commandsIn(application: ApplicationRecord, guildId: string | null): CommandRecord[] {
  return [...application.commands.values()].filter((command) => command.guildId === guildId);
}

/** The command of that kind and name: what a second one of the same name would replace. */
export function sameCommand(
  application: ApplicationRecord,
  guildId: string | null,
  draft: Pick<CommandDraft, 'type' | 'name'>,
): CommandRecord | undefined {
  return commandsIn(application, guildId).find(
    (command) => command.draft.type === draft.type && command.draft.name === draft.name,
  );
}

/** Makes a command, or changes the one of the same kind and name. */
export function putCommand(
  world: World,
  application: ApplicationRecord,
  guildId: string | null,
  draft: CommandDraft,
): { command: CommandRecord; isNew: boolean } {
  const known = sameCommand(application, guildId, draft);
  if (known) {
    changeCommand(world, known, draft);
    return { command: known, isNew: false };
  }
  const id = world.ids.next();
  const command: CommandRecord = { id, guildId, version: world.ids.next(), draft };
  application.commands.set(id, command);
  return { command, isNew: true };
}

export function changeCommand(world: World, command: CommandRecord, draft: CommandDraft): void {
  command.draft = draft;
  command.version = world.ids.next();
}

/** Makes these the only commands of a scope. Commands that were there by kind and name keep their ids. */
export function replaceCommands(
  world: World,
  application: ApplicationRecord,
  guildId: string | null,
  drafts: readonly CommandDraft[],
): CommandRecord[] {
  const kept = drafts.map((draft) => putCommand(world, application, guildId, draft).command);
  for (const command of commandsIn(application, guildId)) {
    if (!kept.includes(command)) deleteCommand(application, command);
  }
  return kept;
}

export function deleteCommand(application: ApplicationRecord, command: CommandRecord): void {
  application.commands.delete(command.id);
  for (const ofGuild of application.commandPermissions.values()) ofGuild.delete(command.id);
}

/** Sets who may use a command (or, by the application's own id, every command), and tells the bot. */
export function setCommandPermissions(
  world: World,
  application: ApplicationRecord,
  target: { guildId: string; id: string },
  permissions: readonly CommandPermission[],
): object {
  const { guildId, id } = target;
  const ofGuild = application.commandPermissions.get(guildId) ?? new Map<string, readonly CommandPermission[]>();
  application.commandPermissions.set(guildId, ofGuild);
  ofGuild.set(id, permissions);
  const data = { id, application_id: application.id, guild_id: guildId, permissions };
  world.publish({
    name: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE',
    audience: { kind: 'users', userIds: [application.bot.user.id], guildId },
    data,
  });
  return data;
}

/** @param withLocalizations `false` in lists that did not ask for every language. */
export function renderCommand(
  application: ApplicationRecord,
  command: CommandRecord,
  withLocalizations = true,
): object {
  const { draft, guildId } = command;
  const payload = {
    id: command.id,
    application_id: application.id,
    version: command.version,
    default_member_permissions: draft.defaultMemberPermissions?.toString() ?? null,
    type: draft.type,
    name: draft.name,
    name_localizations: draft.nameLocalizations,
    description: draft.description,
    description_localizations: draft.descriptionLocalizations,
    integration_types: draft.integrationTypes ?? [0],
    nsfw: draft.nsfw,
    ...(draft.options && draft.options.length > 0 ? { options: draft.options.map(renderOption) } : {}),
    ...(guildId === null
      ? { dm_permission: draft.contexts === null || draft.contexts.includes(1), contexts: draft.contexts }
      : { guild_id: guildId }),
    ...(draft.handler === null ? {} : { handler: draft.handler }),
  };
  return withLocalizations ? payload : (withoutLocalizations(payload) as object);
}

/** Discord leaves out what is not set. */
function renderOption(option: OptionDraft): object {
  const { options, choices, ...rest } = option;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)),
    ...(options ? { options: options.map(renderOption) } : {}),
    ...(choices ? { choices } : {}),
  };
}

function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'name_localizations' && key !== 'description_localizations')
      .map(([key, each]) => [key, withoutLocalizations(each)]),
  );
}
