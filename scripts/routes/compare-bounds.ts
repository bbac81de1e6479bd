/** Holds the bounds of our rules against those of Discord's schemas. */
import { type BodySpec } from '../../src/models';
import { snakeName } from '../../src/models/bodies/key-names';
import { type Bounds, fieldRulesOf } from '../../src/models/limits/field-rules';
import { type Shape } from '../../src/models/shape';
import { schemaOf } from '../../test/support/spec-schemas';
import { type SpecType } from '../../test/support/read-operations';

export interface BoundDifference {
  readonly method: string;
  /** `name.maxLength`, with Discord's names. */
  readonly path: string;
  readonly ours: number | boolean | undefined;
  readonly theirs: number | boolean;
}

/** A schema of zod, as far as it is looked into. */
interface Schema {
  readonly _zod: { readonly def: Definition };
}

interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly Schema[];
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly getter?: () => Schema;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
}

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number | bigint;
}

type BoundName = Exclude<keyof Bounds, 'items'>;

/** Bounds that say no more than what a number of 32 or 53 bits is, or "very many". */
const MEANINGLESS: readonly number[] = [1_521, 152_133, 2_147_483_647, -2_147_483_648, Number.MAX_SAFE_INTEGER];

export function compareBounds(
  methods: readonly { readonly name: string; readonly specs: readonly BodySpec<unknown>[]; readonly body: SpecType }[],
): { readonly differences: BoundDifference[]; readonly compared: number } {
  const differences = new Map<string, BoundDifference>();
  let compared = 0;
  // Components hold components: what differs at one depth differs at each.
  const tell = (difference: BoundDifference): void => {
    const path = difference.path.replace(
      /(?:\.?\b(?:components|accessory|component))+(?=\.)/,
      (match) => `${match.startsWith('.') ? '.' : ''}components`,
    );
    differences.set(`${difference.method} ${path}`, { ...difference, path });
  };
  for (const { name, specs, body } of methods) {
    const walk = (
      schemas: readonly Schema[],
      shapes: readonly Shape[],
      path: string,
      seen: ReadonlySet<Schema>,
    ): void => {
      for (const [key, fields] of objectFields(schemas)) {
        if (fields.some((field) => seen.has(field))) continue;
        const at = path ? `${path}.${key}` : key;
        const rules = shapes.flatMap((shape) =>
          [...fieldRulesOf(shape).values()].filter((rule) => snakeName(rule.name) === key),
        );
        const ours = rules.flatMap((rule) => rule.rules.flatMap(({ bounds }) => (bounds ? [bounds] : [])));
        const theirs = boundsOf(fields);
        for (const [bound, value] of Object.entries(theirs) as [BoundName, number | boolean][]) {
          compared += 1;
          const own = ours.flatMap((each) => each[bound] ?? []);
          if (!own.includes(value)) tell({ method: name, path: `${at}.${bound}`, ours: own[0], theirs: value });
        }
        const nested = rules.flatMap((rule) => rule.nesting?.shapes() ?? []);
        walk(fields, nested, at, new Set([...seen, ...fields]));
      }
    };
    walk(
      [schemaOf(body)],
      specs.flatMap(({ rules }) => rules ?? []),
      '',
      new Set(),
    );
  }
  return { differences: [...differences.values()], compared };
}

/** Every schema that one may stand for: choices, what may be missing, items of lists. */
function* alternatives(schema: Schema, intoLists: boolean): Generator<Schema> {
  const { def } = schema._zod;
  if (def.innerType) yield* alternatives(def.innerType, intoLists);
  else if (def.options) for (const option of def.options) yield* alternatives(option, intoLists);
  else if (def.getter) yield* alternatives(def.getter(), intoLists);
  else {
    yield schema;
    if (intoLists && def.element) yield* alternatives(def.element, true);
  }
}

function objectFields(schemas: readonly Schema[]): Map<string, Schema[]> {
  const fields = new Map<string, Schema[]>();
  for (const schema of schemas) {
    for (const each of alternatives(schema, true)) {
      for (const [key, field] of Object.entries(each._zod.def.shape ?? {})) {
        fields.set(key, [...(fields.get(key) ?? []), field]);
      }
    }
  }
  return fields;
}

/** Bounds of a field; where its kinds differ, none is told, for none holds for all. */
function boundsOf(fields: readonly Schema[]): Partial<Record<BoundName, number | boolean>> {
  const found = new Map<BoundName, Set<number | boolean>>();
  for (const field of fields) {
    for (const { _zod } of alternatives(field, false)) {
      const isList = _zod.def.type === 'array';
      for (const check of _zod.def.checks ?? []) {
        const [name, value] = boundOf(check._zod.def, isList);
        if (name !== undefined && typeof value === 'number' && !MEANINGLESS.includes(value)) {
          const values = found.get(name) ?? new Set();
          found.set(name, values.add(value));
        }
      }
    }
  }
  return Object.fromEntries(
    [...found].flatMap(([name, values]) => (values.size === 1 ? [[name, [...values][0]]] : [])),
  );
}

function boundOf({ check, minimum, maximum, value }: Check, isList: boolean): [BoundName?, unknown?] {
  if (check === 'min_length') return [isList ? 'minItems' : 'minLength', minimum === 0 ? undefined : minimum];
  if (check === 'max_length') return [isList ? 'maxItems' : 'maxLength', maximum];
  if (check === 'greater_than') return ['minimum', value];
  if (check === 'less_than') return ['maximum', value];
  return [];
}
