/** Reads what stands in lists of `use`: which guards and interceptors they name, and what is wrong with that. */
import { type Class } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { Limit } from '../limits/limit';
import { Guard } from './guard';
import { GuardSet } from './guard-set';
import { Interceptor } from './interceptor';
import { type GuardRefusal } from './refusal';

/** One list, and how it is called in messages. */
export interface UseSource {
  readonly entries: readonly unknown[];
  /** `@Use on Moderation.ban`. */
  readonly what: string;
  readonly place?: SetupPlace | undefined;
  /** It stands on the very method. */
  readonly isOfMethod?: boolean;
  /** It stands where it has no use. */
  readonly problem?: SetupProblem | undefined;
}

/** A guard as it will be asked. */
export type GuardNode =
  | { readonly how: 'one'; readonly type: Class<Guard<unknown>>; readonly step: string; readonly options: unknown }
  | GuardSetNode;

export interface GuardSetNode {
  readonly how: 'any' | 'all' | 'not';
  readonly members: readonly GuardNode[];
  readonly step: string;
  readonly refusal: GuardRefusal | undefined;
}

export interface ReadUses {
  readonly guards: readonly { readonly node: GuardNode; readonly source: UseSource }[];
  readonly interceptors: readonly Class<Interceptor>[];
  /** Every class that must be there, with who names it. */
  readonly classes: readonly { readonly type: Class; readonly source: UseSource }[];
  readonly problems: readonly SetupProblem[];
}

/** @param steps names of the steps, in order */
export function readUses(sources: readonly UseSource[], steps: readonly string[]): ReadUses {
  const guards: { node: GuardNode; source: UseSource }[] = [];
  const interceptors: Class<Interceptor>[] = [];
  const classes: { type: Class; source: UseSource }[] = [];
  const problems: SetupProblem[] = [];
  for (const source of sources) {
    if (source.problem) problems.push(source.problem);
    const reader = new Reader(source, steps, classes, problems);
    for (const entry of source.problem ? [] : source.entries) {
      if (isA(entry, Interceptor)) {
        interceptors.push(entry);
        classes.push({ type: entry, source });
        continue;
      }
      // Each of `allOf` is asked at its own step: nothing joins them here.
      const flat: readonly unknown[] = isAll(entry) ? entry.members : [entry];
      for (const one of flat) {
        const node = reader.read(one);
        if (node) guards.push({ node, source });
      }
    }
  }
  return { guards, interceptors, classes, problems };
}

class Reader {
  constructor(
    private readonly source: UseSource,
    private readonly steps: readonly string[],
    private readonly classes: { type: Class; source: UseSource }[],
    private readonly problems: SetupProblem[],
  ) {}

  read(entry: unknown): GuardNode | undefined {
    if (entry instanceof GuardSet) return this.readSet(entry);
    if (isA(entry, Guard)) return this.readOne(entry, undefined);
    if (typeof entry === 'object' && entry !== null && 'guard' in entry) {
      const { guard, options } = entry as { guard: unknown; options?: unknown };
      if (isA(guard, Guard)) return this.readOne(guard, options);
    }
    this.refuse(entry);
    return undefined;
  }

  private readOne(type: Class<Guard<unknown>>, options: unknown): GuardNode | undefined {
    const { step } = type as unknown as { step: string };
    this.classes.push({ type, source: this.source });
    if (options === undefined && isA(type, Limit)) {
      this.problems.push({
        code: 'DISPATCH_NOT_USABLE',
        message: `${this.source.what} names ${type.name}, which is a limit and is not told how much it lets through.`,
        advice: `write what makes a use of it, such as ${type.name === 'Concurrency' ? 'Concurrency.perGuild(1)' : 'Cooldown.perUser(…)'}.`,
        place: this.source.place,
      });
      return undefined;
    }
    if (this.steps.includes(step)) return { how: 'one', type, step, options };
    this.problems.push({
      code: 'DISPATCH_STEP_INVALID',
      message: `${type.name}, which ${this.source.what} names, is to be asked at the step "${step}", which does not exist.`,
      advice: `name one of ${this.steps.join(', ')} in its \`static step\`, or add the step: dispatcher: { steps: [{ name: '${step}', after: 'person' }] }.`,
      place: this.source.place,
    });
    return undefined;
  }

  private readSet({ how, members, refusal }: GuardSet): GuardNode | undefined {
    const nodes = members.flatMap((member) => this.read(member) ?? []);
    if (nodes.length < members.length) return undefined;
    const latest = Math.max(...nodes.map(({ step }) => this.steps.indexOf(step)));
    const step = this.steps[latest];
    if (step !== undefined) return { how, members: nodes, step, refusal };
    this.problems.push({
      code: 'DISPATCH_NOT_USABLE',
      message: `${this.source.what} names ${how === 'any' ? 'anyOf()' : 'allOf()'} without a guard in it.`,
      advice: 'name guards in it, or leave it out.',
      place: this.source.place,
    });
    return undefined;
  }

  private refuse(entry: unknown): void {
    const isMissing = entry === undefined || entry === null;
    this.problems.push({
      code: 'DISPATCH_NOT_USABLE',
      message: isMissing
        ? `${this.source.what} names something that was undefined when the file was loaded: the two files import each other.`
        : `${this.source.what} names ${nameOf(entry)}, which is no guard${isA(entry, Interceptor) ? ' but an interceptor: it cannot stand among guards' : ' and no interceptor'}.`,
      advice: isMissing
        ? 'break the circular import: move what both need to a third file.'
        : 'name a class that extends Guard or Interceptor, or what makes a use of one: Cooldown.perUser(…).',
      place: this.source.place,
    });
  }
}

function isAll(entry: unknown): entry is GuardSet {
  return entry instanceof GuardSet && entry.how === 'all' && entry.members.length > 0;
}

function isA<T>(value: unknown, base: abstract new () => T): value is Class<T> {
  return typeof value === 'function' && value.prototype instanceof base;
}

function nameOf(value: unknown): string {
  if (typeof value === 'function') return value.name || 'a function';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
