/** What Discord takes as a command. https://discord.com/developers/docs/interactions/application-commands */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import {
  type CommandCreateBody,
  type CommandEditBody,
  type CommandOverwriteBody,
  type CommandPermissionsBody,
  type GuildCommandCreateBody,
  type GuildCommandEditBody,
  type GuildCommandOverwriteBody,
} from '../bodies/command';
import { type Shape } from '../shape';
import { bodySpec } from './body-spec';
import { isCommandName, NAME_SAYS } from './command-names';
import { checkCommand, checkCommandEdit, checkCommands } from './command-relations';
import { Different, EachValue, PermissionBits } from './map-rules';
import { EachText, Holds, Items, Nested, NestedKinds, Optional, Present, Text, Whole } from './rules';

const MOST_CHOICES = 25;
const MOST_OPTIONS = 25;
/** Discord measures texts of an option by this at most. */
const LONGEST_TEXT = 6_000;

/** What all kinds of options have in common. */
class OptionRules {
  @Holds('commandName', NAME_SAYS, isCommandName, { minLength: 1, maxLength: 32 }) name: unknown;
  @Optional() @EachValue({ min: 1, max: 32 }) nameLocalizations?: unknown;
  @Text({ min: 1, max: 100 }) description: unknown;
  @Optional() @EachValue({ min: 1, max: 100 }) descriptionLocalizations?: unknown;
}

class ChoiceRules {
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @EachValue({ min: 1, max: 100 }) nameLocalizations?: unknown;
}

class StringChoiceRules extends ChoiceRules {
  // The schema's bound; the documentation says 100.
  @Text({ max: LONGEST_TEXT }) value: unknown;
}

class IntegerChoiceRules extends ChoiceRules {
  @Whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) value: unknown;
}

class NumberChoiceRules extends ChoiceRules {
  @Holds('number', 'takes a number', isNumber) value: unknown;
}

class StringOptionRules extends OptionRules {
  @Optional() @Whole(0, LONGEST_TEXT) minLength?: unknown;
  @Optional() @Whole(1, LONGEST_TEXT) maxLength?: unknown;
  @Optional() @Items({ max: MOST_CHOICES }) @Nested(() => StringChoiceRules) choices?: unknown;
}

class IntegerOptionRules extends OptionRules {
  @Optional() @Whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) minValue?: unknown;
  @Optional() @Whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) maxValue?: unknown;
  @Optional() @Items({ max: MOST_CHOICES }) @Nested(() => IntegerChoiceRules) choices?: unknown;
}

class NumberOptionRules extends OptionRules {
  @Optional() @Holds('number', 'takes a number', isNumber) minValue?: unknown;
  @Optional() @Holds('number', 'takes a number', isNumber) maxValue?: unknown;
  @Optional() @Items({ max: MOST_CHOICES }) @Nested(() => NumberChoiceRules) choices?: unknown;
}

class ChannelOptionRules extends OptionRules {
  @Optional() @Different() channelTypes?: unknown;
}

class AttachmentOptionRules extends OptionRules {
  @Optional() @Items({ max: 10 }) @EachText({ min: 1, max: 16 }) fileTypes?: unknown;
}

/** A subcommand, or a group of them. Which kinds may stand in which is said by the relations. */
class SubcommandRules extends OptionRules {
  @Optional() @Items({ max: MOST_OPTIONS }) @NestedKinds('type', () => OPTION_KINDS) options?: unknown;
}

const OPTION_KINDS: Readonly<Record<ApplicationCommandOptionType, Shape>> = {
  [ApplicationCommandOptionType.Subcommand]: SubcommandRules,
  [ApplicationCommandOptionType.SubcommandGroup]: SubcommandRules,
  [ApplicationCommandOptionType.String]: StringOptionRules,
  [ApplicationCommandOptionType.Integer]: IntegerOptionRules,
  [ApplicationCommandOptionType.Boolean]: OptionRules,
  [ApplicationCommandOptionType.User]: OptionRules,
  [ApplicationCommandOptionType.Channel]: ChannelOptionRules,
  [ApplicationCommandOptionType.Role]: OptionRules,
  [ApplicationCommandOptionType.Mentionable]: OptionRules,
  [ApplicationCommandOptionType.Number]: NumberOptionRules,
  [ApplicationCommandOptionType.Attachment]: AttachmentOptionRules,
};

/** What new commands and edits have in common. Their type says more, which the relations see. */
class CommandBaseRules {
  @Optional() @EachValue({ min: 1, max: 32 }) nameLocalizations?: unknown;
  @Optional() @Text({ max: 100 }) description?: unknown;
  @Optional() @EachValue({ min: 1, max: 100 }) descriptionLocalizations?: unknown;
  @Optional() @Items({ max: MOST_OPTIONS }) @NestedKinds('type', () => OPTION_KINDS) options?: unknown;
  @Optional() @PermissionBits() defaultMemberPermissions?: unknown;
  @Optional() @Different(1) contexts?: unknown;
  @Optional() @Different(1) integrationTypes?: unknown;
}

export class CommandRules extends CommandBaseRules {
  @Text({ min: 1, max: 32 }) name: unknown;
}

export class CommandEditRules extends CommandBaseRules {
  @Optional() @Text({ min: 1, max: 32 }) name?: unknown;
}

class CommandPermissionRules {
  @Present() id: unknown;
  @Whole(1, 3) type: unknown;
  @Holds('boolean', 'takes true or false', (value) => typeof value === 'boolean') permission: unknown;
}

export class CommandPermissionsRules {
  @Items({ max: 100 }) @Nested(() => CommandPermissionRules) permissions: unknown;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

const verbatim = ['nameLocalizations', 'descriptionLocalizations'];
const one = { rules: CommandRules, relations: checkCommand, verbatim };
const edit = { rules: CommandEditRules, relations: checkCommandEdit, verbatim };
const all = { rules: CommandRules, relations: checkCommands, verbatim };

export const commandCreateSpec = bodySpec<CommandCreateBody>('The command', one);
export const commandEditSpec = bodySpec<CommandEditBody>('The command', edit);
export const commandOverwriteSpec = bodySpec<CommandOverwriteBody>('The list of commands', all);
export const guildCommandCreateSpec = bodySpec<GuildCommandCreateBody>('The command', one);
export const guildCommandEditSpec = bodySpec<GuildCommandEditBody>('The command', edit);
export const guildCommandOverwriteSpec = bodySpec<GuildCommandOverwriteBody>('The list of commands', all);
export const commandPermissionsSpec = bodySpec<CommandPermissionsBody>('The permissions', {
  rules: CommandPermissionsRules,
});
