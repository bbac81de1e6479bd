/** Reads the commands that the handler classes of a group define, with everything that keeps them from working. */
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import { commandRecords, type CommandGroupRecord, type CommandRecord } from '../metadata/records';
import { type OptionFields } from '../options/option-fields';
import { optionsOf } from '../options/options-of';
import { methodRecords, staticProblem } from '../routing/method-records';
import { countProblems, placeOf, problem, treeProblems } from './command-problems';
import { type CommandDefinition, type CommandSet, type CommandTarget } from './command-set';
import { bodyOf, commandTrees, type CommandTree, guildsOf } from './command-tree';
import { completionProblems } from './completion-problems';
import { applyLocalisations } from './localisation/apply-localisations';
import { type Localisations } from './localisation/localisations';
import { readLocalisations } from './localisation/read-localisations';

/** @param localisations where texts in other languages are. */
export function readCommands(types: readonly Class[], localisations?: Localisations): CommandSet {
  const found: CommandTarget[] = [];
  const problems: SetupProblem[] = [];
  for (const owner of types) {
    for (const record of methodRecords(commandRecords, owner)) {
      if (record.isStatic) problems.push(staticProblem(DECORATORS[record.kind], record));
      else found.push({ owner, record, fields: fieldsOf(owner, record) });
    }
  }
  const { kept, clashes } = withoutClashes(found);
  const trees = commandTrees(kept);
  const texts = localisations && readLocalisations(localisations);
  const textProblems = texts ? [...texts.problems, ...applyLocalisations(trees, texts.sheets)] : [];
  return {
    definitions: trees.map(definitionOf),
    ...targetsOf(kept),
    problems: [
      ...problems,
      ...clashes,
      ...optionProblems(kept),
      ...textProblems,
      ...trees.flatMap(treeProblems),
      ...countProblems(trees),
      ...completionProblems(types, kept),
    ],
  };
}

const DECORATORS: Readonly<Record<CommandRecord['kind'], string>> = {
  slash: '@Slash',
  user: '@UserCommand',
  message: '@MessageCommand',
  entry: '@EntryPoint',
};

function keyOf({ kind, path }: CommandRecord): string {
  return `${kind} ${path.join(' ')}`;
}

/** A command is another one in each guild that has it of its own, and another one everywhere. */
function scopesOf(record: CommandRecord): readonly string[] {
  return guildsOf(record) ?? [''];
}

function targetsOf(kept: readonly CommandTarget[]): Pick<CommandSet, 'targets' | 'guildTargets'> {
  const targets = new Map<string, CommandTarget>();
  const guildTargets = new Map<string, Map<string, CommandTarget>>();
  const byKey = new Map<string, CommandTarget[]>();
  for (const target of kept) {
    if (target.record.method === '') continue;
    const key = keyOf(target.record);
    byKey.set(key, [...(byKey.get(key) ?? []), target]);
  }
  for (const [key, several] of byKey) {
    const everywhere = several.find(({ record }) => guildsOf(record) === undefined);
    targets.set(key, everywhere ?? (several[0] as CommandTarget));
    if (several.length < 2) continue;
    const own = several.flatMap((target) =>
      (guildsOf(target.record) ?? []).map((guildId) => [guildId, target] as const),
    );
    guildTargets.set(key, new Map(own));
  }
  return { targets, guildTargets };
}

function definitionOf(tree: CommandTree): CommandDefinition {
  return { body: bodyOf(tree), guildIds: tree.guildIds, target: tree.target };
}

function fieldsOf(owner: Class, { method, options }: CommandRecord): OptionFields | undefined {
  return method === '' ? undefined : optionsOf(owner, method, options.options as Class<object> | undefined);
}

/** Each class is told of once, however many commands take it. */
function optionProblems(targets: readonly CommandTarget[]): SetupProblem[] {
  const all = new Set(targets.flatMap(({ fields }) => fields?.problems ?? []));
  for (const { record, fields } of targets) {
    if (!fields || record.kind === 'slash') continue;
    const message = `${labelOf(record)} takes options of ${fields.type.name}, and only slash commands have options.`;
    all.add(problem(message, 'take the parameter away; what was chosen is `ctx.target`.', record.place));
  }
  return [...all];
}

