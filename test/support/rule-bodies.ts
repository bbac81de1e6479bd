/** Random bodies that keep the rules: fields come from the classes that carry them, values from the rules' bounds. */
import fc from 'fast-check';
import { type Bounds, fieldRulesOf, type FieldRules } from '../../src/models/limits/field-rules';
import { type Shape } from '../../src/models/shape';

/** What rules do not tell: values by the shape of their place, `embeds[].timestamp`, or by the name of the field. */
export type Hints = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Never sent, whatever its rules would take. */
export const NEVER = fc.constant(undefined);

/** Any of these letters. */
export function lettersOf(letters: string): fc.Arbitrary<string> {
  return fc.constantFrom(...Array.from(letters));
}

/** Text that neither begins nor ends with a space: Discord trims. */
export function textOf(min: number, max: number): fc.Arbitrary<string> {
  const unit = lettersOf('abcXYZ019-_.,äß漢🧵');
  const size = fc.oneof(
    { weight: 9, arbitrary: fc.constant(Math.min(max, min + 12)) },
    fc.constant(Math.min(max, 300)),
  );
  return size.chain((maxLength) => fc.string({ unit, minLength: min, maxLength }));
}

/** A body of a class. What is optional is sometimes left out. */
export function bodyOf(shape: Shape, hints: Hints, at = ''): fc.Arbitrary<object> {
  const fields = [...fieldRulesOf(shape).values()];
  const values: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of fields) values[field.name] = valueOf(field, hints, at ? `${at}.${field.name}` : field.name);
  const requiredKeys = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return fc.record(values, { requiredKeys });
}

function valueOf(field: FieldRules, hints: Hints, at: string): fc.Arbitrary<unknown> {
  const hint = hints[at] ?? hints[field.name];
  if (hint) return hint;
  const bounds = field.rules.reduce<Bounds>((all, rule) => ({ ...all, ...rule.bounds }), {});
  const isList = field.rules.some((rule) => rule.name === 'items');
  if (field.nesting) {
    const shapes = field.nesting.shapes();
    const [shape] = shapes;
    if (!shape || shapes.length > 1) throw new Error(`which kinds may stand at ${at}? say it in a hint`);
    if (!isList) return bodyOf(shape, hints, at);
    return fc.array(bodyOf(shape, hints, `${at}[]`), {
      minLength: bounds.minItems ?? 0,
      maxLength: Math.min(bounds.maxItems ?? 3, 3),
    });
  }
  return ofBounds(
    bounds,
    at,
    field.rules.some((rule) => rule.name === 'number'),
  );
}

function ofBounds(bounds: Bounds, at: string, isReal: boolean): fc.Arbitrary<unknown> {
  const { minimum, maximum = 2_147_483_647 } = bounds;
  if (bounds.maxLength !== undefined) return textOf(bounds.minLength ?? 0, bounds.maxLength);
  if (minimum !== undefined)
    return isReal ? fc.double({ min: minimum, max: maximum, noNaN: true }) : fc.integer({ min: minimum, max: maximum });
  if (bounds.items?.maxLength !== undefined) {
    const { minLength = 0, maxLength } = bounds.items;
    return fc.uniqueArray(textOf(minLength, maxLength), {
      minLength: bounds.minItems ?? 0,
      maxLength: Math.min(bounds.maxItems ?? 4, 4),
    });
  }
  throw new Error(`what may stand at ${at}? say it in a hint`);
}
