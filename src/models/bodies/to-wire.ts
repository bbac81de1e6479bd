/** A body as its author wrote it, turned into what is sent: Discord's names at every depth, views as their payloads. */
import { BodyError, describeGot } from './body-error';
import { snakeName } from './key-names';

/** What the conversion has to know of a body. */
export interface WireSchema {
  /** Properties, as the author writes them, whose values are data: their keys and values are sent as they are. */
  readonly verbatim?: readonly string[] | undefined;
}

/** Deeper than any body of Discord's; a limit because the walk uses the stack. */
const DEEPEST = 64;

interface Walk {
  readonly verbatim: readonly string[];
  /** Names and numbers that lead from the body to where the walk is. */
  readonly path: (string | number)[];
  /** The objects on that way. Meeting one of them again would never end. */
  readonly ancestors: object[];
}

/**
 * Converts camelCase names to snake_case at every depth. `undefined` is left out, `null` is kept, a Date becomes its ISO
 * text, a bigint its decimal text, a view its payload.
 * @throws {BodyError} BODY_INVALID where a value cannot be sent: a function, a cycle, NaN, binary data, a Map.
 */
export function toWire(body: unknown, schema: WireSchema = {}): unknown {
  return convert(body, { verbatim: schema.verbatim ?? [], path: [], ancestors: [] });
}

function convert(value: unknown, walk: Walk): unknown {
  switch (typeof value) {
    case 'object':
      return value === null ? null : convertObject(value, walk);
    case 'bigint':
      return value.toString();
    case 'number':
      return Number.isFinite(value) ? value : refuse(walk, 'finiteNumber', 'takes a finite number', String(value));
    case 'function':
    case 'symbol':
      return refuse(walk, 'sendable', 'takes a value that can be sent', `a ${typeof value}`);
    default:
      return value;
  }
}

function convertObject(value: object, walk: Walk): unknown {
  if (value instanceof Date) return convertDate(value, walk);
  const { toRaw, toJSON } = value as { toRaw?: unknown; toJSON?: unknown };
  if (typeof toRaw === 'function') return (value as { toRaw(): unknown }).toRaw();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Map || value instanceof Set) {
    return refuse(walk, 'sendable', 'takes a value that can be sent', describeGot(value));
  }
  if (walk.ancestors.includes(value)) {
    return refuse(walk, 'acyclic', 'takes a value that does not contain itself', 'a cycle');
  }
  if (walk.ancestors.length >= DEEPEST) return refuse(walk, 'depth', `nests at most ${DEEPEST} levels`, 'more');
  walk.ancestors.push(value);
  const converted = Array.isArray(value)
    ? convertArray(value, walk)
    : typeof toJSON === 'function'
      ? convert((value as { toJSON(): unknown }).toJSON(), walk)
      : convertFields(value as Record<string, unknown>, walk);
  walk.ancestors.pop();
  return converted;
}

function convertArray(items: readonly unknown[], walk: Walk): unknown[] {
  // Unlike map, this does not leave the holes of a list as they are.
  return Array.from(items, (item, index) => {
    walk.path.push(index);
    const converted = item === undefined ? null : convert(item, walk);
    walk.path.pop();
    return converted;
  });
}

function convertFields(fields: Record<string, unknown>, walk: Walk): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    walk.path.push(name);
    // Assigning it would change the prototype of what is made here.
    if (name === '__proto__') refuse(walk, 'fieldName', 'is no field of a body', describeGot(value));
    wire[snakeName(name)] = walk.verbatim.includes(name) ? value : convert(value, walk);
    walk.path.pop();
  }
  return wire;
}

function convertDate(date: Date, walk: Walk): string {
  return Number.isNaN(date.getTime())
    ? refuse(walk, 'validDate', 'takes a date', 'an invalid date')
    : date.toISOString();
}

function refuse(walk: Walk, rule: string, message: string, got: string): never {
  throw new BodyError('The body', [{ path: pathText(walk.path), rule, message, got }]);
}

/** `['embeds', 0, 'title']` as `embeds[0].title`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step),
    '',
  );
}
