/** Commands of an application. https://discord.com/developers/docs/interactions/application-commands */
import {
  type APIApplicationCommand,
  type APIGuildApplicationCommandPermissions,
  type RESTGetAPIApplicationCommandsQuery,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  ApplicationCommand,
  type ApplicationId,
  type BodyOf,
  type BodySpec,
  type Camel,
  type CommandCreateBody,
  commandCreateSpec,
  type CommandEditBody,
  commandEditSpec,
  type CommandId,
  type CommandOverwriteBody,
  commandOverwriteSpec,
  type CommandPermissionsBody,
  commandPermissionsSpec,
  fromWire,
  type GuildCommandCreateBody,
  guildCommandCreateSpec,
  type GuildCommandEditBody,
  guildCommandEditSpec,
  type GuildCommandOverwriteBody,
  guildCommandOverwriteSpec,
  type GuildId,
} from '../../models';
import { type Route } from '../route';
import { commandRoutes } from '../routes/commands';
import { queryOf, Resource } from './resource';

type Params = Readonly<Record<string, string>>;
type ListQuery = BodyOf<RESTGetAPIApplicationCommandsQuery>;

/** Who may use a command in a guild. With the application’s id as `id`: who may use all its commands. */
export type CommandPermissions = Camel<APIGuildApplicationCommandPermissions>;

export class CommandsResource extends Resource {
  /** @param query `withLocalizations` gives names and descriptions in all languages. */
  list(applicationId: ApplicationId, query?: ListQuery, options?: ActionOptions): Promise<ApplicationCommand[]> {
    return this.fetchCommands(commandRoutes.list, global(applicationId), query, options);
  }

  /** Makes a global command. One of the same name and type is replaced. */
  create(applicationId: ApplicationId, body: CommandCreateBody, options?: ActionOptions): Promise<ApplicationCommand> {
    return this.send(commandRoutes.create, global(applicationId), commandCreateSpec, body, options);
  }

  /** Makes these the global commands: others are deleted, equal ones keep their ids. */
  bulkOverwrite(
    applicationId: ApplicationId,
    body: CommandOverwriteBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand[]> {
    return this.sendAll(commandRoutes.bulkOverwrite, global(applicationId), commandOverwriteSpec, body, options);
  }

  async get(applicationId: ApplicationId, commandId: CommandId, options?: ActionOptions): Promise<ApplicationCommand> {
    const params = { ...global(applicationId), command_id: commandId };
    return this.toCommand(await this.fetch(commandRoutes.get, params, { options }));
  }

  edit(
    applicationId: ApplicationId,
    commandId: CommandId,
    body: CommandEditBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand> {
    const params = { ...global(applicationId), command_id: commandId };
    return this.send(commandRoutes.edit, params, commandEditSpec, body, options);
  }

  async delete(applicationId: ApplicationId, commandId: CommandId, options?: ActionOptions): Promise<void> {
    await this.run(commandRoutes.delete, { ...global(applicationId), command_id: commandId }, { options });
  }

  /** The commands of one guild; global ones are not among them. */
  listForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    query?: ListQuery,
    options?: ActionOptions,
  ): Promise<ApplicationCommand[]> {
    return this.fetchCommands(commandRoutes.listForGuild, inGuild(applicationId, guildId), query, options);
  }

  /** Makes a command of one guild, there at once. One of the same name and type is replaced. */
  createForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    body: GuildCommandCreateBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand> {
    const params = inGuild(applicationId, guildId);
    return this.send(commandRoutes.createForGuild, params, guildCommandCreateSpec, body, options);
  }

  /** Makes these the commands of the guild: others are deleted, equal ones keep their ids. */
  bulkOverwriteForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    body: GuildCommandOverwriteBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand[]> {
    const params = inGuild(applicationId, guildId);
    return this.sendAll(commandRoutes.bulkOverwriteForGuild, params, guildCommandOverwriteSpec, body, options);
  }

  async getForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId,
    options?: ActionOptions,
  ): Promise<ApplicationCommand> {
    const params = inGuild(applicationId, guildId, commandId);
    return this.toCommand(await this.fetch(commandRoutes.getForGuild, params, { options }));
  }

  editForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId,
    body: GuildCommandEditBody,
    options?: ActionOptions,
  ): Promise<ApplicationCommand> {
    const params = inGuild(applicationId, guildId, commandId);
    return this.send(commandRoutes.editForGuild, params, guildCommandEditSpec, body, options);
  }

  async deleteForGuild(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId,
    options?: ActionOptions,
  ): Promise<void> {
    await this.run(commandRoutes.deleteForGuild, inGuild(applicationId, guildId, commandId), { options });
  }

  /** Who may use which command in a guild. Commands without entries follow the application’s. */
  async listPermissions(
    applicationId: ApplicationId,
    guildId: GuildId,
    options?: ActionOptions,
  ): Promise<CommandPermissions[]> {
    const raws = await this.fetchList<APIGuildApplicationCommandPermissions>(
      commandRoutes.listPermissions,
      inGuild(applicationId, guildId),
      { options },
    );
    return raws.map((raw) => fromWire(raw));
  }

  /** With the application’s id as `commandId`: of all its commands. */
  async getPermissions(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId | ApplicationId,
    options?: ActionOptions,
  ): Promise<CommandPermissions> {
    const params = inGuild(applicationId, guildId, commandId);
    return fromWire(
      await this.fetch<APIGuildApplicationCommandPermissions>(commandRoutes.getPermissions, params, { options }),
    );
  }

  /**
   * Sets all entries of a command, 100 at most. Acts for a user who may manage the guild: needs a client with an access
   * token that has the scope `applications.commands.permissions.update`.
   */
  async setPermissions(
    applicationId: ApplicationId,
    guildId: GuildId,
    commandId: CommandId | ApplicationId,
    body: CommandPermissionsBody,
    options?: ActionOptions,
  ): Promise<CommandPermissions> {
    const params = inGuild(applicationId, guildId, commandId);
    const init = { body: this.encode(commandPermissionsSpec, body), options };
    return fromWire(
      await this.fetch<APIGuildApplicationCommandPermissions>(commandRoutes.setPermissions, params, init),
    );
  }

  private async fetchCommands(
    route: Route,
    params: Params,
    query: ListQuery | undefined,
    options: ActionOptions | undefined,
  ): Promise<ApplicationCommand[]> {
    const raws = await this.fetchList<APIApplicationCommand>(route, params, { query: queryOf(query), options });
    return raws.map((raw) => this.toCommand(raw));
  }

  private async send<Written>(
    route: Route,
    params: Params,
    spec: BodySpec<Written>,
    body: Written,
    options: ActionOptions | undefined,
  ): Promise<ApplicationCommand> {
    return this.toCommand(await this.fetch(route, params, { body: this.encode(spec, body), options }));
  }

  private async sendAll<Written>(
    route: Route,
    params: Params,
    spec: BodySpec<Written>,
    body: Written,
    options: ActionOptions | undefined,
  ): Promise<ApplicationCommand[]> {
    const init = { body: this.encode(spec, body), options };
    return (await this.fetchList<APIApplicationCommand>(route, params, init)).map((raw) => this.toCommand(raw));
  }

  private toCommand(raw: APIApplicationCommand): ApplicationCommand {
    return new ApplicationCommand(raw, this.context);
  }
}

function global(applicationId: ApplicationId): { application_id: string } {
  return { application_id: applicationId };
}

function inGuild(applicationId: ApplicationId, guildId: GuildId, commandId?: string): Params {
  const params = { application_id: applicationId, guild_id: guildId };
  return commandId === undefined ? params : { ...params, command_id: commandId };
}
