/** Makes what Discord takes of one field of a form. https://discord.com/developers/docs/components/reference#label */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { type BodyOf, describeGot, Role } from '../../models';
import { defined, misbuilt } from '../components/kinds';
import { type FieldKind, type FieldRecord } from './form-records';

export type LabelBody = BodyOf<APILabelComponent>;

export const FIELD_TYPES: Readonly<Record<FieldKind, ComponentType>> = {
  text: ComponentType.TextInput,
  'string-select': ComponentType.StringSelect,
  'user-select': ComponentType.UserSelect,
  'member-select': ComponentType.UserSelect,
  'role-select': ComponentType.RoleSelect,
  'mentionable-select': ComponentType.MentionableSelect,
  'channel-select': ComponentType.ChannelSelect,
  'file-upload': ComponentType.FileUpload,
  'radio-group': ComponentType.RadioGroup,
  'checkbox-group': ComponentType.CheckboxGroup,
  checkbox: ComponentType.Checkbox,
};

/** @param value what it is filled with; `undefined`: what its decorator says. */
export function fieldBody(record: FieldRecord, value?: unknown): LabelBody {
  const { label, init } = record;
  return {
    type: ComponentType.Label,
    label,
    ...defined({ description: init.description }),
    component: componentOf(record, value),
  };
}

function componentOf(record: FieldRecord, value: unknown): BodyOf<APIComponentInLabel> {
  const { kind, field, init } = record;
  const { placeholder, minValues, maxValues, minLength, maxLength, fileTypes, channelTypes, style = 'Short' } = init;
  const isText = kind === 'text';
  const body = {
    type: FIELD_TYPES[kind],
    customId: field,
    style: isText ? TextInputStyle[style] : undefined,
    options: choicesOf(record, value),
    channelTypes: channelTypes?.map((name) => ChannelType[name]),
    fileTypes,
    placeholder,
    minLength,
    maxLength,
    minValues,
    maxValues,
    value: isText ? (textOf(field, value) ?? init.value) : undefined,
    default: kind === 'checkbox' ? (value ?? init.default) : undefined,
    defaultValues: defaultValues(record, value),
    required: init.optional === true ? false : undefined,
  };
  // The fields that a kind does not have were never said.
  return defined(body) as unknown as BodyOf<APIComponentInLabel>;
}

const FILLED = 'look at what the field of that name takes, and at `values` of modal(…).';

/** What class-transformer makes of a text is not what stands in the field. */
function textOf(field: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw misbuilt(`values.${field}`, 'takes a text as it is typed', describeGot(value), FILLED);
}

/** What is filled in is chosen, instead of what the options say. */
function choicesOf({ choices, field }: FieldRecord, value: unknown): object[] | undefined {
  if (!choices || value === undefined) return choices && [...choices];
  const chosen = listOf(value);
  const unknown = chosen.find((one) => !choices.some((choice) => choice.value === one));
  if (unknown !== undefined)
    throw misbuilt(`values.${field}`, 'takes values of its options', describeGot(unknown), FILLED);
  return choices.map(({ default: _default, ...choice }) =>
    chosen.includes(choice.value) ? { ...choice, default: true } : choice,
  );
}

function defaultValues({ kind, field }: FieldRecord, value: unknown): object[] | undefined {
  if (value === undefined) return undefined;
  if (kind === 'file-upload')
    throw misbuilt(`values.${field}`, 'takes nothing: people upload files', describeGot(value), FILLED);
  const type = DEFAULT_TYPES[kind];
  return type && listOf(value).map((one) => ({ type: type(one, field), id: idOf(one) }));
}

const DEFAULT_TYPES: Partial<Record<FieldKind, (one: unknown, field: string) => SelectMenuDefaultValueType>> = {
  'user-select': () => SelectMenuDefaultValueType.User,
  'member-select': () => SelectMenuDefaultValueType.User,
  'role-select': () => SelectMenuDefaultValueType.Role,
  'channel-select': () => SelectMenuDefaultValueType.Channel,
  'mentionable-select': (one, field) => {
    if (typeof one === 'object')
      return one instanceof Role ? SelectMenuDefaultValueType.Role : SelectMenuDefaultValueType.User;
    throw misbuilt(
      `values.${field}`,
      'takes users and roles: an id does not say which it is of',
      describeGot(one),
      FILLED,
    );
  },
};

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function idOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null ? (one as { readonly id?: unknown }).id : one;
}
