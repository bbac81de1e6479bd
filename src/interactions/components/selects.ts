/** Selects. https://discord.com/developers/docs/components/reference#string-select */
import { ChannelType, ComponentType, SelectMenuDefaultValueType } from 'discord-api-types/v10';
import {
  type Channel,
  type ChannelId,
  describeGot,
  type Member,
  Role,
  type RoleId,
  type User,
  type UserId,
} from '../../models';
import { type ChannelTypeName } from '../options/option-init';
import { emojiOf, type EmojiInput } from './emoji';
import { idText, type IdText } from './id-text';
import { type ComponentOptions, defined, misbuilt, type SelectComponent } from './kinds';

/** One thing to choose: `option('Red', 'red')`. */
export interface SelectOption<Value extends string = string> {
  readonly label: string;
  readonly value: Value;
  readonly description?: string;
  readonly emoji?: Exclude<ReturnType<typeof emojiOf>, undefined>;
  readonly default?: boolean;
}

export interface OptionOptions {
  /** Up to 100 characters. */
  readonly description?: string | undefined;
  readonly emoji?: EmojiInput | undefined;
  /** Chosen from the beginning. */
  readonly default?: boolean | undefined;
}

export interface SelectOptions extends ComponentOptions {
  /** Shown while nothing is chosen, up to 150 characters. */
  readonly placeholder?: string | undefined;
  /** How many have to be chosen, 0 to 25. Default 1. */
  readonly minValues?: number | undefined;
  /** How many can be chosen, 1 to 25. Default 1. */
  readonly maxValues?: number | undefined;
  readonly disabled?: boolean | undefined;
}

/** Options of a select whose choices Discord knows. */
export interface EntitySelectOptions<Entity> extends SelectOptions {
  /** Chosen from the beginning: ids or what has one. As many as `minValues` and `maxValues` let. */
  readonly defaultValues?: readonly Entity[] | undefined;
}

export interface ChannelSelectOptions extends EntitySelectOptions<ChannelId | Pick<Channel, 'id'>> {
  /** Kinds of channels to choose from. Default: all. */
  readonly channelTypes?: readonly ChannelTypeName[] | undefined;
}

/** What is chosen in a mentionable select: a user, a member, a role, or which of the two an id is of. */
export type Mentionable = User | Member | Role | { readonly type: 'user' | 'role'; readonly id: string };

/** One thing to choose in a string select. @param value what the handler hears; default: the label. Both 1 to 100 characters. */
export function option<const Value extends string>(label: Value, options?: OptionOptions): SelectOption<Value>;
export function option<const Value extends string>(
  label: string,
  value: Value,
  options?: OptionOptions,
): SelectOption<Value>;
export function option(label: string, ...rest: [OptionOptions?] | [string, OptionOptions?]): SelectOption {
  const [first, second] = rest;
  const value = typeof first === 'string' ? first : label;
  const { description, emoji, default: isDefault } = (typeof first === 'string' ? second : first) ?? {};
  return { label, value, ...defined({ description, emoji: emojiOf(emoji, 'option.emoji'), default: isDefault }) };
}

/**
 * A choice of texts. @param options 1 to 25; a plain text is its own label.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID for two options of one value, or more to choose than there are.
 */
export function stringSelect(
  customId: IdText,
  options: readonly (string | SelectOption)[],
  settings: SelectOptions = {},
): SelectComponent {
  const choices = options.map((choice) => (typeof choice === 'string' ? option(choice) : choice));
  const common = shared('stringSelect', customId, settings);
  checkChoices('stringSelect', choices, settings);
  return { type: ComponentType.StringSelect, ...common, options: choices };
}

/** A choice of users. */
export function userSelect(
  customId: IdText,
  settings: EntitySelectOptions<UserId | Pick<User | Member, 'id'>> = {},
): SelectComponent {
  const type = SelectMenuDefaultValueType.User as const;
  const defaultValues = settings.defaultValues?.map((user) => ({ type, id: idOf(user) }));
  const common = shared('userSelect', customId, settings);
  return { type: ComponentType.UserSelect, ...common, ...defined({ defaultValues }) };
}

