/** The way out of each rule of Discord that a definition can break. */
import { describeField, type FieldProblem } from '../../models';
import { fittingName } from './option-name';

/** Ours for theirs, where they differ. */
const NAMES: Readonly<Record<string, string>> = { minValue: 'min', maxValue: 'max' };

/** `name takes 1 to 32 …, and got "Ban User"`. @param path what is left of the path below what is told of. */
export function describeRule(problem: FieldProblem, path: string): string {
  return describeField({ ...problem, path: path.replace(/[^.[\]]+/g, (name) => NAMES[name] ?? name) });
}

/** What to try. @param given the value that was refused. */
export function adviceFor({ rule }: FieldProblem, path: string, given: unknown): string {
  if (rule === 'commandName' && typeof given === 'string') {
    const name = fittingName(given);
    return name === undefined ? 'choose a name of letters and digits, ‘ban-user’.' : `call it ${JSON.stringify(name)}.`;
  }
  if (rule === 'items' && path.endsWith('choices'))
    return 'let people type and suggest what fits: { autocomplete: true } and a method with @Autocomplete.';
  if (rule === 'items' && path.endsWith('options'))
    return 'make several commands or subcommands of it: slashGroup(…) has 25 more places.';
  return ADVICE[rule] ?? 'change it so that it fits; Discord refuses the command otherwise.';
}

const ADVICE: Readonly<Record<string, string>> = {
  characters: 'say it in fewer characters, or say something where it is empty.',
  values: 'shorten these texts.',
  unique: 'give one of them another name.',
  autocomplete: 'keep one of the two: choices are all there is, autocomplete only suggests.',
  range: 'swap the two bounds.',
  characterSum: 'shorten descriptions and choices, or make two commands of it.',
  itemCharacters: "write groups ('image', 'video', 'audio') or ends of names of at most 16 characters ('.png').",
  wholeNumber: 'use a number within these bounds, or leave the bound out.',
  number: 'use a number.',
};
