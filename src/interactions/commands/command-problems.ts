/** What Discord would refuse about commands, told before anything connects and where it was written. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type FieldProblem, MOST_COMMANDS } from '../../models';
import { nearNames } from '../../util';
import { type CommandGroupRecord } from '../metadata/records';
import { adviceFor, describeRule } from '../options/definition-advice';
import { refusalsOf } from '../options/option-problems';
import { placeBody } from './command-place';
import { type CommandTarget } from './command-set';
import { bodyOf, COMMAND_TYPES, type CommandNode, type CommandTree } from './command-tree';

/** What is wrong with one command; what its option classes told already is left out. */
export function treeProblems(tree: CommandTree): SetupProblem[] {
  return [...placeProblems(tree), ...refusalsOf(bodyOf(tree)).flatMap((refused) => told(tree, refused))];
}

/** Discord takes so many commands of each type, globally and in each guild. */
export function countProblems(trees: readonly CommandTree[]): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const counts = new Map<string, number>();
  for (const tree of trees) {
    const type: number = COMMAND_TYPES[tree.kind];
    const most = MOST_COMMANDS[type] ?? Infinity;
    for (const where of tree.guildIds ?? [undefined]) {
      const key = `${type} ${where ?? ''}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count !== most + 1) continue;
      const all = trees.filter(({ kind, guildIds }) => kind === tree.kind && has(guildIds, where)).length;
      const kind = { slash: 'slash', user: 'user', message: 'message', entry: 'entry point' }[tree.kind];
      const message = `There are ${all} ${kind} commands ${where === undefined ? 'for everywhere' : `in guild ${where}`}; Discord takes ${most}.`;
      const advice =
        tree.kind === 'slash' ? 'put what belongs together into groups: slashGroup(…).' : 'take some away.';
      problems.push(problem(message, advice, placeOf(tree.target)));
    }
  }
  return problems;
}

function has(guildIds: readonly string[] | undefined, where: string | undefined): boolean {
  return where === undefined ? guildIds === undefined : (guildIds?.includes(where) ?? false);
}

function placeProblems({ body, target, origins }: CommandTree): SetupProblem[] {
  const origin = origins.get(body) ?? target;
  const init = 'record' in origin ? origin.record.options : origin.init;
  const problems = placeBody(init).unknown.map(({ what, name, known }) => {
    const [near] = nearNames(name, known);
    const message = `"${body.name}" names the ${what} "${name}", which does not exist.`;
    return problem(
      message,
      near === undefined ? `use one of ${known.join(', ')}.` : `write '${near}'.`,
      placeOf(origin),
    );
  });
  const { guilds, contexts, integrationTypes } = init;
  if (guilds && (integrationTypes ?? contexts?.some((each) => each !== 'Guild'))) {
    const message = `"${body.name}" is a command of guilds and says that it can be used elsewhere.`;
    problems.push(problem(message, 'take `guilds` away, or `contexts` and `integrationTypes`.', placeOf(origin)));
  }
  if (guilds?.length === 0) {
    const message = `"${body.name}" is a command of guilds, and none is named: it would be nowhere.`;
    problems.push(problem(message, 'name a guild, or take `guilds` away for a global command.', placeOf(origin)));
  }
  for (const id of guilds ?? []) {
    if (/^\d{17,20}$/.test(id)) continue;
    const message = `"${body.name}" names the guild "${id}", which is no id.`;
    problems.push(problem(message, 'copy the id of the guild from Discord, as a text of digits.', placeOf(origin)));
  }
  return problems;
}

/** Follows the path of a refusal down to the command, group or subcommand that it is about. */
function told(tree: CommandTree, refused: FieldProblem): SetupProblem[] {
  let node = tree.body;
  let path = refused.path;
  const names = [node.name];
  for (;;) {
    const [step, index] = /^options\[(\d+)\]\.?/.exec(path) ?? [];
    const inner = step === undefined ? undefined : node.options?.[Number(index)];
    if (step === undefined || !inner) break;
    // An option is told of by its class.
    if (!tree.origins.has(inner as CommandNode)) return [];
    node = inner as CommandNode;
    names.push(node.name);
    path = path.slice(step.length);
  }
  const origin = tree.origins.get(node) ?? tree.target;
  // Too many options of one class are told of by the class, too.
  if ('record' in origin && path === 'options' && refused.rule === 'items') return [];
  const given = path === '' ? undefined : (node as unknown as Readonly<Record<string, unknown>>)[path];
  const subject = `${tree.kind === 'slash' ? '/' : ''}${names.join(' ')}`;
  const message = `The command "${subject}": ${describeRule(refused, path)}.`;
  return [problem(message, adviceFor(refused, path, given), placeOf(origin))];
}

export function placeOf(origin: CommandTarget | CommandGroupRecord): SetupPlace {
  return 'record' in origin ? origin.record.place : origin.place;
}

export function problem(message: string, advice: string, place: SetupPlace): SetupProblem {
  return { code: 'INTERACTION_COMMAND_INVALID', message, advice, place };
}
