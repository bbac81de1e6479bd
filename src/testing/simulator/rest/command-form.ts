/**
 * Reads application commands as strictly as Discord: names, kinds of options, their order, their size.
 * https://discord.com/developers/docs/interactions/application-commands
 */
import { codePoints } from '../text';
import { type ChoiceDraft, type CommandDraft, type Localizations, type OptionDraft } from '../world/commands';
import {
  anyObject,
  boolean,
  choice,
  FormErrors,
  integer,
  list,
  need,
  nullable,
  number,
  object,
  permissionSet,
  type Rule,
  set,
  snowflake,
  text,
} from './form';
import { localizations } from './localizations';

type Path = readonly (string | number)[];

const CHAT_INPUT = 1;
const ENTRY_POINT = 4;
const SUB_COMMAND = 1;
const SUB_COMMAND_GROUP = 2;
/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MAX_SIZE = 8_000;
const LEAF_TYPES = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const CHANNEL_TYPES = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16];
const INT53 = { min: -(2 ** 53) + 1, max: 2 ** 53 - 1 };

const BASE = {
  name: need(text({ min: 1, max: 32 })),
  name_localizations: nullable(localizations(32)),
  description: need(text({ min: 1, max: 100 })),
  description_localizations: nullable(localizations(100)),
  required: nullable(boolean),
};

const choices = (value: Rule<string | number>): Rule<ChoiceDraft[] | null> =>
  nullable(
    list<ChoiceDraft>(
      (given, errors, path) => {
        const read = object({
          name: need(text({ min: 1, max: 100 })),
          name_localizations: nullable(localizations(100)),
          value: need(value),
        })(given, errors, path);
        return read && isNamed(read) && (read.value as unknown) !== undefined ? read : undefined;
      },
      { max: 25 },
    ),
  );

/** What was missing is not in a form, whatever its type says. */
function isNamed({ name }: { readonly name: unknown }): boolean {
  return typeof name === 'string';
}

const numeric = (rule: Rule<number>): object => ({
  autocomplete: nullable(boolean),
  choices: choices(rule),
  min_value: nullable(rule),
  max_value: nullable(rule),
});

/** What an option takes beyond the base, by its type. */
const MORE: Readonly<Record<number, object>> = {
  3: {
    autocomplete: nullable(boolean),
    // The documentation says 100, the schema 6000.
    choices: choices(text({ max: 6_000 })),
    min_length: nullable(integer({ min: 0, max: 6_000 })),
    max_length: nullable(integer({ min: 1, max: 6_000 })),
  },
  4: numeric(integer(INT53)),
  7: { channel_types: nullable(set(choice(CHANNEL_TYPES), { max: CHANNEL_TYPES.length })) },
  10: numeric(number(INT53)),
  11: { file_types: nullable(list(text({ min: 1, max: 16 }), { max: 10 })) },
};

/** An option that may be of these types; what stands inside follows from its own type. */
function optionOf(types: readonly number[]): Rule<OptionDraft> {
  return (value, errors, path) => {
    const source = anyObject(value, errors, path);
    if (!source) return undefined;
    const type = choice(types)(source.type, errors, [...path, 'type']);
    if (type === undefined) return undefined;
    const inside = type === SUB_COMMAND ? LEAF_TYPES : type === SUB_COMMAND_GROUP ? [SUB_COMMAND] : undefined;
    const shape = {
      ...BASE,
      ...MORE[type],
      ...(inside ? { options: nullable(list(optionOf(inside), { max: 25 })) } : {}),
    };
    const read = object(shape)(value, errors, path);
    // What lacks a name or a description was told, and cannot be judged further.
    return read && isNamed(read) && typeof read.description === 'string' ? { type, ...read } : undefined;
  };
}

const COMMAND = {
  name: text({ min: 1, max: 32 }),
  name_localizations: nullable(localizations(32)),
  description: nullable(text({ max: 100 })),
  description_localizations: nullable(localizations(100)),
  options: nullable(list(optionOf([SUB_COMMAND, SUB_COMMAND_GROUP, ...LEAF_TYPES]), { max: 25 })),
  default_member_permissions: nullable(permissionSet),
  dm_permission: nullable(boolean),
  contexts: nullable(set(choice([0, 1, 2]), { min: 1, max: 3 })),
  integration_types: nullable(set(choice([0, 1]), { min: 1, max: 2 })),
  nsfw: nullable(boolean),
  handler: nullable(choice([1, 2])),
  type: nullable(choice([1, 2, 3, 4])),
  id: nullable(snowflake),
};

/** Reads a command; `known` is the one that is changed, whose fields stay where the body is silent. */
export function readCommand(body: unknown, known?: CommandDraft): CommandDraft {
  const errors = new FormErrors();
  const draft = commandAt(body ?? {}, errors, [], known);
  errors.throwIfAny();
  return draft as CommandDraft;
}

/** Reads the commands that are to be the only ones. */
export function readCommands(body: unknown): CommandDraft[] {
  const errors = new FormErrors();
  const read = list((value, _errors, path) => commandAt(value, errors, path), { max: 131 })(body ?? [], errors, []);
  const drafts = read ?? [];
  drafts.forEach((draft, index) => {
    const first = drafts.findIndex((other) => other.type === draft.type && other.name === draft.name);
    if (first < index)
      errors.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  });
  errors.throwIfAny();
  return drafts;
}

