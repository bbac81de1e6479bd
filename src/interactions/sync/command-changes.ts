/** What a plan is made of: one entry for each command, with what shall happen to it. */
import { type ApplicationCommandType } from 'discord-api-types/v10';
import {
  type ApplicationCommand,
  type CommandCreateBody,
  type CommandEditBody,
  type CommandId,
  type GuildId,
} from '../../models';
import { type CommandFieldChange } from './field-changes';

interface OneCommand {
  /** The guild whose own command it is; `undefined`: a global one. */
  readonly guildId: GuildId | undefined;
  readonly type: ApplicationCommandType;
  readonly name: string;
}

/** The code defines it, Discord does not have it. */
export interface CommandCreation extends OneCommand {
  readonly action: 'create';
  readonly body: CommandCreateBody;
}

/** Both have it, and they differ. The command keeps its id, and with it what administrators allowed whom. */
export interface CommandEditing extends OneCommand {
  readonly action: 'edit';
  readonly id: CommandId;
  readonly changes: readonly CommandFieldChange[];
  /** Fields that changed, and nothing else. */
  readonly body: CommandEditBody;
  /** The whole command as it shall be. */
  readonly whole: CommandCreateBody;
}

/** Discord has it, the code does not define it, and it is not retained. */
export interface CommandDeletion extends OneCommand {
  readonly action: 'delete';
  readonly id: CommandId;
  readonly command: ApplicationCommand;
}

/** Nothing happens to it. */
export interface KeptCommand extends OneCommand {
  readonly action: 'keep';
  readonly id: CommandId;
  readonly command: ApplicationCommand;
  /** The whole command as the code defines it; `undefined` for one that the code does not define and that is retained. */
  readonly whole: CommandCreateBody | undefined;
}

export type CommandChange = CommandCreation | CommandEditing | CommandDeletion;

/** One place where commands are: the global one, or a guild. */
export interface CommandScopePlan {
  readonly guildId: GuildId | undefined;
  readonly creates: readonly CommandCreation[];
  readonly edits: readonly CommandEditing[];
  readonly deletes: readonly CommandDeletion[];
  readonly kept: readonly KeptCommand[];
  /** Whether everything there may be replaced in one call: what the code does not define need not be spared. */
  readonly mayOverwrite: boolean;
}
