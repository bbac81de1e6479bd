/** Routes of application commands. https://discord.com/developers/docs/interactions/application-commands */
import { PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ApplicationRecord } from '../../world/applications';
import {
  changeCommand,
  COMMAND_LIMITS,
  type CommandDraft,
  type CommandPermission,
  type CommandRecord,
  commandsIn,
  deleteCommand,
  putCommand,
  renderCommand,
  replaceCommands,
  sameCommand,
  setCommandPermissions,
} from '../../world/commands';
import { ApiError, missingAccess, missingPermissions, unknown } from '../api-error';
import { readCommand, readCommands } from '../command-form';
import { type RestContext } from '../context';
import { boolean, choice, list, need, nullable, object, snowflake } from '../form';
import { ownApplication } from '../own-application';
import { created, noContent, ok, type RestAnswer, type Route } from '../router';

interface Scope {
  readonly application: ApplicationRecord;
  /** `null` for global commands. */
  readonly guildId: string | null;
}

/** The scope of the path. Commands of a guild need the application to be in it. */
function scopeOf(context: RestContext): Scope {
  const application = ownApplication(context);
  const guildId = context.param('guild_id');
  if (guildId === '') return { application, guildId: null };
  const guild = context.world.guilds.get(guildId);
  if (!guild?.members.has(application.bot.user.id)) throw missingAccess();
  return { application, guildId };
}

function guildScope(context: RestContext): Scope & { readonly guildId: string } {
  const { application, guildId } = scopeOf(context);
  return { application, guildId: guildId ?? '' };
}

function commandOf(context: RestContext, { application, guildId }: Scope): CommandRecord {
  const command = application.commands.get(context.param('command_id'));
  if (command?.guildId === guildId) return command;
  throw new ApiError(404, Codes.UnknownApplicationCommand, 'Unknown application command');
}

function listCommands(context: RestContext): RestAnswer {
  const { application, guildId } = scopeOf(context);
  const { with_localizations: withLocalizations = false } = context.query({ with_localizations: boolean });
  const commands = commandsIn(application, guildId);
  return ok(commands.map((command) => renderCommand(application, command, withLocalizations)));
}

function create(context: RestContext): RestAnswer {
  const { application, guildId } = scopeOf(context);
  const draft = readCommand(context.body);
  const others = commandsIn(application, guildId).map((command) => command.draft);
  if (!sameCommand(application, guildId, draft)) requireRoom([...others, draft]);
  const { command, isNew } = putCommand(context.world, application, guildId, draft);
  const body = renderCommand(application, command);
  return isNew ? created(body) : ok(body);
}

function overwrite(context: RestContext): RestAnswer {
  const { application, guildId } = scopeOf(context);
  const drafts = readCommands(context.body);
  requireRoom(drafts);
  const commands = replaceCommands(context.world, application, guildId, drafts);
  return ok(commands.map((command) => renderCommand(application, command)));
}

function requireRoom(drafts: readonly CommandDraft[]): void {
  for (const type of [1, 2, 3, 4] as const) {
    const limit = COMMAND_LIMITS[type];
    if (drafts.filter((draft) => draft.type === type).length <= limit) continue;
    const told = `Maximum number of application commands reached (${limit})`;
    throw new ApiError(400, Codes.MaximumNumberOfApplicationCommandsReached, told);
  }
}

function get(context: RestContext): RestAnswer {
  const scope = scopeOf(context);
  return ok(renderCommand(scope.application, commandOf(context, scope)));
}

function edit(context: RestContext): RestAnswer {
  const scope = scopeOf(context);
  const command = commandOf(context, scope);
  const draft = readCommand(context.body, command.draft);
  const namesake = sameCommand(scope.application, scope.guildId, draft);
  if (namesake && namesake !== command) {
    const told = 'An application command with that name already exists';
    throw new ApiError(400, Codes.ApplicationCommandWithThatNameAlreadyExists, told);
  }
  changeCommand(context.world, command, draft);
  return ok(renderCommand(scope.application, command));
}

function remove(context: RestContext): RestAnswer {
  const scope = scopeOf(context);
  deleteCommand(scope.application, commandOf(context, scope));
  return noContent();
}

function listPermissions(context: RestContext): RestAnswer {
  const { application, guildId } = guildScope(context);
  const ofGuild = application.commandPermissions.get(guildId) ?? new Map<string, readonly CommandPermission[]>();
  return ok([...ofGuild].map(([id, permissions]) => renderPermissions({ application, guildId }, id, permissions)));
}

function getPermissions(context: RestContext): RestAnswer {
  const scope = guildScope(context);
  const id = permissionTarget(context, scope);
  const permissions = scope.application.commandPermissions.get(scope.guildId)?.get(id);
  if (permissions) return ok(renderPermissions(scope, id, permissions));
  throw new ApiError(404, Codes.UnknownApplicationCommandPermissions, 'Unknown application command permissions');
}

/** Only a person may do this, and only one who manages the guild. */
function setPermissions(context: RestContext): RestAnswer {
  const scope = guildScope(context);
  const guild = context.world.guilds.get(scope.guildId);
  if (!guild?.members.has(context.userId)) throw unknown('guild');
  const needed = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageRoles;
  if ((context.world.permissionsInGuild(context.userId, guild) & needed) !== needed) throw missingPermissions();
  const id = permissionTarget(context, scope);
  const { permissions } = context.form({
    permissions: nullable(
      list(object({ id: need(snowflake), type: need(choice([1, 2, 3])), permission: need(boolean) }), { max: 100 }),
    ),
  });
  const target = { guildId: scope.guildId, id };
  return ok(setCommandPermissions(context.world, scope.application, target, permissions ?? []));
}

/** The command of the path, or the application, whose permissions hold for all its commands. */
function permissionTarget(context: RestContext, { application, guildId }: Scope): string {
  const id = context.param('command_id');
  if (id === application.id) return id;
  const command = application.commands.get(id);
  if (command && (command.guildId === null || command.guildId === guildId)) return id;
  throw new ApiError(404, Codes.UnknownApplicationCommand, 'Unknown application command');
}

function renderPermissions(scope: Scope, id: string, permissions: readonly CommandPermission[]): object {
  return { id, application_id: scope.application.id, guild_id: scope.guildId, permissions };
}

const scopes = ['applications.commands.update'];

const rowsOf = (base: string): Route[] => [
  { method: 'GET', template: base, handler: listCommands, scopes },
  { method: 'POST', template: base, handler: create, scopes },
  { method: 'PUT', template: base, handler: overwrite, scopes },
  { method: 'GET', template: `${base}/{command_id}`, handler: get, scopes },
  { method: 'PATCH', template: `${base}/{command_id}`, handler: edit, scopes },
  { method: 'DELETE', template: `${base}/{command_id}`, handler: remove, scopes },
];

const IN_GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';
const permissionScopes = ['applications.commands.permissions.update'];

export const COMMAND_ROUTES: readonly Route[] = [
  ...rowsOf('/applications/{application_id}/commands'),
  ...rowsOf(IN_GUILD),
  { method: 'GET', template: `${IN_GUILD}/permissions`, handler: listPermissions, scopes: permissionScopes },
  {
    method: 'GET',
    template: `${IN_GUILD}/{command_id}/permissions`,
    handler: getPermissions,
    scopes: permissionScopes,
  },
  {
    method: 'PUT',
    template: `${IN_GUILD}/{command_id}/permissions`,
    handler: setPermissions,
    scopes: permissionScopes,
    noBots: true,
  },
];
