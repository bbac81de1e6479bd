/** Rules for what many bodies of an application hold: texts by locale, data by key, permission bits, addresses. */
import { Holds, fitsText } from './rules';

/** An object whose values are texts of so many characters; a value may be null. */
export function EachValue({ min = 0, max }: { readonly min?: number; readonly max: number }): PropertyDecorator {
  const says = `takes an object of texts of ${min > 0 ? `${min} to ${max}` : `at most ${max}`} characters`;
  return Holds('values', says, (value) => isMap(value) && valuesOf(value).every((text) => fitsText(text, min, max)));
}

/** An object whose values are numbers, or texts of so many characters. */
export function EachScalar({ min, max }: { readonly min: number; readonly max: number }): PropertyDecorator {
  return Holds(
    'values',
    `takes an object of numbers and texts of ${min} to ${max} characters`,
    (value) =>
      isMap(value) &&
      valuesOf(value).every((item) => (typeof item === 'number' ? Number.isFinite(item) : fitsText(item, min, max))),
  );
}

/** An object whose values are texts; together not longer than this, where there is a limit. */
export function ValuesInAll(max = Infinity): PropertyDecorator {
  const says = `takes an object of texts${max === Infinity ? '' : `, together at most ${max} characters`}`;
  return Holds('values', says, (value) => {
    if (!isMap(value)) return false;
    const values = valuesOf(value);
    return values.every((text) => typeof text === 'string') && fitsText(values.join(''), 0, max);
  });
}

/** A bit set of permissions: decimal text, or a number. Discord alone knows which bits there are. */
export function PermissionBits(): PropertyDecorator {
  return Holds('permissions', 'takes permission bits: a bigint or decimal text', (value) =>
    typeof value === 'number'
      ? Number.isSafeInteger(value) && value >= 0
      : typeof value === 'string' && /^\d{1,20}$/.test(value),
  );
}

/** A list without an item twice; Discord alone knows how long it may be. */
export function Different(min: 0 | 1 = 0): PropertyDecorator {
  return Holds(
    'items',
    min === 0 ? 'takes different items' : 'takes different items, at least one',
    (value) => Array.isArray(value) && value.length >= min && new Set(value).size === value.length,
    { ...(min > 0 ? { minItems: min } : {}), uniqueItems: true },
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without nulls, which take a value away. */
function valuesOf(map: Readonly<Record<string, unknown>>): unknown[] {
  return Object.values(map).filter((value) => value !== null && value !== undefined);
}
