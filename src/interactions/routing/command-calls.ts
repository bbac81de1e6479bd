/** Finds the method that answers a command by its names, level by level, as a payload has them: no path is put together on the way. */
import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { type InjectedCall } from '../../dispatcher';
import { type CommandTarget } from '../commands/command-set';
import { type CommandContext, type CommandKind } from '../metadata/records';

/** What is read of a command that was used. */
export interface NamedCommand {
  readonly name: string;
  readonly options?: readonly APIApplicationCommandInteractionDataOption[];
  /** The guild whose own command it is, which is not there for global ones, wherever they are used. */
  readonly guild_id?: string;
}

/** Who answers a command, and where it may be used. */
export interface CommandRoute {
  readonly target: CommandTarget;
  readonly call: InjectedCall;
  readonly contexts: readonly CommandContext[] | undefined;
}

export interface CommandCall extends CommandRoute {
  /** How many names lie above its own. */
  readonly depth: number;
  /** For messages: `/role add`. */
  readonly what: string;
}

interface Level {
  readonly below: Map<string, Level>;
  own: CommandCall | undefined;
  /** Where guilds have commands of this name of their own: who answers theirs. */
  ofGuilds: ReadonlyMap<string, CommandCall> | undefined;
}

export class CommandCalls {
  /** How many there are. */
  size = 0;
  private readonly kinds: Readonly<Record<CommandKind, Level>> = {
    slash: level(),
    user: level(),
    message: level(),
    entry: level(),
  };

  add(route: CommandRoute, ofGuilds?: ReadonlyMap<string, CommandRoute>): void {
    const { kind, path } = route.target.record;
    let at = this.kinds[kind];
    for (const name of path) {
      const next = at.below.get(name) ?? level();
      at.below.set(name, next);
      at = next;
    }
    const named = { depth: path.length - 1, what: `${kind === 'slash' ? '/' : ''}${path.join(' ')}` };
    at.own = { ...route, ...named };
    at.ofGuilds = ofGuilds && new Map(Array.from(ofGuilds, ([guildId, other]) => [guildId, { ...other, ...named }]));
    this.size += 1;
  }

  /** What a guild has of its own comes first there; in a guild for development everything is its own. */
  find(kind: CommandKind, command: NamedCommand): CommandCall | undefined {
    let at = this.kinds[kind].below.get(command.name);
    let below = nested(command.options);
    while (at && below) {
      at = at.below.get(below.name);
      below = nested(below.options);
    }
    const { guild_id: guildId } = command;
    return (guildId === undefined ? undefined : at?.ofGuilds?.get(guildId)) ?? at?.own;
  }
}

/** The options that lie below so many names. */
export function optionsAt(
  { options = NONE }: NamedCommand,
  depth: number,
): readonly APIApplicationCommandInteractionDataBasicOption[] {
  let found: readonly APIApplicationCommandInteractionDataOption[] = options;
  for (let level = 0; level < depth; level += 1) found = nested(found)?.options ?? NONE;
  return found as readonly APIApplicationCommandInteractionDataBasicOption[];
}

/** The names down to the command. */
export function pathOf(command: NamedCommand): string[] {
  const path = [command.name];
  for (let below = nested(command.options); below; below = nested(below.options)) path.push(below.name);
  return path;
}

const NONE: readonly never[] = [];

/** The subcommand, or the group of them, that the options are. */
function nested(options: readonly APIApplicationCommandInteractionDataOption[] | undefined): NamedCommand | undefined {
  const first = options?.[0];
  const isNesting =
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup;
  return isNesting ? first : undefined;
}

function level(): Level {
  return { below: new Map(), own: undefined, ofGuilds: undefined };
}
