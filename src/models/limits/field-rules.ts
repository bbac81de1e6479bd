/** What the rule decorators write down about the fields of a class: read by the plan, and told to class-validator. */
import { type Shape } from '../shape';

/** The bounds of a rule, with JSON schema's names, so that they can be held against Discord's own. */
export interface Bounds {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly uniqueItems?: boolean | undefined;
  /** Of the items of a list. */
  readonly items?: Bounds | undefined;
}

/** One thing that a value has to hold. */
export interface Rule {
  /** Stable name, `characters`. */
  readonly name: string;
  /** What it asks for: `takes at most 256 characters`. */
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
  readonly bounds?: Bounds | undefined;
}

/** Which rules the value, or each item of a list, has of its own. */
export interface Nesting {
  /** The classes that may apply, for whoever looks at all rules. */
  readonly shapes: () => readonly Shape[];
  /** The class for one value; `undefined` when there is none for its kind. The value may have Discord's names or the author's. */
  readonly shapeOf: (value: object) => Shape | undefined;
}

/** Everything about one field. */
export interface FieldRules {
  /** As the author writes it. */
  readonly name: string;
  optional: boolean;
  readonly rules: Rule[];
  nesting: Nesting | undefined;
}

const written = new WeakMap<object, Map<string, FieldRules>>();

/** The fields that a class itself writes rules for, without those of its parents. Made when there are none yet. */
export function ownFieldRules(prototype: object): Map<string, FieldRules> {
  let fields = written.get(prototype);
  if (!fields) written.set(prototype, (fields = new Map<string, FieldRules>()));
  return fields;
}

/**
 * All fields of a class with rules, those of its parents first.
 * @throws {Error} when a class speaks of a field of its parents again: class-validator would ask for both.
 */
export function fieldRulesOf(shape: Shape): ReadonlyMap<string, FieldRules> {
  const chain: object[] = [];
  for (let at: object | null = shape.prototype as object; at; at = Object.getPrototypeOf(at) as object | null) {
    chain.unshift(at);
  }
  const all = new Map<string, FieldRules>();
  for (const prototype of chain) {
    for (const [name, rules] of written.get(prototype) ?? []) {
      if (all.has(name)) throw new Error(`${shape.name}.${name} has rules in a parent class already`);
      all.set(name, rules);
    }
  }
  return all;
}
