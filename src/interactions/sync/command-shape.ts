/**
 * What a command means, whoever wrote it. The same command is written in many ways: code leaves out what is Discord's default,
 * Discord answers with the default, with null, with an empty list, or with fields that it has replaced. Here all of them become one
 * form, which holds nothing but what differs from the default, so that two forms are equal exactly when nothing has to be sent.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';

/** Fields as authors name them. What is not in it is left to Discord's default. */
export type CommandShape = Readonly<Record<string, unknown>>;

/** A command with Discord's names: an answer, or a body on its way. */
export type CommandWire = Readonly<Record<string, unknown>>;

/** Which Discord allows anyway. */
const LONGEST_TEXT = 6_000;
/** In a guild, in the bot's direct messages, in those of others. */
const EVERY_CONTEXT = 3;
const GUILD_CONTEXT = 0;

/** @param isGlobal commands of one guild have no say in where they can be used */
export function commandShape(wire: CommandWire, isGlobal: boolean): CommandShape {
  return filled({
    type: wire.type ?? ApplicationCommandType.ChatInput,
    name: wire.name,
    nameLocalizations: translations(wire.name_localizations),
    description: trimmed(wire.description),
    descriptionLocalizations: translations(wire.description_localizations),
    options: listOf(wire.options, optionShape),
    defaultMemberPermissions: permissions(wire.default_member_permissions),
    nsfw: wire.nsfw === true ? true : undefined,
    contexts: isGlobal ? contexts(wire) : undefined,
    integrationTypes: isGlobal ? numbers(wire.integration_types) : undefined,
    handler: wire.handler ?? undefined,
  });
}

function optionShape(wire: CommandWire): CommandShape {
  const { type } = wire;
  const isNesting =
    type === ApplicationCommandOptionType.Subcommand || type === ApplicationCommandOptionType.SubcommandGroup;
  return filled({
    type,
    name: wire.name,
    nameLocalizations: translations(wire.name_localizations),
    description: trimmed(wire.description),
    descriptionLocalizations: translations(wire.description_localizations),
    required: wire.required === true && !isNesting ? true : undefined,
    autocomplete: wire.autocomplete === true ? true : undefined,
    choices: listOf(wire.choices, choiceShape),
    options: listOf(wire.options, optionShape),
    minValue: wire.min_value ?? undefined,
    maxValue: wire.max_value ?? undefined,
    // Bounds that every text keeps are none.
    minLength: wire.min_length === 0 ? undefined : (wire.min_length ?? undefined),
    maxLength: wire.max_length === LONGEST_TEXT ? undefined : (wire.max_length ?? undefined),
    channelTypes: numbers(wire.channel_types),
    fileTypes: texts(wire.file_types),
  });
}

function choiceShape(wire: CommandWire): CommandShape {
  return filled({
    name: wire.name,
    nameLocalizations: translations(wire.name_localizations),
    value: wire.value,
  });
}

function filled(fields: Record<string, unknown>): CommandShape {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Their order is what people see, so it stays. */
function listOf(value: unknown, shape: (wire: CommandWire) => CommandShape): readonly CommandShape[] | undefined {
  return isList(value) && value.length > 0 ? value.map((item) => shape(item as CommandWire)) : undefined;
}

/** White space around a text is worth no edit: nobody sees it, and it may be taken away. */
function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** Null takes a translation back. */
function translations(value: unknown): CommandShape | undefined {
  const said = Object.entries(value ?? {}).filter(([, text]) => text !== null && text !== undefined);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** Everybody when nothing is said; `"0"` is for administrators alone, and no default. */
function permissions(value: unknown): unknown {
  // Code may write leading zeros.
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value).toString();
  return value ?? undefined;
}

/** Null, and all there are, are everywhere. Commands of earlier days say with `dm_permission` that they are for guilds. */
function contexts(wire: CommandWire): readonly number[] | undefined {
  const said = numbers(wire.contexts);
  if (said === undefined) return wire.dm_permission === false ? [GUILD_CONTEXT] : undefined;
  return said.length >= EVERY_CONTEXT ? undefined : said;
}

/** A set: its order says nothing. An empty one is as none. */
function numbers(value: unknown): readonly number[] | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  return [...new Set(value as readonly number[])].sort((a, b) => a - b);
}

function texts(value: unknown): readonly string[] | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  return [...new Set(value as readonly string[])].sort();
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
