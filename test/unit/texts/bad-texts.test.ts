/** What is wrong with texts is told before anything starts, all of it, each with its file, key and place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineTexts, describeProblem, loadTexts, nullLogger, SetupError, type SetupProblem } from '../../../src';

const logger = nullLogger;

function problemsOf(make: () => unknown): readonly SetupProblem[] {
  try {
    make();
  } catch (error) {
    if (error instanceof SetupError) return error.problems;
    throw error;
  }
  return [];
}

const tell = (make: () => unknown): string[] =>
  problemsOf(make).map(({ message, advice }) => `${message} Try: ${advice}`);
const inEnglish =
  (text: unknown): (() => unknown) =>
  () =>
    defineTexts({ 'en-US': { text: text as string } }, { logger });
const inGerman =
  (en: string, de: string): (() => unknown) =>
  () =>
    defineTexts({ 'en-US': { text: en }, de: { text: de } } as never, { logger });

describe('a text that is not well written', () => {
  it.each([
    ['Hello {name', 'line 1, column 12: Unexpected message end', 'close every {'],
    ['a\nb {a b}', 'line 2, column 6: invalid syntax', "stand in apostrophes: '{'"],
    ['{n, plurall, one {a} other {b}}', 'there is no kind of argument "plurall"', 'write "plural"'],
    ['{n, spellout}', 'there is no kind of argument "spellout"', 'use one of number, date'],
    ['{n, plural, one {a}}', '{n, plural, …} has no case "other"', 'add other {…}'],
    ['{n, select, a {{m, plural, one {a}}} other {}}', '{m, plural, …} has no case "other"', 'add other {…}'],
    ['{n, plural, few {a} other {b}}', 'The plural case few is not valid', 'this language has one, other'],
    ['{d, date, shrot}', '"shrot" is no style of dates', 'use one of short'],
    ['{n, number, ::currencyy/EUR}', 'currencyy', 'look at the styles'],
    [7, 'is a number, and must be a text', 'write {'],
    [['a'], 'is a list, and must be a text', 'write {'],
    [null, 'is null, and must be a text', 'write {'],
  ])('says so: %j', (text, message, advice) => {
    const problems = problemsOf(inEnglish(text));
    expect(problems).toMatchObject([{ code: 'TEXTS_INVALID', place: { file: 'defineTexts, "en-US"' } }]);
    expect(problems[0]?.message).toContain('The text "text" in en-US');
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.advice).toContain(advice);
  });
});

describe('a translation that does not fit', () => {
  it.each([
    [
      '{name}',
      '{nam}',
      ['has the argument {nam}, which nobody gives. Try: write {name}.', 'leaves out the argument {name}.'],
    ],
    ['none', '{name}', ['has the argument {name}, which nobody gives. Try: take it away: the text has none.']],
    ['{n}', '{n, plural, one {#} other {#}}', ['takes a number for {n}, and the default language anything.']],
    ['{d, date}', '{d}', ['takes anything for {d}, and the default language a date.']],
    ['{d, date}', '{d, number}', ['takes a number for {d}, and the default language a date.']],
    [
      '{g, select, he {} other {}}',
      '{g, select, er {} other {}}',
      ['has the case "er" of {g}, which never comes. Try: use he, other.'],
    ],
  ])('says so: %s and %s', (en, de, expected) => {
    const told = tell(inGerman(en, de));
    expect(told).toHaveLength(expected.length);
    for (const [at, line] of expected.entries()) expect(told[at]).toContain(`The text "text" in de ${line}`);
  });

  it.each([
    ['{n, plural, one {#} other {#s}}', '{n}'],
    ['{n, plural, one {#} other {#s}}', '{n, number}'],
    ['{d, date, long}', '{d, time, short}'],
    ['{g, select, he {a} she {b} other {c}}', '{g, select, he {a} other {c}}'],
    ['{a} {b}', '{b} {a} {b}'],
  ])('is none when it asks for less: %s and %s', (en, de) => {
    expect(tell(inGerman(en, de))).toEqual([]);
  });

  it('has no keys of its own', () => {
    const make = (): unknown => defineTexts({ 'en-US': { greeting: 'a' }, de: { greetin: 'a' } }, { logger });
    expect(tell(make)).toEqual(['The key "greetin" in de is not there in en-US. Try: write "greeting".']);
  });
});

describe('files of texts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'texts-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, content: unknown): void => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  };

  it('are read by their names, from a path or an address', () => {
    write('en-US.json', { shop: { hi: 'Hello {name}' } });
    write('de.json', { shop: { hi: 'Hallo {name}' } });
    write('README.md', 'no texts');
    for (const where of [folder, pathToFileURL(folder)]) {
      const texts = loadTexts({ folder: where, logger });
      expect(texts.of('de')('shop.hi', { name: 'Ada' })).toBe('Hallo Ada');
    }
  });

  it('add to texts in the code', () => {
    write('de.json', { hi: 'Hallo {name}' });
    const texts = defineTexts({ 'en-US': { hi: 'Hello {name}' } }, { folder, logger });
    expect(texts.of('de')('hi', { name: 'Ada' })).toBe('Hallo Ada');
  });

  it('are told of all at once, each with its file', () => {
    write('en-US.json', { hi: 'Hello {name}', bye: 'Bye {name' });
    write('de.json', '{ "hi": ');
    write('fr.json', { hi: 'Salut {nom}' });
    write('klingon.json', {});
    write('sv-SV.json', {});
    const problems = problemsOf(() => loadTexts({ folder, logger }));
    expect(problems.map(({ code, place }) => [code, place?.file?.split('/').pop()])).toEqual([
      ['TEXTS_UNREADABLE', 'de.json'],
      ['TEXTS_INVALID', 'en-US.json'],
      ['TEXTS_UNKNOWN_LOCALE', 'klingon.json'],
      ['TEXTS_UNKNOWN_LOCALE', 'sv-SV.json'],
      ['TEXTS_MISMATCH', 'fr.json'],
      ['TEXTS_MISMATCH', 'fr.json'],
    ]);
    expect(describeProblem(problems[3] as SetupProblem)).toContain('Try: call it "sv-SE"');
  });

  it('are missed where the folder, the default language, or all of them are not there', () => {
    const gone = join(folder, 'gone');
    expect(problemsOf(() => loadTexts({ folder: gone, logger }))).toMatchObject([{ code: 'TEXTS_UNREADABLE' }]);
    expect(tell(() => loadTexts({ folder, logger }))).toEqual([
      'There are no texts in "en-US", the language that others fall back to. Try: add them: en-US.json.',
    ]);
    mkdirSync(gone);
    write('de.json', { hi: 'Hallo' });
    expect(tell(() => loadTexts({ folder, logger }))[0]).toContain("{ fallback: 'de' }");
    expect(loadTexts({ folder, fallback: 'de', logger }).of('fr')('hi')).toBe('Hallo');
  });

  it('may not hold what the code holds already', () => {
    write('en-US.json', { hi: 'Hello' });
    const make = (): unknown => defineTexts({ 'en-US': { hi: 'Hello' } }, { folder, logger });
    expect(tell(make)).toEqual(['There are two tables of texts in "en-US". Try: keep one of them.']);
  });
});
