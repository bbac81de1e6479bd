/** `@Slash` and `slashGroup`: methods that answer slash commands, alone or as subcommands of a group. */
import { captureSpot, placeAt, type Spot } from '../../di';
import { type GuildSlashContext, type SlashContext } from '../context/commands';
import { type AnswerOptions, type CommandGroupRecord } from '../metadata/records';
import {
  type AfterContext,
  type CommandDecorator,
  type IsGuildOnly,
  type SlashGroupInit,
  type SlashInit,
  type SubcommandInit,
  type SubgroupInit,
} from './command-init';
import { type Only } from '../options/option-types';
import { recordCommand } from './record-command';

type ContextOf<GuildOnly extends boolean> = GuildOnly extends true ? GuildSlashContext : SlashContext;

type SlashDecorator<Init, GuildOnly extends boolean> = CommandDecorator<ContextOf<GuildOnly>, AfterContext<Init>>;

/**
 * The method answers `/name`. Parameter 0 is the context, parameter 1 the options where its type is a class with option
 * decorators, all others are injected. What the method returns is the reply: a text, a body, a view, or an async iterable that edits
 * the message as it goes. A method that still runs after two seconds is deferred by itself.
 * @param name lower case, 1 to 32 letters, digits, `-` and `_`. @param description 1 to 100 characters.
 * @param init with `contexts: ['Guild']` or `guilds` the method gets a `GuildSlashContext`.
 * @throws {SetupError} at the start: INTERACTION_COMMAND_INVALID for what Discord would refuse, INTERACTION_DUPLICATE for a name that
 *   another command has in the same place.
 * https://discord.com/developers/docs/interactions/application-commands
 */
export function Slash<const Init extends SlashInit = SlashInit>(
  name: string,
  description: string,
  init?: Only<Init, SlashInit>,
): SlashDecorator<Init, IsGuildOnly<Init>> {
  return recordCommand({ kind: 'slash', name, description, init, groups: [], spot: captureSpot(Slash) });
}

/** What a group and a group within one have in common. */
export class SlashSubgroup<GuildOnly extends boolean = boolean> {
  /** @internal Made by {@link slashGroup}. */
  constructor(protected readonly groups: readonly CommandGroupRecord[]) {}

  /** The method answers a subcommand of this group: `@role.Slash('add', 'Gives a role')` answers `/role add`. */
  Slash<const Init extends SubcommandInit = SubcommandInit>(
    name: string,
    description: string,
    init?: Only<Init, SubcommandInit>,
  ): SlashDecorator<Init, GuildOnly> {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it names the frame to look below, and is not called
    const spot = captureSpot(this.Slash);
    return recordCommand({ kind: 'slash', name, description, init, groups: this.groups, spot });
  }
}

/** A slash command that consists of subcommands. */
export class SlashGroup<GuildOnly extends boolean = boolean> extends SlashSubgroup<GuildOnly> {
  /** A group within the group: `role.group('member', …)` holds `/role member add`. There is no third level. */
  group(name: string, description: string, init: SubgroupInit = {}): SlashSubgroup<GuildOnly> {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it names the frame to look below, and is not called
    const spot = captureSpot(this.group);
    return new SlashSubgroup([...this.groups, groupRecord(name, description, init, spot)]);
  }
}

/**
 * Declares a slash command that consists of subcommands. Handler classes that share it import it:
 * `const role = slashGroup('role', 'Manages roles', { contexts: ['Guild'] })`, then `@role.Slash('add', 'Gives a role')`.
 * Name and description are as of {@link Slash}. Up to 25 subcommands and groups stand in it.
 * https://discord.com/developers/docs/interactions/application-commands#subcommands-and-subcommand-groups
 */
export function slashGroup<const Init extends SlashGroupInit = SlashGroupInit>(
  name: string,
  description: string,
  init?: Only<Init, SlashGroupInit>,
): SlashGroup<IsGuildOnly<Init>> {
  return new SlashGroup([groupRecord(name, description, init ?? {}, captureSpot(slashGroup))]);
}

function groupRecord(
  name: string,
  description: string,
  init: SlashGroupInit & AnswerOptions,
  spot: Spot,
): CommandGroupRecord {
  return { name, description, init, place: placeAt(spot) };
}
