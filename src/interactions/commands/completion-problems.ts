/** What is wrong between options that complete themselves and the methods that suggest their values. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import { nearNames } from '../../util';
import { type AutocompleteRecord, autocompleteRecords } from '../metadata/records';
import { type OptionFields } from '../options/option-fields';
import { readOptions } from '../options/read-options';
import { methodRecords } from '../routing/method-records';
import { problem } from './command-problems';
import { type CommandTarget } from './command-set';

export function completionProblems(types: readonly Class[], targets: readonly CommandTarget[]): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const all = types.flatMap((owner) => methodRecords(autocompleteRecords, owner)).filter(({ isStatic }) => !isStatic);
  const first = new Map<string, AutocompleteRecord[]>();
  for (const record of all) {
    const mistake = mistakeOf(record);
    if (mistake) problems.push(mistake);
    const others = first.get(record.field) ?? [];
    const other = others.find(({ optionsClass }) => optionsClass === record.optionsClass);
    if (other && record.optionsClass) problems.push(twice(record, other, record.optionsClass));
    first.set(record.field, [...others, record]);
  }
  const fields = new Set(targets.flatMap((target) => target.fields ?? []));
  for (const each of fields) problems.push(...unsuggested(each, all));
  return problems;
}

function mistakeOf(record: AutocompleteRecord): SetupProblem | undefined {
  const { optionsClass, field, place } = record;
  const label = labelOf(record);
  // The types do not know of circular imports and of JavaScript.
  if (typeof optionsClass !== 'function') {
    const message = `${label} completes options of a class that was undefined when the file was loaded: the two files import each other.`;
    return problem(message, 'break the circular import: move the option class to a file of its own.', place);
  }
  const { completed } = readOptions(optionsClass as Class<object>);
  if (completed.has(field)) return undefined;
  const [near] = nearNames(field, completed.keys());
  const message = `${label} completes ${optionsClass.name}.${field}, which is no option with { autocomplete: true }.`;
  const advice =
    near === undefined
      ? `write { autocomplete: true } in the decorator of ${field}, on texts and numbers only.`
      : `write '${near}', or { autocomplete: true } in the decorator of ${field}.`;
  return problem(message, advice, place);
}

function twice(record: AutocompleteRecord, other: AutocompleteRecord, type: Class): SetupProblem {
  return {
    code: 'INTERACTION_DUPLICATE',
    message: `${labelOf(record)} and ${labelOf(other)} both complete ${type.name}.${record.field}.`,
    advice: 'take one of them away.',
    place: record.place,
  };
}

/** Options that ask for suggestions nobody gives: whoever types would see an error. */
function unsuggested({ type, completed, bodies }: OptionFields, all: readonly AutocompleteRecord[]): SetupProblem[] {
  return [...completed.keys()]
    .filter((field) => !all.some((record) => record.field === field && covers(record.optionsClass, type)))
    .map((field) => {
      const isText = bodies.some(
        ({ name, type: kind }) => name === completed.get(field) && kind === ApplicationCommandOptionType.String,
      );
      const message = `${type.name}.${field} asks for suggestions, and no handler of this group gives any.`;
      const advice = `add a method: @Autocomplete(${type.name}, '${field}') suggest(query: Query<${isText ? 'string' : 'number'}>) { … }.`;
      return problem(message, advice, { className: type.name, method: field });
    });
}

/** Suggestions for a class are also for those that extend it. */
export function covers(optionsClass: Class | undefined, type: Class): boolean {
  return optionsClass !== undefined && (optionsClass === type || type.prototype instanceof optionsClass);
}

function labelOf({ place, method }: AutocompleteRecord): string {
  return [place.className, method].filter(Boolean).join('.');
}
