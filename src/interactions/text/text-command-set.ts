/** The text commands of a group: read from its handler classes, and found by what somebody wrote. */
import { type Class, lineageOf } from '../../di';
import { type SetupProblem } from '../../errors';
import { type OptionFields } from '../options/option-fields';
import { optionsOf } from '../options/options-of';
import { methodRecords, staticProblem } from '../routing/method-records';
import { wordsOf } from './command-decorator';
import { type TextCommandRecord, textCommandRecords } from './text-records';
import { type Word } from './words';

/** One method that answers. */
export interface TextCommand {
  readonly owner: Class;
  readonly record: TextCommandRecord;
  /** The class of parameter 1, read; `undefined` for commands without options. */
  readonly fields: OptionFields | undefined;
  /** Its names, the first first: words with one space between them. */
  readonly names: readonly string[];
}

export interface FoundCommand {
  readonly command: TextCommand;
  /** How many of the words are its name. */
  readonly length: number;
}

/** Longest name of one command, in characters. */
const LONGEST = 100;

export class TextCommandSet {
  readonly commands: readonly TextCommand[];
  readonly problems: readonly SetupProblem[];
  private readonly byName = new Map<string, TextCommand>();
  private longest = 0;

  constructor(types: readonly Class[]) {
    const problems: SetupProblem[] = [];
    const commands: TextCommand[] = [];
    for (const owner of types) {
      for (const record of methodRecords(textCommandRecords, owner)) {
        if (record.isStatic) {
          problems.push(staticProblem('@Command', record));
          continue;
        }
        const command = textCommand(owner, record);
        problems.push(...nameProblems(command));
        const clash = command.names.find((name) => this.byName.has(name));
        if (clash !== undefined) problems.push(twice(command, this.byName.get(clash) as TextCommand, clash));
        for (const name of command.names) this.add(name, command);
        commands.push(command);
      }
    }
    const classes = new Set(commands.flatMap(({ fields }) => fields ?? []));
    for (const fields of classes) problems.push(...fields.problems);
    this.commands = commands;
    this.problems = problems;
  }

  /** The command of this name. */
  get(name: string): TextCommand | undefined {
    return this.byName.get(wordsOf(name).join(' '));
  }

  /** The command with the longest name that the words begin with: `queue add` comes before `queue`. */
  find(words: readonly Word[]): FoundCommand | undefined {
    for (let length = Math.min(this.longest, words.length); length > 0; length -= 1) {
      const name = words
        .slice(0, length)
        .map(({ text }) => text.toLowerCase())
        .join(' ');
      const command = this.byName.get(name);
      if (command) return { command, length };
    }
    return undefined;
  }

  private add(name: string, command: TextCommand): void {
    if (this.byName.has(name)) return;
    this.byName.set(name, command);
    this.longest = Math.max(this.longest, name.split(' ').length);
  }
}

function textCommand(owner: Class, record: TextCommandRecord): TextCommand {
  const { path, options } = record;
  const names = [path.join(' '), ...(options.aliases ?? []).map((alias) => wordsOf(alias).join(' '))];
  return { owner, record, fields: fieldsOf(owner, record), names };
}

function fieldsOf(owner: Class, { method, options }: TextCommandRecord): OptionFields | undefined {
  return optionsOf(owner, method, options.options);
}

function nameProblems({ names, record }: TextCommand): SetupProblem[] {
  const wrong = names.find((name) => name === '' || name.length > LONGEST);
  if (wrong === undefined) return [];
  return [
    {
      code: 'INTERACTION_COMMAND_INVALID',
      message: `${labelOf(record)} answers a text command whose name has ${wrong.length} characters; names have 1 to ${LONGEST}.`,
      advice: 'give it a short name of a word or two.',
      place: record.place,
    },
  ];
}

function twice(command: TextCommand, other: TextCommand, name: string): SetupProblem {
  return {
    code: 'INTERACTION_DUPLICATE',
    message: `${labelOf(command.record)} and ${labelOf(other.record)} both answer the text command "${name}".`,
    advice: 'give one of them another name or alias.',
    place: command.record.place,
  };
}

function labelOf({ place, method }: TextCommandRecord): string {
  return [place.className, method].filter(Boolean).join('.');
}

/** Whether any of these classes has text commands. */
export function hasTextCommands(types: readonly Class[]): boolean {
  return types.some((type) => lineageOf(type).some((base) => textCommandRecords.own(base).length > 0));
}