/** A choice of roles. */
export function roleSelect(
  customId: IdText,
  settings: EntitySelectOptions<RoleId | Pick<Role, 'id'>> = {},
): SelectComponent {
  const type = SelectMenuDefaultValueType.Role as const;
  const defaultValues = settings.defaultValues?.map((role) => ({ type, id: idOf(role) }));
  const common = shared('roleSelect', customId, settings);
  return { type: ComponentType.RoleSelect, ...common, ...defined({ defaultValues }) };
}

/** A choice of users and roles. */
export function mentionableSelect(customId: IdText, settings: EntitySelectOptions<Mentionable> = {}): SelectComponent {
  const defaultValues = settings.defaultValues?.map((one) => ({ type: kindOfMentionable(one), id: one.id }));
  const common = shared('mentionableSelect', customId, settings);
  return { type: ComponentType.MentionableSelect, ...common, ...defined({ defaultValues }) };
}

/** A choice of channels. */
export function channelSelect(customId: IdText, settings: ChannelSelectOptions = {}): SelectComponent {
  const type = SelectMenuDefaultValueType.Channel as const;
  const defaultValues = settings.defaultValues?.map((channel) => ({ type, id: idOf(channel) }));
  const channelTypes = settings.channelTypes?.map((name) => channelType('channelSelect', name));
  const common = shared('channelSelect', customId, settings);
  return { type: ComponentType.ChannelSelect, ...common, ...defined({ channelTypes, defaultValues }) };
}

interface Shared {
  readonly customId: string;
  readonly placeholder?: string;
  readonly minValues?: number;
  readonly maxValues?: number;
  readonly disabled?: boolean;
  readonly id?: number;
}

function shared(what: string, customId: IdText, settings: SelectOptions): Shared {
  const { placeholder, minValues, maxValues, disabled, id } = settings;
  const wrong = countsProblem(settings);
  if (wrong) throw misbuilt(`${what}.minValues`, wrong, String(minValues));
  return { customId: idText(customId), ...defined({ placeholder, minValues, maxValues, disabled, id }) };
}

const NOTHING = 'leave the select out where there is nothing to choose.';

function checkChoices(what: string, choices: readonly SelectOption[], settings: SelectOptions): void {
  const { maxValues = 1 } = settings;
  const twice = repeatedValue(choices);
  if (twice !== undefined) throw misbuilt(`${what}.options`, 'takes each value once', `${describeGot(twice)} twice`);
  if (maxValues > choices.length) {
    // That there is nothing to choose is the matter, whatever the numbers are.
    if (choices.length === 0) throw misbuilt(`${what}.options`, 'takes 1 to 25 options', 'none', NOTHING);
    throw misbuilt(`${what}.maxValues`, `takes at most the ${choices.length} options`, String(maxValues));
  }
}

/** More have to be chosen than can be. */
export function countsProblem({ minValues = 1, maxValues = 1 }: SelectOptions): string | undefined {
  return minValues > maxValues ? `takes at most maxValues, ${maxValues}` : undefined;
}

/** The first value that two options share. */
export function repeatedValue(choices: readonly { readonly value: string }[]): string | undefined {
  const seen = new Set<string>();
  return choices.find(({ value }) => seen.size === seen.add(value).size)?.value;
}

export function channelType(what: string, name: ChannelTypeName): ChannelType {
  const type = ChannelType[name] as ChannelType | undefined;
  if (typeof type === 'number') return type;
  throw misbuilt(`${what}.channelTypes`, 'takes names such as GuildText and GuildVoice', describeGot(name));
}

export function idOf(one: string | { readonly id: string }): string {
  return typeof one === 'string' ? one : one.id;
}

function kindOfMentionable(one: Mentionable): SelectMenuDefaultValueType.User | SelectMenuDefaultValueType.Role {
  const isRole = one instanceof Role || ('type' in one && one.type === 'role');
  return isRole ? SelectMenuDefaultValueType.Role : SelectMenuDefaultValueType.User;
}
