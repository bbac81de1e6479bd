/** Bodies of application commands. https://discord.com/developers/docs/interactions/application-commands */
import {
  type InteractionContextType,
  type RESTPatchAPIApplicationCommandJSONBody,
  type RESTPatchAPIApplicationGuildCommandJSONBody,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIApplicationGuildCommandsJSONBody,
  type RESTPutAPIApplicationCommandPermissionsJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** Commands that came from Discord have null where nothing was said, for each kind of command apart. */
type Anywhere<Written> = Written extends unknown
  ? Omit<Written, 'contexts'> & {
      /** Where the command can be used; `null` for everywhere. */
      readonly contexts?: readonly InteractionContextType[] | null | undefined;
    }
  : never;

/** A global command. */
export type CommandCreateBody = Anywhere<BodyOf<RESTPostAPIApplicationCommandsJSONBody>>;

export type CommandEditBody = Anywhere<BodyOf<RESTPatchAPIApplicationCommandJSONBody>>;

/** A command of one guild: where it can be used is not asked. */
export type GuildCommandCreateBody = BodyOf<RESTPostAPIApplicationGuildCommandsJSONBody>;

export type GuildCommandEditBody = BodyOf<RESTPatchAPIApplicationGuildCommandJSONBody>;

/** All commands that there shall be. An `id` keeps the command of that id, whatever its new name. */
export type CommandOverwriteBody = readonly (CommandCreateBody & { readonly id?: string | undefined })[];

/** The same for one guild. */
export type GuildCommandOverwriteBody = readonly (GuildCommandCreateBody & { readonly id?: string | undefined })[];

/** Who may use a command, up to 100 entries. */
export type CommandPermissionsBody = BodyOf<RESTPutAPIApplicationCommandPermissionsJSONBody>;
