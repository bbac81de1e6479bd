/**
 * The plan of a sync: what the code defines against what Discord has. Pure, so that it can be looked at before anything is sent.
 *
 * A command is the same as another by its scope, its type and its name: that is how Discord tells them apart as well. One that was
 * renamed is therefore a new command, and the old one goes, with its id and what administrators allowed whom. The entry point of an
 * activity is the exception: there is only one, so it is edited whatever its name.
 */
import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type ApplicationIntegrationType,
} from 'discord-api-types/v10';
import {
  type ApplicationCommand,
  type CommandCreateBody,
  commandCreateSpec,
  type CommandEditBody,
  encodeBody,
  type GuildId,
} from '../../models';
import { type CommandDefinition } from '../commands/command-set';
import {
  type CommandCreation,
  type CommandDeletion,
  type CommandEditing,
  type CommandScopePlan,
  type KeptCommand,
} from './command-changes';
import { CommandPlan } from './command-plan';
import { commandShape, type CommandWire } from './command-shape';
import { fieldChanges } from './field-changes';

/**
 * What becomes of commands that Discord has and the code does not define. `delete` (default): they go. `keep`: they stay. A function
 * says of each whether it stays. The entry point of an activity always stays: Discord made it when activities were switched on.
 */
export type CommandRetention = 'delete' | 'keep' | ((command: ApplicationCommand) => boolean);

/** What one place holds. Each place where commands may change is given, even when it is empty; others are left alone. */
export interface CommandsThere {
  /** `undefined`: global commands. */
  readonly guildId?: GuildId | undefined;
  /** Read with localisations. */
  readonly commands: readonly ApplicationCommand[];
}

export interface PlanCommandsOptions {
  readonly retain?: CommandRetention | undefined;
  /**
   * How the application can be installed, which is what commands have that do not say it. Default: not known, and such commands are
   * left as they are.
   */
  readonly integrationTypes?: readonly ApplicationIntegrationType[] | undefined;
}

export function planCommands(
  wanted: readonly CommandDefinition[],
  there: readonly CommandsThere[],
  options: PlanCommandsOptions = {},
): CommandPlan {
  return new CommandPlan(there.map((scope) => planScope(wanted, scope, options)));
}

function planScope(
  definitions: readonly CommandDefinition[],
  { guildId, commands }: CommandsThere,
  options: PlanCommandsOptions,
): CommandScopePlan {
  const { retain = 'delete' } = options;
  const creates: CommandCreation[] = [];
  const edits: CommandEditing[] = [];
  const deletes: CommandDeletion[] = [];
  const kept: KeptCommand[] = [];
  const left = new Map(commands.map((command) => [keyOf(command), command]));
  for (const definition of definitions) {
    if (!isIn(definition, guildId)) continue;
    const whole = guildId === undefined ? definition.body : forGuild(definition.body);
    const type = whole.type ?? ApplicationCommandType.ChatInput;
    const key = keyOf({ type, name: whole.name });
    const command = left.get(key);
    left.delete(key);
    if (!command) {
      creates.push({ action: 'create', guildId, type, name: whole.name, body: whole });
      continue;
    }
    const edit = editOf(command, whole, guildId, options);
    if (edit) edits.push(edit);
    else kept.push({ action: 'keep', guildId, type, name: whole.name, id: command.id, command, whole });
  }
  for (const command of left.values()) {
    const { id, type, name } = command;
    if (isRetained(command, retain)) {
      kept.push({ action: 'keep', guildId, type, name, id, command, whole: undefined });
    } else deletes.push({ action: 'delete', guildId, type, name, id, command });
  }
  // What came between the reading and the sending is only spared where nothing else is either.
  const mayOverwrite = retain === 'delete' && kept.every(({ whole }) => whole !== undefined);
  return { guildId, creates, edits, deletes, kept, mayOverwrite };
}

function isIn({ guildIds }: CommandDefinition, guildId: GuildId | undefined): boolean {
  return guildId === undefined ? guildIds === undefined : (guildIds?.includes(guildId) ?? false);
}

function keyOf({ type, name }: { readonly type: ApplicationCommandType; readonly name: string }): string {
  return type === ApplicationCommandType.PrimaryEntryPoint ? 'entry point' : `${type} ${name}`;
}

function isRetained(command: ApplicationCommand, retain: CommandRetention): boolean {
  if (command.type === ApplicationCommandType.PrimaryEntryPoint) return true;
  return typeof retain === 'function' ? retain(command) : retain === 'keep';
}

/** A command of one guild has no say in where it can be used. */
function forGuild(body: CommandCreateBody): CommandCreateBody {
  const { contexts: _, ...rest } = body;
  const { integrationTypes: __, ...own } = rest as { readonly integrationTypes?: unknown };
  return own as CommandCreateBody;
}

function editOf(
  command: ApplicationCommand,
  whole: CommandCreateBody,
  guildId: GuildId | undefined,
  { integrationTypes }: PlanCommandsOptions,
): CommandEditing | undefined {
  const isGlobal = guildId === undefined;
  const raw: APIApplicationCommand = command.raw;
  const from = commandShape(raw as unknown as CommandWire, isGlobal);
  // Refused by its rules when it is sent, not here: a plan can be made of anything.
  const wire = encodeBody(commandCreateSpec, whole, 'off') as CommandWire;
  const installs = wire.integration_types ?? integrationTypes ?? raw.integration_types;
  // Of these two only Discord knows the default.
  const handler = wire.handler ?? raw.handler;
  const to = commandShape({ ...wire, integration_types: installs, handler }, isGlobal);
  const changes = fieldChanges(from, to);
  if (changes.length === 0) return undefined;
  const fields = new Set(changes.map(({ path }) => /^\w+/.exec(path)?.[0] ?? path));
  const resets: Readonly<Record<string, unknown>> = { ...RESETS, integrationTypes: installs };
  const said = whole as Readonly<Record<string, unknown>>;
  const body = Object.fromEntries([...fields].map((field) => [field, said[field] ?? resets[field]]));
  const { id, type } = command;
  return { action: 'edit', guildId, type, name: whole.name, id, changes, body: body as CommandEditBody, whole };
}

/** What takes a field back that the code is silent about. */
const RESETS: Readonly<Record<string, unknown>> = {
  nameLocalizations: null,
  description: '',
  descriptionLocalizations: null,
  options: [],
  defaultMemberPermissions: null,
  nsfw: false,
  contexts: null,
};
