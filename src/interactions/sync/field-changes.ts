/** What differs between two commands, field by field. Options and choices are told apart by their names, not by where they stand. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandShape } from './command-shape';

/** One field that differs. `undefined` is Discord's default: what is there when nothing is said. */
export interface CommandFieldChange {
  /**
   * As authors name fields, options and choices by their names: `options.days.maxValue`, `nameLocalizations.de`. The path of an
   * option or choice itself says that it is new or gone; the path of their list that their order differs.
   */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

const NAMED_LISTS: readonly string[] = ['options', 'choices'];
const MAPS: readonly string[] = ['nameLocalizations', 'descriptionLocalizations'];

/** @param at path of what is compared, with its dot: `options.days.` */
export function fieldChanges(from: CommandShape, to: CommandShape, at = ''): CommandFieldChange[] {
  const keys = new Set([...Object.keys(to), ...Object.keys(from)]);
  return [...keys].flatMap((key) => {
    const [before, after] = [from[key], to[key]];
    const path = `${at}${step(key)}`;
    if (isDeepStrictEqual(before, after)) return [];
    if (NAMED_LISTS.includes(key)) return listChanges(before, after, path);
    if (MAPS.includes(key)) return fieldChanges(shapeOf(before), shapeOf(after), `${path}.`);
    return [{ path, from: before, to: after }];
  });
}

function listChanges(before: unknown, after: unknown, path: string): CommandFieldChange[] {
  const [from, to] = [byName(before), byName(after)];
  // Of two with one name nobody can say which became which.
  if (!from || !to) return [{ path, from: before, to: after }];
  const kept = (one: ReadonlyMap<string, CommandShape>, other: ReadonlyMap<string, CommandShape>): string[] =>
    [...one.keys()].filter((name) => other.has(name));
  const [was, is] = [kept(from, to), kept(to, from)];
  const names = new Set([...to.keys(), ...from.keys()]);
  return [
    ...(isDeepStrictEqual(was, is) ? [] : [{ path, from: was, to: is }]),
    ...[...names].flatMap((name) => {
      const [old, young] = [from.get(name), to.get(name)];
      const own = `${path}.${step(name)}`;
      return old && young ? fieldChanges(old, young, `${own}.`) : [{ path: own, from: old, to: young }];
    }),
  ];
}

/** `undefined` when two have one name. */
function byName(list: unknown): ReadonlyMap<string, CommandShape> | undefined {
  const items = (list ?? []) as readonly CommandShape[];
  const named = new Map(items.map((item) => [String(item.name), item]));
  return named.size === items.length ? named : undefined;
}

function shapeOf(value: unknown): CommandShape {
  return (value ?? {}) as CommandShape;
}

/** Names of choices may hold anything. */
function step(name: string): string {
  return /^[\p{L}\p{N}\p{M}_'-]+$/u.test(name) ? name : JSON.stringify(name);
}
