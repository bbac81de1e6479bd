/** Puts single methods together to the commands that Discord knows: one for each name, with groups and subcommands inside. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  EntryPointCommandHandlerType,
} from 'discord-api-types/v10';
import { type CommandCreateBody } from '../../models';
import { type CommandGroupRecord, type CommandKind, type CommandRecord } from '../metadata/records';
import { type OptionBody } from '../options/option-fields';
import { type AnyCommandInit, type CommandTexts } from './command-init';
import { placeBody } from './command-place';
import { type CommandTarget } from './command-set';

/** A command, group, subcommand or option while the command is put together. */
export interface CommandNode {
  type: number;
  name: string;
  nameLocalizations?: Readonly<Record<string, string>>;
  description?: string;
  descriptionLocalizations?: Readonly<Record<string, string>>;
  options?: (CommandNode | OptionBody)[];
}

/** One command with everything that went into it. */
export interface CommandTree {
  readonly kind: CommandKind;
  readonly body: CommandNode;
  readonly guildIds: readonly string[] | undefined;
  /** Of its methods, the first. */
  readonly target: CommandTarget;
  /** What each node came from: a method, or a group. Options of option classes are not in it. */
  readonly origins: Map<CommandNode, CommandTarget | CommandGroupRecord>;
}

export const COMMAND_TYPES: Readonly<Record<CommandKind, ApplicationCommandType>> = {
  slash: ApplicationCommandType.ChatInput,
  user: ApplicationCommandType.User,
  message: ApplicationCommandType.Message,
  entry: ApplicationCommandType.PrimaryEntryPoint,
};

/** The guilds whose own a command is, which a group says for its subcommands; `undefined`: it is global. */
export function guildsOf({ groups, options }: CommandRecord): readonly string[] | undefined {
  return (groups[0]?.init ?? options).guilds;
}

/** One tree for each command, in the order of their first methods. Each path is answered once. */
export function commandTrees(targets: readonly CommandTarget[]): CommandTree[] {
  // Not by name: a guild may have a command of its own beside a global one.
  const trees = new Map<CommandTarget | CommandGroupRecord, CommandTree>();
  for (const target of targets) {
    const [root] = target.record.groups;
    if (!root) {
      trees.set(target, leafTree(target));
      continue;
    }
    let tree = trees.get(root);
    if (!tree) trees.set(root, (tree = rootTree(root, target)));
    addSubcommand(tree, target);
  }
  return [...trees.values()];
}

export function bodyOf(tree: CommandTree): CommandCreateBody {
  const body: unknown = tree.body;
  return body as CommandCreateBody;
}

function leafTree(target: CommandTarget): CommandTree {
  const { kind, path, description, options: init, method } = target.record;
  const body = {
    type: COMMAND_TYPES[kind],
    name: path[0] ?? '',
    ...texts(kind === 'slash' || kind === 'entry' ? description : undefined, init),
    ...optionsOf(target),
    ...placeBody(init).body,
    ...(kind === 'entry' ? { handler: handlerType(method) } : {}),
  };
  const { guilds } = init;
  return { kind, body, guildIds: guilds, target, origins: new Map([[body, target]]) };
}

/** On a class there is no method: Discord opens the activity. */
function handlerType(method: string): EntryPointCommandHandlerType {
  return method === '' ? EntryPointCommandHandlerType.DiscordLaunchActivity : EntryPointCommandHandlerType.AppHandler;
}

function rootTree(root: CommandGroupRecord, target: CommandTarget): CommandTree {
  const { name, description, init } = root;
  const body = {
    type: ApplicationCommandType.ChatInput,
    name,
    ...texts(description, init),
    options: [],
    ...placeBody(init).body,
  };
  return { kind: 'slash', body, guildIds: init.guilds, target, origins: new Map([[body, root]]) };
}

function addSubcommand({ body, origins }: CommandTree, target: CommandTarget): void {
  const { path, description, options: init, groups } = target.record;
  const inner = groups[1];
  const node: CommandNode = {
    type: ApplicationCommandOptionType.Subcommand,
    name: path.at(-1) ?? '',
    ...texts(description, init),
    ...optionsOf(target),
  };
  origins.set(node, target);
  const siblings = inner ? groupNode(body, inner, origins) : body;
  (siblings.options ??= []).push(node);
}

function groupNode(body: CommandNode, group: CommandGroupRecord, origins: CommandTree['origins']): CommandNode {
  const isGroup = (node: CommandNode | OptionBody): node is CommandNode =>
    node.type === (ApplicationCommandOptionType.SubcommandGroup as number) && node.name === group.name;
  const known = body.options?.find(isGroup);
  if (known) return known;
  const node: CommandNode = {
    type: ApplicationCommandOptionType.SubcommandGroup,
    name: group.name,
    ...texts(group.description, group.init),
    options: [],
  };
  origins.set(node, group);
  (body.options ??= []).push(node);
  return node;
}

/** Copies: texts from files are written into them, and one class of options may serve several commands. */
function optionsOf({ fields, record }: CommandTarget): { options?: OptionBody[] } {
  return record.kind === 'slash' && fields && fields.bodies.length > 0
    ? { options: fields.bodies.map((body) => ({ ...body })) }
    : {};
}

function texts(description: string | undefined, init: CommandTexts & AnyCommandInit): Partial<CommandNode> {
  const { nameLocalizations, descriptionLocalizations } = init;
  return {
    ...(nameLocalizations ? { nameLocalizations } : {}),
    ...(description === undefined ? {} : { description }),
    ...(descriptionLocalizations ? { descriptionLocalizations } : {}),
  };
}
