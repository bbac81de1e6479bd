/** Bodies and queries for the simulator: mostly what Discord's schemas say, here and there something odd. */
import fc from 'fast-check';
import { type SpecType } from './read-operations';
import { schemaOf } from './spec-schemas';

/** What a schema of zod says about itself; only the keys that are read here. */
interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly getter?: () => Schema;
}
interface Schema {
  readonly _zod: { readonly def: Def };
}

const DEEPEST = 6;
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

const TEXTS = ['', ' ', 'yarn', 'a'.repeat(40), '🧶', 'x\u0000y', '<@1> @everyone', '1', '60', '-1', '1e3', '0x10'];
const LINKS = [
  PNG,
  'data:audio/mpeg;base64,SUQzBAAAAAAAAA==',
  'https://example.com',
  'attachment://x.png',
  '__proto__',
];
const TIMES = ['2099-01-01T00:00:00Z', '1970-01-01', '9999-12-31T23:59:59.999+00:00', '2026-13-40'];
const NUMBERS = [0, 1, 2, 3, 4, 5, 8, 10, 15, 60, 3_600, -1, 0.5, 2 ** 31, 2 ** 53, 1e300];

const ODD = fc.oneof(
  { depthSize: 'small', maxDepth: 2 },
  fc.constantFrom<unknown>(null, true, false, '', [], {}, [[]], [null], { id: null }, { __proto__: null, length: 3 }),
  fc.constantFrom(...NUMBERS, ...TEXTS, ...LINKS, ...TIMES),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Values of a type of the operations table. @param ids texts of ids that exist, and of some that do not. */
export function oddly(type: SpecType, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return valueOf(schemaOf(type), ids, 0);
}

function valueOf(schema: Schema, ids: fc.Arbitrary<string>, depth: number): fc.Arbitrary<unknown> {
  const fitting = fc.constant(null).chain(() => fittingOf(schema, ids, depth));
  return fc.oneof({ arbitrary: fitting, weight: 24 }, { arbitrary: ODD, weight: 1 });
}

function fittingOf({ _zod: { def } }: Schema, ids: fc.Arbitrary<string>, depth: number): fc.Arbitrary<unknown> {
  const inner = (schema: Schema | undefined): fc.Arbitrary<unknown> =>
    schema && depth < DEEPEST ? valueOf(schema, ids, depth + 1) : ODD;
  switch (def.type) {
    case 'object':
      return objectOf(def.shape ?? {}, inner);
    case 'array':
      return fc.array(inner(def.element), { maxLength: 4 });
    case 'record':
      return fc.dictionary(fc.oneof(ids, fc.string()), inner(def.valueType), { maxKeys: 3 });
    case 'nullable':
      return fc.oneof({ arbitrary: inner(def.innerType), weight: 6 }, { arbitrary: fc.constant(null), weight: 1 });
    case 'optional':
      return inner(def.innerType);
    case 'lazy':
      return inner(def.getter?.());
    case 'union':
      return fc.oneof(...(def.options ?? []).map(inner));
    case 'literal':
      return fc.constantFrom(...(def.values ?? [null]));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? { none: null }));
    case 'string':
      return fc.oneof(
        { arbitrary: ids, weight: 4 },
        fc.constantFrom(...TEXTS),
        fc.constantFrom(...LINKS, ...TIMES),
        fc.string({ maxLength: 12 }),
      );
    case 'number':
      return fc.oneof(fc.constantFrom(...NUMBERS), fc.integer());
    case 'boolean':
      return fc.boolean();
    default:
      return ODD;
  }
}

function objectOf(
  shape: Readonly<Record<string, Schema>>,
  inner: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, inner(schema)]));
  const required = Object.keys(shape).filter((key) => shape[key]?._zod.def.type !== 'optional');
  return fc.oneof(
    { arbitrary: fc.record(model, { requiredKeys: required }), weight: 9 },
    { arbitrary: fc.record(model, { requiredKeys: [] }), weight: 1 },
  );
}
