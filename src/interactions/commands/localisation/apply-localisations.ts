/** Writes texts of other languages into commands, and tells what fits nowhere or is refused by Discord. */
import { type SetupProblem } from '../../../errors';
import { COMMAND_NAME_SAYS, isCommandName } from '../../../models';
import { nearNames } from '../../../util';
import { type OptionBody } from '../../options/option-fields';
import { fittingName } from '../../options/option-name';
import { problem } from '../command-problems';
import { type CommandNode, type CommandTree } from '../command-tree';
import { type Sheet } from './read-localisations';

/** What has texts: a command, a group, a subcommand, an option, a choice. */
type Worded = Pick<CommandNode, 'nameLocalizations' | 'descriptionLocalizations'>;

interface Choice extends Worded {
  readonly name: string;
}

/** Where in a sheet we are, and where problems go. */
interface At {
  readonly sheet: Sheet;
  readonly path: string;
  readonly problems: SetupProblem[];
  /** Is told of names that are not there: what one command of a name does not have, another may. */
  readonly unknown: (problem: SetupProblem, path: string) => void;
}

/** Changes the bodies of the trees. What is wrong is left out of them. */
export function applyLocalisations(trees: readonly CommandTree[], sheets: readonly Sheet[]): SetupProblem[] {
  const problems: SetupProblem[] = [];
  for (const sheet of sheets) {
    const at: At = { sheet, path: '', problems, unknown: (problem) => problems.push(problem) };
    const names = trees.map(({ body }) => body.name);
    for (const [name, words] of entries(sheet.words, at)) {
      const named = trees.filter(({ body }) => body.name === name);
      if (named.length === 0) unknownKey(at, name, 'command', names);
      applyAll(named, words, below(at, name));
    }
  }
  return problems;
}

/** A name may stand for a command, for a menu, and for a guild's own command: each takes of the words what it has. */
function applyAll(trees: readonly CommandTree[], words: unknown, at: At): void {
  const [only, ...more] = trees;
  if (only && more.length === 0) {
    applyCommand(only, only.body, words, at);
    return;
  }
  const told = new Map<string, SetupProblem>();
  const unknown = trees.map((tree) => {
    const own = new Map<string, SetupProblem>();
    const problems: SetupProblem[] = [];
    applyCommand(tree, tree.body, words, { ...at, problems, unknown: (problem, path) => own.set(path, problem) });
    for (const problem of problems) told.set(problem.message, problem);
    return own;
  });
  // What one of them does not have is wrong only when none has it, be it because it has nothing of the kind at all.
  for (const own of unknown) {
    for (const [path, problem] of own) {
      const isNowhere = unknown.every((other) => [...other.keys()].some((up) => `${path}.`.startsWith(`${up}.`)));
      if (isNowhere) told.set(problem.message, problem);
    }
  }
  at.problems.push(...told.values());
}

function applyCommand(tree: CommandTree, node: CommandNode, words: unknown, at: At): void {
  const isSlash = tree.kind === 'slash';
  const all: readonly unknown[] = node.options ?? [];
  const inner = all.filter((option): option is CommandNode => tree.origins.has(option as CommandNode));
  const isGroup = inner.length > 0;
  const options = isGroup ? [] : (all as OptionBody[]);
  const keys = isSlash ? ['name', 'description', isGroup ? 'commands' : 'options'] : ['name'];
  if (tree.kind === 'entry') keys.push('description');
  for (const [key, value] of entries(words, at)) {
    if (!keys.includes(key)) unknownKey(at, key, 'key', keys);
    else if (key === 'name') applyName(node, value, below(at, key), isSlash);
    else if (key === 'description') applyDescription(node, value, below(at, key));
    else if (key === 'commands') {
      each(value, below(at, key), inner, isGroup ? 'subcommand' : 'command', (found, deeper, place) => {
        applyCommand(tree, found, deeper, place);
      });
    } else each(value, below(at, key), options, 'option', applyOption);
  }
}

function applyOption(option: OptionBody, words: unknown, at: At): void {
  const worded = option as OptionBody & { choices?: Choice[] };
  const keys = worded.choices ? ['name', 'description', 'choices'] : ['name', 'description'];
  for (const [key, value] of entries(words, at)) {
    if (!keys.includes(key)) unknownKey(at, key, 'key', keys);
    else if (key === 'name') applyName(worded as Worded, value, below(at, key), true);
    else if (key === 'description') applyDescription(worded as Worded, value, below(at, key));
    else {
      // Copies: the same choices may serve several commands.
      const choices: Choice[] = (worded.choices ?? []).map((choice) => ({ ...choice }));
      worded.choices = choices;
      each(value, below(at, key), choices, 'choice', (choice, text, place) => {
        if (isText(text, 100, place)) choice.nameLocalizations = added(choice.nameLocalizations, place, text);
      });
    }
  }
}

function applyName(node: Worded, text: unknown, at: At, isStrict: boolean): void {
  if (!isText(text, 32, at)) return;
  if (isStrict && !isCommandName(text)) {
    const name = fittingName(text);
    const advice = name === undefined ? 'choose a name of letters and digits.' : `call it ${JSON.stringify(name)}.`;
    tell(at, `${COMMAND_NAME_SAYS}, and got ${JSON.stringify(text)}`, advice);
  } else node.nameLocalizations = added(node.nameLocalizations, at, text);
}

function applyDescription(node: Worded, text: unknown, at: At): void {
  if (isText(text, 100, at)) node.descriptionLocalizations = added(node.descriptionLocalizations, at, text);
}

function added(known: Worded['nameLocalizations'], { sheet }: At, text: string): Readonly<Record<string, string>> {
  return { ...known, [sheet.locale]: text };
}

/** Finds what each key names. */
function each<Item extends { readonly name: string }>(
  value: unknown,
  at: At,
  items: readonly Item[],
  what: string,
  apply: (item: Item, words: unknown, at: At) => void,
): void {
  for (const [name, words] of entries(value, at)) {
    const item = items.find((one) => one.name === name);
    if (item) apply(item, words, below(at, name));
    else
      unknownKey(
        at,
        name,
        what,
        items.map((one) => one.name),
      );
  }
}

function entries(value: unknown, at: At): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  tell(at, 'takes an object', 'write { "…": { … } }: texts stand by the names that the code gives.');
  return [];
}

function isText(value: unknown, max: number, at: At): value is string {
  const count = typeof value === 'string' ? Array.from(value.trim()).length : 0;
  if (typeof value === 'string' && count >= 1 && count <= max) return true;
  const got = typeof value === 'string' ? `${count} characters` : typeof value;
  tell(at, `takes 1 to ${max} characters, and got ${got}`, 'shorten the text, or take the key away.');
  return false;
}

function unknownKey(at: At, key: string, what: string, known: readonly string[]): void {
  const [near] = nearNames(key, known);
  const there = known.length === 0 ? `take it away: there is none.` : `use one of ${known.join(', ')}.`;
  const where = at.path === '' ? '' : ` in ${at.path}`;
  const message = `The texts in "${at.sheet.locale}" name the ${what} "${key}"${where}, which is not there.`;
  const advice = near === undefined ? there : `write "${near}".`;
  at.unknown(problem(message, advice, { file: at.sheet.file }), below(at, key).path);
}

function tell(at: At, says: string, advice: string): void {
  const what = at.path === '' ? 'the file' : at.path;
  at.problems.push(problem(`The texts in "${at.sheet.locale}": ${what} ${says}.`, advice, { file: at.sheet.file }));
}

function below(at: At, key: string): At {
  return { ...at, path: at.path === '' ? key : `${at.path}.${key}` };
}
