/** Everything that can be wrong with a class of options, told before anything connects. */
import { ChannelType } from 'discord-api-types/v10';
import { type Class, fieldType } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import {
  BodyError,
  type CommandCreateBody,
  commandCreateSpec,
  convertedFields,
  encodeBody,
  type FieldProblem,
  type Shape,
} from '../../models';
import { nearNames } from '../../util';
import { adviceFor, describeRule } from './definition-advice';
import { choicesOf } from './option-body';
import { type NamedChoice } from './option-init';
import { OPTION_KINDS } from './option-kinds';
import { type OptionRecord } from './option-records';
import { type ReadOption } from './read-options';

const MOST_OPTIONS = 25;

export function optionProblems(type: Class, options: readonly ReadOption[]): SetupProblem[] {
  return [
    ...classProblems(type, options),
    ...options.flatMap((option) => [...fieldProblems(type, option.record), ...bodyProblems(option)]),
    ...sameNames(options),
  ];
}

function classProblems(type: Class, options: readonly ReadOption[]): SetupProblem[] {
  const place: SetupPlace = { file: options[0]?.record.place.file, className: type.name };
  const problems: SetupProblem[] = [];
  if (type.length > 0) {
    const message = `${type.name} is a class of options whose constructor takes arguments, and nobody gives them.`;
    problems.push(problem(message, 'take the constructor away: options are fields only.', place));
  }
  if (options.length > MOST_OPTIONS) {
    const message = `${type.name} has ${options.length} options; a command takes at most ${MOST_OPTIONS}.`;
    problems.push(problem(message, 'make several commands of it, each with its own options.', place));
  }
  return problems;
}

function fieldProblems(type: Class, record: OptionRecord): SetupProblem[] {
  const { place, kind, init, isStatic } = record;
  const problems: SetupProblem[] = [];
  const { decorator, isView } = OPTION_KINDS[kind];
  if (isStatic) {
    const message = `${decorator} stands on the static field ${labelOf(record)}; options belong to instances.`;
    problems.push({ code: 'INTERACTION_COMMAND_INVALID', message, advice: 'take `static` away.', place });
  }
  const mistake = init.transformed === true ? undefined : typeMistake(type, record);
  if (mistake) problems.push(problem(mistake.message, mistake.advice, place));
  const twice = repeatedName(choicesOf(init.choices) ?? []);
  if (twice !== undefined) {
    const message = `${labelOf(record)} has two choices named ${JSON.stringify(twice)}, which nobody could tell apart.`;
    problems.push(problem(message, 'give each a name of its own.', place));
  }
  for (const name of init.channelTypes ?? []) {
    if (name in ChannelType && Number.isNaN(Number(name))) continue;
    const [near] = nearNames(name, channelTypeNames());
    const message = `${labelOf(record)} names the channel type "${name}", which does not exist.`;
    const advice = near === undefined ? `use one of ${channelTypeNames().join(', ')}.` : `write '${near}'.`;
    problems.push(problem(message, advice, place));
  }
  if (isView && convertedFields(type as Shape, [record.field]).length > 0) {
    const message = `${labelOf(record)} has a conversion of class-transformer, which would copy ${OPTION_KINDS[kind].says} field by field.`;
    problems.push(problem(message, 'convert the value in the method that gets it.', place));
  }
  return problems;
}

/** What the compiler wrote about the field disagrees; where it wrote nothing of use, nothing is known. */
function typeMistake(
  type: Class,
  record: OptionRecord,
): { readonly message: string; readonly advice: string } | undefined {
  const { kind, field, init } = record;
  const written: unknown = fieldType(type.prototype as object, field);
  const { fieldType: expected, decorator, says } = OPTION_KINDS[kind];
  if (typeof written !== 'function' || written === Object || written === Function || written === expected) return;
  // A field may be of a class above that of its value; a union of classes leaves none.
  if (expected === Object || (expected.prototype as object) instanceof (written as Class)) {
    if (kind !== 'mentionable') return;
  }
  const fits = Object.values(OPTION_KINDS).find((facts) => facts.fieldType === written)?.decorator;
  const message = `${labelOf(record)} is of type ${(written as Class).name}, and ${decorator} gives ${says}.`;
  const declared = `declare it as \`${field}${init.optional === true ? '?' : '!'}: ${tsName(kind)}\``;
  return { message, advice: fits ? `${declared}, or use ${fits}.` : `${declared}.` };
}

function tsName(kind: OptionRecord['kind']): string {
  const { name } = OPTION_KINDS[kind].fieldType;
  if (kind === 'mentionable') return 'User | Role';
  return ['String', 'Number', 'Boolean'].includes(name) ? name.toLowerCase() : name;
}

function bodyProblems({ record, body }: ReadOption): SetupProblem[] {
  const refusals = refusalsOf({ name: 'check', description: 'check', options: [body] });
  // The sum is told of the command as a whole.
  return refusals
    .filter(({ rule }) => rule !== 'characterSum')
    .map((refused) => {
      const path = refused.path.replace(/^options\[0\]\.?/, '');
      const given = (body as Readonly<Record<string, unknown>>)[path];
      const message = `${labelOf(record)}: ${describeRule(refused, path)}.`;
      return problem(message, adviceFor(refused, path, given), record.place);
    });
}

/** Everything that Discord would refuse about a command. */
export function refusalsOf(body: CommandCreateBody): readonly FieldProblem[] {
  try {
    encodeBody(commandCreateSpec, body);
    return [];
  } catch (error) {
    if (error instanceof BodyError) return error.fields;
    throw error;
  }
}

function sameNames(options: readonly ReadOption[]): SetupProblem[] {
  const first = new Map<string, OptionRecord>();
  const problems: SetupProblem[] = [];
  for (const { record, body } of options) {
    const other = first.get(body.name);
    if (!other) first.set(body.name, record);
    else {
      const message = `${labelOf(record)} and ${labelOf(other)} are both the option "${body.name}".`;
      problems.push(problem(message, "give one of them another name: { name: '…' }.", record.place));
    }
  }
  return problems;
}

function problem(message: string, advice: string, place: SetupPlace): SetupProblem {
  return { code: 'INTERACTION_COMMAND_INVALID', message, advice, place };
}

function labelOf({ place, field }: OptionRecord): string {
  return `${place.className ?? ''}.${field}`;
}

function repeatedName(choices: readonly NamedChoice[]): string | undefined {
  const names = choices.map(({ name }) => name);
  return names.find((name, at) => names.indexOf(name) !== at);
}

function channelTypeNames(): string[] {
  return Object.keys(ChannelType).filter((key) => Number.isNaN(Number(key)) && key !== 'GuildDirectory');
}
