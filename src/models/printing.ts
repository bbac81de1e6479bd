/** How views look in a console: the class, what it is called, and what is set; the things inside it by their names alone. */
import { inspect, type InspectOptions } from 'node:util';

/** What a thing is recognised by. Comes first, and is all that is shown of what is nested. */
const HEAD = [
  'id',
  'code',
  'sound_id',
  'guild_id',
  'channel_id',
  'message_id',
  'user_id',
  'user',
  'emoji',
  'name',
  'username',
  'nick',
  'title',
  'topic',
  'content',
];

/** Of each list, unless the caller said how many. A guild has hundreds of roles, which would push all else off the screen. */
const ITEMS_SHOWN = 3;

/** Of a text inside something nested. */
const CHARACTERS_SHOWN = 80;

type Fields = Readonly<Record<string, unknown>>;

/** A payload under the name of its class. @param depth how many levels are left, as Node tells a custom inspection. */
export function printed(name: string, payload: object, depth: number | null, options: InspectOptions): string {
  const fields = payload as Fields;
  const isNested = typeof depth === 'number' && typeof options.depth === 'number' && depth < options.depth;
  if (isNested) return `${name} ${inspect(new Short(fields), options)}`;
  if (options.depth === null || options.depth === Infinity) return `${name} ${inspect(ordered(fields, true), options)}`;
  const isDefault = options.maxArrayLength === inspect.defaultOptions.maxArrayLength;
  const shown = isDefault ? { ...options, maxArrayLength: ITEMS_SHOWN } : options;
  const items = shown.maxArrayLength ?? Infinity;
  const entries = Object.entries(ordered(fields)).map(([key, value]) => [key, inShort(value, items)]);
  return `${name} ${inspect(Object.fromEntries(entries), shown)}`;
}

/** What is set, or all of it; what it is recognised by first. */
function ordered(fields: Fields, isWhole = false): Fields {
  const shown = Object.entries(fields).filter(([, value]) => (isWhole ? value !== undefined : !isEmpty(value)));
  const head = HEAD.flatMap((key) => shown.filter(([name]) => name === key));
  return Object.fromEntries([...head, ...shown.filter(([name]) => !HEAD.includes(name))]);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** @param items of a list, how many will be seen. */
function inShort(value: unknown, items: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at < items ? inShort(item, 0) : item));
  return isThing(value) ? new Short(value) : value;
}

/** Whether it has a name to be shown by, so that the rest may be left out. */
function isThing(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && ['id', 'code', 'user', 'sound_id'].some((key) => key in value);
}

/** Something nested: what it is recognised by, and a sign where there is more. */
class Short {
  constructor(private readonly fields: Fields) {}

  [inspect.custom](_depth: number, options: InspectOptions): string {
    const set = Object.entries(ordered(this.fields));
    const head = set.filter(([key]) => HEAD.includes(key)).map(([key, value]) => [key, inShort(value, 0)]);
    const text = inspect(Object.fromEntries(head), { ...options, maxStringLength: CHARACTERS_SHOWN });
    if (head.length === set.length) return text;
    return text === '{}' ? '{ ... }' : text.replace(/\s*\}$/, ', ... }');
  }
}
