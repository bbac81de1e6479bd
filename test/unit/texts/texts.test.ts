/** Texts in several languages: what is shown to whom, and what happens where something is missing. */
import fc from 'fast-check';
import { defineTexts, LocalisedText, type LogFields, nullLogger } from '../../../src';
import { ConsoleLogger } from '../../../src/util';

const logger = nullLogger;

describe('a text', () => {
  it('is filled, in the language that is asked for', () => {
    const texts = defineTexts({ 'en-US': { hi: 'Hello {name}' }, de: { hi: 'Hallo {name}' } }, { logger });
    expect(texts.of('de')('hi', { name: 'Ada' })).toBe('Hallo Ada');
    expect(texts.of('en-US')('hi', { name: 7 })).toBe('Hello 7');
    expect(texts.locales).toEqual(['en-US', 'de']);
  });

  it.each([
    ['en-US', '{n, plural, one {# cat} other {# cats}}', ['0 cats', '1 cat', '2 cats', '5 cats']],
    ['de', '{n, plural, one {# Katze} other {# Katzen}}', ['0 Katzen', '1 Katze', '2 Katzen', '5 Katzen']],
    [
      'pl',
      '{n, plural, one {# kot} few {# koty} many {# kotów} other {# kota}}',
      ['0 kotów', '1 kot', '2 koty', '5 kotów'],
    ],
    ['ar', '{n, plural, zero {z} one {o} two {t} few {f} many {m} other {x}}', ['z', 'o', 't', 'f']],
    ['ja', '{n, plural, other {猫#匹}}', ['猫0匹', '猫1匹', '猫2匹', '猫5匹']],
  ] as const)('has the plurals of %s', (locale, text, expected) => {
    const texts = defineTexts({ [locale]: { cats: text } } as { de: { cats: string } }, {
      fallback: locale as 'de',
      logger,
    }) as unknown as Cats;
    expect([0, 1, 2, 5].map((n) => texts.of(locale)('cats', { n }))).toEqual(expected);
  });

  it('has cases within cases, ordinals, offsets and exact numbers', () => {
    const texts = defineTexts(
      {
        'en-US': {
          nested:
            '{who, select, she {{n, plural, one {her # loom} other {her # looms}}} other {their {n} looms}} in {place}',
          place: '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
          others: '{n, plural, offset:1 =0 {nobody} =1 {{who}} one {{who} and another} other {{who} and # others}}',
        },
      },
      { logger },
    );
    const t = texts.of('en-US');
    expect(t('nested', { who: 'she', n: 1, place: 'Loom' })).toBe('her 1 loom in Loom');
    expect(t('nested', { who: 'other', n: 2, place: 'Loom' })).toBe('their 2 looms in Loom');
    expect([1, 2, 3, 4, 22].map((n) => t('place', { n }))).toEqual(['1st', '2nd', '3rd', '4th', '22nd']);
    expect([0, 1, 2, 3].map((n) => t('others', { n, who: 'Ada' }))).toEqual([
      'nobody',
      'Ada',
      'Ada and another',
      'Ada and 2 others',
    ]);
  });

  it('writes numbers and dates as the language does', () => {
    const facts =
      '{n, number} {share, number, percent} {price, number, ::currency/EUR} {day, date, long} {day, time, short}';
    const texts = defineTexts({ 'en-US': { facts }, de: { facts } }, { timeZone: 'UTC', logger });
    const values = { n: 1234.5, share: 0.25, price: 3, day: new Date(0) };
    const plain = (text: string): string => text.replace(/\s/g, ' ');
    expect(plain(texts.of('de')('facts', values))).toBe('1.234,5 25 % 3,00 € 1. Januar 1970 00:00');
    expect(plain(texts.of('en-US')('facts', values))).toBe('1,234.5 25% €3.00 January 1, 1970 12:00 AM');
  });

  it('keeps numbers apart that stand side by side', () => {
    const texts = defineTexts({ 'en-US': { code: '{a}{b}{n, plural, other {{a}{b}}}' } }, { logger });
    expect(texts.of('en-US')('code', { a: 1, b: 2, n: 3 })).toBe('1212');
  });

  it('shows braces and apostrophes as they are written in quotes, and mentions and timestamps untouched', () => {
    const texts = defineTexts({ 'en-US': { odd: "it''s '{not}' don't <@{id}> <t:{at}:R> **b** # 1" } }, { logger });
    expect(texts.of('en-US')('odd', { id: '1', at: 2 })).toBe("it's {not} don't <@1> <t:2:R> **b** # 1");
  });

  it('takes what it is filled with for words, whatever they are', () => {
    const texts = defineTexts({ 'en-US': { say: '{who} says {what}' } }, { logger });
    fc.assert(
      fc.property(fc.string(), fc.string(), (who, what) => {
        expect(texts.of('en-US')('say', { who, what })).toBe(`${who} says ${what}`);
      }),
      { seed: 29 },
    );
    expect(texts.of('en-US')('say', { who: '{what}', what: '{who, plural, other {#}}' })).toBe(
      '{what} says {who, plural, other {#}}',
    );
  });

  it('is words and never code, however it is written', () => {
    const piece = fc.constantFrom(
      '`',
      '${',
      "'",
      '"',
      '\\',
      '\u2028',
      '\n',
      '*/',
      '//',
      '");',
      'globalThis.hit=1',
      '};',
      '}',
      '{a}',
      '</x>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        for (const source of [
          text,
          `{a, select, x {${text}} other {}}`,
          `{a, date, ${text}}`,
          `{a, number, ${text}}`,
          `{${text}}`,
        ]) {
          try {
            defineTexts({ 'en-US': { text: source } }, { logger }).of('en-US')('text', { a: 'x' });
          } catch {
            // Many of these are no messages.
          }
        }
        expect((globalThis as { hit?: unknown }).hit).toBeUndefined();
      }),
      { seed: 29, numRuns: 300 },
    );
  });

  it('may stand in a table within a table', () => {
    const texts = defineTexts({ 'en-US': { shop: { open: 'Open at {hour}' } } }, { logger });
    expect(texts.of('en-US')('shop.open', { hour: 9 })).toBe('Open at 9');
  });
});

