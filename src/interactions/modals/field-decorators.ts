/** The decorators of forms' fields: a class with `@Modal`, and these on its fields, is a form. The compiler holds each field against its decorator. */
import { captureSpot, ownerOf, placeAt } from '../../di';
import { type Attachment, type Channel, type Member, type Role, type User } from '../../models';
import { option, type SelectOption } from '../components/selects';
import { type IsOptional, type Only, type OptionDecorator } from '../options/option-types';
import {
  type ChannelFieldInit,
  type CheckboxGroupInit,
  type CheckboxInit,
  type FieldChoices,
  type FieldInit,
  type FileUploadInit,
  type RadioGroupInit,
  type SelectFieldInit,
  type StringSelectFieldInit,
  type TextInputInit,
} from './field-init';
import { type FieldKind, fieldRecords } from './form-records';

/** Stands on a field that takes `Value`, and that may be undefined only where it may stay empty. */
export type FieldDecorator<Value, Init> = OptionDecorator<
  // The compiler does not know what class-transformer makes of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Init extends { readonly transformed: true } ? any : Value,
  IsOptional<Init>
>;

/** A list where more than one can be chosen. */
type OneOrMany<Value, Init> = Init extends { readonly maxValues: number } ? Value[] : Value;
/** The values of choices. */
type ChoiceOf<Choices extends FieldChoices> = Choices[number] extends infer Choice
  ? Choice extends SelectOption<infer Value>
    ? Value
    : Choice
  : never;

/**
 * Text that is typed. https://discord.com/developers/docs/components/reference#text-input
 * @param label 1 to 45 characters.
 */
export function TextInput<const Init extends TextInputInit = TextInputInit>(
  label: string,
  init?: Only<Init, TextInputInit>,
): FieldDecorator<string, Init> {
  return field(TextInput, 'text', label, init);
}

/**
 * A choice of 1 to 25 texts, `option(label, value)` where people read something else than the field holds. The field's type may be
 * as narrow as they are; with `maxValues` it is a list. https://discord.com/developers/docs/components/reference#string-select
 * @param label 1 to 45 characters. @param choices texts of 1 to 100 characters, or what `option(label, value)` makes.
 */
export function StringSelectField<
  const Choices extends FieldChoices,
  const Init extends StringSelectFieldInit = StringSelectFieldInit,
>(
  label: string,
  choices: Choices,
  init?: Only<Init, StringSelectFieldInit>,
): FieldDecorator<OneOrMany<ChoiceOf<Choices>, Init>, Init> {
  return field(StringSelectField, 'string-select', label, init, choices);
}

/**
 * A choice of users, be they in the guild or not; with `maxValues` (1 to 25) a list.
 * https://discord.com/developers/docs/components/reference#user-select
 * @param label 1 to 45 characters.
 */
export function UserSelectField<const Init extends SelectFieldInit = SelectFieldInit>(
  label: string,
  init?: Only<Init, SelectFieldInit>,
): FieldDecorator<OneOrMany<User, Init>, Init> {
  return field(UserSelectField, 'user-select', label, init);
}

/** A choice of users who are in the guild. Who chooses somebody else is told so. Otherwise as {@link UserSelectField}. */
export function MemberSelectField<const Init extends SelectFieldInit = SelectFieldInit>(
  label: string,
  init?: Only<Init, SelectFieldInit>,
): FieldDecorator<OneOrMany<Member, Init>, Init> {
  return field(MemberSelectField, 'member-select', label, init);
}

/**
 * A choice of roles of the guild; with `maxValues` (1 to 25) a list.
 * https://discord.com/developers/docs/components/reference#role-select
 * @param label 1 to 45 characters.
 */
export function RoleSelectField<const Init extends SelectFieldInit = SelectFieldInit>(
  label: string,
  init?: Only<Init, SelectFieldInit>,
): FieldDecorator<OneOrMany<Role, Init>, Init> {
  return field(RoleSelectField, 'role-select', label, init);
}

/**
 * A choice of users and roles: `value instanceof Role` tells. With `maxValues` (1 to 25) a list.
 * https://discord.com/developers/docs/components/reference#mentionable-select
 * @param label 1 to 45 characters.
 */
export function MentionableSelectField<const Init extends SelectFieldInit = SelectFieldInit>(
  label: string,
  init?: Only<Init, SelectFieldInit>,
): FieldDecorator<OneOrMany<User | Role, Init>, Init> {
  return field(MentionableSelectField, 'mentionable-select', label, init);
}

/**
 * A choice of channels; with `maxValues` (1 to 25) a list. The payload tells only some of their fields.
 * https://discord.com/developers/docs/components/reference#channel-select
 * @param label 1 to 45 characters.
 */
export function ChannelSelectField<const Init extends ChannelFieldInit = ChannelFieldInit>(
  label: string,
  init?: Only<Init, ChannelFieldInit>,
): FieldDecorator<OneOrMany<Channel, Init>, Init> {
  return field(ChannelSelectField, 'channel-select', label, init);
}

/**
 * Files that are uploaded with the form: one, or with `maxValues` (1 to 10) a list. Their links last for a day or so.
 * https://discord.com/developers/docs/components/reference#file-upload
 * @param label 1 to 45 characters.
 */
export function FileUpload<const Init extends FileUploadInit = FileUploadInit>(
  label: string,
  init?: Only<Init, FileUploadInit>,
): FieldDecorator<OneOrMany<Attachment, Init>, Init> {
  return field(FileUpload, 'file-upload', label, init);
}

/**
 * A choice of one of 2 to 10 texts, all of them before the person. https://discord.com/developers/docs/components/reference#radio-group
 * @param label 1 to 45 characters. @param choices as of {@link StringSelectField}, without emojis.
 */
export function RadioGroup<const Choices extends FieldChoices, const Init extends RadioGroupInit = RadioGroupInit>(
  label: string,
  choices: Choices,
  init?: Only<Init, RadioGroupInit>,
): FieldDecorator<ChoiceOf<Choices>, Init> {
  return field(RadioGroup, 'radio-group', label, init, choices);
}

/**
 * Any of 1 to 10 texts, always as a list. https://discord.com/developers/docs/components/reference#checkbox-group
 * @param label 1 to 45 characters. @param choices as of {@link StringSelectField}, without emojis.
 */
export function CheckboxGroup<
  const Choices extends FieldChoices,
  const Init extends CheckboxGroupInit = CheckboxGroupInit,
>(label: string, choices: Choices, init?: Only<Init, CheckboxGroupInit>): FieldDecorator<ChoiceOf<Choices>[], Init> {
  return field(CheckboxGroup, 'checkbox-group', label, init, choices);
}

/**
 * One box: ticked or not. https://discord.com/developers/docs/components/reference#checkbox
 * @param label 1 to 45 characters.
 */
export function Checkbox(label: string, init?: CheckboxInit): FieldDecorator<boolean, FieldInit> {
  return field(Checkbox, 'checkbox', label, init);
}

function field(
  factory: (...args: never[]) => unknown,
  kind: FieldKind,
  label: string,
  init: object = {},
  choices?: FieldChoices,
): (target: object, field: PropertyKey) => void {
  const spot = captureSpot(factory);
  return (target, name) => {
    const { type, isStatic } = ownerOf(target, spot);
    fieldRecords.add(type, {
      kind,
      field: String(name),
      label,
      choices: choices?.map((choice) => (typeof choice === 'string' ? option(choice) : choice)),
      init: init,
      isStatic,
      place: placeAt(spot, type.name, String(name)),
    });
  };
}
