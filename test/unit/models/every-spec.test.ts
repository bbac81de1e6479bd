/** What nobody means to send: whatever a body is, judging it ends with a yes or with the places that are wrong. */
import fc from 'fast-check';
import * as models from 'corduroy/models';
import { BodyError, type BodySpec, encodeBody, type ValidationMode } from 'corduroy/models';
import { fieldRulesOf, type FieldRules } from '../../../src/models/limits/field-rules';
import { type Shape } from '../../../src/models/shape';

/** The same bodies in every run; another number tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

type SpecSource = BodySpec | ((argument: never) => BodySpec);
type SpecOf = (body: unknown) => BodySpec;

/** Specs that depend on the moment, or on the body itself. */
const MADE: Readonly<Record<string, SpecOf>> = {
  memberEditSpec: () => models.memberEditSpec(0),
  incidentActionsSpec: () => models.incidentActionsSpec(0),
  interactionReplySpec: (body) => models.interactionReplySpec(body as models.InteractionReplyBody),
};

/** What a made spec is asked with, so that all its kinds come up. */
const KINDS: readonly unknown[] = [1, 4, 5, 6, 7, 8, 9, 12].map((type) => ({ type, data: {} }));

const exported = Object.entries(models as Readonly<Record<string, unknown>>).filter(([name]) =>
  name.endsWith('Spec'),
) as [string, SpecSource][];

const specs = exported.map(([name, source]): [string, SpecOf] => [
  name,
  typeof source === 'function' ? (MADE[name] ?? missing(name)) : () => source,
]);

function missing(name: string): SpecOf {
  return () => {
    throw new Error(`say in this file how ${name} is made`);
  };
}

/** Anything, also what JSON does not know. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 3,
});

/** Near to what fields take, so that the walk goes on behind the first one. */
const plausible = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.integer({ min: -2, max: 30 }),
  fc.constantFrom<unknown>(null, true, '2026-01-01T00:00:00Z', new Date(0), [], {}, undefined, 10n, ['1'], [null]),
  anything,
);

/** Objects with the fields that a class has rules for, and some of those of the classes inside it. */
function bodiesOf(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  const fields = [...fieldRulesOf(shape).values()];
  if (fields.length === 0) return anything;
  const values = Object.fromEntries(fields.map((field) => [field.name, valuesOf(field, depth)]));
  return fc.record({ ...values, type: plausible }, { requiredKeys: [] });
}

function valuesOf({ nesting }: FieldRules, depth: number): fc.Arbitrary<unknown> {
  if (!nesting || depth > 3) return plausible;
  // Rows, sections and containers hold each other: one class of many is enough for one run.
  const inside = fc.constantFrom(...nesting.shapes()).chain((shape) => bodiesOf(shape, depth + 1));
  return fc.oneof(plausible, inside, fc.array(inside, { maxLength: 3 }));
}

describe('a random body', () => {
  it('is judged against every spec there is', () => {
    expect(exported.length).toBeGreaterThan(80);
    const functions = exported.filter(([, source]) => typeof source === 'function').map(([name]) => name);
    expect(functions.sort()).toEqual(Object.keys(MADE).sort());
  });

  it.each(specs)(
    'passes %s or is refused with what is wrong, either way of judging alike [seed 58]',
    (_name, specOf) => {
      const { rules } = specOf(undefined);
      const known = rules ? bodiesOf(rules) : anything;
      const inKinds = KINDS.map((kind) => specOf(kind).rules).filter((each) => each !== undefined && each !== rules);
      const kinds = inKinds.map((each) => fc.tuple(fc.constantFrom(...KINDS), bodiesOf(each as Shape)).map(merged));
      const bodies = fc.oneof(anything, known, fc.array(known, { maxLength: 3 }), ...kinds);
      fc.assert(
        fc.property(bodies, (body) => {
          const fast = outcome(specOf(body), body, 'fast');
          expect(fast).toEqual(outcome(specOf(body), body, 'full'));
        }),
        { seed: SEED, numRuns: 40 },
      );
    },
  );
});

function merged([kind, body]: readonly [unknown, unknown]): unknown {
  return { ...(body as object), type: (kind as { readonly type: number }).type };
}

function outcome(spec: BodySpec, body: unknown, mode: ValidationMode): unknown {
  try {
    return { sent: encodeBody(spec, body as never, mode) };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    expect(error.fields.length).toBeGreaterThan(0);
    // Asked of all fields at once: an `expect` for each is most of what this file costs.
    const mute = error.fields.filter(({ path, rule, message, got }) =>
      [path, rule, message, got].some((told) => typeof told !== 'string'),
    );
    expect(mute).toEqual([]);
    return error.fields;
  }
}
