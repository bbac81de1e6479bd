import fc from 'fast-check';
import { splitText } from 'corduroy/models';

/** The same texts in every run; another number tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

describe('a text that is split', () => {
  it('stays one piece, unchanged, when it fits', () => {
    expect(splitText('  a\n')).toEqual(['  a\n']);
    expect(splitText('x'.repeat(2_000))).toEqual(['x'.repeat(2_000)]);
    expect(splitText(' \n ')).toEqual([]);
  });

  it('is cut at a paragraph, else a line, a sentence, a word, and only then anywhere', () => {
    const cut = (separator: string): string[] =>
      splitText(`${'a'.repeat(40)}${separator}${'b'.repeat(40)}`, { max: 60 });
    expect(cut('\n\n')).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    expect(cut('\n')).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    expect(cut('. ')).toEqual([`${'a'.repeat(40)}.`, 'b'.repeat(40)]);
    expect(cut(' ')).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    expect(cut('')).toEqual([`${'a'.repeat(40)}${'b'.repeat(20)}`, 'b'.repeat(20)]);
  });

  it('closes a code block at the cut and opens it again with its language', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `const line${index} = ${index};`).join('\n');
    const pieces = splitText(`before\n\`\`\`ts\n${lines}\n\`\`\`\nafter`, { max: 120 });
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      expect((piece.match(/```/g)?.length ?? 0) % 2).toBe(0);
      expect(piece.length).toBeLessThanOrEqual(120);
    }
    for (const piece of pieces.slice(1, -1)) expect(piece).toMatch(/^```ts\nconst line/);
    expect(pieces.at(-1)).toContain('after');
  });

  it('puts in front and behind what it is told, and counts it', () => {
    const pieces = splitText(words(40), { max: 100, prepend: '… ', append: ' …' });
    expect(pieces[0]?.startsWith('word0')).toBe(true);
    expect(pieces.at(-1)?.endsWith('word39')).toBe(true);
    expect(pieces.slice(1).every((piece) => piece.startsWith('… '))).toBe(true);
    expect(pieces.slice(0, -1).every((piece) => piece.endsWith(' …'))).toBe(true);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(100);
  });

  it.each([
    ['a fence of three thousand backticks', '`'.repeat(3_000)],
    ['a language of three thousand letters', `\`\`\`${'x'.repeat(3_000)}`],
    ['a language that a short piece has no room for', `\`\`\`${'x'.repeat(60)}`],
  ])('keeps to the limit behind %s', (_name, fence) => {
    const text = `${fence}\n${'weft '.repeat(2_000)}`;
    for (const max of [50, 2_000]) {
      expect(Math.max(...splitText(text, { max }).map((piece) => piece.length))).toBeLessThanOrEqual(max);
    }
  });

  it('does not take characters apart', () => {
    const family = '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}';
    const pieces = splitText(family.repeat(30), { max: 60 });
    expect(pieces.join('')).toBe(family.repeat(30));
    expect(pieces.every((piece) => piece.length % family.length === 0)).toBe(true);
  });

  it.each([10, 49, 2_000.5, Number.NaN])('is refused for pieces of %p', (max) => {
    expect(() => splitText('x', { max })).toThrow('splitText() takes a whole max that leaves 50');
  });

  it('loses no word, exceeds no limit and leaves no block open, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom('```\n', '```ts\n', '\n```\n', '\n\n', '\n', ' ', '. ', '````\n'),
      fc.string({ minLength: 1, maxLength: 80 }).map((text) => text.replace(/`/g, "'")),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 60, max: 200 }), (parts, max) => {
        const text = parts.join('');
        const pieces = splitText(text, { max });
        expect(pieces.every((each) => each.length <= max && each.trim() !== '')).toBe(true);
        const bare = (value: string): string => value.replace(/`{3,}(ts)?|\s/g, '');
        expect(bare(pieces.join(''))).toBe(bare(text));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
