/**
 * Reads what a person entered in one field. Discord checks it too, but by the form as it was shown: an earlier program may have
 * shown another one, so that everything a field's type promises is checked here again.
 */
import { ChannelType, type ComponentType } from 'discord-api-types/v10';
import { characters } from '../../models';
import { type FaultReason, reason } from '../faults/option-fault';
import {
  readAttachment,
  readChannel,
  readMember,
  readMentionable,
  readRole,
  readUser,
  type ResolvedSource,
} from '../resolved';
import { FIELD_TYPES } from './field-body';
import { type FieldKind, type FieldRecord } from './form-records';

/** A component as it was submitted. Nothing of it is known yet. */
export interface Submitted {
  readonly type: number;
  readonly value?: unknown;
  readonly values?: unknown;
}

/** What was read; `value` is undefined for a field that was left empty. */
export type Reading = { readonly value: unknown } | { readonly fault: FaultReason };

export interface FieldReader {
  readonly field: string;
  readonly label: string;
  readonly type: ComponentType;
  readonly read: (submitted: Submitted, source: ResolvedSource) => Reading;
}

const OUTDATED = reason('outdatedForm');
const NEEDED = reason('needed');

export function readerOf(record: FieldRecord): FieldReader {
  const { field, label, kind, init } = record;
  const isRequired = init.optional !== true && kind !== 'checkbox';
  const read = kind === 'text' ? textReader(record) : kind === 'checkbox' ? readTick : choiceReader(record);
  return {
    field,
    label,
    type: FIELD_TYPES[kind],
    read: (submitted, source) => {
      const reading = read(submitted, source);
      const isEmpty = 'value' in reading && (reading.value === undefined || isEmptyList(reading.value));
      return isEmpty && isRequired ? { fault: NEEDED } : reading;
    },
  };
}

/** A field that the submission does not have, or has as another kind. */
export function missing({ init, kind }: FieldRecord): Reading {
  return init.optional === true && kind !== 'checkbox' ? { value: undefined } : { fault: OUTDATED };
}

type Read = FieldReader['read'];

function textReader({ init }: FieldRecord): Read {
  const { minLength = 0, maxLength = 4_000 } = init;
  return ({ value }) => {
    if (typeof value !== 'string') return { fault: OUTDATED };
    // Discord sends an empty text for a field that was left empty.
    if (value === '') return { value: undefined };
    const fits = value.length >= minLength && characters(value) <= maxLength;
    return fits ? { value } : { fault: reason('charactersBetween', { min: minLength, max: maxLength }) };
  };
}

const readTick: Read = ({ value }) => (typeof value === 'boolean' ? { value } : { fault: OUTDATED });

const ENTITIES: Partial<Record<FieldKind, (id: unknown, source: ResolvedSource) => unknown>> = {
  'user-select': readUser,
  'member-select': readMember,
  'role-select': readRole,
  'mentionable-select': readMentionable,
  'channel-select': readChannel,
  'file-upload': readAttachment,
};

function choiceReader(record: FieldRecord): Read {
  const { kind, init } = record;
  const one = oneReader(record);
  const isList = isListField(record);
  const { minValues = 1, maxValues = record.choices?.length ?? 1 } = init;
  const most = isList ? maxValues : 1;
  if (kind === 'radio-group') {
    return ({ value }, source) => {
      if (value === null || value === undefined) return { value: undefined };
      const found = one(value, source);
      return found === undefined ? { fault: OUTDATED } : { value: found };
    };
  }
  return ({ values: chosen }, source) => {
    if (!Array.isArray(chosen)) return { fault: OUTDATED };
    if (chosen.length === 0) return { value: isList ? [] : undefined };
    if (chosen.length > most || (isList && chosen.length < minValues))
      return { fault: reason('countBetween', { min: minValues, max: most }) };
    const found = chosen.map((each: unknown) => one(each, source));
    if (found.includes(undefined)) return { fault: kind === 'member-select' ? reason('members') : OUTDATED };
    return { value: isList ? found : found[0] };
  };
}

function oneReader({ kind, choices, init }: FieldRecord): (value: unknown, source: ResolvedSource) => unknown {
  if (choices) {
    const among = new Set<unknown>(choices.map(({ value }) => value));
    return (value) => (among.has(value) ? value : undefined);
  }
  const read = ENTITIES[kind] as NonNullable<(typeof ENTITIES)[FieldKind]>;
  if (!init.channelTypes) return read;
  const types = new Set<ChannelType>(init.channelTypes.map((name) => ChannelType[name]));
  return (id, source) => {
    const channel = readChannel(id, source);
    return channel && types.has(channel.type) ? channel : undefined;
  };
}

/** Whether a field takes a list: its decorator says how many there can be. */
export function isListField({ kind, init }: FieldRecord): boolean {
  return kind === 'checkbox-group' || (init.maxValues !== undefined && kind !== 'radio-group');
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
