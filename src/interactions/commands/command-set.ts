/** The commands of one group, as its handler classes define them. */
import { type SetupProblem } from '../../errors';
import { type Class } from '../../di';
import { type CommandCreateBody } from '../../models';
import { type OptionFields } from '../options/option-fields';
import { type CommandRecord } from '../metadata/records';

/** One method that answers one command or subcommand. */
export interface CommandTarget {
  readonly owner: Class;
  readonly record: CommandRecord;
  /** The class of parameter 1, read; `undefined` for commands without options. */
  readonly fields: OptionFields | undefined;
}

/** A command as it is sent to Discord, and where it was defined. */
export interface CommandDefinition {
  readonly body: CommandCreateBody;
  /** Guilds whose own command it is; `undefined`: it is global. */
  readonly guildIds: readonly string[] | undefined;
  /** Of its methods, the first. */
  readonly target: CommandTarget;
}

/** `readCommands(classes)` makes it. */
export interface CommandSet {
  readonly definitions: readonly CommandDefinition[];
  /** `slash role member add`, `user Report` -> who answers; where a name is there several times, who answers the global one. */
  readonly targets: ReadonlyMap<string, CommandTarget>;
  /** Where a name is there several times: the same key -> id of a guild -> who answers the guild's own. */
  readonly guildTargets: ReadonlyMap<string, ReadonlyMap<string, CommandTarget>>;
  readonly problems: readonly SetupProblem[];
}
