/** What the decorators of options take beside a description. */
import { type ChannelType, type Locale } from 'discord-api-types/v10';

/** Texts by locale: `{ de: 'bannen' }`. https://discord.com/developers/docs/reference#locales */
export type Localizations = Readonly<Partial<Record<`${Locale}`, string>>>;

/** What every kind of option takes. */
export interface OptionInit {
  /** The option may be left out; the field keeps the value that the class gives it. Default `false`. */
  readonly optional?: boolean | undefined;
  /** What people see. Default: the field's name in kebab case, `deleteDays` -> `delete-days`. */
  readonly name?: string | undefined;
  readonly nameLocalizations?: Localizations | undefined;
  readonly descriptionLocalizations?: Localizations | undefined;
}

/** What texts and numbers take: their value may come from a list. */
export interface ValueOptionInit<Value extends string | number> extends OptionInit {
  /**
   * The values that there are, at most 25: a list, an object that names them (`{ Red: 'r' }`), or an enum. The field's type may
   * be as narrow as they are.
   */
  readonly choices?: Choices<Value> | undefined;
  /** A method with `@Autocomplete` suggests values while somebody types; others can be entered all the same. */
  readonly autocomplete?: boolean | undefined;
  /**
   * `@Type` or `@Transform` of class-transformer make something else of the value, so that the field may have any type.
   * Conversions that keep the type need not be told.
   */
  readonly transformed?: boolean | undefined;
}

export interface NamedChoice<Value extends string | number = string | number> {
  readonly name: string;
  readonly value: Value;
  readonly nameLocalizations?: Localizations | undefined;
}

export type Choices<Value extends string | number> =
  readonly (Value | NamedChoice<Value>)[] | Readonly<Record<string, Value>>;

export interface StringOptionInit extends ValueOptionInit<string> {
  /** Characters, 0 to 6 000. */
  readonly minLength?: number | undefined;
  /** Characters, 1 to 6 000. */
  readonly maxLength?: number | undefined;
}

export interface NumberOptionInit extends Omit<ValueOptionInit<number>, 'choices'> {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** As for texts. Enums of numbers are fine too: the compiler's way back from value to name is left out. */
  readonly choices?: readonly (number | NamedChoice<number>)[] | Readonly<Record<string, number | string>> | undefined;
}

export type ChannelTypeName = Exclude<keyof typeof ChannelType, 'GuildDirectory'>;

export interface ChannelOptionInit extends OptionInit {
  /** Only channels of these types can be chosen. Default: all. */
  readonly channelTypes?: readonly ChannelTypeName[] | undefined;
}

/** A group of files, or the end of a name, `.png`. Discord looks at the name only. */
export type FileType = 'image' | 'video' | 'audio' | `.${string}`;

export interface AttachmentOptionInit extends OptionInit {
  /** At most 10. Default: all. */
  readonly fileTypes?: readonly FileType[] | undefined;
}

/** All of them at once, for whoever reads records. */
export type AnyOptionInit = Omit<StringOptionInit, 'choices'> &
  Omit<NumberOptionInit, 'choices'> &
  ChannelOptionInit &
  AttachmentOptionInit & { readonly choices?: Choices<string | number> | undefined };
