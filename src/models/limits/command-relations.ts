/**
 * Rules between the fields of a command: what its type allows, and how its options stand to each other.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
import { ApplicationCommandType } from 'discord-api-types/v10';
import { characters, describeGot } from '../bodies/body-error';
import { isFilled, list, loose, type LooseBody, type Refuse } from './body-spec';
import { checkLocaleNames, checkName } from './command-names';
import { checkOptions } from './command-options';

const SLASH: number = ApplicationCommandType.ChatInput;
const USER: number = ApplicationCommandType.User;
const MESSAGE: number = ApplicationCommandType.Message;
const ENTRY_POINT: number = ApplicationCommandType.PrimaryEntryPoint;

/** Over names, descriptions and values of a command; of texts by locale only the longest counts. */
const COMMAND_CHARACTERS = 8_000;

/** How many commands of each type an application has in one place. */
export const MOST_COMMANDS: Readonly<Record<number, number>> = {
  [SLASH]: 100,
  [USER]: 15,
  [MESSAGE]: 15,
  [ENTRY_POINT]: 1,
};

export function checkCommand(wire: LooseBody, refuse: Refuse): void {
  checkType(wire, typeOf(wire), '', refuse);
  checkContent(wire, '', refuse);
}

/** An edit does not say the type; only slash commands have options. */
export function checkCommandEdit(wire: LooseBody, refuse: Refuse): void {
  if (isFilled(wire.options)) checkNames(wire, '', refuse);
  checkContent(wire, '', refuse);
}

/** A list that shall be all commands of one place. */
export function checkCommands(wire: LooseBody, refuse: Refuse): void {
  const commands: unknown = wire;
  if (!Array.isArray(commands)) {
    refuse('', 'list', 'takes a list of commands', describeGot(commands));
    return;
  }
  const names = new Set<string>();
  const counts = new Map<number, number>();
  commands.forEach((item: unknown, index) => {
    const command = loose(item);
    const type = typeOf(command);
    const at = `[${index}].`;
    checkType(command, type, at, refuse);
    checkContent(command, at, refuse);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    const name = `${type} ${String(command.name)}`;
    if (names.has(name)) {
      refuse(`${at}name`, 'unique', 'takes a name that no other command of its type has', describeGot(command.name));
    }
    names.add(name);
  });
  for (const [type, count] of counts) {
    const most = MOST_COMMANDS[type];
    if (most === undefined || count <= most) continue;
    refuse('', 'commandCount', `takes at most ${most} commands of type ${type}`, `${count} of them`);
  }
}

function typeOf({ type }: LooseBody): number {
  return typeof type === 'number' ? type : SLASH;
}

function checkType(command: LooseBody, type: number, at: string, refuse: Refuse): void {
  const { description, options, handler } = command;
  if (type === SLASH) {
    checkNames(command, at, refuse);
    if (!isFilled(description)) {
      refuse(`${at}description`, 'characters', 'takes 1 to 100 characters', describeGot(description));
    }
  } else if (type === USER || type === MESSAGE) {
    const says = 'is for slash commands only';
    if (isFilled(description)) refuse(`${at}description`, 'commandType', says, describeGot(description));
    if (isFilled(options)) refuse(`${at}options`, 'commandType', says, describeGot(options));
  }
  if (isFilled(handler) && type in MOST_COMMANDS && type !== ENTRY_POINT) {
    refuse(`${at}handler`, 'commandType', 'is for the primary entry point only', describeGot(handler));
  }
}

/** The name of a slash command has no spaces and no capitals, in every language. */
function checkNames(command: LooseBody, at: string, refuse: Refuse): void {
  checkName(command.name, `${at}name`, refuse);
  checkLocaleNames(command, at, refuse);
}

function checkContent(command: LooseBody, at: string, refuse: Refuse): void {
  checkOptions(list(command.options), `${at}options`, 'command', refuse);
  const sum = charactersOf(command);
  if (sum <= COMMAND_CHARACTERS) return;
  const says = `takes at most ${COMMAND_CHARACTERS} characters in all its names, descriptions and values`;
  refuse(at.replace(/\.$/, ''), 'characterSum', says, `${sum} characters`);
}

/** Of a command, an option or a choice with all that is in it. */
function charactersOf(node: LooseBody): number {
  let sum = longest(node.name, node.name_localizations) + longest(node.description, node.description_localizations);
  if (typeof node.value === 'string') sum += characters(node.value);
  for (const option of list(node.options)) sum += charactersOf(loose(option));
  for (const choice of list(node.choices)) sum += charactersOf(loose(choice));
  return sum;
}

function longest(text: unknown, localizations: unknown): number {
  let most = typeof text === 'string' ? characters(text) : 0;
  for (const other of Object.values(loose(localizations))) {
    if (typeof other === 'string') most = Math.max(most, characters(other));
  }
  return most;
}
