/** Custom ids with typed values: every text has one reading, and every reading one text. */
import fc from 'fast-check';
import {
  type AnyCodec,
  bool,
  type Codecs,
  customId,
  date,
  int,
  InteractionError,
  oneOf,
  optional,
  snowflake,
  text,
} from '../../../../src/interactions';
import { thrownBy } from '../../models/thrown-by';

const SEED = { seed: 20_261_130, numRuns: 200 };
const ID = '1234567890123456789';

const BanConfirm = customId('ban', { user: snowflake, days: int(0, 7) });

/** A codec and the values that it takes. */
type Sample = readonly [codec: AnyCodec, values: fc.Arbitrary<unknown>];

const snowflakes = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const simple: fc.Arbitrary<Sample> = fc.oneof(
  fc.constant<Sample>([snowflake, snowflakes]),
  fc.constant<Sample>([bool, fc.boolean()]),
  fc.constant<Sample>([date, fc.date({ noInvalidDate: true })]),
  fc
    .tuple(fc.maxSafeInteger(), fc.maxSafeInteger())
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    .map<Sample>(([min, max]) => [int(min, max), fc.integer({ min, max })]),
  fc
    .uniqueArray(fc.string(), { minLength: 1, maxLength: 9 })
    .map<Sample>((texts) => [oneOf(...(texts as [string])), fc.constantFrom(...texts)]),
  fc.integer({ min: 1, max: 20 }).map<Sample>((max) => [
    text(max),
    fc
      .string({ unit: 'binary', maxLength: max })
      .map((value) => value.replaceAll('\0', '~').slice(0, max))
      .filter((value) => !/\p{Surrogate}/u.test(value)),
  ]),
);
const anySample: fc.Arbitrary<Sample> = fc.oneof(
  simple,
  simple.map<Sample>(([codec, values]) => [optional(codec as never), fc.option(values, { nil: undefined })]),
);

/** An id of some codecs, and values of it. */
const idAndValues = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 5 }), anySample, { maxKeys: 4 })
  .map((samples) => {
    const codecs: Codecs = Object.fromEntries(Object.entries(samples).map(([key, [codec]]) => [key, codec]));
    const values = fc.record(Object.fromEntries(Object.entries(samples).map(([key, [, value]]) => [key, value])));
    try {
      return { id: customId('any', codecs), values };
    } catch {
      return undefined;
    }
  })
  .filter((made) => made !== undefined)
  .chain(({ id, values }) => values.map((value) => ({ id, value: value })));

