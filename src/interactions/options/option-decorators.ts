/** The decorators of options: a plain class with them on its fields is what a command takes. */
import { captureSpot, ownerOf, placeAt } from '../../di';
import { type Attachment, type Channel, type Member, type Role, type User } from '../../models';
import {
  type AnyOptionInit,
  type AttachmentOptionInit,
  type ChannelOptionInit,
  type NumberOptionInit,
  type OptionInit,
  type StringOptionInit,
} from './option-init';
import { type OptionKind, optionRecords } from './option-records';
import { type IsOptional, type Only, type OptionDecorator, type OptionValue } from './option-types';

/**
 * A text. With `choices` the field's type may be as narrow as they are: `@StringOption('How', { choices: ['a', 'b'] }) how!: 'a' | 'b'`.
 *
 * As with all options: a field of another type does not compile, nor does one that may be undefined without `optional: true`. What
 * people enter is checked again when it arrives; who breaks a rule is told so, and the method is not called. What Discord would
 * refuse is told at the start in a SetupError (INTERACTION_COMMAND_INVALID).
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
 * @param description 1 to 100 characters, shown to people. @param init lengths are characters, 0 to 6,000.
 */
export function StringOption<const Init extends StringOptionInit = StringOptionInit>(
  description: string,
  init?: Only<Init, StringOptionInit>,
): OptionDecorator<OptionValue<Init, string>, IsOptional<Init>> {
  return option(StringOption, 'string', description, init);
}

/** A whole number, within ±(2^53 - 1); `min` and `max` are allowed themselves. @param description as of {@link StringOption}. */
export function IntegerOption<const Init extends NumberOptionInit = NumberOptionInit>(
  description: string,
  init?: Only<Init, NumberOptionInit>,
): OptionDecorator<OptionValue<Init, number>, IsOptional<Init>> {
  return option(IntegerOption, 'integer', description, init);
}

/** Any number; `min` and `max` are allowed themselves. @param description as of {@link StringOption}. */
export function NumberOption<const Init extends NumberOptionInit = NumberOptionInit>(
  description: string,
  init?: Only<Init, NumberOptionInit>,
): OptionDecorator<OptionValue<Init, number>, IsOptional<Init>> {
  return option(NumberOption, 'number', description, init);
}

/** Yes or no. @param description as of {@link StringOption}. */
export function BooleanOption<const Init extends OptionInit = OptionInit>(
  description: string,
  init?: Only<Init, OptionInit>,
): OptionDecorator<boolean, IsOptional<Init>> {
  return option(BooleanOption, 'boolean', description, init);
}

/** Anybody, be they in the guild or not. @param description as of {@link StringOption}. */
export function UserOption<const Init extends OptionInit = OptionInit>(
  description: string,
  init?: Only<Init, OptionInit>,
): OptionDecorator<User, IsOptional<Init>> {
  return option(UserOption, 'user', description, init);
}

/** Somebody of the guild. Who chooses somebody else is told so. @param description as of {@link StringOption}. */
export function MemberOption<const Init extends OptionInit = OptionInit>(
  description: string,
  init?: Only<Init, OptionInit>,
): OptionDecorator<Member, IsOptional<Init>> {
  return option(MemberOption, 'member', description, init);
}

/**
 * A channel, category or thread; with `channelTypes` of these types only. The payload tells only some of its fields.
 * @param description as of {@link StringOption}.
 */
export function ChannelOption<const Init extends ChannelOptionInit = ChannelOptionInit>(
  description: string,
  init?: Only<Init, ChannelOptionInit>,
): OptionDecorator<Channel, IsOptional<Init>> {
  return option(ChannelOption, 'channel', description, init);
}

/** A role of the guild. @param description as of {@link StringOption}. */
export function RoleOption<const Init extends OptionInit = OptionInit>(
  description: string,
  init?: Only<Init, OptionInit>,
): OptionDecorator<Role, IsOptional<Init>> {
  return option(RoleOption, 'role', description, init);
}

/** A user or a role: `value instanceof Role` tells. @param description as of {@link StringOption}. */
export function MentionableOption<const Init extends OptionInit = OptionInit>(
  description: string,
  init?: Only<Init, OptionInit>,
): OptionDecorator<User | Role, IsOptional<Init>> {
  return option(MentionableOption, 'mentionable', description, init);
}

/**
 * An uploaded file; with `fileTypes` such files only, by their names. Its link lasts for a day or so.
 * @param description as of {@link StringOption}.
 */
export function AttachmentOption<const Init extends AttachmentOptionInit = AttachmentOptionInit>(
  description: string,
  init?: Only<Init, AttachmentOptionInit>,
): OptionDecorator<Attachment, IsOptional<Init>> {
  return option(AttachmentOption, 'attachment', description, init);
}

function option(
  factory: (...args: never[]) => unknown,
  kind: OptionKind,
  description: string,
  init: AnyOptionInit = {},
): (target: object, field: PropertyKey) => void {
  const spot = captureSpot(factory);
  return (target, field) => {
    const { type, isStatic } = ownerOf(target, spot);
    const place = placeAt(spot, type.name, String(field));
    optionRecords.add(type, {
      kind,
      field: String(field),
      description,
      init,
      place,
      isStatic,
    });
  };
}