describe('the language', () => {
  const hi = (hello: string): { hi: string } => ({ hi: hello });
  const texts = defineTexts(
    { 'en-US': hi('Hello'), de: hi('Hallo'), 'es-ES': hi('Hola'), 'zh-CN': hi('你好'), pt: hi('Olá') },
    { logger },
  );

  it.each([
    ['de', 'Hallo'],
    ['de-AT', 'Hallo'],
    ['en-GB', 'Hello'],
    ['es-419', 'Hola'],
    ['pt-BR', 'Olá'],
    ['zh-CN', '你好'],
    ['zh-Hans-SG', '你好'],
    ['zh-TW', 'Hello'],
    ['fr', 'Hello'],
    ['no locale at all', 'Hello'],
    ['', 'Hello'],
  ])('of %s is met by %s', (locale, expected) => {
    expect(texts.of(locale)('hi')).toBe(expected);
  });

  it('is that of who acted, then that of the guild, then the default', () => {
    expect(texts.for({ locale: 'de', guildLocale: 'es-ES' })('hi')).toBe('Hallo');
    expect(texts.for({ locale: 'fr', guildLocale: 'es-ES' })('hi')).toBe('Hola');
    expect(texts.for({ guild: { preferredLocale: 'de' } })('hi')).toBe('Hallo');
    expect(texts.for({ locale: 'fr', guildLocale: 'fi' })('hi')).toBe('Hello');
    expect(texts.for({})('hi')).toBe('Hello');
  });

  it('is the default one where the guild was told to forget its own', () => {
    const guild = {
      get preferredLocale(): string {
        throw new Error('the policy dropped it');
      },
    };
    expect(texts.for({ guild })('hi')).toBe('Hello');
  });

  it('is known to who asks for the translating function', () => {
    expect([texts.of('de-CH').locale, texts.of('fr').locale]).toEqual(['de', 'en-US']);
  });
});

describe('a text that is missing', () => {
  let told: { message: string; fields: LogFields }[];
  const telling = (): ConsoleLogger => {
    told = [];
    const sink = new ConsoleLogger();
    sink.warn = (message, fields = {}) => told.push({ message, fields });
    return sink;
  };

  it('is told once when texts are made, and shown in the next language', () => {
    const texts = defineTexts(
      { 'en-US': { hi: 'Hello', bye: 'Bye' }, de: { hi: 'Hallo' }, fr: { hi: '', bye: 'Salut' } },
      { logger: telling() },
    );
    expect(told.map(({ message }) => message)).toEqual([
      'a text of 2 not translated into de; another language is shown',
      'a text of 2 not translated into fr; another language is shown',
    ]);
    expect(texts.of('de')('bye')).toBe('Bye');
    expect(texts.for({ locale: 'de', guildLocale: 'fr' })('bye')).toBe('Salut');
    expect(texts.of('fr')('hi')).toBe('Hello');
    expect([...texts.missing]).toEqual([
      ['de', ['bye']],
      ['fr', ['hi']],
    ]);
    expect(told).toHaveLength(2);
  });

  it('is shown as its key where no language has it, and values that do not fit throw nothing', () => {
    const texts = defineTexts({ 'en-US': { hi: 'Hello {name}', n: '{n, plural, other {#}}' } }, { logger: telling() });
    const t = texts.of('en-US') as unknown as (key: string, values?: object) => string;
    expect([t('nothing'), t('nothing'), t('hi'), t('hi', {}), t('n', { n: 'x' })]).toEqual([
      'nothing',
      'nothing',
      'hi',
      'hi',
      'n',
    ]);
    expect(told.map(({ message }) => message)).toEqual([
      'there is no text "nothing"',
      'the text "hi" in en-US could not be filled',
      'the text "n" in en-US could not be filled',
    ]);
  });
});

describe('a text without a language', () => {
  const texts = defineTexts({ 'en-US': { hi: 'Hello {name}' }, de: { hi: 'Hallo {name}' } }, { logger });
  const said = texts.say('hi', { name: 'Ada' });

  it('gets that of who reads it', () => {
    expect(said).toBeInstanceOf(LocalisedText);
    expect(said.for({ locale: 'de' })).toBe('Hallo Ada');
  });

  it('is in the default one wherever nobody knows who reads it', () => {
    expect([said.toString(), JSON.stringify({ said })]).toEqual(['Hello Ada', '{"said":"Hello Ada"}']);
  });
});

interface Cats {
  of(locale: string): (key: 'cats', values: { n: number }) => string;
}
