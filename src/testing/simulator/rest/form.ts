/**
 * Reading bodies and queries as strictly as Discord: every wrong field is named, with its path, in one answer.
 * https://discord.com/developers/docs/reference#error-messages
 */
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { codePoints } from '../text';
import { isSnowflake } from '../world/ids';
import { ApiError } from './api-error';

type Path = readonly (string | number)[];
interface ErrorTree {
  _errors?: { code: string; message: string }[];
  [key: string]: ErrorTree | { code: string; message: string }[] | undefined;
}

/** Collects what is wrong with a form. */
export class FormErrors {
  private readonly tree: ErrorTree = {};
  private count = 0;

  add(path: Path, code: string, message: string): undefined {
    let node = this.tree;
    for (const key of path) node = (node[key] ??= {}) as ErrorTree;
    (node._errors ??= []).push({ code, message });
    this.count += 1;
    return undefined;
  }

  throwIfAny(): void {
    if (this.count === 0) return;
    throw new ApiError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', this.tree);
  }
}

/** Reads one value; tells the errors and gives `undefined` when it does not fit. */
export type Rule<T> = (value: unknown, errors: FormErrors, path: Path) => T | undefined;

export interface Required<T> {
  readonly required: Rule<T>;
}
type Field<T> = Rule<T> | Required<T>;
type Read<F> = F extends Required<infer T> ? T : F extends Rule<infer T> ? T | undefined : never;
export type Form<Shape> = { readonly [Key in keyof Shape]: Read<Shape[Key]> };

const REQUIRED = 'This field is required';

/** A field that must be there. */
export function need<T>(rule: Rule<T>): Required<T> {
  return { required: rule };
}

export function text(limits: { min?: number; max: number }): Rule<string> {
  const { min = 0, max } = limits;
  return (value, errors, path) => {
    if (typeof value !== 'string') {
      errors.add(path, 'STRING_TYPE_CONVERT', `Could not interpret "${shown(value)}" as string.`);
      return;
    }
    const trimmed = value.trim();
    // Blanks around are cut off; they only count where a text may be empty.
    const length = value.length <= max && trimmed.length >= min ? trimmed.length : codePoints(trimmed);
    if (length < min && length === 0) {
      errors.add(path, 'BASE_TYPE_REQUIRED', REQUIRED);
      return;
    }
    if (length >= min && length <= max) return value;
    if (min > 0) {
      errors.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      return;
    }
    errors.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  };
}

/** A whole number; texts of digits pass too, as in queries. */
export function integer(limits: { min: number; max: number }): Rule<number> {
  const { min, max } = limits;
  return (value, errors, path) => {
    const read = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof read !== 'number' || !Number.isInteger(read)) {
      errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not int.`);
      return;
    }
    if (read < min) {
      errors.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
      return;
    }
    if (read > max) {
      errors.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
      return;
    }
    return read;
  };
}

/** A number, with a fraction or without. */
export function number(limits: { min: number; max: number }): Rule<number> {
  const { min, max } = limits;
  return (value, errors, path) => {
    if (typeof value !== 'number') {
      errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not float.`);
      return;
    }
    if (value < min) {
      errors.add(path, 'NUMBER_TYPE_MIN', `float value should be greater than or equal to ${min}.`);
      return;
    }
    if (value > max) {
      errors.add(path, 'NUMBER_TYPE_MAX', `float value should be less than or equal to ${max}.`);
      return;
    }
    return value;
  };
}

export function choice<const T extends string | number>(values: readonly T[]): Rule<T> {
  return (value, errors, path) => {
    const found = values.find((each) => each === value);
    if (found === undefined) errors.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${values.join(', ')}}.`);
    return found;
  };
}

export const boolean: Rule<boolean> = (value, errors, path) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  errors.add(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
};

export const snowflake: Rule<string> = (value, errors, path) => {
  if (typeof value === 'string' && isSnowflake(value)) return value;
  errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not snowflake.`);
};

