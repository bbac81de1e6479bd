/** What may befall a payload: fields left out, null, empty or new, numbers that no enum knows. */

export interface Mutation {
  /** `member.user: null`. */
  readonly name: string;
  /** A payload of its own, frozen at every depth. */
  readonly data: unknown;
}

/** Of each field of a payload, at any depth: what it could be instead. Fields of the items of a list are among them. */
export function* mutationsOf(payload: unknown): Generator<Mutation> {
  for (const path of pathsOf(payload)) {
    const name = path.join('.');
    yield changed(payload, path, `${name} left out`, (holder, key) => Reflect.deleteProperty(holder, key));
    for (const other of othersOf(valueAt(payload, path))) {
      yield changed(payload, path, `${name}: ${JSON.stringify(other)}`, (holder, key) => (holder[key] = other));
    }
  }
  const objects = [[], ...pathsOf(payload)].filter((path) => isRecord(valueAt(payload, path)));
  for (const path of objects) {
    const news = [...path, 'field_of_tomorrow'];
    yield changed(payload, news, `${news.join('.')} is new`, (holder, key) => (holder[key] = { of: [1] }));
  }
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

type Holder = Record<string, unknown>;
type Path = readonly string[];

function isRecord(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsOf(item, [...path, String(index)]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

function valueAt(payload: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Holder)[key], payload);
}

function othersOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.some(isRecord) ? [null, [], [{}]] : [null, []];
  if (isRecord(value)) return [null, {}];
  return typeof value === 'number' ? [null, 9_999] : [null];
}

function changed(
  payload: unknown,
  path: Path,
  name: string,
  change: (holder: Holder, key: string) => unknown,
): Mutation {
  const data = structuredClone(payload);
  change(valueAt(data, path.slice(0, -1)) as Holder, path.at(-1) as string);
  return { name, data: deepFreeze(data) };
}
