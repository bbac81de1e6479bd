/**
 * The rules that limits are written with: decorators that say what Discord takes, in Discord's measures. They write
 * down what `plan.ts` runs and what `declare.ts` tells class-validator; nothing is loaded by writing a rule.
 */
import { MessageFlags } from 'discord-api-types/v10';
import { characters } from '../bodies/body-error';
import { snakeName } from '../bodies/key-names';
import { type Shape } from '../shape';
import { type Bounds, type FieldRules, ownFieldRules, type Rule } from './field-rules';

function change(make: (field: FieldRules) => void): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const fields = ownFieldRules(target);
    let field = fields.get(name);
    if (!field) fields.set(name, (field = { name, optional: false, rules: [], nesting: undefined }));
    make(field);
  };
}

function rule(made: Rule): PropertyDecorator {
  // Decorators run from the last to the first; rules are told in the order they are read.
  return change((field) => field.rules.unshift(made));
}

interface Range {
  readonly min?: number;
  readonly max: number;
}

/** The field may be left out or be null. */
export function Optional(): PropertyDecorator {
  return change((field) => {
    field.optional = true;
  });
}

/** The field has to be there and not null; nothing else is asked of it. */
export function Present(): PropertyDecorator {
  return rule({
    name: 'present',
    says: 'is needed',
    holds: (value) => value !== undefined && value !== null,
  });
}

/** A text of so many characters. Discord trims before it measures; a text fits when any way of counting lets it. */
export function Text({ min = 0, max }: Range): PropertyDecorator {
  return rule({
    name: 'characters',
    says: `takes ${range(min, max)} characters`,
    holds: (value) => fitsText(value, min, max),
    bounds: { ...(min > 0 ? { minLength: min } : {}), maxLength: max },
  });
}

/** A text that a pattern matches as a whole. */
export function Matches(pattern: RegExp, says: string): PropertyDecorator {
  return rule({ name: 'pattern', says, holds: (value) => typeof value === 'string' && pattern.test(value) });
}

/** A whole number within bounds. */
export function Whole(min: number, max: number): PropertyDecorator {
  return rule({
    name: 'wholeNumber',
    says: `takes a whole number from ${min} to ${max}`,
    holds: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    bounds: { minimum: min, maximum: max },
  });
}

/** A whole number that is not less than a bound; Discord alone knows how large it may be. */
export function WholeFrom(min: number): PropertyDecorator {
  return rule({
    name: 'wholeNumber',
    says: `takes a whole number from ${min}`,
    holds: (value) => Number.isInteger(value) && (value as number) >= min,
    bounds: { minimum: min },
  });
}

/** A number within bounds. */
export function Real(min: number, max: number): PropertyDecorator {
  return rule({
    name: 'number',
    says: `takes a number from ${min} to ${max}`,
    holds: (value) => typeof value === 'number' && value >= min && value <= max,
    bounds: { minimum: min, maximum: max },
  });
}

/** A list of so many items; with `unique`, none of them twice. */
export function Items({ min = 0, max, unique = false }: Range & { readonly unique?: boolean }): PropertyDecorator {
  return rule({
    name: 'items',
    says: `takes ${range(min, max)} ${unique ? 'different ' : ''}items`,
    holds: (value) =>
      Array.isArray(value) &&
      value.length >= min &&
      value.length <= max &&
      (!unique || new Set(value).size === value.length),
    bounds: { ...(min > 0 ? { minItems: min } : {}), maxItems: max, ...(unique ? { uniqueItems: true } : {}) },
  });
}

/** A list whose items are texts of so many characters. How many there may be is said by {@link Items}. */
export function EachText({ min = 0, max }: Range): PropertyDecorator {
  const items: Bounds = { ...(min > 0 ? { minLength: min } : {}), maxLength: max };
  return rule({
    name: 'itemCharacters',
    says: `takes items of ${range(min, max)} characters`,
    holds: (value) => Array.isArray(value) && value.every((item) => fitsText(item, min, max)),
    bounds: { items },
  });
}

/** A list whose items are all among these. */
export function Among(allowed: readonly unknown[]): PropertyDecorator {
  return rule({
    name: 'among',
    says: `takes only ${allowed.join(', ')}`,
    holds: (value) => Array.isArray(value) && value.every((item) => allowed.includes(item)),
  });
}

/** One of these values. */
export function OneOf(allowed: readonly unknown[]): PropertyDecorator {
  return rule({ name: 'oneOf', says: `takes one of ${allowed.join(', ')}`, holds: (value) => allowed.includes(value) });
}

/** Every flag of messages that there was when this was written, one bit each. */
const MESSAGE_FLAGS = Object.values(MessageFlags).reduce<number>(
  (bits, flag) => (typeof flag === 'number' ? bits | flag : bits),
  0,
);

/** Flags of a message, of the known ones none but these. `names` is told when there are others. Bits that came later pass. */
export function Flags(allowed: number, names: string): PropertyDecorator {
  const refused = MESSAGE_FLAGS & ~allowed;
  return rule({
    name: 'flags',
    says: `takes only the flags ${names}`,
    holds: (value) => Number.isInteger(value) && (value as number) >= 0 && ((value as number) & refused) === 0,
  });
}

/** A moment: a Date, or a text that names one. */
export function Moment(): PropertyDecorator {
  return rule({
    name: 'moment',
    says: 'takes a Date, or a time as ISO 8601 text',
    holds: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  });
}

/** Anything that `holds` accepts. */
export function Holds(
  name: string,
  says: string,
  holds: (value: unknown) => boolean,
  bounds?: Bounds,
): PropertyDecorator {
  return rule({ name, says, holds, bounds });
}

/** The value, or each item of the list, has rules of its own. */
export function Nested(shape: () => Shape): PropertyDecorator {
  return change((field) => {
    field.nesting = { shapes: () => [shape()], shapeOf: shape };
  });
}

/**
 * The value, or each item of the list, comes in kinds that a key of it tells apart, each with rules of its own.
 * Kinds that are not known here pass.
 */
export function NestedKinds(key: string, kinds: () => Readonly<Record<number | string, Shape>>): PropertyDecorator {
  const wireKey = snakeName(key);
  return change((field) => {
    field.nesting = {
      shapes: () => Object.values(kinds()),
      shapeOf: (value) => {
        const fields = value as Record<string, unknown>;
        const kind = fields[key] ?? fields[wireKey];
        return typeof kind === 'number' || typeof kind === 'string' ? kinds()[kind] : undefined;
      },
    };
  });
}

/** Whether a text has so many characters by any way of counting. */
export function fitsText(value: unknown, min: number, max: number): boolean {
  if (typeof value !== 'string' || value.length < min) return false;
  return value.length <= max || characters(value) <= max || characters(value.trim()) <= max;
}

function range(min: number, max: number): string {
  return min > 0 ? `${min} to ${max}` : `at most ${max}`;
}