/** Permissions as Discord takes them: a decimal text. */
export const permissionSet: Rule<bigint> = (value, errors, path) => {
  if ((typeof value === 'string' || typeof value === 'number') && /^\d+$/.test(String(value))) return BigInt(value);
  errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not int.`);
};

export const url: Rule<string> = (value, errors, path) => {
  if (typeof value !== 'string' || value.length > 2_048 || !URL.canParse(value)) {
    errors.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    return;
  }
  const { protocol } = new URL(value);
  if (['http:', 'https:', 'attachment:'].includes(protocol)) return value;
  const told = `Scheme "${protocol.slice(0, -1)}" is not supported. Scheme must be one of ('http', 'https').`;
  errors.add(path, 'URL_TYPE_INVALID_SCHEME', told);
};

export const timestamp: Rule<string> = (value, errors, path) => {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))) {
    // Lists are read on from a moment that Discord told to the microsecond.
    const micros = /\.\d{3}(\d{1,3})/.exec(value)?.[1] ?? '';
    return new Date(value).toISOString().replace('Z', `${micros.padEnd(3, '0')}+00:00`);
  }
  errors.add(path, 'DATE_TIME_TYPE_PARSE', `Could not parse ${shown(value)}. Should be ISO8601.`);
};

/** An image as a data URI. */
export const imageData: Rule<string> = (value, errors, path) => {
  if (typeof value === 'string' && /^data:image\/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+=*$/.test(value))
    return value;
  errors.add(path, 'IMAGE_INVALID', 'Invalid image data.');
};

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Anything that is an object. */
export const anyObject: Rule<Record<string, unknown>> = (value, errors, path) => {
  if (isPlain(value)) return value;
  errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
};

/** One of several kinds, told apart by `type`. */
export function kindOf(types: readonly number[], value: unknown, errors: FormErrors, path: Path): number | undefined {
  const found = types.find((type) => type === value);
  if (found !== undefined) return found;
  if (value === undefined) {
    errors.add([...path, 'type'], 'BASE_TYPE_REQUIRED', REQUIRED);
    return undefined;
  }
  const listed = types.length === 1 ? `${types.join()},` : types.join(', ');
  errors.add(path, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${listed}).`);
  return undefined;
}

/** `null` stands for itself. */
export function nullable<T>(rule: Rule<T>): Rule<T | null> {
  return (value, errors, path) => (value === null ? null : rule(value, errors, path));
}

/** Passes what either of two rules takes; the first one's errors are told. */
export function either<A, B>(first: Rule<A>, second: Rule<B>): Rule<A | B> {
  return (value, errors, path) => {
    const quiet = new FormErrors();
    return second(value, quiet, path) ?? first(value, errors, path);
  };
}

export function list<T>(item: Rule<T>, limits: { min?: number; max: number }): Rule<T[]> {
  const { min = 0, max } = limits;
  return (value, errors, path) => {
    if (!Array.isArray(value)) {
      errors.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return;
    }
    if (value.length > max || value.length < min) {
      const told = min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`;
      errors.add(path, min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH', told);
      return;
    }
    return value.flatMap((each: unknown, index) => {
      if (each === null) {
        errors.add([...path, index], 'LIST_ITEM_VALUE_REQUIRED', 'List item values are required');
        return [];
      }
      const read = item(each, errors, [...path, index]);
      return read === undefined ? [] : [read];
    });
  };
}

/** A list that has nothing twice. */
export function set<T>(item: Rule<T>, limits: { min?: number; max: number }): Rule<T[]> {
  const whole = list(item, limits);
  return (value, errors, path) => {
    const read = whole(value, errors, path);
    if (!read || new Set(read).size === read.length) return read;
    errors.add(path, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    return undefined;
  };
}

/** A key of a query that may be there once or several times. */
export function manyOf<T>(item: Rule<T>, max: number): Rule<T[]> {
  const whole = list(item, { max });
  return (value, errors, path) => whole(Array.isArray(value) ? value : [value], errors, path);
}

/** An object whose keys are free and whose values follow one rule. */
export function record<T>(item: Rule<T>, limits: { max: number }): Rule<Readonly<Record<string, T>>> {
  return (value, errors, path) => {
    const source = isPlain(value) ? value : undefined;
    if (!source) {
      errors.add(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
      return undefined;
    }
    const entries = Object.entries(source);
    if (entries.length > limits.max) {
      errors.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limits.max} or fewer in length.`);
      return undefined;
    }
    return Object.fromEntries(
      entries.flatMap(([key, each]) => {
        const read = item(each, errors, [...path, key]);
        return read === undefined ? [] : [[key, read]];
      }),
    );
  };
}

export function object<Shape extends Record<string, Field<unknown>>>(shape: Shape): Rule<Form<Shape>> {
  return (value, errors, path) => {
    const source = anyObject(value, errors, path);
    if (!source) return undefined;
    const form: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(shape)) {
      const given = source[key];
      const required = typeof field !== 'function';
      if (given === undefined) {
        if (required) errors.add([...path, key], 'BASE_TYPE_REQUIRED', REQUIRED);
        continue;
      }
      const rule = required ? field.required : field;
      form[key] = rule(given, errors, [...path, key]);
    }
    return form as Form<Shape>;
  };
}

/** Reads a body or a query, or throws everything that is wrong with it. */
export function readForm<Shape extends Record<string, Field<unknown>>>(body: unknown, shape: Shape): Form<Shape> {
  const errors = new FormErrors();
  const form = object(shape)(body ?? {}, errors, []);
  errors.throwIfAny();
  return form as Form<Shape>;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
