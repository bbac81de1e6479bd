/** What people write is taken apart: words, quotes, flags. */
import { readFlag, readWords } from '../../../../src/interactions/text/words';

function texts(written: string): string[] {
  return readWords(written).map(({ text }) => text);
}

test.each([
  ['play never gonna', ['play', 'never', 'gonna']],
  ['  play\n\tthis  ', ['play', 'this']],
  ['say "two words" three', ['say', 'two words', 'three']],
  ["say 'two words'", ['say', 'two words']],
  ['say “two words” «and two» 「more of them」', ['say', 'two words', 'and two', 'more of them']],
  ['say „zwei Wörter“', ['say', 'zwei Wörter']],
  ['say "with \\" within"', ['say', 'with " within']],
  ['say "" x', ['say', '', 'x']],
  ['say "never closed', ['say', '"never', 'closed']],
  ['it\'s 5" wide', ["it's", '5"', 'wide']],
  ['"a"b', ['"a"b']],
  ['--name="two words" x', ['--name="two words"', 'x']],
  ['', []],
])('%j is %j', (written, expected) => {
  expect(texts(written)).toEqual(expected);
});

test.each([
  ['--days=7', { name: 'days', value: '7' }],
  ['--quiet', { name: 'quiet', value: undefined }],
  ['—quiet', { name: 'quiet', value: undefined }],
  ['--Name="two words"', { name: 'name', value: 'two words' }],
  ['--empty=', { name: 'empty', value: '' }],
  ['-5', undefined],
  ['--', undefined],
  ['"--quoted"', undefined],
])('the flag in %j is %j', (written, expected) => {
  const [word] = readWords(written);
  expect(word && readFlag(word)).toEqual(expected);
});

test('words lie where they were written, whatever was written', () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const letters = ['a', 'b', ' ', '\n', '"', "'", '“', '”', '\\', '-', '=', '«', '»', '💙'];
  for (let round = 0; round < 5_000; round += 1) {
    const written = Array.from({ length: next(30) }, () => letters[next(letters.length)]).join('');
    let end = 0;
    for (const word of readWords(written)) {
      expect(word.start).toBeGreaterThanOrEqual(end);
      expect(word.end).toBeGreaterThan(word.start);
      expect(written.slice(end, word.start).trim()).toBe('');
      end = word.end;
    }
    expect(written.slice(end).trim()).toBe('');
  }
});
