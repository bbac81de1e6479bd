/** Reads a class of options once: what Discord takes of it, how it is decoded, and everything that is wrong with it. */
import { type APIInteractionDataResolved } from 'discord-api-types/v10';
import { type Class, lineageOf } from '../../di';
import { convertedFields, hasRules, type Shape } from '../../models';
import { compileDecode } from './decode-options';
import { optionBody } from './option-body';
import { type OptionBody, type OptionFields } from './option-fields';
import { OPTION_KINDS } from './option-kinds';
import { optionProblems } from './option-problems';
import { readerOf } from './option-readers';
import { type OptionRecord, optionRecords } from './option-records';

/** One option: what its decorator said, and its body. */
export interface ReadOption {
  readonly record: OptionRecord;
  readonly body: OptionBody;
}

const known = new WeakMap<Class, OptionFields>();

/** Whether a class has options. */
export function hasOptions(type: unknown): type is Class {
  return typeof type === 'function' && lineageOf(type as Class).some((base) => optionRecords.own(base).length > 0);
}

export function readOptions<T extends object>(type: Class<T>): OptionFields<T> {
  let fields = known.get(type);
  if (!fields) known.set(type, (fields = read(type)));
  return fields as OptionFields<T>;
}

function read(type: Class): OptionFields {
  const options = requiredFirst(recordsOf(type).map((record) => ({ record, body: optionBody(record) })));
  const plainFields = options.flatMap(({ record }) => (OPTION_KINDS[record.kind].isView ? [] : [record.field]));
  const decode = compileDecode({
    type: type as Class<object>,
    readers: options.map(({ record, body }) => readerOf(record, body.name)),
    hasRules: hasRules(type as Shape),
    isConverted: convertedFields(type as Shape, plainFields).length > 0,
  });
  return {
    type: type as Class<object>,
    bodies: options.map(({ body }) => body),
    problems: optionProblems(type, options),
    completed: new Map(
      options
        .filter(({ record }) => record.init.autocomplete === true)
        .map(({ record, body }) => [record.field, body.name]),
    ),
    decode: (entered, resolved: APIInteractionDataResolved | undefined, context, guildId) =>
      decode(entered, { resolved, context, guildId }),
  };
}

/** Of a field that a class says again, what it says itself, where its base has it. */
function recordsOf(type: Class): OptionRecord[] {
  const byField = new Map<string, OptionRecord>();
  for (const base of lineageOf(type)) for (const record of optionRecords.own(base)) byField.set(record.field, record);
  return [...byField.values()];
}

/** Discord wants required ones first; each kind keeps its order. */
function requiredFirst(options: readonly ReadOption[]): ReadOption[] {
  const isRequired = ({ record }: ReadOption): boolean => record.init.optional !== true;
  return [...options.filter(isRequired), ...options.filter((option) => !isRequired(option))];
}
