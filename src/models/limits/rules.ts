/** The rules that limits are written with: class-validator decorators that say what Discord takes, in Discord's measures. */
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { characters } from '../bodies/body-error';
import { type Shape, toInstance } from '../shape';

interface Rule {
  readonly name: string;
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
}

function rule({ name, says, holds }: Rule): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: holds, defaultMessage: () => says } });
}

/** The field may be left out or be null. */
export const Optional: () => PropertyDecorator = IsOptional;

/** A text of so many characters. Discord trims before it measures; a text fits when any way of counting lets it. */
export function Text({ min = 0, max }: { readonly min?: number; readonly max: number }): PropertyDecorator {
  return rule({
    name: 'characters',
    says: `takes ${range(min, max)} characters`,
    holds: (value) =>
      typeof value === 'string' &&
      value.length >= min &&
      (value.length <= max || characters(value) <= max || characters(value.trim()) <= max),
  });
}

/** A whole number within bounds. */
export function Whole(min: number, max: number): PropertyDecorator {
  return rule({
    name: 'wholeNumber',
    says: `takes a whole number from ${min} to ${max}`,
    holds: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  });
}

/** A list of so many items. */
export function Items({ min = 0, max }: { readonly min?: number; readonly max: number }): PropertyDecorator {
  return rule({
    name: 'items',
    says: `takes ${range(min, max)} items`,
    holds: (value) => Array.isArray(value) && value.length >= min && value.length <= max,
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

/** A bit set without other bits than these. `names` is told when there are. */
export function Bits(allowed: number, names: string): PropertyDecorator {
  return rule({
    name: 'flags',
    says: `takes only the flags ${names}`,
    holds: (value) => Number.isInteger(value) && ((value as number) & ~allowed) === 0,
  });
}

/** Anything that `holds` accepts. */
export function Holds(name: string, says: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return rule({ name, says, holds });
}

/**
 * The value, or each item of the list, has rules of its own.
 * Not class-transformer's `@Type`: that needs decorator metadata, which a stand-alone client never loads.
 */
export function Nested(shape: () => Shape): PropertyDecorator {
  const made = Transform(({ value }) => nest(shape(), value), { toClassOnly: true });
  const checked = ValidateNested();
  return (target, property) => {
    made(target, property);
    checked(target, property);
  };
}

function nest(shape: Shape, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => nest(shape, item));
  return typeof value === 'object' && value !== null ? toInstance(shape, value) : value;
}

function range(min: number, max: number): string {
  return min > 0 ? `${min} to ${max}` : `at most ${max}`;
}
