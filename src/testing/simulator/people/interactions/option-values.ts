/** What a person fills into the options of a command: what Discord's client would let them fill in, and as it sends it. */
import { SimulatorMisuse } from '../../misuse';
import { codePoints } from '../../text';
import { type OptionDraft } from '../../world/commands';
import { checkFileType, type Chosen, type Resolved, type SimFile } from './resolved';

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;
const ATTACHMENT = 11;
const LONGEST = 6_000;

/** What an option is filled with: a value, a handle or an id, a file. */
export type OptionValue = string | number | boolean | { readonly id: string } | SimFile;
/** By name, in any order. */
export type OptionValues = Readonly<Record<string, OptionValue | undefined>>;

/** An option as the payload carries it. */
export interface FilledOption {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
  readonly focused?: true;
}

type Given = readonly (readonly [name: string, value: OptionValue])[];

function given(values: OptionValues): Given {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** Fills the options in, in the order that they were declared in, or throws what the client would not let pass. */
export function fillOptions(
  declared: readonly OptionDraft[],
  values: OptionValues,
  resolved: Resolved,
): FilledOption[] {
  for (const [name] of given(values)) optionNamed(declared, name);
  return declared.flatMap((option) => {
    const value = values[option.name];
    if (value !== undefined) {
      return [{ name: option.name, type: option.type, value: checked(option, value, resolved) }];
    }
    if (option.required !== true) return [];
    throw new SimulatorMisuse(`the option "${option.name}" is required`, `{ ${option.name}: … }.`);
  });
}

/** Fills in what stands there while a person still types: nothing is checked, and one option has the cursor. */
export function fillPartly(
  declared: readonly OptionDraft[],
  values: OptionValues,
  focused: string,
  resolved: Resolved,
): FilledOption[] {
  const option = optionNamed(declared, focused);
  if (option.autocomplete !== true) {
    throw new SimulatorMisuse(
      `"${focused}" suggests nothing: it is declared without autocomplete`,
      'autocomplete: true.',
    );
  }
  for (const [name] of given(values)) optionNamed(declared, name);
  return declared.flatMap((each): FilledOption[] => {
    const value = values[each.name];
    if (each.name === focused) {
      // What is being typed is a text, whatever it is going to be.
      return [{ name: focused, type: each.type, value: textOf(value), focused: true }];
    }
    return value === undefined ? [] : [{ name: each.name, type: each.type, value: converted(each, value, resolved) }];
  });
}

/** Fills in values as they are, also such that no client would send. */
export function fillUnchecked(declared: readonly OptionDraft[], values: OptionValues): FilledOption[] {
  return given(values).map(([name, value]) => {
    const raw = typeof value === 'object' && 'id' in value ? value.id : value;
    return { name, type: declared.find((option) => option.name === name)?.type ?? typeOf(raw), value: raw };
  });
}

function typeOf(value: unknown): number {
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : NUMBER;
  return STRING;
}

export function optionNamed(declared: readonly OptionDraft[], name: string): OptionDraft {
  const option = declared.find((each) => each.name === name);
  if (option) return option;
  const known = declared.map((each) => `"${each.name}"`).join(', ');
  throw new SimulatorMisuse(
    `the command has no option "${name}"`,
    known === '' ? 'none: it takes no options.' : `one of ${known}.`,
  );
}

function textOf(value: OptionValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function checked(option: OptionDraft, value: OptionValue, resolved: Resolved): unknown {
  const sent = converted(option, value, resolved);
  const { choices } = option;
  if (choices && choices.length > 0) return chosenOf(option, sent);
  if (option.type === STRING) checkLength(option, sent as string);
  if (option.type === INTEGER || option.type === NUMBER) checkSize(option, sent as number);
  return sent;
}

/** A value as its kind of option sends it. */
function converted(option: OptionDraft, value: OptionValue, resolved: Resolved): unknown {
  switch (option.type) {
    case STRING:
      if (typeof value === 'string') return value;
      break;
    case INTEGER:
      if (Number.isSafeInteger(value) || isChoiceName(option, value)) return value;
      break;
    case NUMBER:
      if ((typeof value === 'number' && Number.isFinite(value)) || isChoiceName(option, value)) return value;
      break;
    case BOOLEAN:
      if (typeof value === 'boolean') return value;
      break;
    case USER:
      if (isChosen(value)) return resolved.user(value);
      break;
    case CHANNEL:
      if (isChosen(value))
        return resolved.channel(value, option.channel_types as readonly unknown[] | null | undefined);
      break;
    case ROLE:
      if (isChosen(value)) return resolved.role(value);
      break;
    case MENTIONABLE:
      if (isChosen(value)) return resolved.mentionable(value);
      break;
    case ATTACHMENT:
      if (typeof value === 'object' && 'bytes' in value) {
        checkFileType(value, option.file_types);
        return resolved.file(value);
      }
      break;
    default:
  }
  throw new SimulatorMisuse(
    `the option "${option.name}" does not take ${shown(value)}`,
    `${KINDS[option.type] ?? 'another value'}, or { unchecked: true } to send it all the same.`,
  );
}

const KINDS: Readonly<Record<number, string>> = {
  [STRING]: 'a text',
  [INTEGER]: 'a whole number',
  [BOOLEAN]: 'true or false',
  [USER]: 'a member or a user, or an id of one',
  [CHANNEL]: 'a channel, its name or its id',
  [ROLE]: 'a role or its id',
  [MENTIONABLE]: 'a user or a role, or an id of one',
  [NUMBER]: 'a number',
  [ATTACHMENT]: 'a file: { name, bytes }',
};

function isChosen(value: OptionValue): value is Chosen {
  return typeof value === 'string' || (typeof value === 'object' && 'id' in value);
}

function isChoiceName(option: OptionDraft, value: unknown): boolean {
  return (option.choices ?? []).some((choice) => choice.name === value);
}

function chosenOf(option: OptionDraft, value: unknown): string | number {
  const choices = option.choices ?? [];
  const found = choices.find((choice) => choice.value === value) ?? choices.find((choice) => choice.name === value);
  if (found) return found.value;
  const known = choices.map((choice) => `"${choice.name}"`).join(', ');
  throw new SimulatorMisuse(`"${option.name}" offers no choice ${shown(value)}`, `one of ${known}.`);
}

function checkLength(option: OptionDraft, value: string): void {
  const { min_length: least = 0, max_length: most = LONGEST } = option as { min_length?: number; max_length?: number };
  const length = codePoints(value);
  if (length >= Math.max(least, 1) && length <= most) return;
  throw new SimulatorMisuse(
    `the text for "${option.name}" has ${length} characters, and ${Math.max(least, 1)} to ${most} are let through`,
    'another text, or { unchecked: true }.',
  );
}

function checkSize(option: OptionDraft, value: number): void {
  const { min_value: least = -Infinity, max_value: most = Infinity } = option as {
    min_value?: number;
    max_value?: number;
  };
  if (value >= least && value <= most) return;
  throw new SimulatorMisuse(
    `${value} for "${option.name}" is not between ${least} and ${most}`,
    'another number, or { unchecked: true }.',
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'object' ? 'an object' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
