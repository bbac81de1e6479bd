/** A command of an application. https://discord.com/developers/docs/interactions/application-commands */
import {
  type APIApplicationCommand,
  type ApplicationCommandType,
  type ApplicationIntegrationType,
  type EntryPointCommandHandlerType,
  type InteractionContextType,
  type LocalizationMap,
} from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type ApplicationId, type CommandId, type GuildId, type Snowflake, snowflakeDate } from '../ids';
import { Entity } from '../entity';
import { type CommandEditBody } from '../bodies/command';

export class ApplicationCommand extends Entity<APIApplicationCommand> {
  get id(): CommandId {
    return this.raw.id;
  }

  get type(): ApplicationCommandType {
    return this.raw.type;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  /** The guild it exists in; `undefined` for a global command. */
  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  get name(): string {
    return this.raw.name;
  }

  /** Names by locale, when they were asked for. */
  get nameLocalizations(): LocalizationMap | null | undefined {
    return this.raw.name_localizations;
  }

  /** The name in the language of the request. */
  get nameLocalized(): string | undefined {
    return this.raw.name_localized;
  }

  /** Empty for commands of the context menu. */
  get description(): string {
    return this.raw.description;
  }

  get descriptionLocalizations(): LocalizationMap | null | undefined {
    return this.raw.description_localizations;
  }

  get descriptionLocalized(): string | undefined {
    return this.raw.description_localized;
  }

  get options(): Camel<NonNullable<APIApplicationCommand['options']>> {
    return fromWire(this.raw.options ?? []);
  }

  /** Permissions that a member needs to see it; `null` for everyone, `0n` for administrators alone. */
  get defaultMemberPermissions(): bigint | null {
    const bits = this.raw.default_member_permissions;
    return typeof bits === 'string' ? BigInt(bits) : null;
  }

  /** Whether it is only for channels that are meant for adults. */
  get nsfw(): boolean {
    return this.raw.nsfw ?? false;
  }

  /** Kinds of installation that bring it; global commands only. */
  get integrationTypes(): readonly ApplicationIntegrationType[] | undefined {
    return this.raw.integration_types;
  }

  /** Where it can be used; global commands only. */
  get contexts(): readonly InteractionContextType[] | null | undefined {
    return this.raw.contexts;
  }

  /** Who answers it, when it launches an activity. */
  get handler(): EntryPointCommandHandlerType | undefined {
    return this.raw.handler;
  }

  /** Goes up with every change of the command. */
  get version(): Snowflake {
    return this.raw.version;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** `</name:id>`, which a message shows as a button that starts the command. */
  get mention(): string {
    return this.mentionOf();
  }

  /** The mention of a subcommand: `mentionOf('group', 'sub')`. */
  mentionOf(...path: readonly string[]): string {
    return `</${[this.raw.name, ...path].join(' ')}:${this.raw.id}>`;
  }

  /** Changes the command: a global one everywhere, one of a guild there. */
  edit(body: CommandEditBody, options?: ActionOptions): Promise<ApplicationCommand> {
    const { application_id: applicationId, guild_id: guildId, id } = this.raw;
    const { commands } = this.context.actions;
    return guildId === undefined
      ? commands.edit(applicationId, id, body, options)
      : commands.editForGuild(applicationId, guildId, id, body, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    const { application_id: applicationId, guild_id: guildId, id } = this.raw;
    const { commands } = this.context.actions;
    return guildId === undefined
      ? commands.delete(applicationId, id, options)
      : commands.deleteForGuild(applicationId, guildId, id, options);
  }

  override toString(): string {
    return this.mention;
  }
}