const withoutUndefined = (value: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

describe('a custom id', () => {
  it('reads back what it wrote, in a short text that begins with its name', () => {
    const written = BanConfirm.of({ user: ID, days: 7 });
    expect(written).toMatch(/^ban:.{14}$/);
    expect(BanConfirm.parse(written)).toEqual({ user: ID, days: 7 });
    expect([BanConfirm.name, BanConfirm.version]).toEqual(['ban', 1]);
  });

  it('reads back whatever any codecs take, in at most 100 characters with no space at the ends', () => {
    fc.assert(
      fc.property(idAndValues, ({ id, value }) => {
        const written = id.of(value);
        expect(written.length).toBeLessThanOrEqual(100);
        expect(written).toMatch(/^any(:.*)?$/su);
        expect(written).toBe(written.trim());
        expect(id.parse(written)).toEqual(withoutUndefined(value));
      }),
      SEED,
    );
  });

  it('reads nothing that it cannot have written', () => {
    const mangled = idAndValues.chain(({ id, value }) =>
      fc
        .tuple(fc.nat({ max: 99 }), fc.nat({ max: 3 }), fc.string({ unit: 'grapheme-ascii', maxLength: 3 }))
        .map(([at, cut, put]) => {
          const written = id.of(value);
          return { id, mangled: written.slice(0, at) + put + written.slice(at + cut) };
        }),
    );
    fc.assert(
      fc.property(mangled, ({ id, mangled: given }) => {
        const read = id.parse(given);
        if (typeof read === 'object') expect(id.of(read)).toBe(given);
      }),
      { ...SEED, numRuns: 1_000 },
    );
  });

  it('takes any text at all without throwing', () => {
    const ids = [BanConfirm, customId('ban'), customId('ban', { why: text(30), by: optional(text(9)), on: date })];
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `ban:${rest}`),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...ids), (given, id) => {
        const read = id.parse(given);
        if (typeof read === 'object') expect(id.of(read as never)).toBe(given);
        else expect([undefined, 'outdated']).toContain(read);
      }),
      { ...SEED, numRuns: 2_000 },
    );
  });

  it('without values is its name, and takes the place of a text', () => {
    const close = customId('close');
    expect(close.of()).toBe('close');
    expect(close.parse('close')).toEqual({});
    expect(close.parse('closed')).toBeUndefined();
    expect(close.parse('close:')).toBeUndefined();
  });

  it('without values has a version in its text from the second version on', () => {
    const close = customId('close', {}, { version: 2 });
    expect(close.of()).toMatch(/^close:2..$/);
    expect(close.parse(close.of())).toEqual({});
    expect(close.parse('close')).toBe('outdated');
    expect(customId('close').parse(close.of())).toBe('outdated');
  });

  it.each<[string, { parse(text: string): unknown }]>([
    ['another version', customId('ban', { user: snowflake, days: int(0, 7) }, { version: 2 })],
    ['another range', customId('ban', { user: snowflake, days: int(0, 6) })],
    ['another field', customId('ban', { user: snowflake, hours: int(0, 7) })],
    ['another order', customId('ban', { days: int(0, 7), user: snowflake })],
    ['a field less', customId('ban', { user: snowflake })],
    ['a field more', customId('ban', { user: snowflake, days: int(0, 7), silent: bool })],
    ['a field that may be left out', customId('ban', { user: snowflake, days: optional(int(0, 7)) })],
    ['no fields', customId('ban')],
  ])('tells texts of %s as outdated', (_what, other) => {
    expect(other.parse(BanConfirm.of({ user: ID, days: 1 }))).toBe('outdated');
  });

  it('tells the plain text of an earlier program as outdated', () => {
    expect(BanConfirm.parse('ban')).toBe('outdated');
  });

  it('has no reading of texts of other names', () => {
    const other = customId('bank', { user: snowflake, days: int(0, 7) });
    expect(BanConfirm.parse(other.of({ user: ID, days: 0 }))).toBeUndefined();
    expect(other.parse(BanConfirm.of({ user: ID, days: 0 }))).toBeUndefined();
  });

  it('keeps what may be left out apart from what is empty', () => {
    const note = customId('note', { text: optional(text(10)), days: optional(int(0, 1)) });
    expect(note.parse(note.of({}))).toEqual({});
    expect(note.parse(note.of({ text: '' }))).toEqual({ text: '' });
    expect(note.parse(note.of({ text: ' a:b ', days: 0 }))).toEqual({ text: ' a:b ', days: 0 });
  });

  it.each<[string, () => unknown, string]>([
    [
      'a number out of range',
      () => BanConfirm.of({ user: ID, days: 8 }),
      'takes a whole number from 0 to 7 as days, and got 8',
    ],
    ['a fraction', () => BanConfirm.of({ user: ID, days: 0.5 }), 'as days, and got 0.5'],
    [
      'a text that is no id',
      () => BanConfirm.of({ user: 'alice', days: 0 }),
      'takes an id of Discord’s as user, and got "alice"',
    ],
    [
      'an id that is too large',
      () => BanConfirm.of({ user: String(2n ** 64n), days: 0 }),
      'as user, and got "18446744073709551616"',
    ],
    ['an id with zeros before it', () => BanConfirm.of({ user: '007', days: 0 }), 'as user'],
    ['nothing', () => BanConfirm.of({ user: ID } as never), 'as days, and got undefined'],
    ['a long text', () => customId('a', { t: text(3) }).of({ t: 'four' }), 'takes a text of up to 3 characters as t'],
    ['half a character', () => customId('a', { t: text(3) }).of({ t: '\ud83e' }), 'as t'],
    ['no date', () => customId('a', { d: date }).of({ d: new Date(NaN) }), 'takes a valid Date as d'],
    ['no boolean', () => customId('a', { b: bool }).of({ b: 1 as never }), 'takes true or false as b, and got 1'],
    ['none of the texts', () => customId('a', { o: oneOf('x', 'y') }).of({ o: 'z' as 'x' }), 'takes "x" or "y" as o'],
  ])('refuses to write %s', (_what, write, told) => {
    const error = thrownBy(write);
    expect(error).toBeInstanceOf(InteractionError);
    expect(error).toMatchObject({ code: 'INTERACTION_COMPONENT_INVALID', kind: 'definition' });
    expect((error as Error).message).toContain(told);
  });

  it.each<[string, () => unknown, string]>([
    ['a colon in its name', () => customId('a:b'), 'names are 1 to 32 characters'],
    ['a space in its name', () => customId('a b'), 'names are 1 to 32 characters'],
    ['no name', () => customId(''), 'names are 1 to 32 characters'],
    ['a name of 33 characters', () => customId('n'.repeat(33)), 'names are 1 to 32 characters'],
    ['version 0', () => customId('a', {}, { version: 0 }), 'versions are whole numbers from 1 to 84'],
    ['version 85', () => customId('a', {}, { version: 85 }), 'versions are whole numbers from 1 to 84'],
    ['a range upside down', () => int(2, 1), 'int(2, 1)'],
    ['a fractional range', () => int(0, 1.5), 'int(0, 1.5)'],
    ['no texts', () => (oneOf as () => unknown)(), 'oneOf'],
    ['a text twice', () => oneOf('a', 'a'), 'oneOf'],
    ['texts of no length', () => text(0), 'text(0)'],
  ])('does not start with %s', (_what, define, told) => {
    const error = thrownBy(define);
    expect(error).toMatchObject({ code: 'INTERACTION_COMPONENT_INVALID' });
    expect((error as Error).message).toContain(told);
  });

  it('starts when its longest text has 100 characters, and not with one more, which tells what costs how much', () => {
    // Its name 3, colon and head 4, the length of the text 2 letters.
    const longest = customId('ban', { why: text(91) });
    expect(longest.of({ why: 'w'.repeat(91) })).toHaveLength(100);
    expect(() => customId('ban', { why: text(92) })).toThrow('could be 101 characters long');
    const error = thrownBy(() => customId('ban', { user: snowflake, why: text(92), silent: bool }));
    expect((error as Error).message).toMatch(
      /"ban" could be 111 characters long, and Discord takes 100: its name 3, its head 4, user: snowflake 10, why: text\(92\) 93, silent: bool 0.2\./,
    );
  });
});
