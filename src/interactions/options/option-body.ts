/** Makes what Discord takes of what a decorator was told. */
import { ChannelType } from 'discord-api-types/v10';
import { type OptionBody } from './option-fields';
import { type AnyOptionInit, type NamedChoice } from './option-init';
import { OPTION_KINDS } from './option-kinds';
import { optionName } from './option-name';
import { type OptionRecord } from './option-records';

export function optionBody({ kind, field, description, init }: OptionRecord): OptionBody {
  const choices = choicesOf(init.choices);
  const body = {
    type: OPTION_KINDS[kind].type,
    name: init.name ?? optionName(field),
    nameLocalizations: init.nameLocalizations,
    description,
    descriptionLocalizations: init.descriptionLocalizations,
    required: init.optional !== true,
    autocomplete: init.autocomplete === true ? true : undefined,
    choices,
    minLength: init.minLength,
    maxLength: init.maxLength,
    minValue: init.min,
    maxValue: init.max,
    channelTypes: init.channelTypes?.map((name) => ChannelType[name]),
    fileTypes: init.fileTypes,
  };
  // What was not said is not there: bodies are compared with what Discord has.
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}

/** Choices as Discord takes them, whichever way they were written. */
export function choicesOf(choices: AnyOptionInit['choices']): readonly NamedChoice[] | undefined {
  if (choices === undefined) return undefined;
  if (Array.isArray(choices)) {
    return (choices as readonly (string | number | NamedChoice)[]).map((choice) =>
      typeof choice === 'object' ? choice : { name: String(choice), value: choice },
    );
  }
  const named = choices as Readonly<Record<string, string | number>>;
  return Object.entries(named)
    .filter(([key, value]) => !isWayBack(named, key, value))
    .map(([name, value]) => ({ name, value }));
}

/** The compiler adds the way from value to name to an enum of numbers. */
function isWayBack(named: Readonly<Record<string, string | number>>, key: string, value: string | number): boolean {
  return typeof value === 'string' && /^-?\d/.test(key) && typeof named[value] === 'number';
}