/** The first method of each name answers; groups of one name are one group. */
function withoutClashes(found: readonly CommandTarget[]): {
  readonly kept: readonly CommandTarget[];
  readonly clashes: readonly SetupProblem[];
} {
  const kept: CommandTarget[] = [];
  const clashes: SetupProblem[] = [];
  const byKey = new Map<string, CommandTarget>();
  const groups = new Map<string, CommandGroupRecord>();
  const told = new Set<CommandGroupRecord>();
  for (const target of found) {
    const { record } = target;
    const scopes = scopesOf(record);
    const stranger = first(scopes, (scope) => strangeGroup(record, scope, groups));
    const other = first(
      scopes,
      (scope) => byKey.get(scoped(scope, keyOf(record))) ?? beside(record, scope, groups, byKey),
    );
    if (stranger) {
      if (!told.has(stranger.group)) clashes.push(twoGroups(stranger.group, stranger.first));
      told.add(stranger.group);
    } else if (other) clashes.push(twice(target, other));
    else {
      for (const scope of scopes) {
        byKey.set(scoped(scope, keyOf(record)), target);
        record.groups.forEach((group, depth) => groups.set(scoped(scope, groupKey(record, depth)), group));
      }
      kept.push(target);
    }
  }
  return { kept, clashes };
}

function scoped(scope: string, key: string): string {
  return `${scope} ${key}`;
}

function first<Found>(scopes: readonly string[], find: (scope: string) => Found | undefined): Found | undefined {
  for (const scope of scopes) {
    const found = find(scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

function groupKey(record: CommandRecord, depth: number): string {
  return record.path.slice(0, depth + 1).join(' ');
}

/** A group that was declared a second time. */
function strangeGroup(
  record: CommandRecord,
  scope: string,
  groups: ReadonlyMap<string, CommandGroupRecord>,
): { readonly group: CommandGroupRecord; readonly first: CommandGroupRecord } | undefined {
  for (const [depth, group] of record.groups.entries()) {
    const earlier = groups.get(scoped(scope, groupKey(record, depth)));
    if (earlier && earlier !== group) return { group, first: earlier };
  }
  return undefined;
}

/** A command that has the name of a group, or the other way round: one of them could not be used. */
function beside(
  record: CommandRecord,
  scope: string,
  groups: ReadonlyMap<string, CommandGroupRecord>,
  byKey: ReadonlyMap<string, CommandTarget>,
): CommandTarget | CommandGroupRecord | undefined {
  if (record.kind !== 'slash') return undefined;
  const group = groups.get(scoped(scope, record.path.join(' ')));
  if (group) return group;
  const above = record.groups.map((_, depth) => byKey.get(scoped(scope, `slash ${groupKey(record, depth)}`)));
  return above.find((each) => each !== undefined);
}

function twice({ record }: CommandTarget, other: CommandTarget | CommandGroupRecord): SetupProblem {
  const name = `${record.kind === 'slash' ? '/' : ''}${record.path.join(' ')}`;
  const isGroup = !('record' in other) || other.record.path.length < record.path.length;
  const whose = 'record' in other ? labelOf(other.record) : `the group "${other.name}" (${placeOf(other).file ?? ''})`;
  return {
    code: 'INTERACTION_DUPLICATE',
    message: isGroup
      ? `${labelOf(record)} is "${name}", which cannot be beside ${whose}: a command with subcommands cannot be used itself.`
      : `${labelOf(record)} and ${whose} both answer "${name}".`,
    advice: 'give one of them another name.',
    place: record.place,
  };
}

function twoGroups(group: CommandGroupRecord, first: CommandGroupRecord): SetupProblem {
  return {
    code: 'INTERACTION_DUPLICATE',
    message: `The group "${group.name}" is declared twice; first at ${first.place.file ?? 'an unknown place'}.`,
    advice: 'declare it once, export it, and import it where it gets further subcommands.',
    place: group.place,
  };
}

function labelOf({ place, method }: CommandRecord): string {
  return [place.className, method].filter(Boolean).join('.');
}
