/** How the options of a command stand to each other, and which may stand in which. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describeGot } from '../bodies/body-error';
import { isFilled, list, loose, type LooseBody, type Refuse } from './body-spec';
import { checkLocaleNames } from './command-names';

const SUBCOMMAND: number = ApplicationCommandOptionType.Subcommand;
const GROUP: number = ApplicationCommandOptionType.SubcommandGroup;

/** Where options stand. */
type Place = 'command' | 'group' | 'subcommand';

/** @param at path of the list, `options`. */
export function checkOptions(options: readonly unknown[], at: string, place: Place, refuse: Refuse): void {
  const names = new Set<unknown>();
  let mayBeLeftOut = false;
  let nests = 0;
  options.forEach((item, index) => {
    const option = loose(item);
    const path = `${at}[${index}]`;
    checkOption(option, path, place, refuse);
    if (names.has(option.name)) {
      refuse(`${path}.name`, 'unique', 'takes a name that no other option beside it has', describeGot(option.name));
    }
    if (typeof option.name === 'string') names.add(option.name);
    if (isNesting(option.type)) {
      nests += 1;
    } else if (option.required !== true) {
      mayBeLeftOut = true;
    } else if (mayBeLeftOut) {
      refuse(`${path}.required`, 'requiredFirst', 'is for options before those that may be left out', 'true');
    }
  });
  if (place === 'command' && nests > 0 && nests < options.length) {
    refuse(at, 'mixed', 'takes subcommands or other options, not both', `${nests} subcommands of ${options.length}`);
  }
}

function isNesting(type: unknown): boolean {
  return type === SUBCOMMAND || type === GROUP;
}

function checkOption(option: LooseBody, path: string, place: Place, refuse: Refuse): void {
  const { type } = option;
  if (typeof type !== 'number') {
    refuse(`${path}.type`, 'present', 'takes a type of option', describeGot(type));
    return;
  }
  checkLocaleNames(option, `${path}.`, refuse);
  const says = refusalOf(type, place);
  if (says !== undefined) refuse(`${path}.type`, 'nesting', says, String(type));
  else if (type === SUBCOMMAND) {
    checkOptions(list(option.options), `${path}.options`, 'subcommand', refuse);
  } else if (type === GROUP) {
    checkOptions(list(option.options), `${path}.options`, 'group', refuse);
  } else checkValues(option, path, refuse);
}

function refusalOf(type: number, place: Place): string | undefined {
  if (place === 'group' && type !== SUBCOMMAND) return 'takes subcommands only (1)';
  if (place === 'subcommand' && isNesting(type)) return 'takes no subcommand or group inside a subcommand';
  return undefined;
}

function checkValues(option: LooseBody, path: string, refuse: Refuse): void {
  if (option.autocomplete === true && isFilled(option.choices)) {
    refuse(`${path}.choices`, 'autocomplete', 'cannot stand beside autocomplete', describeGot(option.choices));
  }
  checkRange(option, 'min_value', 'max_value', `${path}.maxValue`, refuse);
  checkRange(option, 'min_length', 'max_length', `${path}.maxLength`, refuse);
}

function checkRange(option: LooseBody, min: string, max: string, path: string, refuse: Refuse): void {
  const from = option[min];
  const to = option[max];
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return;
  refuse(path, 'range', `takes a number that is not below the minimum ${from}`, String(to));
}
