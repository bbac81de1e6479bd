/**
 * The rules of a class as a plan: one walk over a body that checks it and gives its wire form. It says only yes or no;
 * what is wrong with a body is found, and told, by class-validator.
 */
import { snakeName } from '../bodies/key-names';
import { type Shape } from '../shape';
import { fieldRulesOf, type FieldRules, type Nesting, type Rule } from './field-rules';

/** Deeper than any body of Discord's; a circle ends here too. */
const DEEPEST = 64;

/** The state of one walk. */
export interface PlanWalk {
  /** Set once something does not fit, or cannot be sent. */
  failed: boolean;
  depth: number;
  /** Properties whose values are data. */
  readonly verbatim: readonly string[];
}

interface PlannedField {
  readonly name: string;
  readonly wireName: string;
  readonly optional: boolean;
  readonly rules: readonly Rule[];
  readonly nesting: Nesting | undefined;
}

/** A class's rules, ready to run. */
export class Plan {
  /** By the author's name and by Discord's. */
  private readonly fields = new Map<string, PlannedField>();
  private readonly required: PlannedField[] = [];

  constructor(rules: Iterable<FieldRules>) {
    for (const { name, optional, rules: own, nesting } of rules) {
      const field = { name, wireName: snakeName(name), optional, rules: own, nesting };
      this.fields.set(name, field);
      this.fields.set(field.wireName, field);
      if (!optional) this.required.push(field);
    }
  }

  /** The wire form of a body. It means nothing once `walk.failed` is set. */
  run(body: object, walk: PlanWalk): unknown {
    const { toRaw, toJSON } = body as { toRaw?: unknown; toJSON?: unknown };
    if (typeof toRaw === 'function') return this.runView((body as { toRaw(): unknown }).toRaw(), walk);
    if (typeof toJSON === 'function') return this.runOther((body as { toJSON(): unknown }).toJSON(), walk);
    const wire: Record<string, unknown> = {};
    if (isBinaryOrMap(body) || (walk.depth += 1) > DEEPEST) walk.failed = true;
    if (walk.failed) return wire;
    for (const name of Object.keys(body)) {
      const value = (body as Record<string, unknown>)[name];
      if (value === undefined) continue;
      const field = this.fields.get(name);
      if (field) wire[field.wireName] = runField(field, value, walk);
      else if (name === '__proto__') walk.failed = true;
      else wire[snakeName(name)] = walk.verbatim.includes(name) ? value : convert(value, walk);
      if (walk.failed) break;
    }
    for (const field of this.required) {
      if (wire[field.wireName] === undefined) walk.failed = true;
    }
    walk.depth -= 1;
    return wire;
  }

  private runOther(value: unknown, walk: PlanWalk): unknown {
    if (typeof value === 'object' && value !== null && !('toJSON' in value)) return this.run(value, walk);
    walk.failed = true;
    return undefined;
  }

  /** A view's payload has Discord's names already and is sent as it is. */
  private runView(raw: unknown, walk: PlanWalk): unknown {
    if (typeof raw === 'object' && raw !== null && !('toRaw' in raw)) this.run(raw, walk);
    else walk.failed = true;
    return raw;
  }
}

function runField(field: PlannedField, value: unknown, walk: PlanWalk): unknown {
  if (value === null && field.optional) return null;
  const { nesting, rules } = field;
  const converted =
    walk.verbatim.length > 0 && walk.verbatim.includes(field.name)
      ? value
      : nesting
        ? runNested(nesting, value, walk)
        : convert(value, walk);
  for (const rule of rules) {
    if (!rule.holds(converted)) walk.failed = true;
  }
  return converted;
}

function runNested(nesting: Nesting, value: unknown, walk: PlanWalk): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    if ((walk.depth += 1) > DEEPEST) walk.failed = true;
    if (!walk.failed) for (const item of value) items.push(runNested(nesting, item, walk));
    walk.depth -= 1;
    return items;
  }
  // class-validator asks for an object where a class is named.
  if (typeof value !== 'object' || value === null) {
    walk.failed = true;
    return value;
  }
  const shape = nesting.shapeOf(value);
  return shape ? planOf(shape).run(value, walk) : convert(value, walk);
}

/** What no rule knows: Discord's names at every depth, and nothing that cannot be sent. */
function convert(value: unknown, walk: PlanWalk): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) walk.failed = true;
      return value;
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : convertObject(value, walk);
    default:
      walk.failed = true;
      return undefined;
  }
}

/** For what no rule is written of. */
export const NO_RULES = new Plan([]);

function convertObject(value: object, walk: PlanWalk): unknown {
  if (Array.isArray(value)) {
    if ((walk.depth += 1) > DEEPEST) walk.failed = true;
    const items: unknown[] = [];
    if (!walk.failed) for (const item of value) items.push(item === undefined ? null : convert(item, walk));
    walk.depth -= 1;
    return items;
  }
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) return value.toISOString();
    walk.failed = true;
    return undefined;
  }
  const { toRaw, toJSON } = value as { toRaw?: unknown; toJSON?: unknown };
  if (typeof toRaw === 'function') return (value as { toRaw(): unknown }).toRaw();
  if (typeof toJSON === 'function') {
    // A set of permissions is one text.
    const text = (value as { toJSON(): unknown }).toJSON();
    if (typeof text !== 'object') return convert(text, walk);
  }
  return NO_RULES.run(value, walk);
}

/** What has no fields that could be sent. Bodies are plain objects nearly always, which is quick to see. */
function isBinaryOrMap(value: object): boolean {
  if (Object.getPrototypeOf(value) === Object.prototype) return false;
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Map || value instanceof Set;
}

const plans = new WeakMap<Shape, Plan>();

/** The plan of a class, made at the first use. */
export function planOf(shape: Shape): Plan {
  let plan = plans.get(shape);
  if (!plan) plans.set(shape, (plan = new Plan(fieldRulesOf(shape).values())));
  return plan;
}
