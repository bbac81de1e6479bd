/**
 * What a kind of body is, and the one way from a body to what is sent: its rules are checked, its names become
 * Discord's. https://discord.com/developers/docs/reference
 */
import { BodyError, describeGot, type FieldProblem } from '../bodies/body-error';
import { camelCopy } from '../bodies/from-wire';
import { toWire } from '../bodies/to-wire';
import { type Shape, toInstance, validate } from '../shape';
import { declareRules } from './declare';
import { NO_RULES, type PlanWalk, planOf } from './plan';

/** A value with Discord's names of which nothing else is known yet. */
export type LooseBody = Readonly<Record<string, unknown>>;

/** Tells what does not fit. @param got a few words, see `describeGot`. */
export type Refuse = (path: string, rule: string, message: string, got: string) => void;

/** A kind of body. `Written` is what its author writes. */
export interface BodySpec<Written = never> {
  /** What it is the body of: `The message`. */
  readonly subject: string;
  /** The class that carries the rules of its fields. */
  readonly rules: Shape | undefined;
  /** Rules between its fields. They see Discord's names; the paths they tell are the author's (camelCase). */
  readonly relations: ((wire: LooseBody, refuse: Refuse) => void) | undefined;
  /** Properties whose values are data, sent as they are: locale maps, metadata. */
  readonly verbatim: readonly string[];
  /** Only for the compiler. */
  readonly written?: (body: Written) => void;
}

/** Makes a kind of body. Lists and objects alike. */
export function bodySpec<Written>(
  subject: string,
  parts: {
    readonly rules?: Shape;
    readonly relations?: (wire: LooseBody, refuse: Refuse) => void;
    readonly verbatim?: readonly string[];
  } = {},
): BodySpec<Written> {
  const { rules, relations, verbatim = [] } = parts;
  return { subject, rules, relations, verbatim };
}

/**
 * How bodies are checked before they are sent: `fast` runs the plan and asks class-validator only what to tell,
 * `full` asks class-validator each time, `off` leaves all checks to Discord.
 */
export type ValidationMode = 'off' | 'fast' | 'full';

/**
 * The wire form of a body; of a list, each item follows the rules.
 * @throws {BodyError} BODY_INVALID with every place where the body breaks a rule, or cannot be sent.
 */
export function encodeBody<Written>(spec: BodySpec<Written>, body: Written, mode: ValidationMode = 'fast'): unknown {
  if (mode === 'off') return toWire(body, { verbatim: spec.verbatim });
  if (mode === 'fast') {
    const walk: PlanWalk = { failed: typeof body !== 'object' || body === null, depth: 0, verbatim: spec.verbatim };
    const wire = walk.failed ? undefined : run(spec, body as object, walk);
    if (!walk.failed) return wire;
  }
  return judge(spec, body);
}

function run({ rules, relations }: BodySpec, body: object, walk: PlanWalk): unknown {
  const plan = rules ? planOf(rules) : NO_RULES;
  const wire = Array.isArray(body)
    ? Array.from(body, (item) => (isRecord(item) ? plan.run(item, walk) : ((walk.failed = true), undefined)))
    : plan.run(body, walk);
  if (relations && !walk.failed) {
    relations(wire as LooseBody, () => {
      walk.failed = true;
    });
  }
  return wire;
}

/** The long way, which finds everything that is wrong. */
function judge(spec: BodySpec, body: unknown): unknown {
  const wire = toWire(body, { verbatim: spec.verbatim });
  const problems: FieldProblem[] = [];
  if (!isObject(wire)) {
    problems.push({ path: '', rule: 'object', message: 'takes an object', got: describeGot(body) });
  } else {
    problems.push(...fieldProblems(spec, wire));
    spec.relations?.(wire as LooseBody, (path, rule, message, got) => problems.push({ path, rule, message, got }));
  }
  if (problems.length > 0) throw new BodyError(spec.subject, problems);
  return wire;
}

function fieldProblems({ rules }: BodySpec, wire: object): FieldProblem[] {
  if (!rules) return [];
  declareRules(rules);
  if (!Array.isArray(wire)) return validate(toInstance(rules, camelCopy(wire) as object));
  return wire.flatMap((item: unknown, index) => {
    if (!isRecord(item)) {
      return [{ path: `[${index}]`, rule: 'object', message: 'takes an object', got: describeGot(item) }];
    }
    return validate(toInstance(rules, camelCopy(item) as object)).map((problem) => ({
      ...problem,
      path: problem.path ? `[${index}].${problem.path}` : `[${index}]`,
    }));
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isRecord(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

/** The items of a list; none of what is no list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The fields of an object; none of what is no object. */
export function loose(value: unknown): LooseBody {
  return isObject(value) ? (value as LooseBody) : {};
}

/** Whether there is something: a text or list that is not empty, a value that is not null. */
export function isFilled(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null;
}