function commandAt(value: unknown, errors: FormErrors, path: Path, known?: CommandDraft): CommandDraft | undefined {
  const form = object(COMMAND)(value, errors, path);
  if (!form) return undefined;
  const name = form.name ?? known?.name;
  const type = known?.type ?? form.type ?? CHAT_INPUT;
  if (name === undefined) {
    // Given but wrong: that was told already.
    if ((value as { name?: unknown }).name === undefined)
      errors.add([...path, 'name'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return undefined;
  }
  const draft: CommandDraft = {
    type,
    name,
    nameLocalizations: given(form.name_localizations, known?.nameLocalizations),
    description: form.description ?? (form.description === null ? '' : (known?.description ?? '')),
    descriptionLocalizations: given(form.description_localizations, known?.descriptionLocalizations),
    options: given<readonly OptionDraft[]>(form.options, known?.options),
    defaultMemberPermissions: given(form.default_member_permissions, known?.defaultMemberPermissions),
    contexts: given<readonly number[]>(
      form.contexts === undefined ? oldContexts(form.dm_permission) : form.contexts,
      known?.contexts,
    ),
    integrationTypes: given<readonly number[]>(form.integration_types, known?.integrationTypes),
    nsfw: form.nsfw ?? known?.nsfw ?? false,
    handler: given<number>(form.handler, known?.handler),
  };
  judge(draft, errors, path);
  return draft;
}

/** `null` takes a setting back, silence leaves it. */
function given<T>(value: T | null | undefined, known: T | null | undefined): T | null {
  return value === undefined ? (known ?? null) : value;
}

/** The deprecated way to keep a command out of direct messages. */
function oldContexts(dmPermission: boolean | null | undefined): number[] | undefined {
  return dmPermission === false ? [0] : undefined;
}

/** The rules between fields. */
function judge(draft: CommandDraft, errors: FormErrors, path: Path): void {
  if (draft.type === CHAT_INPUT) {
    judgeNames(draft.name, draft.nameLocalizations, errors, path);
    if (draft.description.trim() === '')
      errors.add([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
    judgeOptions(draft.options ?? [], errors, [...path, 'options']);
  } else if (draft.type !== ENTRY_POINT) {
    if (draft.description !== '') {
      const told = 'Context menu commands cannot have description';
      errors.add([...path, 'description'], 'APPLICATION_COMMAND_DESCRIPTION_CANNOT_BE_SET', told);
    }
    if (draft.options && draft.options.length > 0) {
      const told = 'Context menu commands cannot have options';
      errors.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_CANNOT_HAVE_OPTIONS', told);
    }
  }
  if (sizeOf(draft) > MAX_SIZE) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_SIZE})`);
  }
}

function judgeNames(name: string, translated: Localizations | null | undefined, errors: FormErrors, path: Path): void {
  const isWrong = (each: string): boolean => !NAME.test(each) || each !== each.toLowerCase();
  const told = 'Command name is invalid';
  if (isWrong(name)) errors.add([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', told);
  for (const [locale, each] of Object.entries(translated ?? {})) {
    if (isWrong(each)) errors.add([...path, 'name_localizations', locale], 'APPLICATION_COMMAND_INVALID_NAME', told);
  }
}

function judgeOptions(options: readonly OptionDraft[], errors: FormErrors, path: Path): void {
  const names = new Set<string>();
  const isBranch = (option: OptionDraft): boolean => option.type <= SUB_COMMAND_GROUP;
  let optionalSeen = false;
  options.forEach((option, index) => {
    const at = [...path, index];
    judgeNames(option.name, option.name_localizations, errors, at);
    if (names.has(option.name))
      errors.add([...at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    names.add(option.name);
    if (isBranch(option) !== isBranch(options[0] ?? option)) {
      const told =
        'Sub-command and sub-command group option types are mutually exclusive to all other types and must be used as all or none';
      errors.add([...at, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', told);
    }
    if (option.required === true && optionalSeen) {
      const told = 'Required options must be placed before non-required options';
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', told);
    }
    optionalSeen ||= option.required !== true;
    if (option.autocomplete === true && option.choices && option.choices.length > 0) {
      const told = 'Cannot have both choices and autocomplete';
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE', told);
    }
    judgeOptions(option.options ?? [], errors, [...at, 'options']);
  });
}

/** What counts towards the 8000: names, descriptions and values, each by its longest translation. */
function sizeOf(draft: CommandDraft): number {
  return (
    longest(draft.name, draft.nameLocalizations) +
    longest(draft.description, draft.descriptionLocalizations) +
    optionsSize(draft.options)
  );
}

function optionsSize(options: readonly OptionDraft[] | null | undefined): number {
  return (options ?? []).reduce(
    (sum, option) =>
      sum +
      longest(option.name, option.name_localizations) +
      longest(option.description, option.description_localizations) +
      (option.choices ?? []).reduce(
        (all, each) => all + longest(each.name, each.name_localizations) + codePoints(String(each.value)),
        0,
      ) +
      optionsSize(option.options),
    0,
  );
}

function longest(own: string, translated: Localizations | null | undefined): number {
  return Math.max(codePoints(own), ...Object.values(translated ?? {}).map(codePoints));
}
