import fc from 'fast-check';
import {
  BodyError,
  type BodySpec,
  encodeBody,
  Embed,
  messageCreateSpec,
  messageEditSpec,
  toWire,
  type ValidationMode,
} from 'corduroy/models';
import { bodySpec } from '../../../src/models/limits/body-spec';
import { Items, Nested, NestedKinds, Optional, Present, Text, Whole } from '../../../src/models/limits/rules';

/** The same bodies in every run; another number tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

class SpoolRules {
  @Text({ min: 1, max: 3 }) colorName: unknown;
}

class CottonRules extends SpoolRules {
  @Optional() @Whole(1, 9) plyCount?: unknown;
}

class LoomRules {
  @Present() owner: unknown;
  @Optional() @Items({ max: 2 }) @Nested(() => SpoolRules) spools?: unknown;
  @Optional() @NestedKinds('yarnKind', () => ({ 1: CottonRules })) yarn?: unknown;
}

const loom: BodySpec<object> = bodySpec<object>('The loom', {
  rules: LoomRules,
  verbatim: ['labels'],
  relations: ({ owner, rival_name: rival }, refuse) => {
    if (rival !== undefined && owner === rival)
      refuse('rivalName', 'different', 'is another than owner', JSON.stringify(rival));
  },
});

function refusals(body: unknown, mode: ValidationMode = 'fast', spec = loom): string[] {
  try {
    encodeBody(spec, body as object, mode);
    return [];
  } catch (error) {
    if (error instanceof BodyError) return error.fields.map(({ path, rule }) => `${path} ${rule}`);
    throw error;
  }
}

describe.each<ValidationMode>(['fast', 'full'])('a body that is checked (%s)', (mode) => {
  it.each<[string, unknown, string[]]>([
    ['all that is needed', { owner: 'a' }, []],
    ['a needed field left out', {}, ['owner present']],
    ['a needed field that is null', { owner: null }, ['owner present']],
    ['an optional field that is null', { owner: 'a', spools: null }, []],
    [
      'rules inside a list',
      { owner: 'a', spools: [{ colorName: 'red' }, { colorName: 'blue' }] },
      ['spools[1].colorName characters'],
    ],
    ['no list where there should be one', { owner: 'a', spools: { colorName: 'red' } }, ['spools items']],
    [
      'rules of a kind, inherited ones among them',
      { owner: 'a', yarn: { yarnKind: 1, colorName: '', plyCount: 10 } },
      ['yarn.plyCount wholeNumber', 'yarn.colorName characters'],
    ],
    ['a kind that is not known', { owner: 'a', yarn: { yarnKind: 2, anything: true } }, []],
    [
      'Discord’s own names',
      { owner: 'a', yarn: { yarn_kind: 1, color_name: 'long', ply_count: 3 } },
      ['yarn.colorName characters'],
    ],
    ['a rule between fields', { owner: 'a', rivalName: 'a' }, ['rivalName different']],
    ['no object at all', 'loom', [' object']],
    ['a list, item by item', [{ owner: 'a' }, {}], ['[1].owner present']],
    ['a function', { owner: () => 1 }, ['owner sendable']],
    ['what is no number', { owner: 'a', plies: [Number.NaN] }, ['plies[0] finiteNumber']],
  ])('with %s', (_name, body, expected) => {
    expect(refusals(body, mode).sort()).toEqual(expected.sort());
  });

  it('goes out with Discord’s names, data as it is, and what no rule knows', () => {
    const body = {
      owner: 'a',
      yarn: { yarnKind: 1, colorName: 'red', newField: { deepName: 1n } },
      labels: { 'pt-BR': { keptAsIs: 1 } },
      leftOut: undefined,
      madeAt: new Date(0),
    };
    expect(encodeBody(loom, body, mode)).toEqual({
      owner: 'a',
      yarn: { yarn_kind: 1, color_name: 'red', new_field: { deep_name: '1' } },
      labels: { 'pt-BR': { keptAsIs: 1 } },
      made_at: '1970-01-01T00:00:00.000Z',
    });
  });

  it('takes a view in the place of its payload, and checks it', () => {
    const raw = { title: 'x', proxy_field: { some_key: 1 } };
    expect(encodeBody(messageCreateSpec, { embeds: [new Embed(raw as never)] }, mode)).toEqual({ embeds: [raw] });
    expect(refusals({ embeds: [new Embed({ title: 'x'.repeat(257) })] }, mode, messageCreateSpec as never)).toEqual([
      'embeds[0].title characters',
    ]);
  });

  it('takes a builder that knows its JSON', () => {
    const builder = { toJSON: () => ({ title: 'x', icon_url: 'y' }) };
    expect(encodeBody(messageCreateSpec, { embeds: [builder as never] }, mode)).toEqual({
      embeds: [{ title: 'x', icon_url: 'y' }],
    });
  });
});

describe('a body that is not checked', () => {
  it('goes out whatever it says', () => {
    expect(encodeBody(loom, { spools: [{ colorName: 'far too long' }] }, 'off')).toEqual({
      spools: [{ color_name: 'far too long' }],
    });
  });
});

describe('the fast plan', () => {
  const bodies = fc.oneof(
    fc.anything({ withDate: true, withBigInt: true, maxDepth: 4 }),
    fc.record(
      {
        content: fc.oneof(fc.string(), fc.anything()),
        embeds: fc.anything(),
        components: fc.array(
          fc.record({ type: fc.nat(20), components: fc.anything(), customId: fc.anything(), style: fc.nat(7) }),
        ),
        flags: fc.oneof(fc.nat(1 << 16), fc.anything()),
        allowedMentions: fc.anything(),
        poll: fc.anything(),
        nonce: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );

  it.each([
    ['create', messageCreateSpec],
    ['edit', messageEditSpec],
  ])('says of a random %s what class-validator says, and never fails otherwise [seed 58]', (_name, spec) => {
    fc.assert(
      fc.property(bodies, (body) => {
        const fast = outcome(body, 'fast', spec);
        expect(fast).toEqual(outcome(body, 'full', spec as never));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  function outcome(body: unknown, mode: ValidationMode, spec: BodySpec<object>): unknown {
    const told = refusals(body, mode, spec);
    return told.length > 0 ? told : toWire(encodeBody(spec, body as object, mode));
  }
});
