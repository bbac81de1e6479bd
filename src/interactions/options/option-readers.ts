/**
 * Reads single values of commands. Discord checks them too, but by the command as it has it: after a change people use the
 * earlier one for a while, so that everything a field's type promises is checked here again.
 */
import { type APIApplicationCommandInteractionDataBasicOption, ChannelType } from 'discord-api-types/v10';
import {
  readAttachment,
  readChannel,
  readMember,
  readMentionable,
  readRole,
  readUser,
  type ResolvedSource,
} from '../resolved';
import { choicesOf } from './option-body';
import { type AnyOptionInit } from './option-init';
import { OPTION_KINDS } from './option-kinds';
import { type OptionKind, type OptionRecord } from './option-records';

/** Where values come from. */
export type OptionSource = ResolvedSource;

/** Reads one option. */
export interface OptionReader {
  readonly field: string;
  readonly name: string;
  /** Discord's number of the kind. */
  readonly type: number;
  readonly isRequired: boolean;
  readonly isView: boolean;
  /** The value of the field; `undefined` when what was sent does not fit. */
  readonly read: (value: string | number | boolean, source: OptionSource) => unknown;
  /** Why it does not fit, in words for people. */
  readonly refusal: string;
}

type Read = OptionReader['read'];

const OUTDATED = 'is not what this command takes any more: try again in a few minutes';

export function readerOf({ kind, field, init }: OptionRecord, name: string): OptionReader {
  const { read, refusal } = READERS[kind](init);
  const { type, isView } = OPTION_KINDS[kind];
  return { field, name, type, isRequired: init.optional !== true, isView, read, refusal };
}

/** What a person is told of an option that is of another type than the class knows. */
export function outdated(option: APIApplicationCommandInteractionDataBasicOption, reader: OptionReader): string {
  return (option.type as number) === reader.type ? reader.refusal : OUTDATED;
}

const READERS: Readonly<
  Record<OptionKind, (init: AnyOptionInit) => { readonly read: Read; readonly refusal: string }>
> = {
  string: ({ choices, minLength = 0, maxLength = Infinity, autocomplete }) => {
    const among = autocomplete === true ? undefined : valuesOf(choices);
    return {
      read: (value) => {
        if (typeof value !== 'string' || (among && !among.has(value))) return undefined;
        return value.length >= minLength && fits(value, maxLength) ? value : undefined;
      },
      refusal: among ? oneOf(choices) : `takes ${span(minLength, maxLength)} characters`,
    };
  },
  integer: (init) => numeric(init, Number.isInteger, 'a whole number'),
  number: (init) => numeric(init, Number.isFinite, 'a number'),
  boolean: () => ({
    read: (value) => (typeof value === 'boolean' ? value : undefined),
    refusal: 'takes true or false',
  }),
  user: () => ({ read: readUser, refusal: OUTDATED }),
  member: () => ({ read: readMember, refusal: 'takes a member of this server' }),
  channel: ({ channelTypes }) => {
    const among = channelTypes && new Set<number>(channelTypes.map((each) => ChannelType[each]));
    return {
      read: (id, source) => {
        const channel = readChannel(id, source);
        return channel && (!among || among.has(channel.type)) ? channel : undefined;
      },
      refusal: 'takes another kind of channel',
    };
  },
  role: () => ({ read: readRole, refusal: OUTDATED }),
  mentionable: () => ({ read: readMentionable, refusal: OUTDATED }),
  attachment: () => ({ read: readAttachment, refusal: OUTDATED }),
};

function numeric(
  { choices, min = -Infinity, max = Infinity, autocomplete }: AnyOptionInit,
  holds: (value: unknown) => boolean,
  what: string,
): { readonly read: Read; readonly refusal: string } {
  const among = autocomplete === true ? undefined : valuesOf(choices);
  return {
    read: (value) => {
      if (!holds(value) || (among && !among.has(value))) return undefined;
      return (value as number) >= min && (value as number) <= max ? value : undefined;
    },
    refusal: among ? oneOf(choices) : `takes ${what}${bounds(min, max)}`,
  };
}

function valuesOf(choices: AnyOptionInit['choices']): ReadonlySet<unknown> | undefined {
  const list = choicesOf(choices);
  return list && new Set(list.map(({ value }) => value));
}

function oneOf(choices: AnyOptionInit['choices']): string {
  return `takes one of ${(choicesOf(choices) ?? []).map(({ name }) => name).join(', ')}`;
}

function bounds(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return '';
  if (max === Infinity) return ` from ${min}`;
  return min === -Infinity ? ` up to ${max}` : ` from ${min} to ${max}`;
}

function span(min: number, max: number): string {
  if (max === Infinity) return `at least ${min}`;
  return min === 0 ? `at most ${max}` : `${min} to ${max}`;
}

/** Discord may count characters or code units; a text fits when either count does. */
function fits(value: string, max: number): boolean {
  return value.length <= max || Array.from(value).length <= max;
}
