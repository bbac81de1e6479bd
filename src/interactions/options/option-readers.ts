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
import { type FaultReason, reason } from '../faults/option-fault';
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
  /** Why it does not fit. */
  readonly refusal: FaultReason;
}

type Read = OptionReader['read'];

const OUTDATED = reason('outdatedCommand');

export function readerOf({ kind, field, init }: OptionRecord, name: string): OptionReader {
  const { read, refusal } = READERS[kind](init);
  const { type, isView } = OPTION_KINDS[kind];
  return { field, name, type, isRequired: init.optional !== true, isView, read, refusal };
}

/** What a person is told of an option that is of another type than the class knows. */
export function outdated(option: APIApplicationCommandInteractionDataBasicOption, reader: OptionReader): FaultReason {
  return (option.type as number) === reader.type ? reader.refusal : OUTDATED;
}

const READERS: Readonly<
  Record<OptionKind, (init: AnyOptionInit) => { readonly read: Read; readonly refusal: FaultReason }>
> = {
  string: ({ choices, minLength = 0, maxLength = Infinity, autocomplete }) => {
    const among = autocomplete === true ? undefined : valuesOf(choices);
    return {
      read: (value) => {
        if (typeof value !== 'string' || (among && !among.has(value))) return undefined;
        return value.length >= minLength && fits(value, maxLength) ? value : undefined;
      },
      refusal: among ? oneOf(choices) : characters(minLength, maxLength),
    };
  },
  integer: (init) => numeric(init, Number.isInteger, 'wholeNumber'),
  number: (init) => numeric(init, Number.isFinite, 'number'),
  boolean: () => ({
    read: (value) => (typeof value === 'boolean' ? value : undefined),
    refusal: reason('trueOrFalse'),
  }),
  user: () => ({ read: readUser, refusal: OUTDATED }),
  member: () => ({ read: readMember, refusal: reason('member') }),
  channel: ({ channelTypes }) => {
    const among = channelTypes && new Set<number>(channelTypes.map((each) => ChannelType[each]));
    return {
      read: (id, source) => {
        const channel = readChannel(id, source);
        return channel && (!among || among.has(channel.type)) ? channel : undefined;
      },
      refusal: reason('channelKind'),
    };
  },
  role: () => ({ read: readRole, refusal: OUTDATED }),
  mentionable: () => ({ read: readMentionable, refusal: OUTDATED }),
  attachment: () => ({ read: readAttachment, refusal: OUTDATED }),
};

function numeric(
  { choices, min = -Infinity, max = Infinity, autocomplete }: AnyOptionInit,
  holds: (value: unknown) => boolean,
  what: 'wholeNumber' | 'number',
): { readonly read: Read; readonly refusal: FaultReason } {
  const among = autocomplete === true ? undefined : valuesOf(choices);
  return {
    read: (value) => {
      if (!holds(value) || (among && !among.has(value))) return undefined;
      return (value as number) >= min && (value as number) <= max ? value : undefined;
    },
    refusal: among ? oneOf(choices) : bounds(what, min, max),
  };
}

function valuesOf(choices: AnyOptionInit['choices']): ReadonlySet<unknown> | undefined {
  const list = choicesOf(choices);
  return list && new Set(list.map(({ value }) => value));
}

function oneOf(choices: AnyOptionInit['choices']): FaultReason {
  return reason('oneOf', { choices: (choicesOf(choices) ?? []).map(({ name }) => name).join(', ') });
}

function bounds(what: 'wholeNumber' | 'number', min: number, max: number): FaultReason {
  if (min === -Infinity && max === Infinity) return reason(what);
  if (max === Infinity) return reason(`${what}From`, { min });
  return min === -Infinity ? reason(`${what}UpTo`, { max }) : reason(`${what}Between`, { min, max });
}

function characters(min: number, max: number): FaultReason {
  if (max === Infinity) return reason('charactersAtLeast', { min });
  return min === 0 ? reason('charactersAtMost', { max }) : reason('charactersBetween', { min, max });
}

/** Discord may count characters or code units; a text fits when either count does. */
function fits(value: string, max: number): boolean {
  return value.length <= max || Array.from(value).length <= max;
}
