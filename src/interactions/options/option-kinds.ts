/** The kinds of options: what they are to Discord, what a field of each is to the compiler, and their words. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { Attachment, Channel, Member, Role, User } from '../../models';
import { type OptionKind } from './option-records';

interface KindFacts {
  readonly type: ApplicationCommandOptionType;
  /** What the compiler writes for a field of this kind; `undefined` for a union, of which it writes nothing. */
  readonly fieldType: abstract new (...args: never[]) => unknown;
  /** For messages: `a text`. */
  readonly says: string;
  readonly decorator: string;
  /** Whether the value is a view, found by an id. */
  readonly isView: boolean;
}

export const OPTION_KINDS: Readonly<Record<OptionKind, KindFacts>> = {
  string: plain(ApplicationCommandOptionType.String, String, 'a text', '@StringOption'),
  integer: plain(ApplicationCommandOptionType.Integer, Number, 'a whole number', '@IntegerOption'),
  number: plain(ApplicationCommandOptionType.Number, Number, 'a number', '@NumberOption'),
  boolean: plain(ApplicationCommandOptionType.Boolean, Boolean, 'true or false', '@BooleanOption'),
  user: view(ApplicationCommandOptionType.User, User, 'a User', '@UserOption'),
  member: view(ApplicationCommandOptionType.User, Member, 'a Member', '@MemberOption'),
  channel: view(ApplicationCommandOptionType.Channel, Channel, 'a Channel', '@ChannelOption'),
  role: view(ApplicationCommandOptionType.Role, Role, 'a Role', '@RoleOption'),
  mentionable: view(ApplicationCommandOptionType.Mentionable, Object, 'a User or a Role', '@MentionableOption'),
  attachment: view(ApplicationCommandOptionType.Attachment, Attachment, 'an Attachment', '@AttachmentOption'),
};

function plain(
  type: ApplicationCommandOptionType,
  fieldType: KindFacts['fieldType'],
  says: string,
  decorator: string,
): KindFacts {
  return { type, fieldType, says, decorator, isView: false };
}

function view(
  type: ApplicationCommandOptionType,
  fieldType: KindFacts['fieldType'],
  says: string,
  decorator: string,
): KindFacts {
  return { type, fieldType, says, decorator, isView: true };
}
